"""What speaks for a run of clauses as the answer to why, how, or what something is.

The clause that answers stands beside the one that the question repeats (in order to …, by …,
with the result that …), inside the same semicolons; an explained term answers what it is.
"""

from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from rag.analysis import SentenceAnalysis
from rag.answering.candidates import Candidate, Kind
from rag.language.asking import Wanted
from rag.language.glosses import term_fit
from rag.language.normalise import fold
from rag.language.patterns import late_regex
from rag.matching import Matches
from rag.question import Question

_CAUSE = late_regex(
    r"^(?:是?为了?|由于|因为?|因此|鉴于|针对|根据|按照|目的|以便|旨在|出于|随着|在.{1,30}下)"
)
_RESULT = late_regex(r"使|促进|推动|保障|提高|解决|避免|防止|从而|以(?:便|利|提升|适应|求)")
_MEANS = late_regex(
    r"^(?:通过|采取|采用|利用|以.{1,20}(?:形式|方式|方法|途径)|实行|建立|组织|坚持)"
)
_GLOSS = late_regex(r"(?:是指|指的是|指|即|就是|意思是|是|为|称为|主要(?:包含|包括)|包括)")
_QUOTES = late_regex(r"[《“「]")
_NEGATION = late_regex(r"[不没未无非否莫勿]")


def run_features(question: Question, candidate: Candidate, matches: Matches) -> dict[str, float]:
    """The features of a stretch of clauses, or of an explanation in brackets."""
    analysis = candidate.analysis
    last = analysis.clause_at(candidate.end - 1)
    covered = matches.clauses_together(candidate.clause, last)
    length = candidate.end - candidate.start
    kind = question.asked.kind
    words = _words_of(candidate.text)
    whole = candidate.start == 0 and candidate.end == len(analysis.text)
    return {
        "run.coverage": covered,
        "run.fresh": 1.0 - covered,
        "run.then": matches.clause(last + 1),
        "run.former": matches.clause(candidate.clause - 1),
        "run.around": matches.coverage(*_member(analysis, candidate.clause, last)) - covered,
        "run.length": min(1.0, length / 80),
        "run.long": max(0.0, min(2.0, (length - 40) / 40)),
        "run.short": 1.0 if length < 8 else 0.0,
        "run.clauses": (last - candidate.clause) / 2,
        "run.whole": 1.0 if whole else 0.0,
        "run.bracket": 1.0 if candidate.kind is Kind.BRACKET else 0.0,
        "run.first": 1.0 if candidate.clause == 0 else 0.0,
        "run.cause": words.cause if kind is Wanted.REASON else 0.0,
        "run.result": words.result if kind is Wanted.REASON else 0.0,
        "run.means": words.means if kind is Wanted.MANNER else 0.0,
        "run.gloss": words.gloss if kind is Wanted.DEFINITION else 0.0,
        "run.term": _explains(question, candidate),
        "run.listing": words.listing if kind is Wanted.LIST else 0.0,
        "run.quotes": words.quotes,
        "run.negation": words.negation,
    }


class _Words(NamedTuple):
    """What the words of a stretch are like, each 0 to 1, whatever the question."""

    cause: float
    result: float
    means: float
    gloss: float
    listing: float
    quotes: float
    negation: float


@lru_cache(maxsize=512)
def _words_of(text: str) -> _Words:
    return _Words(
        cause=float(_CAUSE.search(text) is not None),
        result=float(_RESULT.search(text) is not None),
        means=float(_MEANS.search(text) is not None),
        gloss=float(_GLOSS.search(text) is not None),
        listing=min(1.0, text.count("、") / 4),
        quotes=float(_QUOTES.search(text) is not None),
        negation=float(_NEGATION.search(text) is not None),
    )


def _member(analysis: SentenceAnalysis, first: int, last: int) -> tuple[int, int]:
    """The stretch between the semicolons around a run of clauses: it tells of one thing."""
    ends = analysis.semicolons
    before, after = bisect_left(ends, first), bisect_left(ends, last)
    low = ends[before - 1] + 1 if before else 0
    high = ends[after] if after < len(ends) else len(analysis.clauses) - 1
    return analysis.clauses[low][0], analysis.clauses[high][1]


def _explains(question: Question, candidate: Candidate) -> float:
    """How far the question is about a term that the candidate explains."""
    place = (candidate.start, candidate.end)
    terms = [one.term for one in candidate.analysis.glosses if (one.start, one.end) == place]
    return max((term_fit(fold(term), question.focus) for term in terms), default=0.0)
