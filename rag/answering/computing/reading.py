"""Questions whose answer is a calculation, taken apart: the operation and its operands.

The shapes are those of Chinese comparison and summing: 甲比乙多多少, 与乙相比甲多多少,
甲和乙相差多少, 从某年到某年增加了多少, 甲、乙和丙一共多少, 甲是乙的几倍, 甲占乙的百分之几,
平均每期多少人, 没有……的有多少, 哪一年最多.

Not read here: chains of operations, conditions (超过多少的有几年), English.
"""

import re
from dataclasses import replace

from rag.answering.computing.means import mean_asked
from rag.answering.computing.part_questions import said_of_each
from rag.answering.computing.patterns import (
    AGAINST,
    APART,
    CHANGE,
    COMPARED,
    COUNTED,
    COUNTED_MEMBERS,
    HOW_MANY,
    LEFT,
    LESS,
    MINUS,
    MORE,
    MOST,
    MULTIPLIED,
    PART,
    RANGING,
    RANK,
    RATE,
    REST,
    SHARE,
    SPLIT,
    THAN,
    TIMES,
    TOTAL,
    VERSUS,
    unit_asked,
)
from rag.answering.computing.sides import (
    blanked,
    content_of,
    last_sentence,
    side_of,
    sides_of,
    sums_others,
    task_of,
    year_of,
)
from rag.answering.computing.spans_asked import interval_asked
from rag.answering.computing.task import Operation, Side, Task
from rag.language.numerals import parse_numeral
from rag.language.times import TimeExpression, TimeKind
from rag.question import Question
from rag.types import Period


def computation_asked(question: Question) -> Task | None:
    """The calculation that the question asks for, None where it asks for none."""
    question = last_sentence(question)
    folded = question.folded
    return (
        _average(question, folded)
        or interval_asked(question)
        or _multiple(question, folded)
        or _ratio(question, folded)
        or _growth(question, folded)
        or _extreme(question, folded)
        or _rest(question, folded)
        or _difference(question, folded)
        or _share(question, folded)
        or _sum(question, folded)
    )


def _sign(word: str) -> int:
    if word == "差":
        return 0
    return -1 if word[-1] in LESS else 1


def _average(question: Question, folded: str) -> Task | None:
    mean = mean_asked(folded)
    if mean is None or not mean.outright:
        return None
    whole = Side(blanked(question, 0, len(folded)), unit=mean.unit)
    count = Side(blanked(question, 0, mean.start), unit=mean.per)
    return replace(task_of(Operation.AVERAGE, question, (whole, count), ""), unit=mean.unit)


def _ratio(question: Question, folded: str) -> Task | None:
    match = TIMES.search(folded)
    if match is None or match["b"] == "":
        return None
    return task_of(Operation.RATIO, question, sides_of(question, match), "")


def _multiple(question: Question, folded: str) -> Task | None:
    """增长了几倍 is the growth as a multiple, 翻了几倍 how many times as much, 翻番 doubling."""
    match = MULTIPLIED.search(folded)
    if match is None:
        return None
    doubled = match["unit"] == "番"
    flipped = Operation.RATIO if match["word"] == "翻" else Operation.MULTIPLE
    operation = Operation.DOUBLINGS if doubled else flipped
    head = folded[: match.start()]
    compared = re.search(rf"^(?P<a>.+?){THAN}(?P<b>.+?)$", head)
    if compared is not None:
        return task_of(operation, question, sides_of(question, compared), "", 1)
    points = _two_points(question, head)
    return task_of(operation, question, points, "", 1) if points else None


def _growth(question: Question, folded: str) -> Task | None:
    rate = RATE.search(folded)
    if rate is None:
        return None
    match = re.search(rf"^(?P<a>.+?){THAN}(?P<b>.+?)$", folded[: rate.start()])
    word = folded[rate.start()]
    sign = -1 if word in LESS else 1
    if match is not None:
        return task_of(Operation.GROWTH, question, sides_of(question, match), "", sign)
    points = _two_points(question, folded[: rate.start()])
    return task_of(Operation.GROWTH, question, points, "", sign) if points else None


