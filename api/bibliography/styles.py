"""References for people: GB/T 7714 of 2015 and 2025, and a plain sentence.

GB/T 7714—2015: creator. title[type]. place: publisher, year: pages. (4.1); no creator is left
out in the numeric system (7.1.4); no place and no publisher are 出版地不详 and 出版者不详, or S.l.
and s.n., in brackets (7.4.2, 7.4.3); there is no word for an unknown year (7.4.4). GB/T
7714—2025 keeps these rules (7.1, 7.5) and writes Chinese references with full-width colons and
commas. Type Z is "other" in both.
"""

import re
from dataclasses import dataclass

from api.bibliography.places import Place

_YEAR = re.compile(r"(\d{4})(?:-\d{1,2}){0,2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Marks:
    colon: str
    comma: str


_HALF = _Marks(": ", ", ")
_FULL = _Marks("：", "，")


def gbt_2015(place: Place) -> str:
    """GB/T 7714—2015, numeric system."""
    return _gbt(place, _HALF)


def gbt_2025(place: Place) -> str:
    """GB/T 7714—2025, numeric system."""
    return _gbt(place, _FULL if place.chinese else _HALF)


def plain(place: Place) -> str:
    """One line with what is known and nothing else."""
    work, comma = place.work, "，" if place.chinese else ", "
    colon = "：" if place.chinese else ": "
    printed = colon.join(part for part in (work.place, work.publisher) if part)
    title = f"《{work.title}》" if place.chinese else work.title
    parts = (work.creator, title, printed, work.date, place.locator(comma))
    return comma.join(part for part in parts if part) + ("。" if place.chinese else ".")


def year_of(date: str) -> str:
    """The year of a date such as 1999-05-01; other dates as they stand."""
    match = _YEAR.fullmatch(date)
    return match.group(1) if match else date


def _gbt(place: Place, marks: _Marks) -> str:
    work = place.work
    no_place, no_publisher = ("出版地不详", "出版者不详") if place.chinese else ("S.l.", "s.n.")
    printed = f"{work.place or f'[{no_place}]'}{marks.colon}{work.publisher or f'[{no_publisher}]'}"
    if work.date:
        printed += marks.comma + year_of(work.date)
    locator = place.locator(marks.comma)
    if locator:
        printed += marks.colon + locator
    parts = [work.creator, f"{work.title}[Z]", printed]
    return ". ".join(part.removesuffix(".") for part in parts if part) + "."
