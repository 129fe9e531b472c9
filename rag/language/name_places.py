"""Places in Chinese prose: by the noun at their end, by name, and by the words before them."""

import re
from collections.abc import Iterator
from functools import cache

from rag.language.name_bounds import Bounds, Listed, beginning, ending, ends_of, starts_of
from rag.language.name_heads import (
    FOLLOWED,
    GENERIC,
    NOT_PLACES,
    PLACE_SUFFIXES,
    PLACE_TAILS,
    PLACES,
)
from rag.language.name_lists import words
from rag.language.segments import segment

Span = tuple[int, int]

_LONGEST = 36
_LONGEST_PLACE = 8
_LONGEST_SLOT = 16
_DIVISIONS = frozenset("省市县区镇乡村路街港岛湾州")
_LEVELS = frozenset("省市县区镇乡村州")
# Words after which Chinese says where: the noun phrase up to the next border is a place.
_LOCATING = frozenset(
    words("""
    位于 坐落 地处 来自 前往 抵达 到达 分布 栖息 居住 定居 流经 注入 出生 生于 毕业 就读 效力
    服役 加盟 迁至 迁往 迁到 迁入 移居 赴 介于 途经 发源 起源 移民 搬到 定都 迁都 返回 来到 攻占
    占领 设于 葬于 产于 产自 葬 葬在 设在 建在
    """)
)
# 在 and 于 say where only before what happens there.
_AT = frozenset({"在", "于"})
_HAPPENING = frozenset(
    words("""
    举行 召开 举办 成立 建立 设立 创立 创办 开展 开幕 闭幕 出生 逝世 去世 病逝 任教 任职 就读
    签署 签订 发表 首映 首播 上映 演出 上演 展出 播出 出版 发行 建造 修建 兴建 建成 落成 生产
    发现 出土 结婚 定居 居住 生活 战胜 击败 打败 被 复活 实行 实施 使用 流行 盛行 设有 设置 建有
    开设 开办 拥有 分布 栖息 生长 度过 完成 去 发生 会师 登陆 登基
    """)
)
_NOT_WHERE = words("""
    中 时 上 下 后 前 间 方面 基础 过程 情况 条件 期间 同时 内 一起 一体 工作 时期 年代
    """)
_INNER_TAIL = frozenset("内外中里上下旁")


@cache
def _place_ends() -> Listed:
    return ends_of(PLACE_SUFFIXES)


@cache
def _known_places() -> Listed:
    return starts_of(PLACES)


@cache
def _followed() -> frozenset[str]:
    return frozenset(entry[0] + second for entry in FOLLOWED for second in entry[1:])


@cache
def _tails() -> re.Pattern[str]:
    return re.compile("|".join(PLACE_TAILS))


def find_places(text: str, begin: int, stop: int) -> Iterator[Span]:
    """Places of one stretch: each by itself, and the chain 某省某市某县 as one."""
    chain, last = begin, begin
    place = begin + 1
    known_places, suffixes = _known_places(), _place_ends()
    while place <= stop:
        if text[place - 1] not in known_places and text[place - 1] not in suffixes:
            place += 1
            continue
        match = beginning(text, place - 1, stop, known_places)
        end = place - 1 + len(match) if match else place
        if end < stop and text[end] in _DIVISIONS and (match or text[end - 1] not in _LEVELS):
            inside = end + 1 < stop and text[end : end + 2] in _followed()
            end += 0 if inside else 1
        if match or _is_place(text, last, end, begin, stop):
            start = place - 1 if match else last
            if start > last:
                chain = start
            yield start, end
            yield chain, end
            tail = _tails().match(text, end, stop)
            if tail:
                yield chain, tail.end()
            last = end
        place = end + 1


def _is_place(text: str, last: int, end: int, begin: int, stop: int) -> bool:
    suffix = ending(text, end, _place_ends())
    body = end - last - len(suffix)
    if not suffix or body < 1 or end - last > _LONGEST_PLACE or end - begin > _LONGEST:
        return False
    if end < stop and text[end - 1 : end + 1] in _followed():
        return False
    if text[end - 2 : end] in NOT_PLACES and (body < 2 or len(suffix) == 1):
        return False
    return text[last : end - len(suffix)] not in GENERIC


def find_slots(text: str, bounds: Bounds) -> Iterator[Span]:
    """What stands after a word of place: 位于…, 来自…, 在…举行; with 的 it may go on."""
    for number, border in enumerate(bounds.borders):
        begin, stop = border.end, bounds.right[border.end]
        if not 2 <= stop - begin <= _LONGEST_SLOT or text.endswith(_NOT_WHERE, begin, stop):
            continue
        following = bounds.borders[number + 1] if number + 1 < len(bounds.borders) else None
        word = following.word if following else ""
        if border.word in _AT:
            before = bounds.borders[number - 1] if number else border
            led = before.end == border.start and before.word in _LOCATING | _HAPPENING
            if not led and word not in _HAPPENING and not _is_somewhere(text, stop):
                continue
        elif border.word not in _LOCATING:
            continue
        stop = _without_verb(text, begin, stop)
        yield begin, stop
        if text[stop - 1] in _INNER_TAIL and stop - begin > 2:
            yield begin, stop - 1
        if following is not None and word == "的":
            further = bounds.right[following.end]
            if 1 < further - following.end <= _LONGEST_SLOT:
                yield begin, further


def _without_verb(text: str, begin: int, stop: int) -> int:
    """The end of a phrase of place without what is done there: 南宁 of 赴南宁学习."""
    last = segment(text[begin:stop])[-1]
    at = begin + last.start
    if last.tag[:1] != "v" or last.end - last.start < 2 or at - begin < 2:
        return stop
    named = any(end == at for _, end in find_places(text, begin, at))
    return at if named else stop


def _is_somewhere(text: str, stop: int) -> bool:
    """Whether a phrase ends in a noun of place: 在市区, 在长安街, 在东部."""
    if text.endswith(PLACE_TAILS, 0, stop):
        return True
    return bool(ending(text, stop, _place_ends())) and text[stop - 2 : stop] not in NOT_PLACES
