"""The calculation done, or refused.

A figure is only used where its time, unit and words agree with the operand asked for. Units are
never mixed (人 and 人次), nor are states and yearly counts, nor overlapping times in a sum. A rough
operand (2万多) makes the result rough (约); where the doubt is as large as the result, or the order
hangs on it, the answer is refused.
"""

import re
from dataclasses import replace

from rag.answering.computing.aim_patterns import REMAINING, ROUGHLY
from rag.answering.computing.aims import aim_of, implied_rest
from rag.answering.computing.deriving import (
    called,
    clear,
    derived,
    implied_by_text,
    in_one_unit,
    may_be_stated,
    relative,
    rounded,
    unsound,
)
from rag.answering.computing.drafting import bounded, computed_draft, interval_draft, refused
from rag.answering.computing.fitting import pairs_of, words_of
from rag.answering.computing.greater import greatest
from rag.answering.computing.groups import group, left_to_the_text, others
from rag.answering.computing.interval import interval
from rag.answering.computing.interval_asked import by_asking
from rag.answering.computing.known import Known
from rag.answering.computing.marked import Marked
from rag.answering.computing.marking import chance_of
from rag.answering.computing.numbers import reckon
from rag.answering.computing.objections import MISSING, UNITS, objection
from rag.answering.computing.operands import Choice, differ_in_time
from rag.answering.computing.parts import BELIEVED, FIRM, Ask, by_parts
from rag.answering.computing.reading import computation_asked
from rag.answering.computing.selection import Case, Given, nearest, of_two_kinds, operands, stated
from rag.answering.computing.task import Operation, Task
from rag.answering.computing.wording import lines_of
from rag.answering.draft import Draft
from rag.facts import Scope
from rag.question import Question

_ENOUGH = 0.3
"""Least fit (0-1) of the chosen operands; chosen on questions for development."""

_TRUSTED = 0.8
"""Confidence at which operands that fit by name stand though other figures are as near."""

_NEAR = 12
"""Ranked sentences looked at for what the text only calls the rest."""

_MARKED = 0.4
"""Chance from which marked operands are believed: about as sure as any answer has to be."""

_WEAKEST = 0.15
"""Least fit of any one operand."""

_CALLED = 0.5
"""Share of an operand's words that call a figure by its name."""

_NAMED = 0.75

_CONTRARY = 0.05
"""Lead at which an order of operands against the question is believed, not blamed on a mix-up."""


def compute(given: Given, ask: Ask | None = None) -> Draft | None:
    """The computed answer, or a refusal to compute.

    Args:
        given: the question with what the figures are looked up in.
        ask: answers questions, for operands that no figure fits by its words; None for none.

    Returns:
        None where the question asks for no calculation, where the text states the answer
        outright, or where it is not clear enough that a calculation is meant: then the
        sentences themselves answer.
    """
    case = case_of(given)
    if case is None:
        return _rest(given)
    if case.task.operation is Operation.INTERVAL:
        return _apart(case, given, ask)
    if case.task.operation in (Operation.MOST, Operation.LEAST):
        return greatest(case, ask)
    aimed = aim_of(given.question) is not None
    return _unless_by_parts(_aimed(case) if aimed else _reckoned(case), case, ask)


def _apart(case: Case, given: Given, ask: Ask | None) -> Draft | None:
    """The time between two events: as the answers to when they were tell it, else as the words."""
    told = by_asking(case.task, ask) if ask is not None else None
    found = interval(case.task, given.ranked, given.analyses, case.weigher)
    if told is not None and (found is None or found.years != told.years or found.fit < told.fit):
        found = told
    return interval_draft(found, given.citer, case.task) if found is not None else None


def compute_marked(found: Marked, signs: dict[str, float]) -> Draft | None:
    """What the operands that the reader marks give; None where they are not to be believed.

    Args:
        found: the operands.
        signs: all that is known of them.
    """
    chance = chance_of(signs)
    made = draft_of(found) if chance >= _MARKED else None
    if made is None:
        return None
    told = (
        *made.decisions[:1],
        f"figures that the reader marks: chance of being right {chance:.2f}",
    )
    return replace(made, confidence=bounded(chance), decisions=told)


def draft_of(found: Marked) -> Draft | None:
    """What follows from the operands that the reader marks; None where they do not go together."""
    if objection(found.case.task, found.choice) not in ("", MISSING):
        return None
    return _derived(found.case, found.choice)


def case_of(given: Given) -> Case | None:
    """The calculation that a question asks for, None where it asks for none."""
    task = task_named(given.question)
    return given.case(task, given.ranked) if task is not None else None


def task_named(question: Question) -> Task | None:
    """The calculation that a question names, with its operands; None where it names none."""
    return aim_of(question) or computation_asked(question)


def _rest(given: Given) -> Draft | None:
    """What the text only calls the rest, where the wording of the question has no sign of it."""
    task, near = implied_rest(given.question), given.ranked[:_NEAR]
    if task is None or not any(REMAINING.search(hit.sentence.text) for hit in near):
        return None
    case = given.case(task, near)
    choice = implied_by_text(case)
    return None if choice is None else _derived(case, choice)


def _unless_by_parts(draft: Draft | None, case: Case, ask: Ask | None) -> Draft | None:
    """The draft, or where it lacks operands or is unsure of them, what their answers give."""
    if ask is None or draft is None or (draft.refusal is None and draft.confidence >= FIRM):
        return draft
    return _of_parts(case, ask) or draft


def compute_by_parts(given: Given, ask: Ask) -> Draft | None:
    """What the answers to the operands give, where neither the text nor their words tell more."""
    case = case_of(given)
    return None if case is None else _of_parts(case, ask)


