"""Questions whose answer is a calculation, taken apart: the operation and its operands.

The shapes are those of Chinese comparison and summing: 甲比乙多多少, 与乙相比甲多多少,
甲和乙相差多少, 从某年到某年增加了多少, 甲、乙和丙一共多少, 甲是乙的几倍, 甲占乙的百分之几,
平均每期多少人, 没有……的有多少, 哪一年最多.

Not read here: chains of operations, conditions (超过多少的有几年), English.
"""

import re
from dataclasses import replace
from datetime import date

from rag.answering.computing.patterns import (
    AGAINST,
    APART,
    CHANGE,
    COMPARED,
    COUNTED,
    DIGITS,
    EACH,
    FROM_TO,
    HOW_MANY,
    LESS,
    MARKS,
    MINUS,
    MORE,
    MOST,
    PART,
    RANGING,
    RATE,
    REST,
    SHARE,
    SHORT_YEAR,
    SPLIT,
    THAN,
    TIMES,
    TOTAL,
    YEARS_APART,
    unit_asked,
)
from rag.answering.computing.task import Operation, Side, Task
from rag.language.times import TimeExpression, TimeKind
from rag.language.units import canonical_unit, unit_at
from rag.question import Question
from rag.types import Period


def computation_asked(question: Question) -> Task | None:
    """The calculation that the question asks for, None where it asks for none."""
    folded = question.folded
    return (
        _average(question, folded)
        or _interval(question, folded)
        or _ratio(question, folded)
        or _growth(question, folded)
        or _extreme(question, folded)
        or _rest(question, folded)
        or _difference(question, folded)
        or _share(question, folded)
        or _sum(question, folded)
    )


def _task(
    operation: Operation, question: Question, sides: tuple[Side, ...], shared: str, sign: int = 0
) -> Task:
    unit, scale, noun = unit_asked(question.folded)
    noun = noun or _common_head(sides)
    digits = DIGITS.search(question.folded)
    places = {"一": 1, "1": 1, "三": 3, "3": 3}.get(digits["n"], 2) if digits else None
    return Task(operation, sides, shared, unit, noun, sign=sign, digits=places, scale=scale)


def _common_head(sides: tuple[Side, ...]) -> str:
    """学员 in 夜校和读书班的学员: what only the last of several members names is said of all."""
    if len(sides) < 2 or any("的" in side.text for side in sides[:-1]):
        return ""
    head = MARKS.sub("", sides[-1].text.rpartition("的")[2])
    return head if "的" in sides[-1].text and len(head) > 1 else ""


def _side(question: Question, start: int, end: int) -> Side:
    periods = tuple(
        time.period for time in question.times if time.period and start <= time.start < end
    )
    return Side(blanked(question, start, end), periods)


def blanked(question: Question, start: int, end: int) -> str:
    """Part of the question without its times."""
    text = question.folded
    for time in question.times:
        text = text[: time.start] + " " * (time.end - time.start) + text[time.end :]
    return text[start:end].strip()


def _sides(question: Question, match: re.Match[str]) -> tuple[Side, Side]:
    first, second = _side(question, *match.span("a")), _side(question, *match.span("b"))
    # 57年比56年多: what looks like a duration is a year beside a year.
    short = SHORT_YEAR.fullmatch(second.text)
    if short is not None and first.periods and not second.periods:
        year = int(short["year"]) + (1900 if int(short["year"]) >= 30 else 2000)
        second = Side("", (_year(year),))
    return first, second


def _sign(word: str) -> int:
    return -1 if word[-1] in LESS else 1


def _average(question: Question, folded: str) -> Task | None:
    match = EACH.search(folded)
    if match is None:
        return None
    each = unit_at(folded, match.start("rest"), strict=False)
    if not each:
        return None
    whole = Side(blanked(question, 0, len(folded)))
    count = Side(blanked(question, 0, match.end("pre")), unit=canonical_unit(each))
    return _task(Operation.AVERAGE, question, (whole, count), "")


def _interval(question: Question, folded: str) -> Task | None:
    match, ends = YEARS_APART.search(folded), FROM_TO.search(folded)
    if match is None or ends is None or question.periods:
        return None
    return _task(Operation.INTERVAL, question, _sides(question, ends), folded[: ends.start()])


def _ratio(question: Question, folded: str) -> Task | None:
    match = TIMES.search(folded)
    if match is None or match["b"] == "":
        return None
    return _task(Operation.RATIO, question, _sides(question, match), "")


def _growth(question: Question, folded: str) -> Task | None:
    rate = RATE.search(folded)
    if rate is None:
        return None
    match = re.search(rf"^(?P<a>.+?){THAN}(?P<b>.+?)$", folded[: rate.start()])
    word = folded[rate.start()]
    sign = -1 if word in LESS else 1
    if match is not None:
        return _task(Operation.GROWTH, question, _sides(question, match), "", sign)
    points = _two_points(question, folded[: rate.start()])
    return _task(Operation.GROWTH, question, points, "", sign) if points else None


