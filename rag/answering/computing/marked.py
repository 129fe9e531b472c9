"""Operands as the reader marks them: the figures of the sentences read that an answer follows from.

The reader tells for every figure whether the answer is to be reckoned from it, and whether it is
a sum, a difference or a ratio of them. That something is to be reckoned the question may tell
(多多少); of a whole of which the text has only the parts (三路总兵力) only the text tells it.
Whether what was marked is to be believed is weighed by signs (``marking.json``, learned by
``eval.learning.marking``).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import combinations
from math import exp
from pathlib import Path

from embeddings.reading.reader import VERDICTS
from rag.analysis import Analyses
from rag.answering.computing.fitting import same_measure, side_score, time_fits
from rag.answering.computing.known import Known
from rag.answering.computing.operands import Choice, later_first, likeness
from rag.answering.computing.selection import Case, Given, asked_of
from rag.answering.computing.sides import task_of
from rag.answering.computing.task import Operation, Task
from rag.answering.draft import Draft
from rag.answering.ranker import linear
from rag.answering.reading import LIKELY, Sight
from rag.facts import Scope
from rag.language.answering_units import count_alike, same_unit
from rag.question import Question

WEIGHTS = Path(__file__).with_name("marking.json")
_SUM, _DIFFERENCE, _RATIO = (VERDICTS.index(one) for one in ("sum", "difference", "ratio"))
_VERDICT = {
    Operation.SUM: _SUM,
    Operation.DIFFERENCE: _DIFFERENCE,
    Operation.REST: _DIFFERENCE,
    Operation.SHARE: _RATIO,
    Operation.GROWTH: _RATIO,
    Operation.AVERAGE: _RATIO,
    Operation.MULTIPLE: _RATIO,
    Operation.RATIO: _RATIO,
    Operation.DOUBLINGS: _RATIO,
}
"""What the reader calls the calculations whose operands it marks."""
MARKED = frozenset(_VERDICT)
_UNTOLD = {_SUM: Operation.SUM, _DIFFERENCE: Operation.DIFFERENCE}
"""What is done where the question names no calculation."""
_DIM = -3.0
"""Logit from which a figure is marked at all; 0 is even."""
_MOST = 8
"""Marked figures looked at."""
_NEAR = 2
_CAP = 6.0
_TWO = 2
_FAR = 30.0

Signs = dict[str, float]


@dataclass(frozen=True, slots=True)
class Marked:
    """The calculation with its operands in the order of the formula, and what is known of them."""

    case: Case
    choice: Choice
    signs: Signs


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure and its logit of being an operand."""

    known: Known
    logit: float


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
    rated = sorted(
        ((_score(way, marks), way) for way in _ways(meant, marks)), key=lambda one: -one[0]
    )
    if not rated:
        return None
    case = given.case(meant, given.ranked)
    score, way = rated[0]
    chosen, margin = _ordered(case, way)
    values = _values(way)
    rival = next((other for other, rest in rated if _values(rest) != values), None)
    lead = score - rival if rival is not None else _CAP
    signs = _signs(case, task, chosen, marks, sight) | {
        "lead": min(lead, _CAP) / _CAP,
        "loose": float(loose),
    }
    known = {(one.fact.document, one.fact.figure.start): one for one in case.pool}
    facts = tuple(known.get(_place(one), one.known) for one in chosen)
    return Marked(case, Choice(facts, 0.0, margin, 0.0), signs)


def beside(computed: Draft | None, found: Marked, chance: float, *, doubted: bool) -> Signs:
    """What else is known of the question: what its words came to, and what the text may state.

    Args:
        computed: what figures that fit the words gave, None where no calculation was tried.
        found: what the reader marks.
        chance: that the best candidate of the text is right.
        doubted: whether the question has a name that the texts lack.
    """
    made = computed.computation if computed is not None else None
    values = sorted(float(one.fact.value) for one in found.choice.facts)
    same = made is not None and sorted(one.value for one in made.operands) == values
    return {
        "usual.none": float(computed is None),
        "usual.refused": float(computed is not None and computed.refusal is not None),
        "usual.same": float(same),
        "usual.other": float(made is not None and not same),
        "usual.stated": float(computed is not None and computed.refusal is None and made is None),
        "told.chance": chance,
        "doubt": float(doubted),
    }


def chance_of(signs: Signs) -> float:
    """The chance (0-1) that the operands are the ones that are meant."""
    return 1.0 / (1.0 + exp(-max(-_FAR, min(_FAR, linear(_weights(), signs)))))


def _values(way: Sequence[Mark]) -> list[Decimal]:
    return sorted(one.known.fact.value for one in way)


