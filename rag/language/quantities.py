"""Quantities of a text: value, unit, qualifiers.

Values are scaled (4.3万张 is 43000, unit 张); shares of a whole are in percent (三成 is 30, 一半
is 50, 三分之一 is 33.33…, 5‰ is 0.5). Units keep their meaning apart: 人, 人次, 户, 户次, 家, 家次.
Dates are no quantities; durations (3年, 两个月) are, 3年零2个月 in months. 一个, 一名 are
quantities too: whether they are articles is for the caller to say. An unknown unit is "".
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from re import Match, Pattern

from rag.language import qualifiers
from rag.language.figures import Figure, NumeralKind, scan_figures
from rag.language.normalise import normalise
from rag.language.numbers import chinese_value, divide, plus, times
from rag.language.numerals import is_number
from rag.language.patterns import late_regex
from rag.language.remembering import remembering
from rag.language.time_roles import mentions
from rag.language.time_types import Mention, Openness, TimeKind
from rag.language.units import canonical_unit, unit_at

_POSITIONAL = late_regex("[〇零一二三四五六七八九]{2,}")
_POINTING = tuple("哪某这那任另每同")
_CLOCK = late_regex("(?:[01]?[0-9]|2[0-4]) ?(?:时(?![间期代节装髦])|点(?= ?[0-9半整钟许]))")
_HOUR = late_regex("[0-9] ?[时点] ?\\Z")
_YEAR = 12
_DIGITS = "〇一二三四五六七八九"
_MEASURED = "% 年 天 岁 倍 个月 小时 公里 斤 公斤 米 里 亩 丈 尺 吨 元 公顷 分钟 星期 周 世纪"
_HALVED = "年 天 倍 亩 斤 里 岁 周 公里 小时"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its unit.

    ``text`` is the original's ``[start:end]``, qualifiers that touch the figure included.
    ``upper`` is the top of a range (1-3吨, 三四百人, 十几个), else None. ``qualifiers`` are common
    names in text order: 约, 近, 超过, 不足, 突破, 至少, 最多, 以上, 以下, 左右, 多, 余, 几, 数,
    累计, 共, 平均, 截至 … . ``ordinal`` marks 第三次, 一等奖, 六届四次.
    """

    start: int
    end: int
    text: str
    value: Decimal
    upper: Decimal | None
    unit: str
    qualifiers: tuple[str, ...]
    ordinal: bool


@dataclass(slots=True)
class _Draft:
    """A quantity in the making; offsets in the folded text."""

    start: int
    end: int
    value: Decimal
    upper: Decimal | None
    unit: str
    words: list[str]
    ordinal: bool = False


@cache
def _share_pattern() -> Pattern[str]:
    number = (
        "[0-9]+(?:\\.[0-9]+)?|[〇零一二两三四五六七八九十百千]+(?:点[〇零一二三四五六七八九]+)?"
    )
    return re.compile(
        f"(?P<whole>百|千|万|[0-9]{{1,4}}|[二三四五六七八九十]{{1,3}})分之(?P<part>{number})"
        "|(?P<half>(?<![另])一半|半数(?!值)|过半数?|大半)"
    )


@cache
def _between_pattern() -> Pattern[str]:
    return re.compile(" ?(?:-{1,2}|~|至|到|或) ?")


@cache
def _months_pattern() -> Pattern[str]:
    """What may stand between years and months of one duration: 3年零2个月."""
    return re.compile(" ?(?:零|又)? ?")


@cache
def _extra_pattern() -> Pattern[str]:
    """个多月, 个半小时: more or a half put inside the unit."""
    return re.compile("个(?P<word>[多半])(?P<unit>月|小时|星期|世纪|钟头|学期|年)")


@remembering
def find_quantities(text: str) -> list[Quantity]:
    """Every quantity in text order, none overlapping. Never raises; linear in the length."""
    normal = normalise(text)
    folded = normal.text
    dates = mentions(text)
    drafts = _merge([*_shares(folded), *_figures(folded, dates)])
    found: list[Quantity] = []
    floor = 0
    for draft in drafts:
        _qualify(folded, draft, dates, floor)
        floor = draft.end
        start, end = normal.original_span(draft.start, draft.end)
        found.append(
            Quantity(
                start,
                end,
                text[start:end],
                draft.value,
                draft.upper,
                draft.unit,
                tuple(dict.fromkeys(draft.words)),
                draft.ordinal,
            )
        )
    return found