def _of_parts(case: Case, ask: Ask) -> Draft | None:
    found = by_parts(case, ask, by_words(case))
    if found is None or found.chance < BELIEVED:
        return None
    made = _derived(found.case, found.choice)
    if made is None:
        return None
    told = (*made.decisions, *(f"asked: {text}" for text in found.questions))
    return replace(made, confidence=bounded(found.chance), decisions=told)


def by_words(case: Case) -> Choice | None:
    """The operands that fit by the words beside them, however well."""
    if aim_of(case.question) is not None:
        choice = derived(case)
        if choice is not None:
            return choice
    task = computation_asked(case.question)
    if task is None or len(task.sides) < 2:
        return None
    return operands(replace(case, task=task))


def _aimed(case: Case) -> Draft | None:
    """The answer from figures that the question names in part; where others fit nearly as well,
    only if the operands as the question names them are the same."""
    choice = derived(case)
    problem = unsound(case.task, choice) if choice is not None else ""
    if choice is not None and problem:
        return refused(case, problem, choice.facts)
    if choice is not None and clear(case.task, choice):
        return _derived(case, choice)
    task = computation_asked(case.question)
    if task is None or task.operation in (Operation.INTERVAL, Operation.MOST, Operation.LEAST):
        return _missing(case, choice)
    other = _reckoned(replace(case, task=task))
    if choice is None or other is None or other.computation is None:
        return other or _missing(case, choice)
    values = {operand.value for operand in other.computation.operands}
    if values == {float(known.fact.value) for known in choice.facts}:
        return _derived(case, choice)
    return other if other.confidence >= _TRUSTED else refused(case, MISSING, choice.facts)


def _missing(case: Case, choice: Choice | None) -> Draft | None:
    """A refusal, unless the text may state the result itself."""
    if choice is not None:
        return refused(case, MISSING, choice.facts)
    if case.task.operation is not Operation.DIFFERENCE or len(case.task.sides) < 2:
        return None
    return None if may_be_stated(case) else refused(case, MISSING, nearest(case))


def _derived(case: Case, choice: Choice) -> Draft | None:
    case, chosen, opposed = relative(case, *_in_order(case, choice))
    task = case.task
    digits = task.digits
    if digits is None and task.operation is Operation.SHARE:
        digits = 0 if ROUGHLY.search(case.question.folded) else 1
    outcome = reckon(task.operation, [known.fact for known in chosen], digits)
    if outcome is None:
        return None
    outcome = in_one_unit(rounded(outcome, [known.fact for known in chosen], task), chosen, task)
    draft = computed_draft(case, choice, chosen, outcome, opposed)
    if task.which and draft.short is not None:
        more = task.sides[choice.facts.index(chosen[0])]
        return replace(draft, short=f"{called(more, chosen[0])}多，多{draft.short.lstrip('多少')}")
    return draft


def _reckoned(case: Case) -> Draft | None:
    task = case.task
    choice = group(case) if task.members else operands(case)
    sure = choice is not None and choice.fit >= _ENOUGH and choice.weakest >= _WEAKEST
    told = stated(case, choice if sure else None)
    if told is not None:
        # A share that is stated is an ordinary figure: the sentences answer best.
        return None if task.operation is Operation.SHARE else _told(case, told)
    if choice is None and task.operation is Operation.REST:
        choice = others(case)
    if of_two_kinds(case, choice):
        return refused(case, UNITS, nearest(case))
    if choice is None or choice.fit < _ENOUGH or choice.weakest < _WEAKEST:
        return None if left_to_the_text(case) else refused(case, MISSING, nearest(case))
    problem = MISSING if _scattered(case, choice) else objection(task, choice)
    if problem:
        return refused(case, problem, choice.facts)
    case, chosen, opposed = relative(case, *_in_order(case, choice))
    task = case.task
    # What is left of a whole that the text does not state is the sum of the other parts.
    operation = Operation.SUM if choice.adding else task.operation
    outcome = reckon(operation, [known.fact for known in chosen], task.digits)
    if outcome is None:
        return None
    return computed_draft(
        replace(case, task=replace(task, operation=operation)), choice, chosen, outcome, opposed
    )


def _told(case: Case, known: Known) -> Draft:
    """The result as the text itself states it."""
    lines, _ = lines_of([known], case.citer)
    fact = known.fact
    words = re.sub(r"\s", "", fact.text)
    falls = Scope.DECREASE in fact.scopes
    opposed = case.task.sign and falls == (case.task.sign > 0)
    return Draft(
        lines=lines,
        short=f"{'减少' if falls else '增加'}{words}" if opposed else words,
        confidence=bounded(0.9),
        decisions=(f"{case.task.operation.value}: stated outright",),
        written_by="computation",
    )


def _scattered(case: Case, choice: Choice) -> bool:
    """Whether figures of different times were put together though the question names no times
    that tell them apart, nor calls each by its name."""
    sides, facts = case.task.sides, [known.fact for known in choice.facts]
    if choice.adding or differ_in_time(sides) or len(sides) != len(facts):
        return False
    first = facts[0].time
    if first is None or all(
        one.time is None or one.time.period.overlaps(first.period) for one in facts
    ):
        return False
    return any(
        case.weigher.near(pairs_of(words_of(side)), known, _NAMED) < _CALLED
        for side, known in zip(sides, choice.facts, strict=True)
    )


def _in_order(case: Case, choice: Choice) -> tuple[tuple[Known, ...], bool]:
    """A difference takes the smaller from the larger; whether the text has the order the other
    way round than the question."""
    if case.task.operation is not Operation.DIFFERENCE:
        return choice.facts, False
    falls = choice.facts[0].fact.value < choice.facts[1].fact.value
    chosen = choice.facts[::-1] if falls else choice.facts
    against = case.task.sign == (1 if falls else -1)
    return chosen, against and choice.margin >= _CONTRARY
