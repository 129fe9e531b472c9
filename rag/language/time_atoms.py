"""One reader for each way of writing a time: a match becomes an unresolved mention."""

from collections.abc import Callable
from re import Match

from rag.language.calendar_parts import century, decade
from rag.language.patterns import late_regex
from rag.language.time_patterns import day_pattern, month_part_pattern
from rag.language.time_tails import (
    QUARTERS,
    century_year,
    dated,
    dated_month,
    era_part,
    number,
    with_tail,
)
from rag.language.time_types import Mention, Openness, Stamp, TimeKind
from rag.types import Period

_SHIFTS = {"次": 1, "翌": 1, "第": 1, "明": 1, "来": 1, "去": -1, "上": -1, "前": -1}
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_TOLD = late_regex(r"年 ?\([一-龥]{2,4}\Z")
_SPAN = late_regex(r"(?<![0-9])[1-3][0-9] ?(?:至|到|-|~) ?\Z")  # 10到12年 is a duration
_FOUNDED = late_regex(r"(?:成立|设立|组建|建立|创办|开办|开展|实施|运行|建成|启动|开通)\Z")


def read_trigger(folded: str, match: Match[str]) -> Mention | None:
    """The mention that a match of the trigger pattern begins, or None."""
    reader = _READERS.get(match.lastgroup or "")
    return reader(folded, match) if reader else None


def _iso(folded: str, match: Match[str]) -> Mention | None:
    after = folded[match.end() : match.end() + 2].strip()[:1]
    decimal = match["iso_d"] is None and match["sep"] == "." and "一" <= after <= "龥"
    if decimal and after not in "至到年起":
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
    part, end = era_part(folded, match.end())
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
    part, end = era_part(folded, match.end())
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
        return dated(folded, match.start(), match.end(), year) if 1 <= year <= 2199 else None

    return read


def _short_year(group: str, *, spans: bool = False) -> Callable[[str, Match[str]], Mention | None]:
    def read(folded: str, match: Match[str]) -> Mention | None:
        year = century_year(number(match[group]))
        start = match.start(group)
        if not spans and _SPAN.search(folded, max(0, start - 6), start):
            return None
        if folded[start - 1 : start] == "'":
            start -= 1
        return dated(folded, start, match.end(), year)

    return read


def _glossed(folded: str, match: Match[str]) -> Mention:
    """An era this module does not know, its year told behind it: 天授礼法延祚二年（1039年）."""
    return Mention(*match.span(), TimeKind.YEAR, Stamp(year=int(match["gloss_y"])))


def _in_gloss(folded: str, match: Match[str]) -> Mention | None:
    """The same year told in another era: 1913年（大正2年）."""
    start, end = match.span()
    told = _TOLD.search(folded, max(0, start - 8), start)
    return Mention(start, end, TimeKind.YEAR, Stamp()) if told else None


def _before_common_era(folded: str, match: Match[str]) -> Mention:
    return Mention(match.start(), match.end(), TimeKind.YEAR, Stamp(void=True))


def _same(folded: str, match: Match[str]) -> Mention:
    word = match.group()
    shift = 2 if word == "后年" else _SHIFTS.get(word[0], 0)
    stamp = Stamp(shift=-2 if word == "前年" else shift)
    return with_tail(folded, match.start(), match.end(), stamp, TimeKind.RELATIVE)


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
    return Mention(start, end, TimeKind.RELATIVE, Stamp(scope="whole"), openness=openness)


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
        word = f"{QUARTERS.get(word[0], word[0])}季度"
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
    named = number(day["day"]) if day else 0
    return dated_month(folded, match.start(), end, Stamp(), month=month, day=named)


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
    "bare2": _short_year("bare2_y"),
    "listed2": _short_year("listed2_y"),
    "ranged2": _short_year("ranged2_y", spans=True),
    "that2": _short_year("that2_y"),
    "gloss": _glossed,
    "glossed": _in_gloss,
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