def _merge(drafts: Sequence[_Draft]) -> list[_Draft]:
    kept: list[_Draft] = []
    for draft in sorted(drafts, key=lambda draft: (draft.start, -draft.end)):
        if not kept or draft.start >= kept[-1].end:
            kept.append(draft)
    return kept


def _shares(folded: str) -> list[_Draft]:
    return [draft for m in _share_pattern().finditer(folded) if (draft := _share(m))]


def _share(match: Match[str]) -> _Draft | None:
    start, end = match.span()
    if match["half"]:
        words = {"过": ["超过"], "大": ["多"]}.get(match["half"][0], [])
        return _Draft(start, end, Decimal(50), None, "%", words)
    whole = {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10000)}.get(match["whole"])
    whole = whole or _plain(match["whole"])
    part = _plain(match["part"])
    if not whole or part is None:
        return None
    return _Draft(start, end, divide(times(part, 100), whole), None, "%", [])


def _plain(text: str) -> Decimal | None:
    figures = scan_figures(text)
    if len(figures) == 1 and figures[0].end == len(text):
        return figures[0].value
    reading = chinese_value(text)
    return reading.value if reading else None


def _figures(folded: str, dates: Sequence[Mention]) -> list[_Draft]:
    starts = [date.core_start for date in dates]
    drafts: list[_Draft] = []
    for figure in scan_figures(folded):
        at = bisect_right(starts, figure.start) - 1
        dated = at >= 0 and figure.start < dates[at].core_end
        if dated and not (dates[at].kind is TimeKind.RELATIVE and figure.start == starts[at]):
            continue
        draft = _draft(folded, figure)
        if draft is not None and not _continues(folded, drafts, draft, figure):
            drafts.append(draft)
    return drafts


def _draft(folded: str, figure: Figure) -> _Draft | None:
    ordinal = folded[max(0, figure.start - 2) : figure.start].rstrip().endswith("第")
    counts = is_number(folded, figure)
    unit, end = _unit(folded, figure)
    if not counts and not ordinal:
        return None
    if unit == "个月" and figure.body[0] == "零" and folded.endswith("年", 0, figure.start):
        # 三年零两个月: the nought only joins.
        figure = figure._replace(start=figure.start + 1, body=figure.body[1:])
    if figure.kind is NumeralKind.CHINESE and not ordinal and figure.upper is None:
        bare = not unit and len(figure.body) < 2 and not folded.startswith("大", figure.end)
        if bare or _POSITIONAL.fullmatch(figure.body):
            return None
    start = folded.rfind("第", 0, figure.start) if ordinal else figure.start
    if figure.body == "一" and folded[start - 1 : start] in ("头", "首"):
        start, ordinal = start - 1, True  # 头一届
    if not ordinal and _is_idle(folded, figure, unit, end):
        return None
    value, words = figure.value, list(figure.marks)
    extra = _extra_pattern().match(folded, figure.end)
    if extra:
        unit, end = canonical_unit(f"个{extra['unit']}"), extra.end()
        value, words = _with_extra(value, words, extra["word"])
    elif unit in _HALVED.split() and folded.startswith("半", end) and not ordinal:
        value, end = plus(value, Decimal("0.5")), end + 1
    draft = _Draft(start, end, value, figure.upper, unit, words, ordinal)
    draft.ordinal = ordinal or _is_rank(folded, draft)
    if unit == "‰":
        draft.value, draft.unit = divide(value, Decimal(10)), "%"
    elif unit == "成":
        draft.value, draft.unit = times(value, 10), "%"
        tail = _DIGITS.find(folded[end : end + 1]) if end < len(folded) else -1
        if tail > 0:  # 两成五
            draft.value, draft.end = plus(draft.value, Decimal(tail)), end + 1
        elif folded.startswith("半", end):  # 两成半
            draft.value, draft.end = plus(draft.value, Decimal(5)), end + 1
    return draft


def _is_idle(folded: str, figure: Figure, unit: str, end: int) -> bool:
    """Numbers that count nothing: 哪一年, list marks (1), [4], 3., and hours of the clock."""
    start = figure.start
    if figure.body == "一":
        return folded[start - 1 : start] in _POINTING
    if figure.kind is not NumeralKind.ARABIC:
        return False
    if _CLOCK.match(folded, start) or (
        unit == "分" and _HOUR.search(folded, max(0, start - 3), start)
    ):
        return True
    if unit or figure.value >= 1000:
        return False
    around = folded[start - 1 : start] + folded[figure.end : figure.end + 1]
    if around in ("()", "[]"):
        return True
    opens = not start or folded[start - 1] == "\n"
    return opens and re.match(r"[.、](?![0-9])", folded[figure.end : figure.end + 2]) is not None


