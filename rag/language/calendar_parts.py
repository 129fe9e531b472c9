"""Periods from years, months, days and parts of them: pure date arithmetic.

Conventions, one place for all: 年初 is January and February, 年底 November and December, 年中 June
and July; seasons follow the solar terms 立春, 立夏, 立秋, 立冬; 上旬, 中旬, 下旬 are days 1-10,
11-20, 21-end; decades divide into years 0-3, 4-6, 7-9; centuries into 1-20, 41-60, 81-100.
"""

from calendar import monthrange
from datetime import date

from rag.types import Period

_YEAR_PARTS = {
    "初": ((1, 1), (2, 31)),
    "中": ((6, 1), (7, 31)),
    "底": ((11, 1), (12, 31)),
    "上半年": ((1, 1), (6, 30)),
    "下半年": ((7, 1), (12, 31)),
    "一季度": ((1, 1), (3, 31)),
    "二季度": ((4, 1), (6, 30)),
    "三季度": ((7, 1), (9, 30)),
    "四季度": ((10, 1), (12, 31)),
    "前三季度": ((1, 1), (9, 30)),
    "春": ((2, 4), (5, 5)),
    "夏": ((5, 5), (8, 7)),
    "秋": ((8, 7), (11, 7)),
    "冬": ((11, 7), (12, 31)),
}
_MONTH_PARTS = {
    "初": (1, 10),
    "上旬": (1, 10),
    "中旬": (11, 20),
    "中": (11, 20),
    "下旬": (21, 31),
    "底": (21, 31),
    "上中旬": (1, 20),
    "中下旬": (11, 31),
    "上半月": (1, 15),
    "下半月": (16, 31),
}
_DECADE_PARTS = {
    "初": (0, 3),
    "前": (0, 4),
    "中": (4, 6),
    "中后": (4, 9),
    "后": (7, 9),
    "末": (7, 9),
    "上半": (0, 4),
    "下半": (5, 9),
}
_CENTURY_PARTS = {
    "初": (1, 20),
    "前": (1, 40),
    "中": (41, 60),
    "中后": (41, 100),
    "后": (61, 100),
    "末": (81, 100),
    "上半": (1, 50),
    "下半": (51, 100),
}


def years(first: int, last: int) -> Period | None:
    """Whole years, both ends included; None outside the calendar."""
    if not 1 <= first <= last <= 9999:
        return None
    return Period(date(first, 1, 1), date(last, 12, 31))


def day_of(year: int, month: int, day: int) -> date:
    """A date; a day past the end of its month is the last of it."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def build(year: int, month: int | None, day: int | None, part: str) -> Period | None:
    """The period of a year, month or day, or of a part of one; None outside the calendar.

    A day the month does not have (2月30日) yields the month.
    """
    if not 1 <= year <= 9999:
        return None
    if month is None:
        (m1, d1), (m2, d2) = _YEAR_PARTS.get(part, ((1, 1), (12, 31)))
        return Period(day_of(year, m1, d1), day_of(year, m2, d2))
    if not 1 <= month <= 12:
        return None
    if day is not None and 1 <= day <= monthrange(year, month)[1]:
        return Period(date(year, month, day), date(year, month, day))
    low, high = _MONTH_PARTS.get(part, (1, 31))
    return Period(day_of(year, month, low), day_of(year, month, high))


def decade(first_year: int, part: str, length: int = 10) -> Period | None:
    """A decade or a part of it; ``length`` 20 for 五六十年代."""
    if length != 10:
        return years(first_year, first_year + length - 1)
    low, high = _DECADE_PARTS.get(part, (0, 9))
    return years(first_year + low, first_year + high)


def century(number: int, part: str) -> Period | None:
    """A century (20 is 1901-2000) or a part of it."""
    base = (number - 1) * 100
    low, high = _CENTURY_PARTS.get(part, (1, 100))
    return years(base + low, base + high)


def whole_years(period: Period) -> Period:
    """The calendar years a period touches."""
    return Period(date(period.first.year, 1, 1), date(period.last.year, 12, 31))
