"""Names in Chinese prose, found by grammar alone: no model, no dictionary of any one text.

Titles and quoted terms are told by their marks; organisations, places and named things by the
noun at their end and the nearest border before it (``rag.language.name_bounds``); persons by
surname and position (``rag.language.name_persons``); Latin words by their script.

Not done here: which of two readings is meant where both are possible (a transliterated name may
be a person or a place); whether two names mean the same thing.
"""

from collections.abc import Iterable, Iterator
from functools import cache

from rag.language.name_bounds import (
    Bounds,
    Listed,
    ending,
    ends_of,
    find_bounds,
    organisation_ends,
)
from rag.language.name_heads import (
    FOLLOWED,
    GENERIC,
    NOT_HEADS,
    WEAK_HEADS,
    WORKS,
)
from rag.language.name_joined import find_joined
from rag.language.name_lists import words
from rag.language.name_matching import head, matches_asked
from rag.language.name_persons import find_foreign, find_persons
from rag.language.name_places import find_places, find_slots
from rag.language.name_types import Name, NameKind
from rag.language.patterns import late_regex
from rag.language.remembering import remembering
from rag.language.segments import verbs_at, word_starts

__all__ = ["Name", "NameKind", "find_names", "head", "matches_asked"]

_Found = tuple[int, int, NameKind]

_OPENING = {"《": "》", "〈": "〉", "“": "”", "‘": "’", "「": "」", "『": "』"}
_CLOSING = {closing: opening for opening, closing in _OPENING.items()}
_MARKS = late_regex("[" + "".join([*_OPENING, *_CLOSING]) + "]")
_LEVELS = frozenset("省市县区镇乡州校")
_WHOLES = frozenset({"全国", "自治区"})
_TITLE_MARKS = frozenset("《〈")
_LONGEST_MARKED = 120
_LONGEST = 36
_LETTER = r"A-Za-zÀ-ÖØ-öø-ɏ"
_LATIN = late_regex(
    rf"[{_LETTER}][{_LETTER}0-9.'’+&/_-]{{0,29}}"
    rf"(?: (?=[A-Z0-9À-Ö]|de |of |the |la |van |von )[{_LETTER}0-9.'’+&/_-]{{1,30}}){{0,8}}"
)
_LONGEST_NAMED = 12
# Words after which Chinese gives a name: 称为…, 荣获…, 更名为….
_NAMING = frozenset(
    words("""
    叫 叫做 叫作 称为 称 名为 命名为 命名 又称 俗称 简称 亦称 别称 更名 更名为 改称 改为 评为
    被评为 授予 获 获得 荣获 定为 誉为 译为
    """)
)
_RANK = {kind: rank for rank, kind in enumerate(NameKind)}


@remembering
def find_names(text: str) -> list[Name]:
    """Every name in text order, longer ones first where two begin together.

    A stretch has one kind only, the first of ``NameKind`` that fits. Linear in the length of the
    text; never raises.
    """
    bounds = find_bounds(text)
    found: list[_Found] = [*_marked(text), *_latin(text)]
    places: list[tuple[int, int]] = []
    for begin, stop in _stretches(text, bounds):
        if stop - begin >= 2:
            found += _headed(text, begin, stop)
            places += find_places(text, begin, stop)
    places += [*find_slots(text, bounds)]
    found += [(start, end, NameKind.ORGANISATION) for start, end in find_joined(text, bounds)]
    found += [(start, end, NameKind.PLACE) for start, end in places]
    found += [(start, end, NameKind.WORK) for start, end in _named(bounds)]
    found += [(start, end, NameKind.PERSON) for start, end in find_persons(text, bounds)]
    for start, end, dotted in find_foreign(text, bounds):
        found.append((start, end, NameKind.PERSON if dotted else NameKind.FOREIGN))
    return _resolved(text, found)


def _resolved(text: str, found: Iterable[_Found]) -> list[Name]:
    best: dict[tuple[int, int], NameKind] = {}
    for start, end, kind in found:
        known = best.get((start, end))
        if known is None or _RANK[kind] < _RANK[known]:
            best[start, end] = kind
    names: list[Name] = []
    reached = -1
    for (start, end), kind in sorted(best.items(), key=lambda item: (item[0][0], -item[0][1])):
        names.append(Name(start, end, text[start:end], kind, inner=end <= reached))
        reached = max(reached, end)
    return names