def _place(one: Mark) -> tuple[str, int]:
    return one.known.fact.document, one.known.fact.figure.start


def _meant(question: Question, task: Task | None, sight: Sight) -> Task | None:
    """The calculation: the question's, else the one that the reader names."""
    if task is not None:
        return task if task.operation in _VERDICT else None
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


def _ways(task: Task, marks: Sequence[Mark]) -> list[tuple[Mark, ...]]:
    """What the operands may be: for a sum or a rest any of one measure, else any two."""
    if task.operation is Operation.AVERAGE:
        return [way for way in combinations(marks, _TWO) if not _alike(*way)]
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
    in_text = sorted(way, key=_place)
    if task.operation is Operation.SUM:
        return in_text, 0.0
    by_value = sorted(in_text, key=lambda one: -one.known.fact.value)
    if task.operation is Operation.SHARE:
        return by_value[::-1], 0.0
    if task.operation is Operation.AVERAGE:
        # What is shared out is in the unit asked for; else there is more of it.
        unit = task.unit
        fits = sorted(by_value, key=lambda one: not same_unit(unit, one.known.fact.unit))
        return (fits if unit else by_value), 0.0
    if task.operation is not Operation.REST and len(task.sides) == len(way) == _TWO:
        lead = _fits(case, in_text) - _fits(case, in_text[::-1])
        if lead:
            return in_text if lead > 0 else in_text[::-1], abs(lead)
    if task.operation in (Operation.GROWTH, Operation.MULTIPLE, Operation.RATIO):
        marks = {_place(one): one for one in way}
        ordered = later_first([one.known for one in in_text], falls=task.sign < 0)
        return [marks[one.fact.document, one.fact.figure.start] for one in ordered], 0.0
    return by_value, 0.0


def _fits(case: Case, chosen: Sequence[Mark]) -> float:
    """How well the figures fit the operands as these are named, in this order."""
    asked = asked_of(case)
    known = {(one.fact.document, one.fact.figure.start): one for one in case.pool}
    return sum(
        side_score(asked, side, known[_place(one)], case.weigher)
        for side, one in zip(case.task.sides, chosen, strict=True)
        if _place(one) in known
    )


def _signs(
    case: Case,
    task: Task | None,
    chosen: Sequence[Mark],
    marks: Sequence[Mark],
    sight: Sight,
) -> Signs:
    """What speaks for or against the operands, each of about -1 to 1."""
    facts = [one.known.fact for one in chosen]
    inside = {id(one) for one in chosen}
    logits = [max(-_CAP, min(_CAP, one.logit)) / _CAP for one in chosen]
    left = [one.logit for one in marks if id(one) not in inside]
    meant = case.task
    timed = [time_fits(fact, case.question.periods) for fact in facts]
    verdict = _VERDICT[meant.operation]
    told = sight.best
    sentences = [fact.sentence for fact in facts]
    return {
        "bias": 1.0,
        "least": min(logits),
        "mean": sum(logits) / len(logits),
        "other": max(-_CAP, min(_CAP, max(left, default=-_CAP))) / _CAP,
        "verdict": sight.verdict[verdict],
        "verdict.none": sight.verdict[0],
        "told": max(-_CAP, min(_CAP, told.logit)) / _CAP if told is not None else -1.0,
        "asked": float(task is not None),
        "asked*verdict": float(task is not None) * sight.verdict[verdict],
        "sides": float(len(meant.sides) == len(facts)),
        "many": float(len(facts) > 2),
        "unit.same": float(all(same_measure(facts[0].unit, one.unit) for one in facts[1:])),
        "unit.asked": float(bool(meant.unit) and same_unit(meant.unit, facts[0].unit)),
        "unit.other": float(bool(meant.unit) and not same_unit(meant.unit, facts[0].unit)),
        "timed": sum(timed) / len(timed),
        "astray": float(min(timed) == 0.0),
        "one.sentence": float(len({(one.document, one.sentence) for one in facts}) == 1),
        "near": float(
            max(sentences) - min(sentences) <= _NEAR and len({one.document for one in facts}) == 1
        ),
        "alike": min(likeness(facts[0], one) for one in facts[1:]),
        "change": float(any({Scope.INCREASE, Scope.DECREASE} & one.scopes for one in facts)),
        "equal": float(len({one.value for one in facts}) < len(facts)),
        f"operation.{meant.operation.value}": 1.0,
        f"operation.{meant.operation.value}*asked": float(task is not None),
    }


@cache
def _weights() -> Signs:
    read: Signs = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return read
