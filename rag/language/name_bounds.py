"""How far a name can reach: the borders of a Chinese text that no name crosses.

Borders are punctuation, blanks, dates and counts, function words and verbs. A word that merely
holds a border's character (共和 for 和) is none: at each place the longest listed word decides,
and none that lies inside or across a noun of the dictionary (剧本 for 本, 民主管理 for 主管).
Linear in the length of the text.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from rag.language.name_heads import ORGANISATIONS
from rag.language.name_lists import BARRIERS, INITIAL, WHOLE
from rag.language.patterns import late_regex
from rag.language.segments import nouns

_MEASURES = "个名位家所项次批支条座间届期场种类份件起岁倍元户台艘辆套枚张篇册本只头块"
_DIGITS = "0-9〇零一二三四五六七八九十百千万亿两几数"
_NUMBER = late_regex(
    rf"[{_DIGITS}][{_DIGITS}.,]{{0,14}} ?(?:年(?:代|底|初|末|间)?|月(?:份|底|初|间)?|日|号|世纪|"
    rf"多?(?:[余来]?[{_MEASURES}]|[万亿]?(?:美元|公里|平方公里|公顷|公尺|米|吨|亩|人次|人|岁|%|％)))"
)
_DIGIT_RUN = late_regex(rf"[{_DIGITS}]+")
# Short brackets inside a name: 中国（上海）自由贸易试验区, 某某（集团）公司.
_INNER_BRACKET = late_regex(r"[（(][\u4e00-\u9fff]{1,2}[）)](?=[\u4e00-\u9fff])")
_DIGIT_SET = frozenset("0123456789〇零一二三四五六七八九十百千万亿两几数")
_JOINING = frozenset("·•・‧－-—&")


@dataclass(frozen=True, slots=True)
class Border:
    """A border [start, end); ``word`` is the listed word, or "" for a mark or a number."""

    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """``left[i]`` and ``right[i]``: where the stretch without a border around place i lies.

    Both have one entry more than the text has characters. ``borders`` in text order.
    """

    left: list[int]
    right: list[int]
    borders: list[Border]


def find_bounds(text: str) -> Bounds:
    """The borders of a text and, for every place, the stretch between them."""
    borders = _borders(text)
    size = len(text)
    left: list[int] = []
    right: list[int] = []
    begin = 0
    for border in [*borders, Border(size, size + 1, "")]:
        reach = border.start - begin + 1
        left += [begin] * reach
        right += [border.start] * reach
        inside = border.end - border.start - 1
        left += [border.start] * inside
        right += [border.start] * inside
        begin = border.end
    return Bounds(left, right, borders)


def _borders(text: str) -> list[Border]:
    rules = _border_words()
    found: list[Border] = []
    holder = _holders(text)
    place, size = 0, len(text)
    while place < size:
        character = text[place]
        end = place + 1
        if character in _DIGIT_SET:
            end = _after_digits(text, place, found)
        elif character in rules:
            if word := _listed(text, place, rules, holder):
                end = place + len(word)
                if _is_border(text, place, word):
                    found.append(Border(place, end, word))
        elif not (character.isalnum() or character in _JOINING):
            bracket = _INNER_BRACKET.match(text, place) if place else None
            if bracket:
                end = bracket.end()
            else:
                found.append(Border(place, end, ""))
        place = end
    return found


def _holders(text: str) -> dict[int, tuple[int, int]]:
    """For each place in a noun of the dictionary: where that noun begins and ends."""
    return {
        place: (noun.start, noun.end)
        for noun in nouns(text)
        for place in range(noun.start, noun.end)
    }


def _listed(text: str, place: int, rules: "Listed", holder: dict[int, tuple[int, int]]) -> str:
    """The longest listed word here that no noun holds and none is cut by, or ""."""
    for size, group in rules.get(text[place], ()):
        word = text[place : place + size]
        if word not in group:
            continue
        first, last = holder.get(place), holder.get(place + size - 1)
        held = first is not None and (first[0] < place or first[1] > place + size)
        if not held and (last is None or last[1] <= place + size):
            return word
    return ""


def _is_border(text: str, place: int, word: str) -> bool:
    if word in INITIAL:
        return place == 0 or not text[place - 1].isalnum()
    return word in BARRIERS


def _after_digits(text: str, place: int, found: list[Border]) -> int:
    """The place after a figure; a count or a date is a border, 第十四次 and 二炼钢厂 are none."""
    number = _NUMBER.match(text, place)
    if number is not None and text[place - 1 : place] != "第":
        found.append(Border(place, number.end(), ""))
        return number.end()
    word = beginning(text, place, len(text), _border_words())
    if word:
        if word in BARRIERS:
            found.append(Border(place, place + len(word), word))
        return place + len(word)
    run = _DIGIT_RUN.match(text, place)
    return run.end() if run else place + 1


Listed = dict[str, tuple[tuple[int, frozenset[str]], ...]]
"""For each first (or last) character the words that begin (or end) with it, by length, longest
first. Tables, not patterns: a thousand patterns take a tenth of a second to compile."""


@cache
def _border_words() -> Listed:
    return starts_of(BARRIERS | WHOLE)


def starts_of(listed: Iterable[str]) -> Listed:
    """The table that ``beginning`` reads."""
    return _by_character(listed, 0)


def ends_of(listed: Iterable[str]) -> Listed:
    """The table that ``ending`` reads."""
    return _by_character(listed, -1)


@cache
def organisation_ends() -> Listed:
    """The nouns at the end of bodies."""
    return ends_of(ORGANISATIONS)


def _by_character(listed: Iterable[str], place: int) -> Listed:
    grouped: defaultdict[str, defaultdict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for word in listed:
        grouped[word[place]][len(word)].add(word)
    return {
        character: tuple((size, frozenset(sizes[size])) for size in sorted(sizes, reverse=True))
        for character, sizes in grouped.items()
    }


def beginning(text: str, start: int, stop: int, starts: Listed) -> str:
    """The longest listed word that begins at ``start`` and ends by ``stop``, or ""."""
    for size, group in starts.get(text[start], ()):
        if start + size <= stop and (word := text[start : start + size]) in group:
            return word
    return ""


def ending(text: str, end: int, ends: Listed) -> str:
    """The longest listed word that ends at ``end``, or ""."""
    if end <= 0:
        return ""
    for size, group in ends.get(text[end - 1], ()):
        if end >= size and (word := text[end - size : end]) in group:
            return word
    return ""
