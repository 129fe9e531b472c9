"""Periods written as Chinese prose writes them."""

from datetime import timedelta

from rag.language.calendar_parts import build
from rag.types import Period


def period_in_words(period: Period) -> str:
    """A period as Chinese prose writes it: 1953年12月10日, 2009年6月, 1976年至1977年.

    Whole years are written as years, whole months as months, seasons by name, anything else by
    its days; the end repeats only what differs from the beginning.
    """
    for season in "春夏秋冬":
        if period == build(period.first.year, None, None, season):
            return f"{period.first.year}年{season}"
    first, last = period.first, period.last
    start: tuple[int, ...] = (first.year, first.month, first.day)
    end: tuple[int, ...] = (last.year, last.month, last.day)
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        whole_years = first.month == 1 and last.month == 12
        start, end = (start[:1], end[:1]) if whole_years else (start[:2], end[:2])
    if start == end:
        return _words(start, 0)
    shared = next(i for i, (a, b) in enumerate(zip(start, end, strict=True)) if a != b)
    return f"{_words(start, 0)}至{_words(end, shared)}"


def _words(parts: tuple[int, ...], skip: int) -> str:
    named = list(zip(parts, "年月日", strict=False))
    return "".join(f"{part}{unit}" for part, unit in named[skip:])
