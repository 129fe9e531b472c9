"""Lexical tokens: unigrams and bigrams of Han, whole Latin words, numbers by value.

Every spelling of a number yields the same token (二〇〇二年, 2002年 and ２００２年 share "2002",
九条 and 9条 share "9"); Chinese numerals keep their own unigrams and bigrams beside it, so 一定
or 三八 still match themselves. Years of two digits stay as they are (89): the question side knows
more.
"""

import re
import sys
from decimal import Decimal
from functools import cache
from re import Pattern

from rag.language.figures import Figure, NumeralKind, scan_figures
from rag.language.normalise import fold
from rag.language.numerals import is_number


@cache
def _run_pattern() -> Pattern[str]:
    han = "〇㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff"
    return re.compile(rf"(?P<han>[{han}]++)|(?P<word>[^\W_{han}]++|[①-⓿㈠-㊿²³¹⁰-₉½¼¾⅐-⅞]++)")


def tokenize(text: str) -> list[str]:
    """The tokens of a text, repeated as they occur, in no promised order. Never raises; linear.

    The text is folded first; punctuation yields nothing. A number is followed by its pair with
    the character after it ("2002年"), as every two Han characters make a pair.
    """
    folded = fold(text)
    tokens: list[str] = []
    position = 0
    for figure in scan_figures(folded):
        if not is_number(folded, figure):
            continue
        value = canonical(figure.value)
        tokens.append(value)
        if "㐀" <= (after := folded[figure.stop : figure.stop + 1]) <= "鿿":
            tokens.append(value + after)
        if figure.kind is not NumeralKind.CHINESE:
            _add_words(tokens, folded, position, figure.start)
            position = _after_digits(figure)
    _add_words(tokens, folded, position, len(folded))
    return tokens


def canonical(value: Decimal) -> str:
    """A number as one token: no exponent, no trailing zeros (90.10 and 90.1 are "90.1")."""
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _after_digits(figure: Figure) -> int:
    """Where words go on: after the digits, so that 万 of 5万 is a word as in 五万."""
    digits = len(figure.body) - len(figure.body.lstrip("0123456789.,"))
    return figure.start + digits


def _add_words(tokens: list[str], folded: str, start: int, end: int) -> None:
    for match in _run_pattern().finditer(folded, start, end):
        run = match.group()
        if match["word"]:
            tokens.append(run)
        else:
            # Texts are made of few different pairs, and the tokens of their sentences are kept:
            # equal ones are one object, which takes a tenth of the memory.
            tokens += map(sys.intern, run)
            tokens += [sys.intern(run[at : at + 2]) for at in range(len(run) - 1)]
