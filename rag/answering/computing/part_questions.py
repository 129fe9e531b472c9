"""An operand made a question of its own: 八次代表大会所代表的会员是多少."""

import re
from collections.abc import Sequence
from datetime import date

from rag.answering.computing.sides import blanked, content_of
from rag.answering.computing.task import Operation, Side, Task
from rag.language.patterns import late_regex
from rag.language.period_words import period_in_words
from rag.language.times import TimeKind
from rag.question import Question
from rag.types import Period

_MOSTLY = 0.7
_MOST = 6
"""Years of a span that are each asked for."""
_ORDINAL = late_regex(
    r"第[一二三四五六七八九十百0-9]{1,4}(?=[届次期批回轮个])|[一二三四五六七八九十](?=期)"
)
_ASKING = late_regex(
    r"^(?:我们?|咱们?)?(?:想要?|要)(?:把|将|拿|问|知道|请教)*"
    r"|(?:一共|总共|合计|总计|共计|[加合凑算](?:起来|拢|[到在]?一(?:起|块儿?|道))|一块儿?|相加|统统|拢共|累计|净|各自?|分别|究竟|到底|请问|总数"
    r"|(?:取|保留|精确到)?[一两二三1-3]位小数"
    r"|相比较?|比起来|比较|相较|哪一?[年届个级次家类种]|多多少|少多少)"
    r"|(?:上升|下降|提高|降低|增[加长多]|减少|扩大|缩小|[升降涨跌多少高低大小])(?:出来|出去|下来|下去|了|出|掉)?(?=多少|几)"
    r"|(?:有|是|为|达|了)?(?:多少|若干|几)(?:个|名|人|家|万|亿)?|(?:[多少高低大小]|更[多少高低大小])[了些]?(?=[\s?？]*$)"
)
_SPAN = late_regex(
    r"(?<!第)这?[两二三四五六七八九十几\d]+(?:个)?(?:年头?|届|次|回|时期|段时间)(?:间|里|来)?(?=\s|,|，|$)"
)
_EVENT = late_regex(
    r"(?:那[一]?[年次届回]|当年|[时初前后]|时候|那会儿?|那阵子?)的?$"
    r"|^(?:最初|原先|原来|起初|当初|原本|头一年|开始).{0,2}$"
)
_SEVERAL = late_regex(
    r"^(?:这|前后|先后)?[两二三四五六七八九十\d]+(?:个)?(?:年|届|次|回)(?:间|里|以?来|当中)?(?:一?共|总共|合计|累计)?"
)
_RATE = late_regex(r"比例|比重|占比|百分比|(?<![效功频速汇])率")
_EDGES = " ,，。.、;；:：?？!！和与跟及同比的在到至从"


def part_questions(question: Question, task: Task, sides: Sequence[Side]) -> list[str]:
    """A question for each operand; what one leaves out is taken from the others."""
    cores = [core_of(side.text) for side in sides]
    base = max(cores, key=lambda core: len(content_of(core)), default="")
    if len(content_of(base)) < 2:
        base = core_of(blanked(question, 0, len(question.folded)))
    times = [_time_words(question, side) for side in sides]
    common = next((time for time in times if time), "")
    made = []
    for side, core, time in zip(sides, cores, times, strict=True):
        words = _completed(core, base, task)
        led = time or ("" if _EVENT.search(core) else common)
        asked = unit_of(task, side)
        context = "" if led else _context(task, cores)
        how = "是百分之多少" if asked == "%" else f"多少{asked}" if asked else "是多少"
        made.append(f"{led}{context}{words}{how}？")
    return made


def _time_words(question: Question, side: Side) -> str:
    """The operand's time as the question has it (2012年底), or as prose has it."""
    if not side.periods:
        return ""
    period = side.periods[0]
    said = (time.text for time in question.times if time.period == period and not time.relative)
    words = next(said, "")
    return f"{words}年" if words.isdigit() else words or period_in_words(period)


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
    clauses = [core_of(one) for one in re.split("[,，。]", task.shared)]
    told = [
        one
        for one in clauses
        if len(content_of(one)) > 1 and not any(core and _within(one, core) for core in cores)
    ]
    return "".join(f"{one}，" for one in told[:2])


def _within(clause: str, core: str) -> bool:
    """Whether most of a clause stands in an operand's words, or the other way round."""
    short, long = sorted((clause, core), key=len)
    return sum(character in long for character in short) >= _MOSTLY * len(short)


def core_of(text: str) -> str:
    """The words of an operand without those that ask or compare."""
    bare = _SPAN.sub(" ", _ASKING.sub(" ", text))
    return re.sub(r"[ ,，]+", "", bare.strip(_EDGES)).strip(_EDGES)


def said_of_each(text: str) -> str:
    """What is said of each of several years: 命名“四好团支部” of 和两年共命名“四好团支部”多少个."""
    return _SEVERAL.sub("", core_of(text))


def unit_of(task: Task, side: Side) -> str:
    """The unit that an operand is told in, "" where the question does not tell."""
    named = side.unit or next((one.unit for one in task.sides if one.unit), "")
    if named:
        return named
    if task.unit == "百分点" or (not task.unit and _of_rates(task)):
        return "%"
    return "" if task.unit in ("%", "个") else task.unit


def _of_rates(task: Task) -> bool:
    """Whether the operands are shares: 入股比例, 采纳率."""
    compares = task.operation in (Operation.DIFFERENCE, Operation.MOST, Operation.LEAST)
    return compares and any(_RATE.search(text) for text in _texts(task))


def _texts(task: Task) -> list[str]:
    return [task.noun, task.shared, *(side.text for side in task.sides)]


def span_of(question: Question) -> Period | None:
    """The one span of years that a question is about, None where it names none or several."""
    spans = [one.period for one in question.times if one.kind is TimeKind.RANGE and one.period]
    return spans[0] if len(spans) == 1 and len(question.periods) == 1 else None


def years_of(question: Question, task: Task) -> tuple[Side, ...]:
    """The years of a span that a sum is over, each as an operand."""
    span = span_of(question)
    if task.operation is not Operation.SUM or span is None:
        return ()
    first, last = span.first.year, span.last.year
    if not 1 <= last - first < _MOST:
        return ()
    years = range(first, last + 1)
    return tuple(
        Side(task.shared, (Period(date(year, 1, 1), date(year, 12, 31)),)) for year in years
    )
