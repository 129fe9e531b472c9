"""What must hold of the language functions for any string: shared by properties and fuzzing."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Protocol

from rag.language.normalise import clean, fold, hidden_characters, normalise
from rag.language.numerals import find_numerals, parse_numeral
from rag.language.quantities import find_quantities
from rag.language.times import find_times, govern, time_at
from rag.language.tokens import tokenize
from rag.types import Period

ANCHOR = Period(date(2004, 9, 16), date(2004, 9, 16))


class Found(Protocol):
    """A piece of a text with its place."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...


def check_normalise(text: str) -> None:
    """Idempotent, one form for all callers, and every offset inside the original, in order."""
    normal = normalise(text)
    assert normal.text == fold(text)
    assert fold(normal.text) == normal.text
    assert normal.original_span(0, len(normal.text))[1] <= len(text)
    previous = 0
    for at in range(len(normal.text)):
        start, end = normal.original_span(at, at + 1)
        assert previous <= start < end <= len(text)
        char = normal.text[at]
        assert char > "㐀" or char in fold(text[start:end])  # Han may change with its phrase
        previous = start
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert all(0 <= at < len(text) and name for at, name in hidden_characters(text))


def check_found(text: str) -> None:
    """Nothing raises; pieces are verbatim, in order and apart."""
    _apart(text, find_numerals(text))
    _apart(text, find_quantities(text))
    for anchor in (None, ANCHOR):
        times = find_times(text, anchor)
        _apart(text, times)
        for time in times:
            assert time.period is None or time.period.first <= time.period.last
            assert time.interval is None or time.interval.first <= time.interval.last
    parse_numeral(text)
    assert all(token and not token.isspace() for token in tokenize(text))
    assert sorted(tokenize(fold(text))) == sorted(tokenize(text))


def check_governed(sentences: list[str]) -> None:
    """One tuple a sentence; times stand where they say, and never in a later sentence."""
    governed = govern(sentences)
    assert len(governed) == len(sentences)
    for number, times in enumerate(governed):
        for time in times:
            assert time.sentence <= number
            assert time.inherited == (time.sentence < number)
            assert 0 <= time.start < time.end <= len(sentences[time.sentence])
        time_at(sentences[number], len(sentences[number]) // 2, times)


def check_all(text: str) -> None:
    """Every check on one string."""
    check_normalise(text)
    check_found(text)
    half = len(text) // 2
    check_governed([text[:half], text[half:]])


def _apart(text: str, pieces: Sequence[Found]) -> None:
    for piece in pieces:
        assert 0 <= piece.start < piece.end <= len(text)
        assert text[piece.start : piece.end] == piece.text
    for left, right in pairwise(pieces):
        assert left.end <= right.start
