"""Why figures must not be put together, in words for people."""

from collections.abc import Sequence

from rag.answering.computing.numbers import doubt, is_rough
from rag.answering.computing.operands import (
    Choice,
    comparable,
    differ_in_time,
    likeness,
    same_words,
)
from rag.answering.computing.task import Operation, Task
from rag.facts import Fact, Scope

MISSING = "这个问题要由几项数字计算得出，文中没有给全所需的数字。"
UNITS = "文中有关数字的单位不同，不能相互比较或相加。"
SCOPES = "文中有关数字的口径不同（累计或时点数与当年数），不能相互比较或相加。"
OVERLAP = "文中有关数字所属的时期相互重叠，不能相加。"
ROUGH = "文中有关数字只是约数，精确度不足以得出结果。"
NEAREST = "最接近的记载附后。"

_ALIKE = 0.5
"""Least likeness of the words of two figures that shall measure one thing at two times."""

_YEARLY = frozenset({Scope.ANNUAL, Scope.INCREASE, Scope.DECREASE})


def objection(task: Task, choice: Choice) -> str:
    """What speaks against the calculation, "" where nothing does."""
    facts = [known.fact for known in choice.facts]
    if task.operation is Operation.AVERAGE:
        return "" if _shares_out(facts) else MISSING
    apart = differ_in_time(task.sides)
    adding = task.operation is Operation.SUM
    checks = (
        (not all(comparable(facts[0], fact) for fact in facts), UNITS),
        (apart and same_words(task.sides) and not _one_thing(facts), MISSING),
        ((apart or adding) and _mixed(facts), SCOPES),
        (apart and adding and any(Scope.CUMULATIVE in fact.scopes for fact in facts), SCOPES),
        (apart and adding and _overlapping(facts), OVERLAP),
        (task.operation in (Operation.DIFFERENCE, Operation.REST) and _too_rough(facts), ROUGH),
    )
    return next((message for holds, message in checks if holds), "")


def _one_thing(facts: Sequence[Fact]) -> bool:
    return all(likeness(facts[0], fact) >= _ALIKE for fact in facts[1:])


def _shares_out(facts: Sequence[Fact]) -> bool:
    """Whether one of two figures may be shared out among the other: of one time, and not the same
    thing counted twice."""
    periods = [fact.time.period for fact in facts if fact.time is not None]
    together = len(periods) < len(facts) or all(periods[0].overlaps(one) for one in periods[1:])
    return together and not (facts[0].unit == facts[-1].unit and _one_thing(facts))


def _mixed(facts: Sequence[Fact]) -> bool:
    """Whether states (截至), counts up to a time (截至…新建) and counts of a time (年内) meet."""
    kinds = {(Scope.CUMULATIVE in fact.scopes, bool(_YEARLY & fact.scopes)) for fact in facts}
    return len(kinds - {(False, False)}) > 1


def _overlapping(facts: Sequence[Fact]) -> bool:
    periods = [fact.time.period for fact in facts if fact.time is not None]
    return any(one.overlaps(other) for at, one in enumerate(periods) for other in periods[at + 1 :])


def _too_rough(facts: Sequence[Fact]) -> bool:
    """Whether the doubt of rough operands is as large as their difference."""
    gap = abs(facts[0].value - facts[-1].value)
    return any(map(is_rough, facts)) and gap <= sum(map(doubt, facts))
