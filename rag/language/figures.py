"""Where figures stand in a folded text, whatever script they are written in.

This is the layer under numerals, quantities and tokens: it finds runs that can be read as a
number and their value, and says nothing yet about whether the words around make it one.
"""

import re
from decimal import Decimal
from enum import StrEnum
from functools import cache
from re import Match, Pattern
from typing import NamedTuple

from rag.language.numbers import (
    MAX_DIGITS,
    SCALES,
    chinese_value,
    is_pair,
    is_round,
    plus,
    times,
)
from rag.language.units import unit_at

HAN_DIGIT = "〇零一二三四五六七八九"
_HAN = HAN_DIGIT + "两十百千万亿廿卅卌壹贰叁肆伍陆柒捌玖拾佰仟"
_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])|[0-9]++)(?:\.[0-9]++(?!\.[0-9]))?"
_SCALE = (
    "十亿|百亿|千亿|万亿|千万|百万|十万|亿|万(?!能|一)"
    "|千(?![克米瓦卡帕赫伏升字])|百(?![分货姓科帕])"
)


class NumeralKind(StrEnum):
    """How a numeral is written."""

    ARABIC = "arabic"
    CHINESE = "chinese"
    MIXED = "mixed"


class Figure(NamedTuple):
    """A readable number in a folded text.

    ``stop`` is the end of the numeral itself, ``end`` that of a qualifier right behind (2万|多);
    ``body`` is the part in numeral characters; ``upper`` is the top of an approximate pair or
    of 几十, 数百; ``marks`` are the qualifiers inside or right behind (多, 余, 几, 数, 来).
    """

    start: int
    stop: int
    end: int
    value: Decimal
    upper: Decimal | None
    kind: NumeralKind
    marks: tuple[str, ...]
    body: str


@cache
def _pattern() -> Pattern[str]:
    return re.compile(
        rf"(?=[0-9几数半{_HAN}])(?:(?P<arabic>(?<![0-9a-z]){_ARABIC})"
        rf"|(?P<vague>(?:(?<![人户次件总分岁函个多少无级倍参读字基系])数|几)(?=[十百千万亿]))?"
        rf"(?P<han>[{_HAN}]++)(?:点(?P<point>[{HAN_DIGIT}]++(?![十百千分刻])))?"
        r"|(?P<half>(?<![一过减大多参另折])半(?=个|年|天|月|日|小时|斤|亩|吨|公里)))"
    )


@cache
def _scale_pattern() -> Pattern[str]:
    return re.compile(rf" ?(?P<mark>[多余几来])? ?(?P<scale>{_SCALE})")


@cache
def _more_pattern() -> Pattern[str]:
    return re.compile(rf"(?P<number>[0-9]++(?:\.[0-9]++)?) ?(?P<scale>{_SCALE})")


@cache
def _mark_pattern() -> Pattern[str]:
    # 来 is a verb but before a measure word; 余 and 多 begin names and nouns after small numbers.
    return re.compile(
        " ?(?P<mark>多(?![样元种少数次方边媒功了])|余(?![额地热杭姚])"
        "|来(?=[个名人年天位岁家户条斤里亩]))"
    )


def scan_figures(folded: str) -> list[Figure]:
    """Every readable figure of a folded text, in order, none overlapping."""
    found: list[Figure] = []
    position = 0
    search = _pattern().search
    while match := search(folded, position):
        figure = _read(folded, match)
        if figure is not None:
            found.append(figure)
        position = figure.end if figure else match.end()
    return found


def _read(folded: str, match: Match[str]) -> Figure | None:
    if match["arabic"]:
        return _read_arabic(folded, match)
    if match["half"]:
        return _half(match)
    return _read_han(folded, match)


def _half(match: Match[str]) -> Figure:
    value = Decimal("0.5")
    start, end = match.span()
    return Figure(start, end, end, value, None, NumeralKind.CHINESE, (), "半")


