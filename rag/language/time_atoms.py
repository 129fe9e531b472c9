"""One reader for each way of writing a time: a match becomes an unresolved mention."""

import re
from collections.abc import Callable
from re import Match

from rag.language.calendar_parts import century, decade, years
from rag.language.eras import named, phases, plans, reigns
from rag.language.numbers import chinese_value
from rag.language.time_patterns import (
    day_pattern,
    era_part_pattern,
    month_day_pattern,
    month_part_pattern,
    year_part_pattern,
)
from rag.language.time_types import Mention, Openness, Stamp, TimeKind
from rag.types import Period

_QUARTERS = {"1": "一", "2": "二", "3": "三", "4": "四"}
_SHIFTS = {"次": 1, "翌": 1, "第": 1, "明": 1, "来": 1, "去": -1, "上": -1, "前": -1, "头": -1}
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PHASE_WORDS = ("初期", "之初", "时期", "期间", "初")


_FOUNDED = re.compile(r"(?:成立|设立|组建|建立|创办|开办|开展|实施|运行|建成|启动|开通)\Z")


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


def read_trigger(folded: str, match: Match[str]) -> Mention | None:
    """The mention that a match of the trigger pattern begins, or None."""
    reader = _READERS.get(match.lastgroup or "")
    return reader(folded, match) if reader else None


def read_reign(folded: str, match: Match[str]) -> Mention | None:
    """光绪三十一年八月: the year of the common era; the old months are not converted."""
    first, last = reigns()[match["reign"]]
    count = number(match["count"])
    if not 1 <= count <= last - first + 1:
        return None
    start, end = match.span()
    if match["reign"] == "民国":
        return _dated(folded, start, end, first + count - 1)
    tail = month_day_pattern().match(folded, end)
    year = Stamp(year=first + count - 1)
    return Mention(start, tail.end() if tail else end, TimeKind.YEAR, year)


def read_plan(folded: str, match: Match[str]) -> Mention:
    """ "十二五"时期: the five years of the plan."""
    first, last = plans()[match["quoted"] or match["plan"]]
    start, end = match.span()
    if match["quoted"]:  # the marks stay outside: they are quotation marks, not the name
        start, end = match.span("quoted")
    return Mention(start, end, TimeKind.NAMED, Stamp(period=years(first, last)))


def read_name(folded: str, match: Match[str]) -> Mention | None:
    """文革, 改革开放初期, 解放前: a named period, if the words around make it a time."""
    period, firm = named()[match["name"]]
    start, end = match.span()
    if not match["name"].isascii() and _is_anniversary(folded, end):
        return None
    phase = next((word for word in _PHASE_WORDS if folded.startswith(word, end)), "")
    if phase and match["name"] in phases():
        period, end = phases()[match["name"]], end + len(phase)
    elif not firm and not _has_time_word(folded, start, end):
        return None
    return Mention(start, end, TimeKind.NAMED, Stamp(period=period))


def _is_anniversary(folded: str, end: int) -> bool:
    window = folded[end : end + 8].lstrip("0123456789一二三四五六七八九十百多 ")
    return window.startswith(("周年", "年大庆", "年华诞", "精神", "纪念馆", "题材", "路线"))


def _has_time_word(folded: str, start: int, end: int) -> bool:
    if folded[start - 1 : start] in ("被", "未", "待", "获", "求", "为") and start:
        return False
    after = folded[end : end + 6].lstrip('" ')
    bare = ("以前", "以后", "以来", "之前", "之后", "之初", "初期", "前期", "后期", "末期", "中期")
    long = ("时期", "期间", "年间", "年代", "胜利后", "开始", "结束", "运动中", "中,", "时,", "时，")
    turn = after[:1] in ("前", "后") and after[1:2] not in ("进", "者", "的", "勤", "方", "期")
    held = after.startswith(("召开", "闭幕", "胜利召开", "运动期", "运动时", "运动后", "高潮"))
    return turn or held or after.startswith(bare + long)


def _dated(folded: str, start: int, end: int, year: int) -> Mention:
    """A year and whatever follows it: month, day, or a part of either."""
    return _with_tail(folded, start, end, Stamp(year=year), TimeKind.YEAR)


def _with_tail(folded: str, start: int, end: int, stamp: Stamp, kind: TimeKind) -> Mention:
    tail = month_day_pattern().match(folded, end)
    month = number(tail["month"]) if tail else 0
    if tail and 1 <= month <= 12:
        day = number(tail["day"]) if tail["day"] else 0
        return _month(folded, start, tail.end(), stamp, month, day)
    part, end = _year_part(folded, end)
    return Mention(start, end, TimeKind.PART if part else kind, _replaced(stamp, part=part))


