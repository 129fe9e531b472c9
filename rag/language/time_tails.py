"""What follows a year, a decade or a month, and the small numbers in dates."""

from re import Match

from rag.language.numbers import chinese_value
from rag.language.time_patterns import (
    era_part_pattern,
    month_day_pattern,
    month_part_pattern,
    year_part_pattern,
)
from rag.language.time_types import Mention, Stamp, TimeKind

QUARTERS = {"1": "一", "2": "二", "3": "三", "4": "四"}


def number(text: str) -> int:
    """A small number in either script; 正, 冬 and 腊 are months 1, 11 and 12; 0 if unreadable."""
    if text.isascii() and text.isdigit():
        return int(text)
    special = {"正": 1, "冬": 11, "腊": 12, "元": 1}.get(text)
    value = chinese_value(text.removeprefix("初"))
    return special or (int(value.value) if value else 0)


def century_year(two_digits: int) -> int:
    """The year meant by two digits: 00 to 29 are of this century, the rest of the last."""
    return two_digits + (2000 if two_digits < 30 else 1900)


def dated(folded: str, start: int, end: int, year: int) -> Mention:
    """A year and whatever follows it: month, day, or a part of either."""
    return with_tail(folded, start, end, Stamp(year=year), TimeKind.YEAR)


def with_tail(folded: str, start: int, end: int, stamp: Stamp, kind: TimeKind) -> Mention:
    """A year, given or relative, and whatever follows it."""
    tail = month_day_pattern().match(folded, end)
    month = number(tail["month"]) if tail else 0
    if tail and 1 <= month <= 12:
        day = number(tail["day"]) if tail["day"] else 0
        return dated_month(folded, start, tail.end(), stamp, month=month, day=day)
    part, end = _year_part(folded, end)
    return Mention(start, end, TimeKind.PART if part else kind, _replaced(stamp, part=part))


def dated_month(
    folded: str, start: int, end: int, stamp: Stamp, *, month: int, day: int
) -> Mention:
    """A month of a stamped year, with its day (0: none) or the part of it that follows."""
    if day:
        kind = TimeKind.DAY
        return Mention(start, end, kind, _replaced(stamp, month=month, day=day))
    piece = month_part_pattern().match(folded, end)
    part = {"末": "底"}.get(piece["part"], piece["part"]) if piece else ""
    kind = TimeKind.PART if part else TimeKind.MONTH
    stop = piece.end() if piece else end
    return Mention(start, stop, kind, _replaced(stamp, month=month, part=part))


def _replaced(
    stamp: Stamp, *, month: int | None = None, day: int | None = None, part: str = ""
) -> Stamp:
    return Stamp(stamp.year, month, day, part, None, stamp.shift, stamp.scope)


def _year_part(folded: str, end: int) -> tuple[str, int]:
    match = year_part_pattern().match(folded, end)
    return (_part_name(match), match.end()) if match else ("", end)


def _part_name(match: Match[str]) -> str:
    if match["edge"]:
        return "初" if match["edge"] == "初" else "底"
    if match["quarter"]:
        return f"{QUARTERS.get(match['quarter'], match['quarter'])}季度"
    if match["half"]:
        return match["half"].replace("前", "上").replace("后", "下")
    if match["mid"]:
        return "中"
    return str(match["season"] or match["three"])


def era_part(folded: str, end: int) -> tuple[str, int]:
    """The part of a decade or century that follows it, and where it ends."""
    match = era_part_pattern().match(folded, end)
    if not match:
        return "", end
    word = match["part"]
    if word == "中前期":
        return "前", match.end()
    name = word.rstrip("期叶")
    return {"晚": "末", "前半": "上半", "后半": "下半"}.get(name, name), match.end()
