"""Reigns, plans and named periods: a match becomes a mention if the words around agree."""

from collections.abc import Iterator
from re import Match

from rag.language.calendar_parts import years
from rag.language.eras import LAST, continued_reign_pattern, named, phases, plans, reigns
from rag.language.time_patterns import month_day_pattern
from rag.language.time_tails import dated, number, with_tail
from rag.language.time_types import Mention, Stamp, TimeKind

_THIRDS = 3
_PHASE_WORDS = ("初期", "之初", "时期", "期间", "初")


def read_reign(folded: str, match: Match[str]) -> Mention | None:
    """光绪三十一年八月: the year of the common era; the old months are not converted."""
    return _reign_year(folded, match["reign"], number(match["count"]), match.span())


def read_continued(folded: str, match: Match[str]) -> Iterator[Mention]:
    """The years that follow one of a reign and are of it too: 民国34年、35年、36年."""
    reign, count, told = match["reign"], number(match["count"]), read_reign(folded, match)
    while told is not None:
        more = continued_reign_pattern().match(folded, told.core_end)
        last = min(reigns()[reign][1], LAST) - reigns()[reign][0] + 1
        if more is None or not count < number(more["count"]) <= last:
            return
        count = number(more["count"])
        told = _reign_year(folded, reign, count, (more.start("count"), more.end()))
        if told is not None:
            yield told


def _reign_year(folded: str, reign: str, count: int, span: tuple[int, int]) -> Mention | None:
    first, last = reigns()[reign]
    if not 1 <= count <= last - first + 1:
        return None
    start, end = span
    if reign == "民国":
        return dated(folded, start, end, first + count - 1)
    tail = month_day_pattern().match(folded, end)
    year = Stamp(year=first + count - 1)
    return Mention(start, tail.end() if tail else end, TimeKind.YEAR, year)


def read_bare_reign(folded: str, match: Match[str]) -> Mention:
    """二十七年十月 in what is told of 光绪: which reign it is of, the anchor tells."""
    stamp = Stamp(shift=number(match["count"]), scope="reign")
    return with_tail(folded, match.start(), match.end(), stamp, TimeKind.YEAR)


def read_reign_part(_: str, match: Match[str]) -> Mention:
    """道光年间, 光绪末年: the reign, or its first, middle or last third."""
    first, last = reigns()[match["reign"]]
    third = (last - first) // _THIRDS
    match match["part"][0]:
        case "初":
            last = first + third
        case "末":
            first = last - third
        case "中":
            first, last = first + third, last - third
    start, end = match.span()
    return Mention(start, end, TimeKind.NAMED, Stamp(period=years(first, last)))


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
    long = (
        "时期",
        "期间",
        "年间",
        "年代",
        "胜利后",
        "开始",
        "结束",
        "运动中",
        "中,",
        "时,",
        "时，",
    )
    turn = after[:1] in ("前", "后") and after[1:2] not in ("进", "者", "的", "勤", "方", "期")
    held = after.startswith(("召开", "闭幕", "胜利召开", "运动期", "运动时", "运动后", "高潮"))
    return turn or held or after.startswith(bare + long)
