"""Dates, numbers and amounts of English questions, written in Chinese.

Each becomes one Chinese expression that ``times``, ``numerals`` and ``quantities`` read: "the
end of 1952" 1952年底, "the early 1980s" 20世纪80年代初, "40,000 yuan" 4万元, "3.5 per cent" 3.5%.

Not read: fractions, dates in figures only (3/5/1984).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from rag.language.patterns import late_regex


def _list(words: str) -> list[str]:
    return words.split()


_MONTHS = _list(
    """
    january february march april may june july august september october november december
    """
)
_MONTH = "|".join(f"{name}|{name[:3]}\\.?" for name in _MONTHS) + r"|sept\.?"
_YEAR = r"(?:1[5-9]|20)\d\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_COUNTED = "(?:people|persons|workers|members|households|families|copies|volumes|cases|times)"
_TO = r"\s*(?:-|–|—|to|and|till|until|through)\s*"
_ONES = _list(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen
    """
)
_TENS = _list("twenty thirty forty fifty sixty seventy eighty ninety")
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_SCALE = rf"(?:{'|'.join(_SCALES)})"
_UNIT = rf"(?:(?:{'|'.join(_TENS)})(?:[-\s]+(?:{'|'.join(_ONES[1:10])}))?|{'|'.join(_ONES)})"
_UNITS = {
    "yuan": "元",
    "rmb": "元",
    "us dollars": "美元",
    "dollars": "美元",
    "percentage points": "个百分点",
    "percent": "%",
    "per cent": "%",
    "%": "%",
    "mu": "亩",
    "tons": "吨",
    "tonnes": "吨",
    "kilometers": "公里",
    "kilometres": "公里",
    "square meters": "平方米",
    "square metres": "平方米",
    "hectares": "公顷",
    "years": "年",
    "months": "个月",
    "days": "天",
    "hours": "小时",
}
_PARTS = {
    "end": "底",
    "close": "底",
    "late": "年末",
    "beginning": "初",
    "start": "初",
    "early": "初",
    "middle": "年中",
    "mid": "年中",
}
_DECADE_PARTS = {"early": "初", "late": "末", "mid": "中期", "": ""}
_SIDES = {"first": "上", "1st": "上", "second": "下", "2nd": "下", "latter": "下"}
_QUARTERS = {"first": "一", "second": "二", "third": "三", "fourth": "四", "last": "四"}
_SEASONS = {"spring": "春", "summer": "夏", "autumn": "秋", "fall": "秋", "winter": "冬"}
_SENSES = {
    "since": "年以来",
    "after": "年以后",
    "before": "年以前",
    "prior to": "年以前",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """``chinese`` stands for the characters ``start`` to ``end``.

    ``time``: a date or period; ``spelt``: a number in words, which a phrase may hold too.
    """

    start: int
    end: int
    chinese: str
    time: bool = False
    spelt: bool = False


def find_figures(text: str) -> list[Figure]:
    """Every date, number and amount, in text order, none overlapping. Linear; never raises."""
    found: list[Figure] = []
    for match in _PATTERN.finditer(text):
        kind = match.lastgroup or ""
        write = _WRITERS.get(kind)
        if write is None:
            continue
        # Inner names of a rule carry its own prefix, so that rules can share words.
        chinese = write(re.sub(r"\s+", " ", match.group().lower()))
        if chinese:
            place = (match.start(), match.end())
            found.append(Figure(*place, chinese, kind not in _PLAIN, kind == "spelt"))
    return found


def _day(text: str) -> str:
    month, year = _month(text), re.search(_YEAR, text)
    rest = re.sub(_YEAR, " ", text)
    days = [str(int(day)) for day in re.findall(r"\d+", rest)]
    head = f"{year.group()}年" if year else ""
    return f"{head}{month}月" + "至".join(f"{day}日" for day in days[:2])


def _month(text: str) -> int:
    return next(n for n, name in enumerate(_MONTHS, 1) if re.search(rf"\b{name[:3]}", text))


def _range(text: str) -> str:
    first, last = re.findall(r"\d+", text)[:2]
    return f"{first}年至{first[: 4 - len(last)]}{last}年"


def _part(text: str) -> str:
    name = next(name for name in _PARTS if re.search(rf"\b{name}\b", text) or f"{name}-" in text)
    month = re.search(_MONTH, text)
    middle = f"{_month(month.group())}月" if month else ""
    return f"{_years(text)[0]}年{middle}{_PARTS[name].removeprefix('年')}"


def _half(text: str) -> str:
    side = next(side for name, side in _SIDES.items() if name in text)
    return f"{_years(text)[0]}年{side}半年"


def _quarter(text: str) -> str:
    place = next(place for name, place in _QUARTERS.items() if name in text)
    return f"{_years(text)[0]}年第{place}季度"


def _season(text: str) -> str:
    season = next(chinese for name, chinese in _SEASONS.items() if name in text)
    return f"{_years(text)[0]}年{season}季"


def _decade(text: str) -> str:
    part = next(part for part in _DECADE_PARTS if part in text)
    digits = re.findall(r"\d+", text)[0]
    # '80s without a century is of the twentieth, as in Chinese 80年代.
    century = int(digits[:2]) + 1 if len(digits) == 4 else 20
    return f"{century}世纪{digits[-2:]}年代{_DECADE_PARTS[part]}"


def _side(text: str) -> str:
    sense = next(chinese for name, chinese in _SENSES.items() if text.startswith(name))
    return _years(text)[0] + sense


def _year(text: str) -> str:
    return _years(text)[0] + "年"


def _years(text: str) -> list[str]:
    return [match.group() for match in re.finditer(_YEAR, text)]


def _century(text: str) -> str:
    return f"{int(re.findall(r'[0-9]+', text)[0])}世纪"


def _ordinal(text: str) -> str:
    return "第" + han(int(re.findall(r"\d+", text)[0]))


def _amount(text: str) -> str:
    words = text.replace(",", "")
    number = re.search(r"\d+(?:\.\d+)?", words)
    if number is None:
        return ""
    value = Decimal(number.group())
    for scale, factor in _SCALES.items():
        if re.search(rf"{scale}\b", words):
            value *= factor
    unit = next((unit for name, unit in _UNITS.items() if words.endswith(name)), "")
    if not unit and re.match(r"rmb|¥|￥", words):
        unit = "元"
    if not unit and "$" in words:
        unit = "美元"
    return written(value) + unit


def _spelt(text: str) -> str:
    total = part = 0
    for word in re.findall(r"[a-z]+", text):
        if word in _ONES:
            part += _ONES.index(word)
        elif word in _TENS:
            part += 10 * (_TENS.index(word) + 2)
        elif word == "hundred":
            part = max(part, 1) * 100
        elif word in _SCALES:
            total, part = total + max(part, 1) * _SCALES[word], 0
    value = total + part
    if value <= 2:  # rarely meant as figures: one of, which one, the two
        return ""
    return han(value) if value <= 10 else written(Decimal(value))


def written(value: Decimal) -> str:
    """A number as Chinese texts print it: whole ones below 10,000 in figures, then 万 and 亿."""
    for factor, name in ((Decimal(10**8), "亿"), (Decimal(10**4), "万")):
        if value >= factor:
            return f"{(value / factor).normalize():f}{name}"
    return f"{value.normalize():f}"


def han(value: int) -> str:
    """A number from 0 to 99 in Han numerals, others in figures."""
    digits = "零一二三四五六七八九"
    if not 0 <= value <= 99:
        return str(value)
    tens, ones = divmod(value, 10)
    if tens == 0:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")


_THE = r"(?:the\s+)?"
_RULES: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    (
        "month_day",
        rf"(?:{_MONTH})\s+(?:the\s+)?{_DAY}(?:{_TO}{_DAY})?(?:,?\s+(?:of\s+)?{_YEAR})?(?!\d)",
        _day,
    ),
    (
        "day_month",
        rf"{_DAY}(?:{_TO}{_DAY})?\s+(?:of\s+)?(?:{_MONTH})(?:,?\s+(?:of\s+)?{_YEAR})?(?!\d)",
        _day,
    ),
    ("month", rf"(?:{_MONTH})(?:\s+of)?,?\s+{_YEAR}(?!\d)", _day),
    (
        "part",
        rf"{_THE}(?:end|close|beginning|start|middle)\s+of\s+"
        rf"(?:the\s+year\s+|(?:{_MONTH})\s+)?{_YEAR}(?![\ds'])",
        _part,
    ),
    ("near", rf"(?:early|late|mid)[-\s]+(?:in\s+)?{_YEAR}(?![\ds'])", _part),
    ("half", rf"{_THE}(?:{'|'.join(_SIDES)})\s+half\s+of\s+{_YEAR}(?![\ds'])", _half),
    (
        "quarter",
        rf"{_THE}(?:{'|'.join(_QUARTERS)})\s+quarter\s+of\s+{_YEAR}(?![\ds'])",
        _quarter,
    ),
    ("season", rf"{_THE}(?:{'|'.join(_SEASONS)})\s+(?:of\s+)?{_YEAR}(?![\ds'])", _season),
    (
        "decade",
        rf"{_THE}(?:(?:early|late|mid)[-\s]+)?{_THE}(?:(?:1[5-9]|20)\d0|'?[1-9]0)'?s\b",
        _decade,
    ),
    ("range", rf"{_YEAR}\s*(?:-|–|—|to|till|until|through)\s*(?:{_YEAR}|\d\d)(?!\d)", _range),
    ("between", rf"between\s+{_YEAR}\s+and\s+{_YEAR}(?!\d)", _range),
    ("side", rf"(?:since|after|before|prior\s+to)\s+(?:the\s+year\s+)?{_YEAR}(?![\d,])", _side),
    ("century", rf"{_THE}[12]?\d(?:st|nd|rd|th)\s+century", _century),
    ("ordinal", r"\d{1,2}(?:st|nd|rd|th)\b", _ordinal),
    (
        "amount",
        r"(?:rmb\s*|us\$|[$¥￥])?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
        rf"(?:\s*(?:{'|'.join(_SCALES)}))?\s*(?:{'|'.join(_UNITS)})(?![a-z])",
        _amount,
    ),
    ("year", rf"(?:the\s+year\s+(?:of\s+)?)?{_YEAR}(?![,.]?\d)(?!\s+{_COUNTED})", _year),
    (
        "number",
        r"(?:rmb\s*|us\$|[$¥￥])?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
        rf"(?:\s+(?:{'|'.join(_SCALES)})\b)?",
        _amount,
    ),
    (
        "spelt",
        rf"\b(?:{_UNIT}(?:[-\s]+{_SCALE}){{1,2}}(?:\s+and)?\s+){{0,3}}{_UNIT}"
        rf"(?:[-\s]+{_SCALE}){{0,2}}\b(?!-[a-z])",
        _spelt,
    ),
)
_PLAIN = frozenset({"ordinal", "amount", "number", "spelt"})
_WRITERS = {name: write for name, _, write in _RULES}
_PATTERN = late_regex(
    r"(?<![a-z0-9.])(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern, _ in _RULES) + ")",
    re.IGNORECASE,
)