def _with_extra(value: Decimal, words: list[str], word: str) -> tuple[Decimal, list[str]]:
    return (value, [*words, "多"]) if word == "多" else (plus(value, Decimal("0.5")), words)


def _unit(folded: str, figure: Figure) -> tuple[str, int]:
    place = figure.end + 1 if folded.startswith(" ", figure.end) else figure.end
    unit = unit_at(folded, place, strict=figure.kind is NumeralKind.CHINESE)
    return (canonical_unit(unit), place + len(unit)) if unit else ("", figure.end)


def _is_rank(folded: str, draft: _Draft) -> bool:
    """Ranks and terms that count without 第: 一等奖, 三号, 六届四次."""
    if draft.unit in ("号", "年级"):
        return True
    if draft.unit == "等":
        return folded.startswith(("奖", "功", "残", "舱"), draft.end)
    if draft.unit == "届":
        return (
            re.match("[一二三四五六七八九十0-9]{1,3}次", folded[draft.end : draft.end + 4])
            is not None
        )
    before = folded[max(0, draft.start - 4) : draft.start]
    return draft.unit == "次" and re.search("[一二三四五六七八九十0-9]届$", before) is not None


def _continues(folded: str, drafts: list[_Draft], draft: _Draft, figure: Figure) -> bool:
    """Join 1-3吨, 3至5人, 20-30万元, 3年零2个月 to one quantity."""
    if not drafts or not draft.unit or draft.ordinal:
        return False
    low = drafts[-1]
    if _is_duration(folded, low, draft):
        months = plus(times(low.value, _YEAR), draft.value)
        drafts[-1] = _Draft(low.start, draft.end, months, None, draft.unit, low.words)
        return True
    between = 0 < draft.start - low.end <= 4 and _between_pattern().fullmatch(
        folded, low.end, draft.start
    )
    if not between or low.upper is not None or low.ordinal or low.unit not in ("", draft.unit):
        return False
    value = low.value
    if not low.unit and figure.kind is NumeralKind.MIXED and value < draft.value:
        leading = re.match("[0-9.]+", figure.body)
        scale = divide(draft.value, Decimal(leading.group())) if leading else Decimal(1)
        raised = times(value, int(scale))
        value = raised if raised < draft.value and value < 10000 else value
    if value >= draft.value:
        return False
    top = draft.upper or draft.value
    drafts[-1] = _Draft(low.start, draft.end, value, top, draft.unit, [*low.words, *draft.words])
    return True


def _is_duration(folded: str, years: _Draft, months: _Draft) -> bool:
    """Whether months follow the whole years of one duration, as in 3年零2个月."""
    return (
        (years.unit, months.unit) == ("年", "个月")
        and not years.ordinal
        and years.upper is None
        and months.upper is None
        and months.value < _YEAR
        and years.value == int(years.value)
        and _months_pattern().fullmatch(folded, years.end, months.start) is not None
    )


def _qualify(folded: str, draft: _Draft, dates: Sequence[Mention], floor: int) -> None:
    power = folded[draft.start : draft.start + 1] in ("百", "千", "万", "亿")
    start, near = qualifiers.before(folded, draft.start, power)
    sums = [] if draft.ordinal else qualifiers.summing(folded, start)
    draft.start = max(start, floor)
    draft.end, behind = qualifiers.after(
        folded, draft.end, countable=draft.unit in _MEASURED.split()
    )
    until = [] if draft.ordinal else _until(folded, draft.start, dates)
    draft.words = [*until, *sums, *near, *draft.words, *behind]


def _until(folded: str, start: int, dates: Sequence[Mention]) -> list[str]:
    """截至, when the nearest time before, in the same sentence, is the end of a count."""
    at = bisect_right(dates, start, key=lambda date: date.core_start) - 1
    if at < 0 or dates[at].openness is not Openness.UNTIL or start - dates[at].end > 80:
        return []
    between = folded[dates[at].end : start]
    return [] if any(stop in between for stop in "。！？!?\n") else ["截至"]