def _month(folded: str, start: int, end: int, stamp: Stamp, month: int, day: int) -> Mention:
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
        return f"{_QUARTERS.get(match['quarter'], match['quarter'])}季度"
    if match["half"]:
        return match["half"].replace("前", "上").replace("后", "下")
    if match["mid"]:
        return "中"
    return str(match["season"] or match["three"])


def _era_part(folded: str, end: int) -> tuple[str, int]:
    match = era_part_pattern().match(folded, end)
    if not match:
        return "", end
    word = match["part"]
    if word == "中前期":
        return "前", match.end()
    name = word.rstrip("期叶")
    return {"晚": "末", "前半": "上半", "后半": "下半"}.get(name, name), match.end()


def _iso(folded: str, match: Match[str]) -> Mention | None:
    after = folded[match.end() : match.end() + 2].strip()[:1]
    if match["iso_d"] is None and (match["sep"] == "." and "一" <= after <= "龥"):
        if after not in "至到年起":
            return None
    day = int(match["iso_d"]) if match["iso_d"] else None
    kind = TimeKind.DAY if day else TimeKind.MONTH
    stamp = Stamp(int(match["iso_y"]), int(match["iso_m"]), day)
    return Mention(match.start(), match.end(), kind, stamp)


def _century(folded: str, match: Match[str]) -> Mention | None:
    word = match["cent_n"]
    value = {"上": 20, "上个": 20, "本": 21, "新": 21}.get(word) or number(word)
    if not 1 <= value <= 30:
        return None
    start, kind = match.start(), TimeKind.CENTURY
    part, end = _era_part(folded, match.end())
    period = century(value, part)
    if match["cd"]:
        first, length = _decade_years(match["cd"])
        period = decade((value - 1) * 100 + first, part, length)
        kind = TimeKind.DECADE
    return Mention(start, end, kind, Stamp(period=period)) if period else None


def _decade_years(word: str) -> tuple[int, int]:
    """First year within the century and length: 八十 is (80, 10), 五六十 is (50, 20)."""
    if word in ("零零", "〇〇", "00"):
        return 0, 10
    if len(word) == 3 and word[2] == "十":
        low, high = number(word[0]), number(word[1])
        return (low * 10, 20) if high == low + 1 else (low * 10, 10)
    return number(word) % 100 // 10 * 10, 10


def _decade(folded: str, match: Match[str]) -> Mention | None:
    word = match["dec_n"]
    part, end = _era_part(folded, match.end())
    if len(word) == 4:
        first, length = number(word), 10
    else:
        first, length = _decade_years(word)
        first += 2000 if first == 0 else 1900
    period = decade(first, part, length)
    return Mention(match.start(), end, TimeKind.DECADE, Stamp(period=period)) if period else None


def _full_year(group: str) -> Callable[[str, Match[str]], Mention | None]:
    def read(folded: str, match: Match[str]) -> Mention | None:
        year = number(match[group])
        return _dated(folded, match.start(), match.end(), year) if 1 <= year <= 2199 else None

    return read


def _short_year(group: str) -> Callable[[str, Match[str]], Mention | None]:
    def read(folded: str, match: Match[str]) -> Mention | None:
        year = century_year(number(match[group]))
        start = match.start(group)
        if folded[start - 1 : start] == "'":
            start -= 1
        return _dated(folded, start, match.end(), year)

    return read


def _before_common_era(folded: str, match: Match[str]) -> Mention:
    return Mention(match.start(), match.end(), TimeKind.YEAR, Stamp(void=True))


def _same(folded: str, match: Match[str]) -> Mention:
    word = match.group()
    shift = 2 if word == "后年" else _SHIFTS.get(word[0], 0)
    stamp = Stamp(shift=-2 if word == "前年" else shift)
    return _with_tail(folded, match.start(), match.end(), stamp, TimeKind.RELATIVE)


def _same_month(folded: str, match: Match[str]) -> Mention:
    shift = 1 if match.group()[0] in "次翌" else 0
    piece = month_part_pattern().match(folded, match.end())
    day = day_pattern().match(folded, match.end())
    if day and not shift:
        stamp = Stamp(day=number(day["day"]), scope="month")
        return Mention(match.start(), day.end(), TimeKind.DAY, stamp)
    part = {"末": "底"}.get(piece["part"], piece["part"]) if piece else ""
    stamp = Stamp(part=part, scope="month", shift=shift)
    return Mention(match.start(), piece.end() if piece else match.end(), TimeKind.RELATIVE, stamp)


