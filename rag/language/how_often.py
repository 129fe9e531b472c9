"""How often something is done: 每年, 隔年, 两年一届, 每季度.

Only what is told as a turn of time; 一年两次 and 经常 tell none.
"""

from rag.language.numerals import parse_numeral
from rag.language.patterns import late_regex

_NUMBER = r"[一二两三四五六七八九十\d]{1,2}"
_PAIR = "[一二两三四五六七八九][二三四五六七八九]"
"""每两三年 tells no turn."""
_UNIT = r"(?P<unit{}>年|月|周|季度?|天|日)"
_OFTEN = late_regex(
    rf"每?(?<![相时间分])隔(?P<apart>{_NUMBER})?个?{_UNIT.format(1)}|"
    rf"每(?!{_PAIR})(?P<each>{_NUMBER})?个?{_UNIT.format(2)}(?!度|级)|"
    rf"(?<![〇一二三四五六七八九十\d年月])(?P<turn>{_NUMBER})个?{_UNIT.format(3)}"
    r"一(?=[届度评选回轮期办换]|次(?!性))"
)
_DAYS = {"年": 365, "季": 91, "季度": 91, "月": 30, "周": 7, "天": 1, "日": 1}


def how_often(text: str) -> frozenset[int]:
    """The turns that a text tells, each in days (of 365 a year, 30 a month).

    隔年 is every second year; 隔两年 is said of two years and of three.
    """
    found: set[int] = set()
    for match in _OFTEN.finditer(text):
        days = _DAYS[match["unit1"] or match["unit2"] or match["unit3"]]
        number = int(parse_numeral(match["apart"] or match["each"] or match["turn"] or "一") or 1)
        turns = {number}
        if match["unit1"]:
            turns = {2} if number == 1 else {number, number + 1}
        found.update(turn * days for turn in turns)
    return frozenset(found)
