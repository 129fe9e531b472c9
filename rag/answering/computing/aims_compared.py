"""Questions for a difference, taken apart: two operands that are compared, told by 比 and its
like, by their times or by 哪个多, or one thing that changed."""

import re
from dataclasses import replace

from rag.answering.computing.aim_patterns import (
    ABOVE,
    AGAINST,
    BESIDE,
    BETWEEN,
    CHANGE,
    CHANGE_IN_ENGLISH,
    DIFFERENCE,
    IN_PERCENT,
    LATTER,
    SINCE,
    THAN,
    TOTAL,
    WHICH,
)
from rag.answering.computing.patterns import RANGING, SHORT_YEAR
from rag.answering.computing.sides import blanked, content_of, side_of, task_of, year_of
from rag.answering.computing.task import Operation, Side, Task
from rag.language.times import TimeKind
from rag.question import Question

_WORD = 2
"""Least length of words that say something."""


def in_english(question: Question) -> Task | None:
    """A change that an English question asks for."""
    if not CHANGE_IN_ENGLISH.search(question.text.lower()):
        return None
    folded = question.folded
    sides = _by_time(question, len(folded)) or (Side(blanked(question, 0, len(folded))),)
    return task_of(Operation.DIFFERENCE, question, sides, "")


def which(question: Question) -> Task | None:
    """甲和乙哪个多，多几个: the two are told before the interrogative."""
    folded = question.folded
    match = WHICH.search(folded)
    if match is None:
        return None
    sides = _pair_before(question, match.start())
    if len(sides) != 2:
        return None
    task = task_of(Operation.DIFFERENCE, question, sides, "")
    return replace(task, which=True, sign=0)


def compared_difference(question: Question) -> Task | None:
    """A difference of two operands that the question names: 一共多了多少 is no total there."""
    if _of_a_span(question):
        return None
    task = difference(question)
    return task if task is not None and len(task.sides) == 2 and not _adds(question) else None


def _of_a_span(question: Question) -> bool:
    """2003年到2005年一共新增多少: what was new in a span is a sum, not a difference of its ends."""
    spans = [time for time in question.times if time.kind is TimeKind.RANGE]
    total = TOTAL.search(question.folded)
    return len(spans) == 1 and total is not None and THAN.search(question.folded) is None


def _adds(question: Question) -> bool:
    """1996、1997两年合计减少多少: years side by side are added, not compared."""
    folded = question.folded
    times = [time for time in question.times if time.period]
    total = TOTAL.search(folded)
    return (
        total is not None
        and len(times) > 1
        and THAN.search(folded) is None
        and all(
            not re.search("[从到至比较]", folded[max(0, time.start - 1) : time.end + 1])
            for time in times
        )
    )


def difference(question: Question) -> Task | None:
    """A difference, whether the question names two operands, their times, or one thing."""
    folded = question.folded
    above = ABOVE.search(folded)
    if above is not None:
        sides = side_of(question, *above.span("a")), side_of(question, *above.span("b"))
        if all(map(_says, sides)):
            former = _former_latter(question)
            if former is not None:
                return former
            sign = -1 if above["word"][0] in "低少" else 1
            return task_of(Operation.DIFFERENCE, question, sides, "", sign)
    change = CHANGE.search(folded)
    sign = 0
    if change is not None:
        sign = (
            1 if change["up"] or change["up2"] else -1 if change["down"] or change["down2"] else 0
        )
    if change is not None and (change["up2"] or change["down2"]) and not THAN.search(folded):
        # 噪音低了几分贝 is a change, 房子高几层 is none.
        change = change if "了" in change.group() else None
    change = change or DIFFERENCE.search(folded)
    if change is None or IN_PERCENT.search(folded):
        return None
    operands = _compared(question, change.start(), change.end())
    if len(operands) == 2 and LATTER.search(folded):
        operands = (operands[1], operands[0])
    return task_of(Operation.DIFFERENCE, question, operands, "", sign)