def _same_day(folded: str, match: Match[str]) -> Mention:
    shift = 1 if match.group()[0] in "次翌第" else 0
    return Mention(*match.span(), TimeKind.RELATIVE, Stamp(scope="day", shift=shift))


def _then(folded: str, match: Match[str]) -> Mention:
    openness = Openness.BEFORE if match.group().endswith("前") else Openness.AFTER
    start, end = match.span()
    return Mention(
        start, end, TimeKind.RELATIVE, Stamp(scope="whole"), openness=openness
    )


def _ago(folded: str, match: Match[str]) -> Mention | None:
    count, word = number(match["ago_n"]), match["ago_w"]
    if count < 1:
        return None
    start, end = match.span()
    if word in ("间", "来"):
        if _FOUNDED.search(folded, max(0, start - 4), start):
            word = "间"  # 成立3年来 runs on from the founding
        return Mention(start, end, TimeKind.RELATIVE, Stamp(shift=count, scope=f"span{word}"))
    shift = -count if word.endswith("前") else count
    return Mention(start, end, TimeKind.RELATIVE, Stamp(shift=shift))


def _part(folded: str, match: Match[str]) -> Mention:
    word = match["part"].removeprefix("第").replace(" ", "")
    if word.endswith("季度") and word != "前三季度":
        word = f"{_QUARTERS.get(word[0], word[0])}季度"
    elif not word.endswith(("季度", "半年")):
        word = "初" if word.endswith("初") else "底"
    return Mention(*match.span(), TimeKind.PART, Stamp(part=word))


def _month_part(folded: str, match: Match[str]) -> Mention:
    word = match.group().removeprefix("月")
    part = {"末": "底"}.get(word, word)
    return Mention(*match.span(), TimeKind.PART, Stamp(part=part, scope="month"))


def _month_only(folded: str, match: Match[str]) -> Mention | None:
    month = number(match["m_m"])
    if not 1 <= month <= 12:
        return None
    day = day_pattern().match(folded, match.end())
    end = day.end() if day else match.end()
    return _month(folded, match.start(), end, Stamp(), month, number(day["day"]) if day else 0)


def _day_only(group: str) -> Callable[[str, Match[str]], Mention | None]:
    def read(folded: str, match: Match[str]) -> Mention | None:
        day = number(match[group])
        stamp = Stamp(day=day, scope="month")
        return Mention(*match.span(), TimeKind.DAY, stamp) if 1 <= day <= 31 else None

    return read


def _english(month: str, day: str, year: str) -> Callable[[str, Match[str]], Mention | None]:
    def read(folded: str, match: Match[str]) -> Mention | None:
        stamp = Stamp(
            int(match[year]),
            _ENGLISH.index(match[month][:3]) + 1,
            int(match[day]) if day and 1 <= int(match[day]) <= 31 else None,
        )
        kind = TimeKind.DAY if stamp.day else TimeKind.MONTH
        return Mention(*match.span(), kind, stamp)

    return read


def _english_decade(folded: str, match: Match[str]) -> Mention | None:
    part = {"early": "初", "mid": "中", "late": "末"}.get(match["en_p"] or "", "")
    period: Period | None = decade(int(match["en_c"]), part)
    return Mention(*match.span(), TimeKind.DECADE, Stamp(period=period)) if period else None


_READERS: dict[str, Callable[[str, Match[str]], Mention | None]] = {
    "iso": _iso,
    "cent": _century,
    "dec": _decade,
    "bc": _before_common_era,
    "ad": _full_year("ad_y"),
    "y4": _full_year("y4_y"),
    "y2": _short_year("y2_y"),
    "y2d": _short_year("y2d_y"),
    "bare": _full_year("bare_y"),
    "alone": _full_year("alone_y"),
    "same": _same,
    "month_same": _same_month,
    "day_same": _same_day,
    "then": _then,
    "ago": _ago,
    "part": _part,
    "month_part": _month_part,
    "m": _month_only,
    "d": _day_only("d_d"),
    "d_to": _day_only("d_to_d"),
    "en_mdy": _english("en_m1", "en_d1", "en_y1"),
    "en_dmy": _english("en_m2", "en_d2", "en_y2"),
    "en_my": _english("en_m3", "", "en_y3"),
    "en_dec": _english_decade,
}
