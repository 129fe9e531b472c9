"""Operands as the reader marks them: the figures of the sentences read that an answer follows from.

The reader tells for every figure whether the answer is to be reckoned from it, and whether it is
a sum, a difference or a ratio of them. That something is to be reckoned the question may tell
(多多少); of a whole of which the text has only the parts (三路总兵力) only the text tells it.
Whether what was marked is to be believed, ``marking`` weighs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from rag.analysis import Analyses
from rag.answering.computing.fitting import same_measure, side_score
from rag.answering.computing.known import Known
from rag.answering.computing.marking import CAP, VERDICT_OF, Mark, Signs, place_of, signs_of
from rag.answering.computing.means import Mean, mean_asked
from rag.answering.computing.operands import Choice, later_first
from rag.answering.computing.selection import Case, Given, asked_of
from rag.answering.computing.sides import task_of
from rag.answering.computing.task import Operation, Task
from rag.answering.reading import LIKELY, Sight
from rag.language.answering_units import count_alike, same_unit
from rag.question import Question

MARKED = frozenset(VERDICT_OF)
_UNTOLD = {VERDICT_OF[operation]: operation for operation in (Operation.SUM, Operation.DIFFERENCE)}
"""What is done where the question names no calculation."""
_DIM = -3.0
"""Logit from which a figure is marked at all; 0 is even."""
_MOST = 8
"""Marked figures looked at."""
_NEAR = 2
_TWO = 2


@dataclass(frozen=True, slots=True)
class Marked:
    """The calculation with its operands in the order of the formula, and what is known of them."""

    case: Case
    choice: Choice
    signs: Signs


def marked(given: Given, task: Task | None, sight: Sight, *, loose: bool = False) -> Marked | None:
    """The operands that the reader marks; None where it marks no two that go together.

    Args:
        given: the question with what the figures are looked up in.
        task: the calculation that the question asks for, None where it names none.
        sight: what the reader saw.
        loose: whether the question may want another thing than this calculation.
    """
    meant = _meant(given.question, task, sight)
    marks = marks_of(sight, given.analyses) if meant is not None else []
    if meant is None or len(marks) < _TWO:
        return None
    mean = mean_asked(given.question.folded) if meant.operation is Operation.AVERAGE else None
    rated = sorted(
        ((_score(way, marks), way) for way in _ways(meant, marks, mean)), key=lambda one: -one[0]
    )
    if not rated:
        return None
    case = given.case(meant, given.ranked)
    score, way = rated[0]
    chosen, margin = _ordered(case, way)
    values = _values(way)
    rival = next((other for other, rest in rated if _values(rest) != values), None)
    lead = score - rival if rival is not None else CAP
    signs = signs_of(case, task, chosen, marks, sight) | {
        "lead": min(lead, CAP) / CAP,
        "loose": float(loose),
    }
    known = {(one.fact.document, one.fact.figure.start): one for one in case.pool}
    facts = tuple(known.get(place_of(one), one.known) for one in chosen)
    return Marked(case, Choice(facts, 0.0, margin, 0.0), signs)


def _values(way: Sequence[Mark]) -> list[Decimal]:
    return sorted(one.known.fact.value for one in way)


def _meant(question: Question, task: Task | None, sight: Sight) -> Task | None:
    """The calculation: the question's, else the one that the reader names."""
    if task is not None:
        return task if task.operation in VERDICT_OF else None
    likely = max(_UNTOLD, key=lambda one: sight.verdict[one])
    if sight.verdict[likely] < LIKELY:
        return None
    return task_of(_UNTOLD[likely], question, (), "")


def marks_of(sight: Sight, analyses: Analyses) -> list[Mark]:
    """The figures that are marked at all, the surest first."""
    marks = []
    for key, part in sight.parts.items():
        analysis = analyses.of(*key)
        for one in analysis.quantities:
            first, last = one.start - part.offset, one.end - part.offset
            logits = part.figure[max(0, first) : max(0, last)]
            fact = analysis.fact_at(one.start) if len(logits) and logits.max() > _DIM else None
            if fact is not None:
                rank = 1.0 / (1 + part.rank)
                marks.append(Mark(Known(fact, analysis, {}, rank), float(logits.max())))
    marks.sort(key=lambda one: (-one.logit, one.known.fact.document, one.known.fact.figure.start))
    return marks[:_MOST]