def _read_arabic(folded: str, match: Match[str]) -> Figure | None:
    digits = match.group().replace(",", "")
    whole, _, fraction = digits.partition(".")
    end = match.end()
    if fraction and folded.startswith(".", match.start() - 1) and match.start():
        digits, end, fraction = whole, end - len(fraction) - 1, ""  # 12 in 1953.12.10
    if len(whole) > MAX_DIGITS or len(fraction) > MAX_DIGITS:
        return None
    value = Decimal(digits)
    kind, marks, limit = NumeralKind.ARABIC, [], None
    following: Match[str] | None = _scale_pattern().match(folded, end)
    while following and (limit is None or SCALES[following["scale"]] < limit):
        limit = SCALES[following["scale"]]
        amount = value if kind is NumeralKind.ARABIC else Decimal(following["number"])
        scaled = times(amount, limit)
        value = scaled if kind is NumeralKind.ARABIC else plus(value, scaled)
        if kind is NumeralKind.ARABIC and following["mark"]:
            marks.append(following["mark"])
        kind, end = NumeralKind.MIXED, following.end()
        following = _more_pattern().match(folded, end)
        if following and len(following["number"]) > MAX_DIGITS:
            break
    round_number = kind is NumeralKind.MIXED or is_round(value)
    start = match.start()
    figure = Figure(start, end, end, value, None, kind, tuple(marks), folded[start:end])
    return _finish(figure, folded, round_number=round_number)


def _read_han(folded: str, match: Match[str]) -> Figure | None:
    run, start, end = match["han"], match.start(), match.end("han")
    vague = match["vague"]
    reading = chinese_value(run[0]) if is_pair(run) else chinese_value(run)
    if reading is None and run[-1] == "两" and (reading := chinese_value(run[:-1])):
        run, end = run[:-1], end - 1
    if reading is None:
        return None
    value, upper = reading
    if is_pair(run):
        value, upper = _pair(run, _names_pair(folded, end))
    marks: tuple[str, ...] = (vague,) if vague else ()
    if vague:
        upper = times(value, 10)
    if match["point"] and len(match["point"]) <= MAX_DIGITS and upper is None:
        tail = chinese_value(match["point"] + "零")
        digits = str(tail.value)[:-1].rjust(len(match["point"]), "0") if tail else "0"
        value, end = plus(value, Decimal(f"0.{digits}")), match.end()
        run = folded[match.start("han") : end]
    elif run[-1] == "十" and folded.startswith("几", end):
        marks, upper, end = (*marks, "几"), plus(value, Decimal(10)), end + 1
    following = _scale_pattern().match(folded, end)
    if following and (following["mark"] or marks) and " " not in following.group():
        factor = SCALES[following["scale"]]
        value = times(value, factor)
        upper = times(upper, factor) if upper is not None else None
        marks = (*marks, following["mark"]) if following["mark"] else marks
        end = following.end()
    round_number = is_round(value)
    figure = Figure(start, end, end, value, upper, NumeralKind.CHINESE, marks, run)
    return _finish(figure, folded, round_number=round_number)


def _pair(run: str, approximate: bool) -> tuple[Decimal, Decimal | None]:
    low, high = HAN_DIGIT.find(run[0].replace("两", "二")) - 1, HAN_DIGIT.find(run[1]) - 1
    if run[1] == "两":
        high = 2
    return (Decimal(low), Decimal(high)) if approximate else (Decimal(10 * low + high), None)


def _names_pair(folded: str, end: int) -> bool:
    return unit_at(folded, end) != "" or folded.startswith("月", end)


def _finish(figure: Figure, folded: str, *, round_number: bool) -> Figure:
    """Take in a qualifier right behind (2万|多)."""
    mark = _mark_pattern().match(folded, figure.end) if round_number else None
    if mark is None:
        return figure
    return figure._replace(marks=(*figure.marks, mark["mark"]), end=mark.end())
