"""Questions for the time between two events, or from the beginning of a thing to its end.

从动工到竣工用了几年, 两届相隔多久, 撤销之后隔了几年才恢复, 成立多少年后, 甲比乙早几年, 任职多久.
"""

import re
from dataclasses import replace

from rag.answering.computing.patterns import (
    BETWEEN,
    EARLIER,
    FROM_TO,
    LASTED,
    LASTING,
    LATER,
    REACHING,
    SINCE,
    STOPPED,
    YEARS_APART,
)
from rag.answering.computing.sides import blanked, content_of, sides_of, task_of
from rag.answering.computing.task import Course, Operation, Side, Task
from rag.language.patterns import late_regex
from rag.question import Question

_SERIES = late_regex(
    r"(?P<ordinal>第[一二三四五六七八九十百0-9]{1,4}[届次期批回轮任])(?P<rest>.*)$"
)
_FROM = late_regex(r"[,，]?(?:从|自(?![治动然费行愿己身主来])|打从?)")
_REACHES = late_regex(r"[到至]")
_HEAD = late_regex(r"[\u4e00-\u9fff]+")
_FOUNDED = late_regex(r"(?:成立|建立|建成|创办|开办|创立|创建|设立|组建|开业|投产|通车|开工|动工)$")
_OFFICE = frozenset(["任职", "任期", "在任", "担任", "任", "当", "做"])
_POSTS = late_regex(r"长|任|书记|主席|经理|教|员|官|职|令")
_ASKS_ELSE = late_regex(r"多少|[哪谁啥]|什么|怎[么样]|如何|(?<!第)一[次回趟届辆期批份]$")
_FINE = late_regex(r"多久|多长时间|多少时间")
_MONTHS = late_regex(r"(?:几|多少|若干)个?月")


def interval_asked(question: Question) -> Task | None:
    """The interval that is asked for, None where none is."""
    folded = question.folded
    if question.periods:
        return _reaching(question)
    for pattern in (STOPPED, LASTED):
        match = pattern.search(folded)
        if match is not None:
            return _of_one(question, match)
    for pattern in (LATER, BETWEEN, SINCE, EARLIER):
        match = pattern.search(folded)
        if match is None or (pattern is BETWEEN and _REACHES.search(match["b"])):
            continue
        if _ASKS_ELSE.search(match["a"]) or _ASKS_ELSE.search(match["b"]):
            return None  # 投产几年后能过多少货
        return _between(question, match)
    apart, ends = YEARS_APART.search(folded), FROM_TO.search(folded)
    if apart is not None and ends is not None:
        last = (
            min(ends.end("b"), apart.start()) if apart.start() > ends.start("b") else ends.end("b")
        )
        sides = (
            Side(blanked(question, *ends.span("a"))),
            Side(blanked(question, ends.start("b"), last)),
        )
        return _task(question, sides, folded[: ends.start()])
    return _course(question, folded) or _reaching(question)


def _reaching(question: Question) -> Task | None:
    """甲自乙至丙，历时若干年: what is told before 自 is said of both."""
    found = (pattern.search(question.folded) for pattern in REACHING)
    match = next((one for one in found if one is not None), None)
    if match is None:
        return None
    first, second = sides_of(question, match)
    shared = ""
    begun = _FROM.search(first.text)
    if begun is not None:
        shared, first = first.text[: begun.start()], replace(first, text=first.text[begun.end() :])
    if not any(content_of(side.text) for side in (first, second)):
        return None  # bare years: of what the text has of that span, not of two events
    return _of_series(question, first, second) or _task(question, (first, second), shared)


def _of_one(question: Question, match: re.Match[str]) -> Task:
    """停了几年才恢复: when the one thing stopped and when it was taken up again."""
    shared = blanked(question, *match.span("a"))
    first = Side(blanked(question, *match.span("verb")))
    return _task(question, (first, Side(blanked(question, *match.span("b")))), shared)


def _between(question: Question, match: re.Match[str]) -> Task:
    first, second = sides_of(question, match)
    if match.re is EARLIER and match["word"] == "晚":
        first, second = second, first
    shared = ""
    if match.re is LATER:
        shared = _FOUNDED.sub("", first.text)
    elif "从" in first.text:
        shared, _, rest = first.text.partition("从")
        first = replace(first, text=rest)
    return _of_series(question, first, second) or _task(question, (first, second), shared)


def _of_series(question: Question, first: Side, second: Side) -> Task | None:
    """第一届和第二届运动会: what either names is said of both."""
    one, other = _SERIES.search(first.text), _SERIES.search(second.text)
    if one is None or other is None:
        return None
    head = max((_head(one["rest"]), _head(other["rest"])), key=len)
    return _task(question, (Side(one["ordinal"]), Side(other["ordinal"])), head)


def _head(rest: str) -> str:
    match = _HEAD.match(rest.strip())
    return match.group() if match else ""


def _course(question: Question, folded: str) -> Task | None:
    """The length of a building work, or of a time in office."""
    match = LASTING.search(folded)
    if match is None:
        return None
    office = match["verb"] in _OFFICE
    if office and not _POSTS.search(match["role"] + match["verb"]):
        return None
    course = Course.OFFICE if office else Course.BUILDING
    text = blanked(question, *match.span("a")) + (match["role"] if office else "")
    task = _task(question, (Side(text), Side(text)), text)
    return replace(task, course=course)


def _task(question: Question, sides: tuple[Side, ...], shared: str) -> Task:
    task = task_of(Operation.INTERVAL, question, sides, shared)
    months = _MONTHS.search(question.folded) is not None
    finely = months or _FINE.search(question.folded) is not None
    return replace(task, finely=finely, unit="个月" if months else "年")
