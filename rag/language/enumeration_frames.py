"""Clauses of a text level by level: what stands in quotes or brackets is a level of its own.

A list joined by 、 lies within one clause of one level: （A、B、C） inside a sentence does not
join the members around it, and 《A、B条例》 is one member of the list outside.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rag.language.patterns import late_regex

PAIRS = {
    "《": "》", "〈": "〉", "“": "”", "‘": "’", "「": "」", "『": "』",
    "（": "）", "(": ")", "[": "]", "〔": "〕", "【": "】",
}  # fmt: skip
OPENERS = {closing: opening for opening, closing in PAIRS.items()}
NAMING_MARKS = frozenset("《〈“‘「『")
_CUTS = frozenset("，,；;：:。！？!?\n")
_DEEPEST = 5
_BRACKETS = late_regex("[" + re.escape("".join([*PAIRS, *OPENERS])) + "]")
_MARKS = late_regex("[、" + re.escape("".join([*_CUTS, *PAIRS, *OPENERS])) + "]")


@dataclass(slots=True)
class Clause:
    """Text [start, end) of one level; ``joints`` are its separators, ``holes`` deeper levels.

    ``before`` and ``after`` are the marks at its two sides, "" at the ends of the text.
    """

    start: int
    end: int
    before: str
    after: str
    joints: list[tuple[int, int]] = field(default_factory=list)
    holes: list[tuple[int, int]] = field(default_factory=list)


def pairs(text: str) -> dict[int, int]:
    """Opening place -> closing place, properly nested; marks without a partner are left out."""
    found: dict[int, int] = {}
    stack: list[int] = []
    waiting = dict.fromkeys(PAIRS, 0)
    for match in _BRACKETS.finditer(text):
        place, character = match.start(), match.group()
        if character in waiting:
            stack.append(place)
            waiting[character] += 1
        elif character in OPENERS and waiting[OPENERS[character]]:
            while True:
                opened = stack.pop()
                waiting[text[opened]] -= 1
                if text[opened] == OPENERS[character]:
                    found[opened] = place
                    break
    return found


def frames(text: str) -> Iterator[Clause]:
    """Every clause of every level (five at most), each when it ends. Linear."""
    partner = pairs(text)
    stack = [Clause(0, 0, "", "")]
    closers: list[int] = []
    skipped = 0
    for match in _MARKS.finditer(text):
        place, character = match.start(), match.group()
        if place < skipped:
            continue
        if closers and place == closers[-1]:
            closers.pop()
            yield _ended(stack.pop(), place, character)
            _row(text, stack[-1], place, partner)
        elif place in partner:
            stack[-1].holes.append((place, partner[place] + 1))
            if len(stack) > _DEEPEST:
                skipped = partner[place] + 1
            else:
                stack.append(Clause(place + 1, place + 1, character, ""))
                closers.append(partner[place])
        elif character == "、":
            stack[-1].joints.append((place, place + 1))
        elif character in _CUTS and not _in_number(text, place):
            yield _ended(stack.pop(), place, character)
            stack.append(Clause(place + 1, place + 1, character, ""))
    while stack:
        yield _ended(stack.pop(), len(text), "")


def _ended(clause: Clause, end: int, after: str) -> Clause:
    clause.end = end
    clause.after = after
    return clause


def _row(text: str, outer: Clause, place: int, partner: dict[int, int]) -> None:
    """《A》《B》 and “A”“B” are joined without a mark: a joint of no width."""
    following = place + 1
    if following in partner and text[following] in NAMING_MARKS:
        opening = outer.holes[-1][0]
        if text[opening] == text[following]:
            outer.joints.append((following, following))


def _in_number(text: str, place: int) -> bool:
    around = text[place - 1 : place] + text[place + 1 : place + 2]
    return text[place] in ",:" and len(around) == 2 and around.isdigit()
