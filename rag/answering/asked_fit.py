"""Whether the words right beside the asking one stand beside the candidate too.

A near miss has most words of the question and lacks those that ask: of 校长哪一年退下来 the
sentence has the 校长 and a year, but no 退. Words that stand far from the asking one matter less,
and what the candidate's clause says that nobody asked about (有47个工会建立了委员会, where all 工会
are asked for) speaks against it.
"""

from dataclasses import dataclass
from functools import lru_cache

from rag.analysis import SentenceAnalysis
from rag.answering.candidates import Candidate
from rag.language.normalise import fold
from rag.language.patterns import late_regex
from rag.language.tokens import tokenize
from rag.matching import TermWeights
from rag.question import Question

_ASKS = late_regex(
    r"多少|(?<![好这那前后])几(?![十百千万乎])|[哪谁啥咋]|何(?![况必妨])|[什甚怎]么|多[长高大重久远宽深快厚]|百分之"
)
_STOPS = "，。；：、！？,.;:?! "
_REACH = 8
"""Characters on each side of the asking word that say what is asked for."""
_PAIR = late_regex(r"[\u4e00-\u9fff]{2}")
_FOREIGN = 12
"""Pairs of characters of its own from which a clause is wholly about something else."""

Unit = tuple[float, frozenset[str]]


@dataclass(frozen=True, slots=True)
class AskedFor:
    """The words beside the asking one: each with its weight and what the texts may say for it.

    ``known`` are all words of the question and what may stand for them.
    """

    units: tuple[Unit, ...]
    total: float
    known: frozenset[str]

    def held(self, text: str) -> float:
        """Weight share (0-1) that a stretch in matching form says; 0 where none was asked."""
        if not self.total:
            return 0.0
        said = sum(weight for weight, forms in self.units if any(one in text for one in forms))
        return said / self.total


def asked_for(question: Question, weights: TermWeights) -> AskedFor:
    """Read what stands beside the asking word; a word that no text has weighs as the rarest."""
    window = beside_asking(question)
    rarest = max(weights.weights.values(), default=1.0)
    units = []
    for pair in dict.fromkeys(one for one in tokenize(window) if len(one) > 1):
        others = {
            term.text for term in question.added if pair in term.source or term.source in pair
        }
        units.append((weights.weights.get(pair, rarest), frozenset({pair, *others})))
    known = frozenset(tokenize(question.focus)).union(
        *(tokenize(term.text) for term in question.added)
    )
    return AskedFor(tuple(units), sum(weight for weight, _ in units), known)


def asked_fit(asked: AskedFor, candidate: Candidate) -> dict[str, float]:
    """The features, each a share (0-1).

    ``asked.sentence``, ``asked.clause`` and ``asked.around`` (with the clauses beside it): how
    much of what stands beside the asking word is said there; ``asked.foreign.before`` and
    ``asked.foreign.after``: how much of the candidate's clause, before and behind it, is no word
    of the question.
    """
    analysis = candidate.analysis
    last = analysis.clause_at(max(candidate.start, candidate.end - 1))
    start, end = analysis.clauses[candidate.clause][0], analysis.clauses[last][1]
    low = analysis.clauses[max(0, candidate.clause - 1)][0]
    high = analysis.clauses[min(len(analysis.clauses) - 1, last + 1)][1]
    whole, here, around = (
        asked.held(_folded(analysis, *span))
        for span in ((0, len(analysis.text)), (start, end), (low, high))
    )
    return {
        "asked.sentence": whole,
        "asked.clause": here,
        "asked.around": around,
        "asked.none": float(bool(asked.units) and not whole),
        "asked.foreign.before": _foreign(asked, _folded(analysis, start, candidate.start)),
        "asked.foreign.after": _foreign(asked, _folded(analysis, candidate.end, end)),
    }


@lru_cache(maxsize=64)
def beside_asking(question: Question) -> str:
    """The words of the question on both sides of its asking word, without the unit of what is
    counted, as far as a mark goes."""
    folded, focus = question.folded, question.focus
    match = next(iter(_ASKS.finditer(folded, question.asking)), None) or _ASKS.search(folded)
    if match is None:
        return focus[question.asking :]
    start, end = match.span()
    unit = question.asked.unit
    behind = end + len(unit) if folded.startswith(unit, end) else end
    while start > max(0, match.start() - _REACH) and folded[start - 1] not in _STOPS:
        start -= 1
    while end < min(len(folded), match.end() + _REACH) and folded[end] not in _STOPS:
        end += 1
    return f"{focus[start : match.start()]} {focus[behind:end]}"


def _folded(analysis: SentenceAnalysis, start: int, end: int) -> str:
    folded = analysis.folded.text
    if len(folded) == len(analysis.text):
        return folded[start:end]
    return fold(analysis.text[start:end])


def _foreign(asked: AskedFor, text: str) -> float:
    """Share of ``_FOREIGN`` pairs of characters that the question has not."""
    pairs = {text[at : at + 2] for at in range(len(text) - 1)} - asked.known
    fresh = sum(1 for one in pairs if _PAIR.fullmatch(one))
    return min(1.0, fresh / _FOREIGN)
