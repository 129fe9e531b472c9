"""Operands asked for one by one: what a calculation lacks is looked up as a user would.

Where no figure fits an operand by the words that stand beside it, the operand is made a question
of its own (八次代表大会所代表的会员是多少), which is answered like any other; the figure in its
answer is the operand.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import product
from math import prod

from rag.answering.candidates import Candidate
from rag.answering.computing.known import Known
from rag.answering.computing.objections import objection
from rag.answering.computing.operands import Choice, comparable
from rag.answering.computing.selection import Case
from rag.answering.computing.sides import blanked, content_of
from rag.answering.computing.task import Operation, Side, Task
from rag.language.answering_units import same_unit
from rag.language.patterns import late_regex
from rag.language.period_words import period_in_words
from rag.language.times import TimeKind
from rag.question import Question
from rag.types import Period

Ask = Callable[[str], "Sequence[tuple[Candidate, float]]"]
"""Answers a question: its candidates, best first, each with the chance (0-1) that it is right."""

_KEPT = 6
"""Candidates of an operand that are looked at."""
_LEAST = 0.01
"""Chance of the operands together below which nothing was found."""
_MOST = 6
_OPERATIONS = frozenset(
    {Operation.DIFFERENCE, Operation.SUM, Operation.SHARE, Operation.RATIO, Operation.GROWTH}
)
_ORDINAL = late_regex(
    r"第[一二三四五六七八九十百0-9]{1,4}(?=[届次期批回轮个])|[一二三四五六七八九十](?=期)"
)
_ASKING = late_regex(
    r"(?:一共|总共|合计|总计|共计|加起来|加在一起|加?在?一块儿?|合起来|相加|统统|拢共|累计|净|各自?|分别|究竟|到底|请问"
    r"|相比较?|比起来|比较|相较|哪一?[年届个级次家类种]|多多少|少多少)"
    r"|(?:上升|下降|提高|降低|增[加长多]|减少|扩大|缩小|[升降涨跌多少高低大小])(?:了|出)?(?=多少|几)"
    r"|(?:有|是|为|达|了)?(?:多少|几)(?:个|名|人|家|万|亿)?|(?:[多少高低大小]|更[多少高低大小])[了些]?(?=[\s?？]*$)"
)
_SPAN = late_regex(
    r"(?<!第)这?[两二三四五六七八九十几\d]+(?:个)?(?:年|届|次|时期|段时间)(?:间|里|来)?(?=\s|,|，|$)"
)
_EVENT = late_regex(
    r"(?:那[一]?[年次届回]|当年|[时初前后]|时候|那会儿?|那阵子?)的?$"
    r"|^(?:最初|原先|原来|起初|当初|原本|头一年|开始).{0,2}$"
)
_EDGES = " ,，。.、;；:：?？!！和与跟及同比的在到至从"


def by_parts(case: Case, ask: Ask) -> tuple[Case, Choice, tuple[str, ...]] | None:
    """The task, its operands by their answers, and the questions; None where one has no answer.

    The fit of the choice is the chance that all answers are right.
    """
    task = case.task
    if task.operation not in _OPERATIONS:
        return None
    sides = task.sides or _years_of(case.question, task)
    questions = part_questions(case.question, task, sides)
    if len(questions) < 2 or len(set(questions)) < len(questions):
        return None
    units = [side.unit or _unit(task) for side in sides]
    rated = [_known(ask(text), unit) for text, unit in zip(questions, units, strict=True)]
    best = max(
        (
            (prod(chance for _, chance in found), tuple(known for known, _ in found))
            for found in product(*rated)
            if _distinct([known for known, _ in found])
        ),
        key=lambda one: one[0],
        default=(0.0, ()),
    )
    together, known = best
    if together < _LEAST:
        return None
    choice = Choice(known, together, 0.0, together)
    whole = replace(task, sides=tuple(sides))
    if objection(whole, choice):
        return None
    values = [one.fact.value for one in known]
    if task.operation is Operation.SHARE and values[0] > values[1]:
        return None
    return replace(case, task=whole), choice, tuple(questions)


def part_questions(question: Question, task: Task, sides: Sequence[Side]) -> list[str]:
    """A question for each operand; what one leaves out is taken from the others."""
    cores = [_core(side.text) for side in sides]
    base = max(cores, key=lambda core: len(content_of(core)), default="")
    if len(content_of(base)) < 2:
        base = _core(blanked(question, 0, len(question.folded)))
    times = [_time_words(question, side) for side in sides]
    common = next((time for time in times if time), "")
    unit = _unit(task)
    made = []
    for side, core, time in zip(sides, cores, times, strict=True):
        words = _completed(core, base, task)
        led = time or ("" if _EVENT.search(core) else common)
        asked = side.unit or unit
        context = "" if led else _context(task, cores)
        made.append(f"{led}{context}{words}{'' if asked else '是'}多少{asked}？")
    return made


def _time_words(question: Question, side: Side) -> str:
    """The operand's time as the question has it (2012年底), or as prose has it."""
    if not side.periods:
        return ""
    period = side.periods[0]
    said = (time.text for time in question.times if time.period == period and not time.relative)
    return next(said, "") or period_in_words(period)