def _ways(task: Task, marks: Sequence[Mark], mean: Mean | None) -> list[tuple[Mark, ...]]:
    """What the operands may be: for a sum or a rest any of one measure, for a mean what is shared
    out and among whom, else any two."""
    if task.operation is Operation.AVERAGE:
        pairs = [way for way in combinations(marks, _TWO) if not _alike(*way)]
        return [way for way in pairs if mean is None or _shares(mean, *way)]
    many = task.operation in (Operation.SUM, Operation.REST)
    named = len(task.sides) if task.operation is Operation.SUM and len(task.sides) > 1 else 0
    counts = (named,) if named else range(2, len(marks) + 1) if many else (2,)
    return [
        way
        for count in counts
        for way in combinations(marks, count)
        if all(_alike(way[0], other) for other in way[1:])
        and (task.operation is not Operation.REST or _leaves(way))
    ]


def _shares(mean: Mean, one: Mark, other: Mark) -> bool:
    """Whether one figure may be what is shared out, and the other among whom."""
    units = one.known.fact.unit, other.known.fact.unit
    return any(mean.shared(a) and mean.sharing(b) for a, b in (units, units[::-1]))


def _leaves(way: Sequence[Mark]) -> bool:
    """Whether the largest is more than the others together: a whole and parts of it."""
    values = _values(way)
    return values[-1] > sum(values[:-1])


def _alike(one: Mark, other: Mark) -> bool:
    """Whether two figures may stand in one calculation: of one measure, and not the same."""
    first, second = one.known.fact, other.known.fact
    if (first.document, first.figure.start) == (second.document, second.figure.start):
        return False
    return same_measure(first.unit, second.unit) or count_alike(first.unit, second.unit)


def _score(way: Sequence[Mark], marks: Sequence[Mark]) -> float:
    """The log odds that these are the operands, and of one measure with them no other is."""
    inside = {id(one) for one in way}
    left = [
        one for one in marks if id(one) not in inside and any(_alike(other, one) for other in way)
    ]
    return sum(one.logit for one in way) - sum(max(0.0, one.logit) for one in left)


def _ordered(case: Case, way: Sequence[Mark]) -> tuple[list[Mark], float]:
    """In the order of the formula, and how surely: as the operands are named, else a whole before
    its parts, a part before its whole in a share, the later before the earlier."""
    task = case.task
    in_text = sorted(way, key=place_of)
    if task.operation is Operation.SUM:
        return in_text, 0.0
    by_value = sorted(in_text, key=lambda one: -one.known.fact.value)
    if task.operation is Operation.SHARE:
        return by_value[::-1], 0.0
    if task.operation is Operation.AVERAGE:
        # What is shared out is in the unit asked for; else there is more of it.
        mean = mean_asked(case.question.folded)
        if mean is not None:
            by_value.sort(key=lambda one: mean.sharing(one.known.fact.unit))
        unit = task.unit
        fits = sorted(by_value, key=lambda one: not same_unit(unit, one.known.fact.unit))
        return (fits if unit else by_value), 0.0
    if task.operation is not Operation.REST and len(task.sides) == len(way) == _TWO:
        lead = _fits(case, in_text) - _fits(case, in_text[::-1])
        if lead:
            return in_text if lead > 0 else in_text[::-1], abs(lead)
    if task.operation in (Operation.GROWTH, Operation.MULTIPLE, Operation.RATIO):
        marks = {place_of(one): one for one in way}
        ordered = later_first([one.known for one in in_text], falls=task.sign < 0)
        return [marks[one.fact.document, one.fact.figure.start] for one in ordered], 0.0
    return by_value, 0.0


def _fits(case: Case, chosen: Sequence[Mark]) -> float:
    """How well the figures fit the operands as these are named, in this order."""
    asked = asked_of(case)
    known = {(one.fact.document, one.fact.figure.start): one for one in case.pool}
    return sum(
        side_score(asked, side, known[place_of(one)], case.weigher)
        for side, one in zip(case.task.sides, chosen, strict=True)
        if place_of(one) in known
    )
