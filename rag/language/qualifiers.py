"""The words that bend a figure: 约, 近, 余, 以上, 累计 and the like, around it.

Right before the figure any of them counts; 累计, 共 and 平均 also from the beginning of its clause,
as long as no other figure stands between.
"""

import re
from functools import cache
from re import Pattern

from rag.language.patterns import late_regex

_NEAR = 12
_CLAUSE = 30
_STOP = late_regex("[，。；：！？,;:!?…\n]")
_CANONICAL = {
    "将近": "近",
    "接近": "近",
    "几近": "近",
    "大约": "约",
    "大概": "约",
    "约为": "约",
    "上下": "左右",
    "逾": "超过",
    "超": "超过",
    "过": "超过",
    "不到": "不足",
    "未满": "不足",
    "不满": "不足",
    "共计": "共",
    "合计": "共",
    "总计": "共",
    "总共": "共",
    "一共": "共",
    "共有": "共",
    "最少": "至少",
    "起码": "至少",
    "至多": "最多",
    "之内": "以内",
    "有余": "余",
    "about": "约",
    "nearly": "近",
    "almost": "近",
    "over": "超过",
    "more than": "超过",
    "at least": "至少",
    "at most": "最多",
    "up to": "最多",
}


@cache
def _bending() -> Pattern[str]:
    return re.compile(
        r"(?:(?P<word>将近|接近|几近|(?<![附新最远靠相])近|大约|大概|约为|(?<![条契公合制节预婚盟租违履签邀毁誓])约|超过|逾"
        r"|(?<![赶帮高])超|突破|不足|不到|未满|不满|至少|最少|起码|最多|至多|不少于|不低于|不超过|不多于"
        r"|不高于|\b(?:about|nearly|almost|over|more than|at least|at most|up to))"
        r"(?:达到|达|有|为|了)? ?)$"
    )


@cache
def _before_power() -> Pattern[str]:
    return re.compile(r"(?P<word>(?<![以之向])上|成(?=$)|(?<![经通超不])过)$")


@cache
def _summing() -> Pattern[str]:
    return re.compile(
        r"累计|共计|合计|总计|总共|一共|共有|(?<![公中苏国反联])共(?!产|同|青|建(?!立|成|造|有)|享|和|度|渡|识|赢|创(?!建|办|造)|通)|平均|人均|年均|月均|日均"
    )


@cache
def _after() -> Pattern[str]:
    return re.compile(r" ?(?P<word>以上|以下|以内|之内|左右|上下|以外|不等|有余|开外)")


@cache
def _more_after() -> Pattern[str]:
    return re.compile(r"(?P<word>多(?![样元种少数次方边媒功了])|余(?![额地热杭姚]))")


def before(folded: str, start: int, power: bool) -> tuple[int, list[str]]:
    """Qualifiers that touch the figure at ``start``.

    Args:
        power: whether the figure is a bare 百, 千, 万 or 亿 (上千, 过亿).

    Returns:
        The offset where the first of them begins, and their common names in text order.
    """
    words: list[str] = []
    for _ in range(3):
        left = folded[max(0, start - _NEAR) : start]
        match = _bending().search(left) or (_before_power().search(left) if power else None)
        if match is None:
            break
        words.insert(0, _CANONICAL.get(match["word"], match["word"]))
        start -= len(left) - match.start()
        power = False
    return start, words


def summing(folded: str, start: int) -> list[str]:
    """累计, 共 or 平均 earlier in the clause of the figure at ``start``."""
    left = _STOP.split(folded[max(0, start - _CLAUSE) : start])[-1]
    cut = max((at for at, char in enumerate(left) if char.isdigit()), default=-1)
    found = [match.group() for match in _summing().finditer(left, cut + 1)]
    return list(dict.fromkeys(_CANONICAL.get(word, word) for word in found))


def after(folded: str, end: int, *, countable: bool) -> tuple[int, list[str]]:
    """Qualifiers behind the unit, and where they end; 3年多 only after units of measure."""
    match = _after().match(folded, end)
    if match is None and countable:
        match = _more_after().match(folded, end)
    if match is None:
        return end, []
    return match.end(), [_CANONICAL.get(match["word"], match["word"])]