def _extreme(question: Question, folded: str) -> Task | None:
    match = MOST.search(folded)
    if match is None:
        return None
    word = match["w"] or match["w2"] or match["w3"] or match["w4"]
    operation = Operation.MOST if word in MORE else Operation.LEAST
    classifier = match["c"] or match["c2"] or match["c3"] or match["c4"] or ""
    shared = blanked(question, 0, match.start()) + " " + blanked(question, *match.span())
    head = folded[: match.start()]
    most = "最" in match.group()
    sides = () if most else _members(question, head)
    if len(sides) < 2 and not most:
        return None
    task = _task(operation, question, sides, shared)
    before = match["between"] or match["between4"] or ""
    if most and not before:
        named = COUNTED.search(folded[: match.start()].rstrip("的,，是 "))
        before = named.group() if named else ""
    return replace(
        task, unit="", classifier=classifier, noun=before.rpartition("的")[2] or task.noun
    )


def _rest(question: Question, folded: str) -> Task | None:
    match = REST.search(folded)
    if match is None or re.search(THAN, folded):
        return None
    whole = Side(blanked(question, 0, match.start()))
    part = Side(blanked(question, *match.span("b")))
    return _task(Operation.REST, question, (whole, part), blanked(question, 0, len(folded)))


def _difference(question: Question, folded: str) -> Task | None:
    for pattern in (COMPARED, AGAINST):
        match = pattern.search(folded)
        if match is not None and match["b"].strip():
            tail = blanked(question, *match.span("tail"))
            return _task(
                Operation.DIFFERENCE, question, _sides(question, match), tail, _sign(match["word"])
            )
    for pattern in (MINUS, APART):
        match = pattern.search(folded)
        if match is not None and re.search(HOW_MANY, folded):
            return _task(Operation.DIFFERENCE, question, _sides(question, match), "")
    change = CHANGE.search(folded)
    if change is None:
        return None
    points = _two_points(question, folded[: change.start()])
    sign = -1 if change.group()[0] in LESS else 1
    return _task(Operation.DIFFERENCE, question, points, "", sign) if points else None


def _share(question: Question, folded: str) -> Task | None:
    match = PART.search(folded)
    if match is not None and _content(re.sub("多[少大高]|百分之|几", "", match["b"])):
        return _task(Operation.SHARE, question, _sides(question, match), "")
    if SHARE.search(folded) and unit_asked(folded)[0] == "%":
        whole = Side(blanked(question, 0, len(folded)))
        return _task(Operation.SHARE, question, (whole,), "")
    return None


def _sum(question: Question, folded: str) -> Task | None:
    total = None
    for total in re.finditer(TOTAL, folded):
        if re.search(HOW_MANY, folded[total.end() :]) or total.group() in ("之和", "总和"):
            break
    if total is None:
        return None
    shared = blanked(question, total.start(), len(folded))
    points = [time for time in question.times if time.period and time.start < total.start()]
    years = [time.period for time in points if time.period]
    spans = len(points) == 2 and RANGING.search(folded[points[0].end : points[1].end])
    if (
        len(years) > 1
        and not spans
        and not any(a.overlaps(b) for a in years for b in years if a != b)
    ):
        text = blanked(question, 0, len(folded))
        return _task(Operation.SUM, question, tuple(Side(text, (year,)) for year in years), shared)
    sides = _members(question, folded[: total.start()])
    return _task(Operation.SUM, question, sides, shared) if len(sides) > 1 else None


def _members(question: Question, head: str) -> tuple[Side, ...]:
    """The coordinated members of the last clauses of ``head`` that have any."""
    best: tuple[Side, ...] = ()
    start = 0
    for clause in re.split(r"(?<=[,，:：。])", head):
        cuts = [start]
        for match in SPLIT.finditer(clause):
            cuts += [start + match.start(), start + match.end()]
        cuts.append(start + len(clause))
        sides = tuple(
            _side(question, a, b)
            for a, b in zip(cuts[::2], cuts[1::2], strict=True)
            if _content(blanked(question, a, b)) or _side(question, a, b).periods
        )
        if len(sides) > 1 and len(sides) >= len(best):
            best = sides
        start += len(clause)
    return best


def _content(text: str) -> str:
    return re.sub(r"[\W的了总其这那]+", "", text)


def _two_points(question: Question, head: str) -> tuple[Side, ...]:
    """Two times with the same words: 从1979年到1985年, or two years that stand apart."""
    times = [time for time in question.times if time.period]
    text = blanked(question, 0, len(head))
    if len(times) == 1 and times[0].kind is TimeKind.RANGE:
        first, last = _ends(times[0])
        return (Side(text, (last,)), Side(text, (first,)))
    if len(times) == 2:
        early, late = sorted(time.period for time in times if time.period)
        if not early.overlaps(late):
            return (Side(text, (late,)), Side(text, (early,)))
    return ()


def _ends(time: TimeExpression) -> tuple[Period, Period]:
    """The years in which a range begins and ends."""
    assert time.period is not None
    first, last = time.period.first.year, time.period.last.year
    return _year(first), _year(last)


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))
