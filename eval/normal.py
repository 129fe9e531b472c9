"""Normal forms in which answers are compared: spelling goes, meaning stays."""

import unicodedata
from functools import cache

from rag.language.normalise import fold
from rag.language.numerals import find_numerals


def squash(text: str) -> str:
    """The matching form without spaces and punctuation; % and the decimal point stay.

    Width, case and traditional characters are unified as retrieval does it.
    """
    folded = fold(text)
    kept = []
    for at, char in enumerate(folded):
        point = char == "." and folded[at - 1 : at].isdigit() and folded[at + 1 : at + 2].isdigit()
        if point or char in "%‰+" or unicodedata.category(char)[0] not in "PZCS":
            kept.append(char)
    return "".join(kept)


@cache
def canonical(text: str) -> str:
    """``squash`` with numerals as their values: 二千九百零二人 and 2,902 人 are 2902人."""
    folded = fold(text)
    parts, position = [], 0
    for numeral in find_numerals(folded):
        if numeral.upper is not None:
            continue  # 几十, 三四百: a range of its own spelling
        parts += [folded[position : numeral.start], format(numeral.value.normalize(), "f")]
        position = numeral.end
    return squash("".join([*parts, folded[position:]]))


def figures_of(text: str) -> frozenset[str]:
    """The values of every numeral of a text, as plain decimals."""
    return frozenset(format(n.value.normalize(), "f") for n in find_numerals(fold(text)))
