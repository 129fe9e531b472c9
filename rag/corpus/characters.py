"""Character classes the corpus layer agrees on. Punctuation names follow GB/T 15834-2011."""

import unicodedata

from rag.language.patterns import late_regex

TERMINATORS = "。！？｡!?"
"""Marks that end a sentence wherever they stand; the ASCII full stop is judged in context."""

ELLIPSIS = "…"
FINAL = TERMINATORS + ELLIPSIS + "；：;:."
"""Marks after which a line is complete: nothing was cut off behind them."""

OPENERS = "“‘「『（《〈【〔〖[({［｛"
CLOSERS = "”’」』）》〉】〕〗])}］｝"
PAIRS = dict(zip(OPENERS, CLOSERS, strict=True))
QUOTE_OPENERS = "“‘「『"

CLINGING = "，。、；：！？｡”’」』）》〉】〕〗］｝％‰"
"""Characters that no line may begin with; a line that does was cut from the one before."""

HANGING = "，、,"
"""Marks after which a sentence must go on."""

_HAN = late_regex(r"[〇々㐀-䶿一-鿿豈-﫿𠀀-𳎯]")
_VISIBLE_JOINERS = "\u200c\u200d"  # they shape emoji and Indic letters, so they are text


def is_han(character: str) -> bool:
    """Whether the character is a Chinese character."""
    return _HAN.match(character) is not None


def is_blank(character: str) -> bool:
    """Whether a reader sees nothing there: white space, zero-width, bidi, tag, control."""
    if character.isspace():
        return True
    return character not in _VISIBLE_JOINERS and unicodedata.category(character) in ("Cf", "Cc")


def strip_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the blanks at its ends; empty at ``start`` when nothing is visible."""
    first = next((i for i in range(start, end) if not is_blank(text[i])), end)
    if first == end:
        return start, start
    last = next(i for i in range(end - 1, first - 1, -1) if not is_blank(text[i]))
    return first, last + 1
