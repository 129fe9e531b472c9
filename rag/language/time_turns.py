"""Times listed first, their figures after: 1956年与1959年分别评出先进1260人、1875人."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from rag.language.patterns import late_regex
from rag.language.quantities import Quantity
from rag.language.times import TimeExpression, TimeKind, TimeRole
from rag.types import Period

_BESIDE = frozenset({"、", "和", "与", "及", "以及", "，", ",", "，和", "、和"})
_IN_TURN = late_regex(r"分别|依次|各自?(?![级类种项地界])")
_IS = late_regex(r"[为是达有]到?$")
_MOST = 20
_STOPS = "。；;！？"


def times_in_turn(
    text: str, times: Sequence[TimeExpression], figures: Sequence[Quantity]
) -> Mapping[int, TimeExpression]:
    """Which time each figure of a row is for, by the figure's start.

    A row has as many figures of one unit side by side as times were listed; where nothing else
    says that they go in turn it stands right behind a word of being (为, 是, 达). A span of years
    is a list of them where the words say so. One list of times may have several rows.
    """
    found: dict[int, TimeExpression] = {}
    for listed in (*_lists(text, times), *_spans(times)):
        end = listed[-1].end
        stop = min((at for mark in _STOPS if (at := text.find(mark, end)) >= 0), default=len(text))
        stop = min([stop, *(time.start for time in times if time.start >= end)])
        turn = _IN_TURN.search(text, end, stop)
        if turn is None and listed[0].kind is TimeKind.RANGE:
            continue
        begin = end if turn is None else turn.end()
        for row in _rows(text, [one for one in figures if begin <= one.start < stop]):
            told = turn is not None or _IS.search(text, begin, row[0].start) is not None
            if told and len(row) == len(listed):
                found.update((one.start, time) for one, time in zip(row, listed, strict=True))
    return found


def _lists(text: str, times: Sequence[TimeExpression]) -> list[list[TimeExpression]]:
    runs: list[list[TimeExpression]] = []
    last: TimeExpression | None = None
    for time in times:
        if time.period is None or time.role not in (TimeRole.MAIN, TimeRole.ATTRIBUTE):
            last = None
            continue
        if last is not None and text[last.end : time.start].strip() in _BESIDE:
            runs[-1].append(time)
        else:
            runs.append([time])
        last = time
    return [run for run in runs if len(run) > 1]


def _spans(times: Sequence[TimeExpression]) -> list[list[TimeExpression]]:
    """The years of each span of whole years."""
    found = []
    for time in times:
        if time.kind is not TimeKind.RANGE or time.period is None:
            continue
        first, last = time.period.first, time.period.last
        whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
        if whole and 1 < last.year - first.year < _MOST:
            years = range(first.year, last.year + 1)
            periods = (Period(date(year, 1, 1), date(year, 12, 31)) for year in years)
            found.append([replace(time, period=period) for period in periods])
    return found


def _rows(text: str, figures: Sequence[Quantity]) -> list[list[Quantity]]:
    rows: list[list[Quantity]] = []
    for one in figures:
        last = rows[-1][-1] if rows else None
        beside = last is not None and text[last.end : one.start].strip() in _BESIDE
        if beside and last is not None and last.unit == one.unit:
            rows[-1].append(one)
        else:
            rows.append([one])
    return rows