def _former_latter(question: Question) -> Task | None:
    """甲与乙，后者高出前者多少."""
    latter = LATTER.search(question.folded)
    match = BETWEEN.search(question.folded[: latter.start()]) if latter else None
    if match is None:
        return None
    sides = side_of(question, *match.span("b")), side_of(question, *match.span("a"))
    return task_of(Operation.DIFFERENCE, question, sides, "", 1)


def _compared(question: Question, start: int, end: int) -> tuple[Side, ...]:
    """The two that are compared, told by 比 and its like; else by their times; else one."""
    folded = question.folded
    head = folded[:start]
    for pattern in (BESIDE, AGAINST, THAN):
        match = pattern.search(head)
        if match is None:
            continue
        behind = side_of(question, *match.span("a"))
        other = side_of(question, *match.span("b"))
        if _says(behind) and _says(other):
            if (
                pattern is BESIDE
                and behind.periods
                and other.periods
                and not content_of(behind.text)
            ):
                # 〇八年和一六年的产量比，少了多少: the later against the earlier.
                return _later_first(behind, other)
            return behind, other
    match = BETWEEN.search(head)
    if match is not None and (DIFFERENCE.match(folded, start) or len(question.periods) == 2):
        sides = side_of(question, *match.span("a")), side_of(question, *match.span("b"))
        if all(map(_says, sides)):
            return sides
    return (
        _by_time(question, start)
        or _since(question, start)
        or (Side(blanked(question, 0, len(folded))),)
    )


def _by_time(question: Question, end: int) -> tuple[Side, ...]:
    times = [time for time in question.times if time.period]
    text = blanked(question, 0, end)
    short = SHORT_YEAR.search(text)
    if len(times) == 1 and times[0].period and short and RANGING.search(text, short.end()):
        early = 1900 + int(short["year"])
        if early < times[0].period.first.year:
            text = text.replace(short.group(), "")
            return Side(text, (times[0].period,)), Side(text, (year_of(early),))
    if len(times) == 1 and times[0].kind is TimeKind.RANGE and times[0].period is not None:
        first, last = times[0].period.first.year, times[0].period.last.year
        return Side(text, (year_of(last),)), Side(text, (year_of(first),))
    if len(times) == 2:
        before, after = sorted(time.period for time in times if time.period)
        if not before.overlaps(after):
            return Side(text, (after,)), Side(text, (before,))
    return ()


def _since(question: Question, end: int) -> tuple[Side, ...]:
    """从刚建成到1989年，…多了多少: a beginning told by an event, and a time."""
    times = [time for time in question.times if time.period and time.end <= end]
    if len(times) != 1 or times[0].period is None:
        return ()
    match = SINCE.search(question.folded[: times[0].start + times[0].text.startswith(("到", "至"))])
    if match is None:
        return ()
    lead, event = match["lead"] or "", match["from"] or match["event"] or match["at"]
    rest = question.folded[times[0].end : end].strip(" ,，")
    told = match["at"] is None
    if len(content_of(event)) < _WORD or (told and len(content_of(lead + rest)) < _WORD):
        return ()
    if told:
        return Side(f"{lead}{rest}", (times[0].period,)), Side(f"{lead}{event},{rest}")
    return Side(event.rpartition("的")[2] or event, (times[0].period,)), Side(event)


def _later_first(first: Side, second: Side) -> tuple[Side, Side]:
    return (first, second) if first.periods >= second.periods else (second, first)


def _says(side: Side) -> bool:
    return bool(side.periods) or bool(content_of(side.text))


def _pair_before(question: Question, end: int) -> tuple[Side, ...]:
    head = re.sub(r"(?:相比较?|比起来|比较|相较)[,，]*$", "", question.folded[:end])
    best: tuple[Side, ...] = ()
    start = 0
    for clause in re.split(r"(?<=[,，:：。])", head):
        cuts = list(re.finditer(r"、|还是|(?<!相)[和与跟及同]|(?<!相)比(?!较|起来|[,，])", clause))
        if cuts:
            cut = cuts[-1]
            sides = (
                side_of(question, start, start + cut.start()),
                side_of(question, start + cut.end(), start + len(clause)),
            )
            if all(map(_says, sides)):
                best = sides
        start += len(clause)
    return best
