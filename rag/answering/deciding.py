"""Which clause of the text decides a yes/no question.

It says what the question says, apart from what may be wrong of it, and it has a figure, a time
or a word to hold against what may be wrong. Each clause of the best sentences is scored by its
signs; the weights were learned (``deciding.json``), as a conditional logit like the ranker's.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from math import inf, log
from pathlib import Path

from rag.answering.bearing import figures_supposed
from rag.answering.candidates import Candidate, Kind
from rag.answering.claims import parts
from rag.answering.ranker import Scored, linear, logistic
from rag.answering.reading import Sight
from rag.answering.signs import Signs, signs
from rag.answering.supposing import Claim, read_claim
from rag.language.patterns import late_regex
from rag.matching import TermWeights
from rag.question import Question

WEIGHTS = Path(__file__).with_name("deciding.json")
_TIME_ONLY = late_regex(
    r"[\d〇零一二三四五六七八九十年月日号初末底中上下半旬前后左右期间起至以来\s（）()，,]*"
)
_DOUBT = 0.5
_READ = 1.85
"""What it weighs that a clause lies wholly in the stretch that the reader reads as the answer."""
_PLAIN_SURE, _READ_SURE = (1.6, 1.0, 0.67), (0.0, 0.52, 1.14)
"""Bias, weight of the score and of the judge's log odds: logistic regressions that tell deciding
clauses from the best ones of texts out of which the sentence that decides was taken, moved
towards yes, as more questions are decided by their text than not; the bias follows the mean of
the score where its weights are learned again."""
_SURE = 0.01
_LOWEST, _LONG, _SHORT = 6.0, 40, 6


def deciding(
    question: Question,
    scored: Sequence[Scored],
    weights: TermWeights,
    sight: Sight | None = None,
) -> tuple[list[Scored], float]:
    """The candidates again: first the clauses, the more deciding the earlier, then the rest.

    Returns:
        Them, and how decisive the first clause is; minus infinity where there is no clause.
    """
    alone = [one for one in scored if is_clause(one.candidate)]
    if not alone:
        return list(scored), -inf
    claim, plain = read_claim(question), undoubted(question, weights)
    top = max(one.score for one in alone)
    valued = [(decisiveness(claim, one, plain, top, sight), one) for one in alone]
    valued.sort(key=lambda pair: -pair[0])
    clauses = [one for _, one in valued]
    rest = [one for one in scored if not is_clause(one.candidate)]
    return [*clauses, *rest], valued[0][0]


def decides(score: float, chance: float, *, read: bool = False) -> float:
    """The chance (0-1) that the first clause decides the question at all.

    Args:
        score: how decisive it is.
        chance: the judge's chance for it.
        read: whether there is a reader, from which the judge knows more.
    """
    kept = min(1.0 - _SURE, max(_SURE, chance))
    bias, own, judged = _READ_SURE if read else _PLAIN_SURE
    total = bias + own * score + judged * log(kept / (1.0 - kept))
    return logistic(total)


def is_clause(candidate: Candidate) -> bool:
    """Whether a candidate is one clause that says more than a time."""
    if candidate.kind is not Kind.RUN or _TIME_ONLY.fullmatch(candidate.text):
        return False
    return candidate.analysis.clause_at(candidate.end - 1) == candidate.clause


def decisiveness(
    claim: Claim, one: Scored, plain: TermWeights, top: float, sight: Sight | None
) -> float:
    """How far a clause decides the question, by its weighted signs.

    Args:
        claim: the question.
        one: the clause.
        plain: the weights of the question's terms, see ``undoubted``.
        top: the highest score that the ranker gave to a clause.
        sight: what the reader saw, if there is one.
    """
    told = clause_signs(claim, one, plain, top)
    return linear(weighed("clause"), told) + _READ * read_share(sight, one.candidate)


def clause_signs(claim: Claim, one: Scored, plain: TermWeights, top: float) -> Signs:
    """The signs of a clause and how it stands among the question's words and its neighbours."""
    candidate = one.candidate
    analysis, at = candidate.analysis, candidate.clause
    matches = plain.matches(analysis)
    return {
        **signs(claim, candidate),
        "at.before": matches.clause(at - 1),
        "at.after": matches.clause(at + 1),
        "at.sentence": matches.whole(),
        "at.context": plain.coverage(analysis.context_terms_of(plain.known) - analysis.terms),
        "at.rank": one.features.get("sentence.rank", 0.0),
        "at.score": max(-_LOWEST, one.score - top) / _LOWEST,
        "at.short": float(len(candidate.text) < _SHORT),
        "at.length": min(1.0, len(candidate.text) / _LONG),
    }


def read_share(sight: Sight | None, candidate: Candidate) -> float:
    """Share (0-1) of a candidate that lies in the reader's likeliest stretch."""
    best = sight.best if sight is not None else None
    if best is None or best.key != (candidate.hit.document, candidate.hit.sentence.number):
        return 0.0
    shared = min(best.end, candidate.end) - max(best.start, candidate.start)
    return max(0, shared) / (candidate.end - candidate.start)


def undoubted(question: Question, weights: TermWeights) -> TermWeights:
    """The weights of the question's terms, less for those of names and figures in doubt."""
    doubted = " ".join(part.text for part in parts(question) if not part.topic)
    figures = " ".join(one.text for one in figures_supposed(question))
    kept = {
        term: weight * (_DOUBT if term in doubted else 1.0)
        for term, weight in weights.weights.items()
        if term not in figures
    }
    return TermWeights(kept, sum(kept.values())) if kept else weights


@cache
def _learned() -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return table


def weighed(name: str) -> Mapping[str, float]:
    """The learned weights of ``clause`` (which one decides) or ``yes`` (what it says)."""
    return _learned()[name]