def _completed(core: str, base: str, task: Task) -> str:
    """The words of an operand with what only another one says."""
    if len(content_of(core)) < 2:
        core = base
    ordinals, others = _ORDINAL.findall(core), _ORDINAL.findall(base)
    shorter = len(content_of(core)) < len(content_of(base))
    if core != base and shorter and len(ordinals) == len(others) == 1:
        # 比第七次 is short for the seventh of the same.
        core = _ORDINAL.sub(ordinals[0], base, count=1)
    elif core != base and _EVENT.search(core):
        core += base  # 比开馆那年: of the same thing, then
    elif core != base and core.endswith("的"):
        core += _head(base)
    noun = task.noun
    if noun and noun not in core and not task.unit:
        core = f"{core}的{noun}" if not core.endswith("的") else core + noun
    return core.rstrip("的") if not noun else core


def _head(base: str) -> str:
    """What is counted: the words behind the last 的."""
    return base.rpartition("的")[2] if "的" in base.rstrip("的") else ""


def _context(task: Task, cores: Sequence[str]) -> str:
    """The clauses of the question that name no operand: where and of what."""
    clauses = [_core(one) for one in re.split("[,，。]", task.shared)]
    told = [
        one
        for one in clauses
        if len(content_of(one)) > 1 and not any(c and (c in one or one in c) for c in cores)
    ]
    return "".join(f"{one}，" for one in told[:2])


def _core(text: str) -> str:
    """The words of an operand without those that ask or compare."""
    bare = _SPAN.sub(" ", _ASKING.sub(" ", text))
    return re.sub(r"[ ,，]+", "", bare.strip(_EDGES)).strip(_EDGES)


def _unit(task: Task) -> str:
    if task.unit in ("", "%", "百分点", "个"):
        return ""
    return task.unit


def _years_of(question: Question, task: Task) -> tuple[Side, ...]:
    """The years of a span that a sum is over, each as an operand."""
    spans = [one.period for one in question.times if one.kind is TimeKind.RANGE and one.period]
    if task.operation is not Operation.SUM or len(spans) != 1:
        return ()
    first, last = spans[0].first.year, spans[0].last.year
    if not 1 <= last - first < _MOST:
        return ()
    years = range(first, last + 1)
    return tuple(
        Side(task.shared, (Period(date(year, 1, 1), date(year, 12, 31)),)) for year in years
    )


def _known(answers: "Sequence[tuple[Candidate, float]]", unit: str) -> list[tuple[Known, float]]:
    """The figures of answers, as facts of their sentences, each once.

    Of several in one answer (241批、1725人次) the one in the unit asked for is meant.
    """
    found: dict[tuple[str, int], tuple[Known, float]] = {}
    for candidate, chance in answers:
        start, end, analysis = candidate.start, candidate.end, candidate.analysis
        held = [one for one in analysis.quantities if start <= one.start < one.end <= end]
        fitting = [one for one in held if not unit or same_unit(unit, one.unit)]
        fact = analysis.fact_at(fitting[0].start) if len(fitting) == 1 else None
        if fact is not None:
            place = (fact.document, fact.figure.start)
            found.setdefault(place, (Known(fact, analysis, {}, 1.0), chance))
    return list(found.values())[:_KEPT]


def _distinct(found: Sequence[Known]) -> bool:
    """Whether the operands are different figures that can be put together."""
    places = {(one.fact.document, one.fact.figure.start) for one in found}
    first = found[0].fact
    return len(places) == len(found) and all(comparable(first, one.fact) for one in found[1:])
