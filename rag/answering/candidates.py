"""Answer candidates: stretches of ranked sentences that could be the answer, scored in place.

Candidates come from general grammar (figures, times, clauses). Each carries the features that
scored it, so that an answer can be explained and a learned ranker can take the weights' place.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rag.analysis import SentenceAnalysis, TermWeights
from rag.language.answering_units import same_unit
from rag.language.asking import Wanted
from rag.language.times import GoverningTime, time_at
from rag.question import Question
from rag.types import Period, SentenceHit


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch ``[start, end)`` of a sentence.

    ``time`` is the time that governs the stretch, as ``time_at`` tells it; ``score`` is the sum
    of ``features``.
    """

    hit: SentenceHit
    analysis: SentenceAnalysis
    start: int
    end: int
    time: GoverningTime | None
    score: float
    features: tuple[tuple[str, float], ...]

    @property
    def text(self) -> str:
        """The words of the stretch."""
        return self.analysis.text[self.start : self.end]


Finder = Callable[[Question, SentenceHit, SentenceAnalysis, TermWeights], Iterator[Candidate]]

# Shares of the parts of a candidate's score.
_SENTENCE = 1.0
_NEAR = 1.6
_NOUN = 0.5
_TIME = 0.8
_UNIT_MISSING = -0.6


def find_candidates(
    question: Question,
    ranked: Sequence[SentenceHit],
    analyses: Sequence[SentenceAnalysis],
    weights: TermWeights,
) -> list[Candidate]:
    """Candidates of the wanted kind from the ranked sentences, best first.

    Ties are broken by place in the text.
    """
    finder = _FINDERS.get(question.asked.kind, clause_candidates)
    found = [
        candidate
        for hit, analysis in zip(ranked, analyses, strict=True)
        for candidate in finder(question, hit, analysis, weights)
    ]
    return sorted(
        found,
        key=lambda one: (-one.score, one.hit.document, one.hit.sentence.number, one.start),
    )


def quantity_candidates(
    question: Question, hit: SentenceHit, analysis: SentenceAnalysis, weights: TermWeights
) -> Iterator[Candidate]:
    """Figures whose unit can answer."""
    asked = question.asked
    for figure in analysis.quantities:
        if figure.ordinal != asked.ordinal:
            continue
        fits = not asked.unit or same_unit(asked.unit, figure.unit)
        if asked.unit and not fits:
            continue
        if asked.duration and not _is_duration(figure.unit):
            continue
        noun = _noun_beside(asked.noun, analysis.text, figure.start, figure.end)
        yield _candidate(
            (question, hit, analysis, weights),
            (figure.start, figure.end),
            [("noun", _NOUN * noun), ("unit", 0.0 if figure.unit else _UNIT_MISSING)],
        )


def time_candidates(
    question: Question, hit: SentenceHit, analysis: SentenceAnalysis, weights: TermWeights
) -> Iterator[Candidate]:
    """The time that governs each clause; the clause's own words decide which event is meant."""
    for start, end in analysis.clauses:
        middle = max(start, end - 1)
        if time_at(analysis.text, middle, analysis.inherited) is not None:
            yield _candidate((question, hit, analysis, weights), (start, end), [])


def clause_candidates(
    question: Question, hit: SentenceHit, analysis: SentenceAnalysis, weights: TermWeights
) -> Iterator[Candidate]:
    """Every clause; the evidence run around it is found later."""
    for start, end in analysis.clauses:
        yield _candidate((question, hit, analysis, weights), (start, end), [])


def _candidate(
    place: tuple[Question, SentenceHit, SentenceAnalysis, TermWeights],
    stretch: tuple[int, int],
    extra: list[tuple[str, float]],
) -> Candidate:
    question, hit, analysis, weights = place
    start, end = stretch
    clause = analysis.clause_at(start)
    time = time_at(analysis.text, max(start, end - 1), analysis.inherited)
    features = (
        ("sentence", _SENTENCE * hit.score),
        ("near", _NEAR * weights.near(analysis, clause)),
        ("time", _TIME * _time_fits(question.periods, time.period if time else None)),
        *extra,
    )
    return Candidate(hit, analysis, start, end, time, sum(value for _, value in features), features)


def _time_fits(asked: Sequence[Period], given: Period | None) -> float:
    """1 where the stretch's own time is within what is asked, -1 where it is another time."""
    if not asked:
        return 0.0
    if given is None:
        return -0.3
    if any(period.contains(given) for period in asked):
        return 1.0
    if any(given.contains(period) for period in asked):
        return 0.3
    return 0.2 if any(given.overlaps(period) for period in asked) else -1.0


def _noun_beside(noun: str, text: str, start: int, end: int) -> float:
    """Share of the counted noun's characters found close around the figure."""
    if not noun:
        return 0.0
    around = text[max(0, start - 10) : end + 10]
    return sum(1 for character in noun if character in around) / len(noun)


def _is_duration(unit: str) -> bool:
    return unit in {"年", "个月", "月", "天", "日", "小时", "周", "分钟", "周年", "星期"}


_FINDERS: dict[Wanted, Finder] = {
    Wanted.QUANTITY: quantity_candidates,
    Wanted.DATE: time_candidates,
}
