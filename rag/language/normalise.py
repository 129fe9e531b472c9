"""The matching form of a text: the same for questions and sources, never shown."""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from rag.language.characters import fold_character, is_invisible
from rag.language.simplified import simplify

_MAX_KEPT = 50_000  # folded characters remembered, about 5 MB
_SHORT, _MAX_SHORT = 24, 512
"""Names and words, which one answer folds again and again, are remembered: 0.2 MB."""
_MAX_MARKS = 2  # combining marks kept after one letter of user input


@dataclass(frozen=True, slots=True)
class NormalText:
    """A folded text that knows where each character came from.

    ``origins[i]`` is the offset in the original of the character that ``text[i]`` was made of;
    None means that nothing moved. ``length`` is the original's.
    """

    text: str
    origins: tuple[int, ...] | None
    length: int

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The smallest span of the original that holds ``text[start:end]``.

        An empty span maps to the empty span before the character at ``start``.
        """
        if self.origins is None:
            return start, end
        if start >= end:
            at = self.origins[start] if start < len(self.origins) else self.length
            return at, at
        return self.origins[start], self.origins[end - 1] + 1


class _Table(dict[int, str]):
    """Folded characters, filled as they are met, up to as many as a living text can hold."""

    def __missing__(self, code: int) -> str:
        folded = fold_character(chr(code))
        if len(self) < _MAX_KEPT:
            self[code] = folded
        return folded


@cache
def _table() -> _Table:
    return _Table()


def normalise(text: str) -> NormalText:
    """Fold a text and remember where each character came from.

    Width, case, accents, traditional characters, radicals, quotes and dashes are unified;
    invisible characters and combining marks are dropped; superscripts, fractions and enclosed
    numbers stay apart. ``normalise(normalise(x).text).text == normalise(x).text``. Time and
    space are linear in the length.
    """
    table = _table()
    folded = text.translate(table)
    if len(folded) == len(text) and _one_to_one(text, folded, table):
        return NormalText(simplify(folded), None, len(text))
    origins = tuple(at for at, char in enumerate(text) for _ in table[ord(char)])
    return NormalText(simplify(folded), origins, len(text))


def _one_to_one(text: str, folded: str, table: _Table) -> bool:
    # Equal lengths may hide one character dropped and another doubled.
    changed = {a for a, b in zip(text, folded, strict=True) if a != b}
    return all(len(table[ord(char)]) == 1 for char in changed)


def fold(text: str) -> str:
    """The matching form alone: ``normalise(text).text``, without the offset map."""
    return _folded(text) if len(text) <= _SHORT else simplify(text.translate(_table()))


@lru_cache(maxsize=_MAX_SHORT)
def _folded(text: str) -> str:
    return simplify(text.translate(_table()))


def clean(text: str) -> str:
    """User input without what cannot be seen; otherwise as typed.

    Control, zero-width, bidi, tag and filler characters, lone surrogates and all but the first
    two of a run of combining marks are dropped; blanks are collapsed and trimmed.
    """
    kept: list[str] = []
    marks = 0
    for char in text:
        if char.isspace():
            kept.append(" ")
        elif not is_invisible(char):
            marks = marks + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
            if marks <= _MAX_MARKS:
                kept.append(char)
    return " ".join("".join(kept).split())


def hidden_characters(text: str) -> list[tuple[int, str]]:
    """Each character a reader cannot see, as (offset, "U+202E RIGHT-TO-LEFT OVERRIDE").

    Line breaks, tabs and the variation selectors of emoji and ideographs are not reported.
    """
    return [
        (at, f"U+{ord(char):04X} {unicodedata.name(char, 'CONTROL CHARACTER')}")
        for at, char in enumerate(text)
        if char > "~" or char < " "
        if char not in "\t\n\r" and is_invisible(char) and not _is_selector(char)
    ]


def _is_selector(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