def _marked(text: str) -> Iterator[_Found]:
    """Titles and quoted terms with their marks, and what stands inside them."""
    opened: dict[str, list[int]] = {opening: [] for opening in _OPENING}
    for match in _MARKS.finditer(text):
        place, character = match.start(), match.group()
        if character in opened:
            opened[character].append(place)
        elif character in _CLOSING and opened[_CLOSING[character]]:
            start = opened[_CLOSING[character]].pop()
            if 2 <= place - start <= _LONGEST_MARKED:
                title = text[start] in _TITLE_MARKS
                kind = NameKind.TITLE if title else NameKind.QUOTED
                yield start, place + 1, kind
                yield start + 1, place, kind


def _latin(text: str) -> Iterator[_Found]:
    for match in _LATIN.finditer(text):
        end = match.start() + len(match.group().rstrip(".'’+&/_- "))
        if end - match.start() >= 2:
            yield match.start(), end, NameKind.LATIN


def _stretches(text: str, bounds: Bounds) -> Iterator[tuple[int, int]]:
    begin = 0
    for border in bounds.borders:
        yield begin, border.start
        begin = border.end
    yield begin, len(text)


@cache
def _work_ends() -> Listed:
    return ends_of(WORKS)


def _headed(text: str, begin: int, stop: int) -> Iterator[_Found]:
    """Organisations and named things of a stretch: each head makes a name from the left border."""
    last = begin
    organisations, works = organisation_ends(), _work_ends()
    verbs = verbs_at(text)
    for end in range(begin + 2, stop + 1):
        final = text[end - 1]
        if final not in organisations and final not in works:
            continue
        noun = ending(text, end, organisations)
        kind = NameKind.ORGANISATION
        if not noun:
            noun, kind = ending(text, end, works), NameKind.WORK
        if not noun or end - begin < len(noun) or not _stands(text, end, stop, noun, kind):
            continue
        start = max(begin, end - len(noun))
        if end - begin <= _LONGEST and _names(text[begin:start], noun):
            yield begin, end, kind
            ordinal = text.find("第", begin + 1, start)
            if ordinal > 0:
                yield ordinal, end, kind
        if begin < last < start <= last + _LONGEST and _names(text[last:start], noun):
            yield last, end, kind
        last = end
        verb = verbs.get(end)
        if kind is NameKind.ORGANISATION and verb and not _opens_head(text, verb, stop):
            begin = last = verb


def _opens_head(text: str, start: int, stop: int) -> bool:
    """Whether a head noun follows: 联合 is of the name in 企业联合工会, 注意 not in 厂注意市场."""
    organisations, works = organisation_ends(), _work_ends()
    return any(
        len(ending(text, end, organisations) or ending(text, end, works)) >= end - start
        for end in range(start + 1, min(stop, start + 5) + 1)
    )


def _names(body: str, noun: str) -> bool:
    """Whether a body before a head names: 市总工会 does, 基层工会 and 专职工会 do not."""
    if body in GENERIC:
        return (body in _LEVELS or body in _WHOLES) and len(noun) > 2
    return len(body) >= (3 if noun in WEAK_HEADS else 1)


@cache
def _followed() -> frozenset[str]:
    return frozenset(entry[0] + second for entry in FOLLOWED for second in entry[1:])


def _stands(text: str, end: int, stop: int, head: str, kind: NameKind) -> bool:
    """Whether a head is a head here, and not part of another word."""
    if end < stop and text[end - 1 : end + 1] in _followed():
        return False
    if len(head) > 1:
        return True
    ordinary = text[end - 2 : end] in NOT_HEADS and (end - 2) in word_starts(text)
    return not ordinary and (end == stop or kind is not NameKind.WORK)


def _named(bounds: Bounds) -> Iterator[tuple[int, int]]:
    """What stands between a word of naming and the next border."""
    for border in bounds.borders:
        if border.word in _NAMING and 2 <= bounds.right[border.end] - border.end <= _LONGEST_NAMED:
            yield border.end, bounds.right[border.end]
