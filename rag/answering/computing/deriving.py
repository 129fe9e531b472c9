"""Which figures of the text a calculation works on that names its operands only in part."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.answering.computing.known import Known
from rag.answering.computing.numbers import Outcome, doubt, is_rough
from rag.answering.computing.operands import Choice
from rag.answering.computing.pairs import pair
from rag.answering.computing.places import places_of
from rag.answering.computing.rows import members, row
from rag.answering.computing.selection import Case
from rag.answering.computing.task import Operation, Side, Task
from rag.answering.computing.wholes import implied, left_over, part_and_whole
from rag.facts import Fact, Scope
from rag.facts.finding import terms_of

_ENOUGH = {
    Operation.DIFFERENCE: 0.55,
    Operation.REST: 0.5,
    Operation.SUM: 0.5,
    Operation.SHARE: 0.5,
}

_IMPLIED = 0.5
_LEAD = {
    Operation.DIFFERENCE: 0.056,
    Operation.REST: 0.1,
    Operation.SUM: 0.005,
    Operation.SHARE: 0.03,
}


def derived(case: Case) -> Choice | None:
    """The figures in the order of the formula, None where they are not told clearly enough."""
    task = case.task
    asked = terms_of(case.question.folded).union(*(terms_of(one.text) for one in case.question.added))
    places = places_of(case.pool, asked)
    if task.operation is Operation.REST:
        choice = left_over(task, case.question, places, case.weigher)
    elif task.operation is Operation.SHARE:
        choice = part_and_whole(task, case.question, places, case.weigher)
    elif task.operation is Operation.SUM and len(task.sides) > 1:
        choice = members(task, case.question, places, case.weigher)
    elif task.operation is Operation.SUM:
        choice = row(task, case.question, places, case.weigher)
    else:
        choice = pair(task, case.question, places, case.weigher)
    return choice if choice is not None and choice.fit >= _ENOUGH[task.operation] else None


def clear(task: Task, choice: Choice) -> bool:
    """Whether no other figures fit nearly as well."""
    return choice.margin >= _LEAD[task.operation]


def implied_by_text(case: Case) -> Choice | None:
    """The whole and its parts, where the text calls what is asked for the rest."""
    places = places_of(case.pool, terms_of(case.question.folded))
    choice = implied(case.task, case.question, places, case.weigher)
    return choice if choice is not None and choice.fit >= _IMPLIED else None


def unsound(task: Task, choice: Choice) -> bool:
    """Whether the figures must not be put together: too rough for a difference, or counts up to a
    time that would be added."""
    facts = [known.fact for known in choice.facts]
    if task.operation in (Operation.DIFFERENCE, Operation.REST):
        rest = facts[0].value - sum(fact.value for fact in facts[1:])
        return any(map(is_rough, facts)) and sum(map(doubt, facts)) >= abs(rest)
    if task.operation is Operation.SUM and len(task.sides) > 1:
        dated = len({side.periods for side in task.sides}) > 1
        return dated and any(Scope.CUMULATIVE in fact.scopes for fact in facts)
    return False


def rounded(outcome: Outcome, facts: Sequence[Fact], task: Task) -> Outcome:
    """The result marked 约 where a share was rounded, whatever was asked for."""
    if task.operation is not Operation.SHARE:
        return outcome
    exact = outcome.value * facts[1].value == facts[0].value * 100
    rough = any(map(is_rough, facts))
    return replace(outcome, rough=rough or (not exact and task.digits is None))


def called(side: Side, known: Known) -> str:
    """What the one that has more is called: its year, or its name as the text has it."""
    if side.periods and len(re.sub(r"[\W年的]", "", side.text)) < 2:
        return f"{side.periods[0].first.year}年"
    text = re.split(r"里头|里面|当中|之中|[,，里中:：]", side.text.strip(" ,，:："))[-1]
    name = re.sub(r"^[^\u4e00-\u9fff]+|(?:多|高|更|那年)+$", "", text)
    metric = known.fact.metric
    if name and metric[:-1].endswith(name):
        return metric[metric.index(name) :]
    if name and (name in metric or name.endswith("的")):
        return name
    shared = sum(character in metric for character in name)
    return metric if len(metric) < 5 and shared > 1 else name
