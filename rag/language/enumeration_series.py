"""Numbered and semicolon lists: 一是…；二是…, 首先…其次…, （1）…（2）…, …；…；…。"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from rag.language.enumeration_types import Enumeration, Span
from rag.language.patterns import late_regex

_NUMERAL = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_MARKER = late_regex(
    rf"(?:(?<=[，。；：！？、\s”）,;:])|^)(?:"
    rf"(?P<shi>[{_NUMERAL}]{{1,3}})(?:是|则|为|要)|"
    rf"第(?P<di>[{_NUMERAL}]{{1,3}})[，,：:、]|"
    rf"(?P<xian>首先|其次|再次|最后)[，,]?|"
    rf"(?P<yi>一方面|另一方面|另外一方面)[，,]?|"
    rf"(?P<dun>[{_NUMERAL}]{{1,3}})、|"
    rf"(?P<dot>[0-9]{{1,2}})[.．、](?![0-9]))"
    rf"|[（(](?P<han>[{_NUMERAL}]{{1,3}})[）)]"
    rf"|[（(](?P<arab>[0-9]{{1,2}})[）)]"
    rf"|(?P<ring>[{_CIRCLED}])",
    re.MULTILINE,
)
_ORDER = {"首先": 1, "其次": 2, "再次": 3, "一方面": 1, "另一方面": 2, "另外一方面": 2}
_LAST = "最后"
_STOP = late_regex(r"[。！？\n]")
_TRIM = "；;，,。、 \t\n\u3000"
_COUNTED = late_regex(
    rf"([0-9]{{1,3}}|[{_NUMERAL}两]{{1,3}})(?:个|项|种|类|条|点|大|件|家|名)?"
    r"([\u4e00-\u9fff]{1,8}?)(?:是|为|有|如下|包括)?[：:，,]?$"
)


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    number: int


def find_series(text: str) -> list[Enumeration]:
    """Numbered lists, over several sentences too, and lists of three clauses or more by ；."""
    stops = _next_stops(text)
    numbered = [
        item for series in _series(text) if (item := _numbered(text, series, stops)) is not None
    ]
    starts = {place for item in numbered for place, _ in item.members}
    return [*numbered, *_semicolons(text, starts)]


def _series(text: str) -> Iterator[list[_Mark]]:
    running: dict[str, list[_Mark]] = {}
    for match in _MARKER.finditer(text):
        style = match.lastgroup or ""
        said = match.group(style)
        series = running.setdefault(style, [])
        number = len(series) + 1 if said == _LAST and series else _number(said)
        if number != len(series) + 1:
            if len(series) > 1:
                yield series
            series = []
            running[style] = series
        if number == len(series) + 1:
            series.append(_Mark(match.start(), match.end(), number))
    yield from (series for series in running.values() if len(series) > 1)


def _number(said: str) -> int:
    if said in _ORDER:
        return _ORDER[said]
    if said.isdecimal():
        return int(said)
    if said in _CIRCLED:
        return _CIRCLED.index(said) + 1
    if any(one not in _NUMERAL for one in said):
        return 0
    tens, ten, ones = said.partition("十")
    units = (_NUMERAL.index(one) + 1 for one in (tens, ones) if len(one) == 1)
    if not ten:
        return _NUMERAL.index(said) + 1 if len(said) == 1 else 0
    high = next(units) if tens else 1
    return high * 10 + (next(units, 0) if ones else 0)


def _next_stops(text: str) -> list[int]:
    """For each place the end of its sentence (the stop's own place)."""
    stops = [len(text)] * (len(text) + 1)
    reached = 0
    for match in _STOP.finditer(text):
        stops[reached : match.start() + 1] = [match.start()] * (match.start() + 1 - reached)
        reached = match.start() + 1
    return stops


def _numbered(text: str, series: list[_Mark], stops: list[int]) -> Enumeration | None:
    ends = [mark.start for mark in series[1:]] + [stops[series[-1].end]]
    members = tuple(
        span
        for mark, end in zip(series, ends, strict=True)
        if (span := _trimmed(text, mark.end, end)) is not None
    )
    if len(members) < 2:
        return None
    count, noun = _announced(text, series[0].start)
    return Enumeration(members[0][0], members[-1][1], members, head=noun, count=count)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return (start, end) if end > start else None


def _announced(text: str, start: int) -> tuple[int | None, str]:
    """The count and the noun that announce a list: 包括3个方面内容：."""
    match = _COUNTED.search(text[max(0, start - 24) : start])
    return (_number(match.group(1).replace("两", "二")), match.group(2)) if match else (None, "")


def _semicolons(text: str, numbered: set[int]) -> Iterator[Enumeration]:
    begin = 0
    for match in [*_STOP.finditer(text), None]:
        end = match.start() if match else len(text)
        joints = [at for at in range(begin, end) if text[at] in "；;"]
        if len(joints) > 1:
            colon = max(text.rfind("：", begin, joints[0]), text.rfind(":", begin, joints[0]))
            first = colon + 1 if colon >= 0 else begin
            edges = [first, *(at + 1 for at in joints), end + 1]
            spans = [_trimmed(text, a, b - 1) for a, b in pairwise(edges)]
            members = tuple(span for span in spans if span is not None)
            if len(members) > 2 and not any(
                a <= p < b for a, b in members for p in _near(a, numbered)
            ):
                count, noun = _announced(text, first)
                yield Enumeration(members[0][0], members[-1][1], members, head=noun, count=count)
        begin = end + 1


def _near(start: int, numbered: set[int]) -> list[int]:
    return [place for place in range(start, start + 5) if place in numbered]
