"""From mentions to periods: what is left out is taken from the anchor."""

from collections.abc import Sequence
from datetime import date, timedelta

from rag.language.calendar_parts import build, years
from rag.language.eras import reign_of
from rag.language.time_types import Mention, Stamp
from rag.types import Period


def resolve(mention: Mention, anchor: Period | None, past: Sequence[Period] = ()) -> Period | None:
    """The period of a mention.

    Args:
        anchor: the time the narrative stands at, or None.
        past: earlier times of the paragraph, oldest first; 五年间 looks for one as long.

    Returns:
        None where the mention is relative and the anchor does not tell, or no date can hold it.
    """
    first = _point(mention.first, anchor, past)
    if mention.last is None:
        return first
    if first is None:
        return _backwards(mention.first, mention.last)
    last = _point(mention.last, first, past)
    if last is None:
        return first
    if last.first < first.first and mention.last.year is None and mention.last.period is None:
        last = _next_year(mention.last, first) or last
    if last.last < first.first:
        return Period(last.first, first.last)
    return Period(first.first, max(first.last, last.last))


def _backwards(left: Stamp, right: Stamp) -> Period | None:
    """9月至2004年1月: the year stands at the right end only."""
    last = _point(right, None, ())
    first = _point(left, last, ())
    if last is None or first is None:
        return None
    if first.first > last.first and left.scope == "year":
        first = build(last.first.year - 1, left.month, left.day, left.part) or first
    return Period(min(first.first, last.first), last.last)


def _next_year(stamp: Stamp, first: Period) -> Period | None:
    if stamp.scope == "range" and stamp.month is None:
        return None
    return build(first.last.year + 1, stamp.month, stamp.day, stamp.part)


AGE = 5
"""Years of a time (清末, 文革) too long for 五月 or 次年 to be counted from."""


def _point(stamp: Stamp, anchor: Period | None, past: Sequence[Period]) -> Period | None:
    if stamp.period is not None:
        return stamp.period
    if stamp.void:
        return None
    if stamp.year is not None:
        return build(stamp.year, stamp.month, stamp.day, stamp.part)
    if anchor is None:
        return None
    of_reign = stamp.scope == "reign"
    return _in_reign(stamp, anchor) if of_reign else _relative(stamp, anchor, past)


def _relative(stamp: Stamp, anchor: Period, past: Sequence[Period]) -> Period | None:
    match stamp.scope:
        case "whole":
            return anchor
        case "span间" | "span来":
            return _span(stamp, anchor, past)
        case "month":
            return _in_month(stamp, anchor)
        case "range" if stamp.month is None and not stamp.part:
            return _in_month(stamp, anchor)
        case "day":
            return _next_day(stamp, anchor)
    near = anchor
    if anchor.last.year - anchor.first.year > AGE:
        near = next((one for one in reversed(past) if _one_year_of(anchor, one)), anchor)
    base = near.last.year if stamp.shift >= 0 else near.first.year
    long = near.last.year - near.first.year > AGE
    return None if long else build(base + stamp.shift, stamp.month, stamp.day, stamp.part)


def _one_year_of(age: Period, period: Period) -> bool:
    return period.first.year == period.last.year and age.contains(period)


def _in_reign(stamp: Stamp, anchor: Period) -> Period | None:
    """The months of the old calendar are not converted: before the Republic the year is all."""
    found = reign_of(anchor.first.year, stamp.shift)
    if found is None:
        return None
    reign, year = found
    modern = reign == "民国"
    return build(year, stamp.month, stamp.day, stamp.part) if modern else years(year, year)


def _next_day(stamp: Stamp, anchor: Period) -> Period | None:
    """同日, 次日: only where the anchor is one day."""
    if anchor.first != anchor.last:
        return None
    day = min(anchor.last, date.max - timedelta(1)) + timedelta(stamp.shift)
    return Period(day, day)


def _in_month(stamp: Stamp, anchor: Period) -> Period | None:
    """同月, 中旬, 23日: only where the anchor lies in one month."""
    if (anchor.first.year, anchor.first.month) != (anchor.last.year, anchor.last.month):
        return None
    months = anchor.last.year * 12 + anchor.last.month - 1 + stamp.shift
    return build(months // 12, months % 12 + 1, stamp.day, stamp.part)


def _span(stamp: Stamp, anchor: Period, past: Sequence[Period]) -> Period | None:
    """五年间: the latest earlier period that is as long; else that many years from the anchor.

    A range of years is as long as the years it touches (2007-2012: 6) or as their difference
    (1990-1995: 5).
    """
    for period in (anchor, *reversed(past)):
        difference = period.last.year - period.first.year
        if difference > 0 and stamp.shift in (difference, difference + 1):
            return period
    if anchor.first.year != anchor.last.year:
        return None
    if stamp.scope == "span间":
        return years(anchor.first.year, anchor.first.year + stamp.shift)
    return years(anchor.first.year - stamp.shift, anchor.first.year)
