"""Which figures of the text a calculation works on that names its operands only in part."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.answering.computing.aim_patterns import FALLS_IN_RATE, IN_RATE, RISEN
from rag.answering.computing.fitting import same_measure, time_fits, unit_fits
from rag.answering.computing.kin import changed
from rag.answering.computing.known import Known
from rag.answering.computing.numbers import Outcome, doubt, is_rough
from rag.answering.computing.objections import ROUGH, SCOPES
from rag.answering.computing.operands import Choice, differ_in_time, later_first
from rag.answering.computing.pairs import pair
from rag.answering.computing.places import Place, places_of, weighed
from rag.answering.computing.rows import members, row
from rag.answering.computing.selection import Case
from rag.answering.computing.task import Operation, Side, Task
from rag.answering.computing.wholes import implied, left_over, part_and_whole
from rag.facts import Fact, Scope
from rag.facts.finding import terms_of
from rag.language.answering_units import count_alike
from rag.language.name_heads import ORGANISATIONS

_ENOUGH = {
    Operation.DIFFERENCE: 0.55,
    Operation.REST: 0.5,
    Operation.SUM: 0.5,
    Operation.SHARE: 0.5,
}

_IMPLIED = 0.5
_HEADS = tuple(ORGANISATIONS)
_THAT = re.compile("[那这]一?[次回届年场]")
_EACH = re.compile(
    "(?:各有|各自|都有|分别)[^,，]*[,，]?$|^[^,，]{1,6}(?:以后|之后|后|的时候|时)(?=.{2})"
)
"""What is said of the operands beside their names: 分家后邮政、电信各有工会."""
_NEW = re.compile("新[增装建招办修添购]|净增")
_OUTRIGHT = 0.8
_BEHIND = 3
"""Characters from a figure to the share that it is: 26个的42.3%."""
_RANKED = 0.3
_TOGETHER = 0.7
_TELLING = 0.4
_LEAD = {
    Operation.DIFFERENCE: 0.056,
    Operation.REST: 0.1,
    Operation.SUM: 0.005,
    Operation.SHARE: 0.03,
}


def derived(case: Case) -> Choice | None:
    """The figures in the order of the formula, None where they are not told clearly enough."""
    task = case.task
    asked = terms_of(case.question.folded).union(
        *(terms_of(one.text) for one in case.question.added)
    )
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
    if choice is None or choice.fit < _ENOUGH[task.operation]:
        return None
    if task.operation is Operation.SUM and not task.sides and not _in_time(case, choice):
        return None
    return None if told_outright(case, choice, places) else choice


def _in_time(case: Case, choice: Choice) -> bool:
    """Whether all figures of a total are of the time asked for."""
    periods = case.question.periods
    return all(time_fits(known.fact, periods) > 0 for known in choice.facts)


def told_outright(case: Case, choice: Choice, places: Sequence[Place]) -> bool:
    """Whether a figure of the text itself is the result, as near to the question as those that it
    would be worked out from: 每年省煤11吨, 比厂长多7元, 占36%."""
    task, question = case.task, case.question
    words = weighed(question.folded, case.weigher, question)
    chosen = {id(known) for known in choice.facts}
    if task.operation is Operation.SUM and len(task.sides) > 1:
        return any(_of_all(case, place) for place in places if id(place.known) not in chosen)
    used = [place for place in places if id(place.known) in chosen]
    joined = len(used) == 2 and changed(used[0], used[1])
    strict = joined or task.operation is Operation.SHARE
    least = (1.0 if strict else _OUTRIGHT) * max(
        place.share(words) + _RANKED * place.known.rank for place in used
    )
    unit = task.unit or ("" if len(task.sides) < 2 else used[0].known.fact.unit)
    # 比厂长高出7元 is no operand but the result.
    results = [_is_result(task, place, unit) for place in used]
    if task.operation is Operation.DIFFERENCE and results.count(True) == 1:
        return True
    if task.operation is Operation.SHARE and _share_behind(used, places):
        return True
    return any(
        place.share(words) + _RANKED * place.known.rank >= least
        and _is_result(task, place, unit)
        and time_fits(place.known.fact, task.sides[0].periods if task.sides else question.periods)
        for place in places
        if id(place.known) not in chosen
    )


def _share_behind(used: Sequence[Place], places: Sequence[Place]) -> bool:
    """Whether right behind one of the figures stands what share it is or is taken of."""
    ends = [(one.known.analysis, one.known.start + len(one.known.fact.text)) for one in used]
    return any(
        place.known.fact.unit == "%"
        and Scope.SHARE in place.known.fact.scopes
        and any(
            place.known.analysis is analysis and 0 <= place.known.start - end <= _BEHIND
            for analysis, end in ends
        )
        for place in places
    )


def may_be_stated(case: Case) -> bool:
    """Whether some figure may be the result itself, so that the sentences shall answer."""
    task = case.task
    asked = terms_of(case.question.folded)
    words = weighed(case.question.folded, case.weigher, case.question)
    return any(
        _is_result(task, place, task.unit) and place.share(words) >= _TELLING
        for place in places_of(case.pool, asked)
    )


def _of_all(case: Case, place: Place) -> bool:
    """Whether one figure is of all members together: 3号、4号窑投资418万元."""
    task = case.task
    if not unit_fits(task.unit, place.known.fact) or differ_in_time(task.sides):
        return False
    texts = [weighed(side.text, case.weigher, case.question) for side in task.sides]
    return all(text and place.share(text) >= _TOGETHER for text in texts)


def _is_result(task: Task, place: Place, unit: str) -> bool:
    fact = place.known.fact
    left = place.known.analysis.text[max(0, place.known.start - 10) : place.known.start]
    if task.operation is Operation.SHARE:
        return fact.unit == "%" and Scope.SHARE in fact.scopes
    if task.operation is Operation.SUM:
        return Scope.TOTAL in fact.scopes and unit_fits(unit, fact) and len(task.sides) < 2
    if task.operation is not Operation.DIFFERENCE:
        return False
    if unit in ("百分点", "%"):
        return fact.unit in ("%", "百分点") and RISEN.search(left) is not None
    return unit_fits(unit, fact) and RISEN.search(left) is not None


def clear(task: Task, choice: Choice) -> bool:
    """Whether no other figures fit nearly as well."""
    return choice.margin >= _LEAD[task.operation]


def implied_by_text(case: Case) -> Choice | None:
    """The whole and its parts, where the text calls what is asked for the rest."""
    places = places_of(case.pool, terms_of(case.question.folded))
    choice = implied(case.task, case.question, places, case.weigher)
    return choice if choice is not None and choice.fit >= _IMPLIED else None


def unsound(task: Task, choice: Choice) -> str:
    """Why the figures must not be put together, "" where they may: too rough for a difference,
    counts up to a time that would be added, what came new beside what there was."""
    facts = [known.fact for known in choice.facts]
    dated = len({side.periods for side in task.sides}) > 1
    fresh = {_NEW.search(fact.metric) is not None for fact in facts}
    if dated and len(fresh) > 1:
        return SCOPES
    if task.operation in (Operation.DIFFERENCE, Operation.REST):
        rest = facts[0].value - sum(fact.value for fact in facts[1:])
        rough = any(map(is_rough, facts)) and sum(map(doubt, facts)) >= abs(rest)
        return ROUGH if rough else ""
    if task.operation is Operation.SUM and dated:
        return SCOPES if any(Scope.CUMULATIVE in fact.scopes for fact in facts) else ""
    return ""


def rounded(outcome: Outcome, facts: Sequence[Fact], task: Task) -> Outcome:
    """The result marked 约 where a share was rounded, whatever was asked for."""
    if task.operation is not Operation.SHARE:
        return outcome
    exact = outcome.value * facts[1].value == facts[0].value * 100
    rough = any(map(is_rough, facts))
    return replace(outcome, rough=rough or (not exact and task.digits is None))


def relative(
    case: Case, chosen: tuple[Known, ...], opposed: bool
) -> tuple[Case, tuple[Known, ...], bool]:
    """A change that is asked for as a rate (增幅) as a growth; a growth of percentages as a
    difference in points, and one that fell as a decline; with whether it went the other way than
    was asked."""
    task = case.task
    rated = task.operation is Operation.DIFFERENCE and IN_RATE.search(case.question.folded)
    if rated and all(known.fact.unit != "%" for known in chosen):
        falls = FALLS_IN_RATE.search(case.question.folded) is not None
        task = replace(task, operation=Operation.GROWTH, sign=-1 if falls else 1)
        chosen = later_first(chosen, falls=falls)
    if task.operation is not Operation.GROWTH:
        return case, chosen, opposed
    facts = [known.fact for known in chosen]
    rises = facts[0].value >= facts[1].value
    opposed = task.sign == (-1 if rises else 1)
    if all(fact.unit == "%" for fact in facts):
        operation = Operation.DIFFERENCE
    else:
        operation = Operation.GROWTH if rises else Operation.DECLINE
    ordered = chosen if rises else chosen[::-1]
    return replace(case, task=replace(task, operation=operation)), ordered, opposed


def in_one_unit(outcome: Outcome, known: Sequence[Known], task: Task) -> Outcome:
    """The result over things counted in several ways (4所, 1个) in the unit asked for, or in 个;
    people as they are asked for."""
    if task.unit == "人" and same_measure(outcome.unit, task.unit):
        return replace(outcome, unit=task.unit)
    units = {one.fact.unit for one in known}
    if len(units) < 2 or not all(count_alike(outcome.unit, unit) for unit in units):
        return outcome
    asked = count_alike(outcome.unit, task.unit)
    return replace(outcome, unit=task.unit if asked else "个")


def whole_name(name: str, known: Known) -> str:
    """The name of the subject that begins so: 电信局工会 for 电信; else the name itself."""
    subject = known.fact.subject
    longer = len(name) > 1 and subject.startswith(name) and not name.endswith(_HEADS)
    return subject if longer else name


def called(side: Side, known: Known) -> str:
    """What the one that has more is called: its year, or its name as the text has it."""
    if side.periods and len(re.sub(r"[\W年的]", "", side.text)) < 2:
        return f"{side.periods[0].first.year}年"
    if side.periods and _THAT.match(side.text.strip()):
        return f"{side.periods[0].first.year}年"
    text = _EACH.sub("", side.text)
    text = re.split(r"里头|里面|当中|之中|[,，里中:：]", text.strip(" ,，:："))[-1]
    name = re.sub(r"^[^\u4e00-\u9fff]+|(?:多|高|更|那年)+$", "", text)
    metric = known.fact.metric
    if name and metric[:-1].endswith(name):
        return metric[metric.index(name) :]
    if name and (name in metric or name.endswith("的")):
        return name
    if whole_name(name, known) != name:
        return whole_name(name, known)
    shared = sum(character in metric for character in name)
    return metric if len(metric) < 5 and shared > 1 else name