def _extreme(question: Question, folded: str) -> Task | None:
    match = MOST.search(folded)
    if match is None:
        return None
    groups = match.groupdict()
    word = next(groups[key] for key in ("w", "w2", "w3", "w4", "w5") if groups[key])
    operation = Operation.MOST if word in MORE else Operation.LEAST
    keys = ("c", "c2", "c3", "c4", "c5")
    classifier = next((groups[key] for key in keys if groups[key]), "")
    ranked = RANK.search(folded)
    rank = numeral(ranked["n"] or ranked["n2"]) if ranked else 1
    shared = blanked(question, 0, len(folded))
    head = folded[: match.start()]
    most = "最" in match.group() or rank > 1
    sides = () if most else _members(question, head)
    if len(sides) < 2 and not most:
        return None
    task = task_of(operation, question, sides, shared)
    before = match["between"] or match["between4"] or ""
    if most and not before:
        named = COUNTED.search(folded[: match.start()].rstrip("的,，是 "))
        before = named.group() if named else ""
    noun = before.rpartition("的")[2] or task.noun
    return replace(task, unit="", classifier=classifier, noun=noun, rank=rank)


def _rest(question: Question, folded: str) -> Task | None:
    match = LEFT.search(folded) or REST.search(folded)
    if match is None or re.search(THAN, folded):
        return None
    whole = Side(blanked(question, 0, match.start()))
    part = Side(blanked(question, *match.span("b")))
    return task_of(Operation.REST, question, (whole, part), blanked(question, 0, len(folded)))


def _difference(question: Question, folded: str) -> Task | None:
    for pattern in (COMPARED, VERSUS, AGAINST):
        match = pattern.search(folded)
        named = match is not None and side_of(question, *match.span("b"))
        if match is not None and named and (content_of(named.text) or named.periods):
            tail = blanked(question, *match.span("tail"))
            return task_of(
                Operation.DIFFERENCE,
                question,
                sides_of(question, match),
                tail,
                _sign(match["word"]),
            )
    for pattern in (MINUS, APART):
        match = pattern.search(folded)
        if match is not None and re.search(HOW_MANY, folded):
            return task_of(Operation.DIFFERENCE, question, sides_of(question, match), "")
    change = CHANGE.search(folded)
    if change is None:
        return None
    points = _two_points(question, folded[: change.start()])
    sign = -1 if change.group()[0] in LESS else 1
    return task_of(Operation.DIFFERENCE, question, points, "", sign) if points else None


def _share(question: Question, folded: str) -> Task | None:
    match = PART.search(folded)
    if match is not None and content_of(re.sub("多[少大高]|百分之|几", "", match["b"])):
        return task_of(Operation.SHARE, question, sides_of(question, match), "")
    grown = RATE.search(folded)
    if SHARE.search(folded) and unit_asked(folded)[0] == "%" and grown is None:
        whole = Side(blanked(question, 0, len(folded)))
        return task_of(Operation.SHARE, question, (whole,), "")
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
        return task_of(
            Operation.SUM,
            question,
            tuple(Side(said_of_each(text), (year,)) for year in years),
            shared,
        )
    sides = _members(question, folded[: total.start()])
    if len(sides) > 1:
        return task_of(Operation.SUM, question, sides, shared)
    number = re.search(HOW_MANY, folded[total.end() :])
    asked = total.end() + number.start() if number else len(folded)
    counted = COUNTED_MEMBERS.search(folded[: total.start()])
    members = numeral(counted["n"]) if counted else 0
    if counted is None or members < 2:
        return None
    before = blanked(question, 0, counted.start())
    behind = blanked(question, counted.end(), total.start()), blanked(question, total.end(), asked)
    said = Side(" ".join((before, *behind)), question.periods)
    task = task_of(Operation.SUM, question, (said,), shared)
    return replace(task, members=members, classifier=counted["kind"])


def _members(question: Question, head: str) -> tuple[Side, ...]:
    """The coordinated members of the last clauses of ``head`` that have any."""
    best: tuple[Side, ...] = ()
    start = 0
    for clause in re.split(r"(?<=[,，:：。])(?![跟和与])", head):
        cuts = [start]
        for match in SPLIT.finditer(clause):
            cuts += [start + match.start(), start + match.end()]
        cuts.append(start + len(clause))
        sides = tuple(
            side_of(question, a, b)
            for a, b in zip(cuts[::2], cuts[1::2], strict=True)
            if content_of(blanked(question, a, b)) or side_of(question, a, b).periods
        )
        if len(sides) > 1 and len(sides) >= len(best):
            best = sides
        start += len(clause)
    return () if sums_others(head, best) else best


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
    return year_of(first), year_of(last)


def numeral(text: str) -> int:
    """The value of a numeral, 0 where it is none."""
    value = parse_numeral("二" if text == "两" else text)
    return int(value) if value is not None else 0
