"""Parts of a question as operands of a calculation."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rag.answering.computing.bare_words import asked_out
from rag.answering.computing.patterns import DIGITS, MARKS, SHORT_YEAR, unit_asked
from rag.answering.computing.task import Operation, Side, Task
from rag.language.asking_counts import unit_named
from rag.language.counted import Counted, counted_by_noun
from rag.language.framing import unframed
from rag.language.patterns import late_regex
from rag.language.times import TimeExpression
from rag.question import Question
from rag.types import Period

_SENTENCE_END = late_regex(r"[。！!；;?？](?!$)")
_COUNT_ASKED = late_regex(r"多少|几|差|比[例重]|倍|成|合计|总共|一共")
_WORDS = 8
_ORDINAL = late_regex(r"第[一二三四五六七八九十百0-9]{1,4}[届次期批回轮个]")
_THAT_TIME = late_regex(r"那一?年|当年|同年")
_AGAIN = late_regex(r"[这那]些(?P<noun>[\u4e00-\u9fff]{2,4}?)(?:一?共|总共|全部|都)?$")
_UNTOLD = frozenset({"", "倍", "番"})
"""Units of a result that tell nothing of the operands."""
_OF_ONE_MEASURE = frozenset({Operation.DIFFERENCE, Operation.RATIO, Operation.MULTIPLE})
"""Calculations in which people are compared with people: 学员数是读书班的几倍."""


def task_of(
    operation: Operation, question: Question, sides: tuple[Side, ...], shared: str, sign: int = 0
) -> Task:
    """A task, with what the question says of the unit and the decimals."""
    unit, scale, noun = unit_asked(question.folded)
    noun = noun or _common_head(sides)
    if (
        unit == "个"
        and counted_by_noun(noun or (MARKS.sub("", sides[0].text) if sides else ""))
        is Counted.PEOPLE
    ):
        unit = "人"  # 几个孩子
    people = any(side.unit == "人" for side in sides) or (
        unit in _UNTOLD and any(_of_people(side.text) for side in sides)
    )
    if people and operation in _OF_ONE_MEASURE:
        sides = tuple(replace(side, unit=side.unit or "人") for side in sides)
    digits = DIGITS.search(question.folded)
    places = {"一": 1, "1": 1, "三": 3, "3": 3}.get(digits["n"], 2) if digits else None
    return Task(operation, sides, shared, unit, noun, sign=sign, digits=places, scale=scale)


def _of_people(text: str) -> bool:
    """Whether an operand counts people: 夜校的学员."""
    head = MARKS.sub("", text).rpartition("的")[2]
    return len(head) > 1 and counted_by_noun(head) is Counted.PEOPLE


def _common_head(sides: tuple[Side, ...]) -> str:
    """学员 in 夜校和读书班的学员: what only the last of several members names is said of all."""
    if len(sides) < 2 or any("的" in side.text for side in sides[:-1]):
        return ""
    head = MARKS.sub("", sides[-1].text.rpartition("的")[2])
    return head if "的" in sides[-1].text and len(head) > 1 else ""


def last_sentence(question: Question) -> Question:
    """The question without what frames it and the sentences that only lead to it: 请问, 我在查账。

    They are blanked, so that offsets hold; their times stay where the last one names none. A
    last sentence of few words (前后差多少？) needs the one before.
    """
    folded = asked_out(unframed(question.folded))
    question = replace(question, folded=folded)
    start = 0
    for end in _SENTENCE_END.finditer(folded, 0, max(0, len(folded) - 1)):
        if len(content_of(blanked(question, end.end(), len(folded)))) >= _WORDS:
            start = end.end()
    if not start or not _COUNT_ASKED.search(folded, start):
        return question
    own = tuple(time for time in question.times if time.start >= start)
    apart = bool(own) or _ORDINAL.search(folded, start) is not None
    times = own if apart else question.times
    return replace(question, folded=" " * start + folded[start:], times=times)


def side_of(question: Question, start: int, end: int) -> Side:
    """Part of the question as an operand: its words and its times."""
    times = [time for time in question.times if time.period and start <= time.start < end]
    of_events = [time for time in times if _of_an_event(question, start, time)]
    periods = tuple(time.period for time in times if time.period and time not in of_events)
    kept = tuple(time for time in question.times if time not in of_events)
    text = blanked(replace(question, times=kept), start, end)
    return Side(text, periods, unit_named(text))


def _of_an_event(question: Question, start: int, time: TimeExpression) -> bool:
    """Whether a time is that of an event named before it (开馆那年), not of the time before."""
    before = content_of(blanked(question, start, time.start))
    return time.relative and len(before) > 1 and bool(_THAT_TIME.fullmatch(time.text))


def blanked(question: Question, start: int, end: int) -> str:
    """Part of the question without its times."""
    text = question.folded
    for time in question.times:
        text = text[: time.start] + " " * (time.end - time.start) + text[time.end :]
    return text[start:end].strip()


def sides_of(question: Question, match: re.Match[str]) -> tuple[Side, Side]:
    """The groups a and b of a match as operands."""
    first, second = side_of(question, *match.span("a")), side_of(question, *match.span("b"))
    # 57年比56年多: what looks like a duration is a year beside a year.
    short = SHORT_YEAR.fullmatch(second.text)
    if short is not None and first.periods and not second.periods:
        year = int(short["year"]) + (1900 if int(short["year"]) >= 30 else 2000)
        second = Side("", (year_of(year),))
    return first, second


def sums_others(head: str, sides: Sequence[Side]) -> bool:
    """Whether what is added up is named again, and is none of the members: 基地、企业安排岗位，
    这些岗位合计多少.

    Args:
        head: the question up to the words of adding.
        sides: the members named in it.
    """
    again = _AGAIN.search(head)
    return (
        again is not None
        and again["noun"] in head[: again.start()]
        and not any(again["noun"] in side.text for side in sides)
    )


def content_of(text: str) -> str:
    """The words that say something."""
    return re.sub(r"[\W的了总其这那]+", "", text)


def year_of(year: int) -> Period:
    """A whole year."""
    return Period(date(year, 1, 1), date(year, 12, 31))
