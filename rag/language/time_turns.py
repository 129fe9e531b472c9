"""Times listed first, their figures after: 1956年与1959年分别评出先进1260人、1875人."""

from collections.abc import Mapping, Sequence

from rag.language.patterns import late_regex
from rag.language.quantities import Quantity
from rag.language.times import TimeExpression, TimeRole

_BESIDE = frozenset({"、", "和", "与", "及", "以及", "，", ",", "，和", "、和"})
_IN_TURN = late_regex(r"分别|依次|各自?(?![级类种项地界])")
_STOPS = "。；;！？"


def times_in_turn(
    text: str, times: Sequence[TimeExpression], figures: Sequence[Quantity]
) -> Mapping[int, TimeExpression]:
    """Which time each figure of a row is for, by the figure's start.

    A row has as many figures of one unit side by side as times were listed; the words in
    between say that they go in turn. One list of times may have several rows.
    """
    found: dict[int, TimeExpression] = {}
    for listed in _lists(text, times):
        end = listed[-1].end
        stop = min((at for mark in _STOPS if (at := text.find(mark, end)) >= 0), default=len(text))
        stop = min([stop, *(time.start for time in times if time.start >= end)])
        turn = _IN_TURN.search(text, end, stop)
        if turn is None:
            continue
        for row in _rows(text, [one for one in figures if turn.end() <= one.start < stop]):
            if len(row) == len(listed):
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
