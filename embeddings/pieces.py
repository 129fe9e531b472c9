"""Text as numbers of pieces, for one kind of tokenizer.json read by a few lines of our own.

The library keeps a vocabulary of 16,000 pieces as a tree of hash tables: 25 MiB and 60 ms at
every start, where one table takes 3 MiB and 15 ms. What ``embeddings.training.vocabulary``
writes is read here, with the same pieces; any other tokenizer.json goes through the library.

The cut into pieces is the likeliest one under a unigram model (Kudo 2018, arXiv:1804.10959),
found by dynamic programming as the library does it: strictly better wins, so of equals the
piece that begins earlier; a character of no piece costs ``_UNLISTED`` more than the rarest.
"""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self

from embeddings.errors import EncoderError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# Superscripts, subscripts and enclosed numbers: NFKC would glue them to the digits before
# (10² -> 102), so they leave a blank instead.
RAISED = "[\u00b2\u00b3\u00b9\u2070-\u209c\u2460-\u24ff\u2776-\u2793\u3220-\u33ff]"
# Punctuation says nothing about what a text is about; per cent and per mille signs do.
BETWEEN = r"[\s\p{P}&&[^%‰]]+"
# A mean of digits knows no order, 1956 is 1965: a year is one piece, any other number its digits.
NUMBERS = r"(?:1[89]|20)\d\d(?=年|-|—|~)|\d"

REMEDY = "Restore the model folder, or train it again with: python -m embeddings.training"
_MOST_BYTES = 1 << 28
_UNLISTED = 10.0
_NORMALIZER = {
    "type": "Sequence",
    "normalizers": [
        {"type": "Replace", "pattern": {"Regex": RAISED}, "content": " "},
        {"type": "NFKC"},
        {"type": "Lowercase"},
    ],
}
_PRE_TOKENIZER = {
    "type": "Sequence",
    "pretokenizers": [
        {
            "type": "Split",
            "pattern": {"Regex": BETWEEN},
            "behavior": "Removed",
            "invert": False,
        },
        {
            "type": "Split",
            "pattern": {"Regex": NUMBERS},
            "behavior": "Isolated",
            "invert": False,
        },
    ],
}
_RAISED, _NUMBERS = re.compile(RAISED), re.compile(f"({NUMBERS})")
_MARK = re.compile(r"[^\w%‰]|_")


class Pieces(Protocol):
    """What cuts texts into numbered pieces. ``count`` is above every number."""

    count: int

    def numbers(self, texts: Sequence[str]) -> list[list[int]]:
        """The numbers of each text's pieces, in order."""
        ...


class LibraryPieces:
    """The library ``tokenizers``. Args: tokenizer: its object; padding is switched off."""

    def __init__(self, tokenizer: "Tokenizer") -> None:
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        self.count = max(tokenizer.get_vocab().values(), default=-1) + 1

    def numbers(self, texts: Sequence[str]) -> list[list[int]]:
        """See ``Pieces``."""
        cut = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [one.ids for one in cut]


class OwnPieces:
    """A unigram vocabulary in one table. Thread-safe: it only reads.

    Args:
        vocabulary: each piece and the logarithm of its frequency, by number.
        unknown: the number of what is no piece; a run of such characters is one.
        most: numbers kept of a text.
    """

    def __init__(self, vocabulary: Sequence[tuple[str, float]], unknown: int, most: int) -> None:
        self.count = len(vocabulary)
        self._unknown, self._most = unknown, most
        self._scores = [score for _, score in vocabulary]
        self._unlisted = min(self._scores, default=0.0) - _UNLISTED
        self._known = {piece: number for number, (piece, _) in enumerate(vocabulary)}
        self._longest: dict[str, int] = {}
        for piece in self._known:
            self._longest[piece[:1]] = max(len(piece), self._longest.get(piece[:1], 0))

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self | None:
        """Of a parsed tokenizer.json; None where it is of another kind."""
        model, cut = told.get("model") or {}, told.get("truncation") or {}
        plain = not any(told.get(key) for key in ("padding", "post_processor"))
        if (
            not plain
            or told.get("normalizer") != _NORMALIZER
            or told.get("pre_tokenizer") != _PRE_TOKENIZER
            or (model.get("type"), model.get("byte_fallback")) != ("Unigram", False)
            or (cut.get("direction"), cut.get("stride")) != ("Right", 0)
        ):
            return None
        vocabulary = [(str(piece), float(score)) for piece, score in model["vocab"]]
        return cls(vocabulary, int(model["unk_id"]), int(cut["max_length"]))

    def numbers(self, texts: Sequence[str]) -> list[list[int]]:
        """See ``Pieces``."""
        return [self._of_text(text) for text in texts]

    def _of_text(self, text: str) -> list[int]:
        plain = unicodedata.normalize("NFKC", _RAISED.sub(" ", text))
        # The library lowers each character for itself, where Python looks at its neighbours.
        plain = plain.replace("\u03a3", "\u03c3").lower()
        found: list[int] = []
        for part in _MARK.sub(_blank, plain).split(" "):
            for run in _NUMBERS.split(part):
                if run:
                    found += self._of_run(run)
        return found[: self._most]

    def _of_run(self, run: str) -> list[int]:
        """The likeliest cut; see the module."""
        number = self._known.get(run)
        if number is not None and len(run) == 1:
            return [number]
        length = len(run)
        best = [0.0] + [-inf] * length
        came = [(0, self._unknown)] * (length + 1)
        known, scores = self._known, self._scores
        for start in range(length):
            so_far, alone = best[start], False
            last = min(length, start + self._longest.get(run[start], 0))
            for end in range(start + 1, last + 1):
                if (number := known.get(run[start:end])) is None:
                    continue
                alone = alone or end == start + 1
                if (total := so_far + scores[number]) > best[end]:
                    best[end], came[end] = total, (start, number)
            if not alone and (total := so_far + self._unlisted) > best[start + 1]:
                best[start + 1], came[start + 1] = total, (start, self._unknown)
        found = []
        while length:
            length, number = came[length]
            found.append(number)
        found.reverse()
        if self._unknown not in found:
            return found
        unknown = self._unknown
        return [found[0], *(b for a, b in pairwise(found) if (a, b) != (unknown, unknown))]


def read_pieces(path: Path) -> Pieces:
    """Read a tokenizer.json, without the library where it can be.

    Raises:
        EncoderError: it is missing or is no tokenizer.
    """
    text = _read(path)
    try:
        told = json.loads(text)
        own = OwnPieces.of(told) if isinstance(told, dict) else None
    except (ValueError, KeyError, TypeError, AttributeError):
        own = None  # the library says what is wrong
    return own or LibraryPieces(_open(path, text))


def read_tokenizer(path: Path) -> "Tokenizer":
    """Read a tokenizer.json with the library: a ``tokenizers.Tokenizer``.

    Raises:
        EncoderError: it is missing or is no tokenizer.
    """
    return _open(path, _read(path))


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise EncoderError(f"{path} is too large for a tokenizer.", REMEDY)
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _none(path) from error


def _open(path: Path, text: str) -> "Tokenizer":
    from tokenizers import Tokenizer

    try:
        return Tokenizer.from_str(text)
    except Exception as error:  # tokenizers raises bare Exception for a malformed file
        raise _none(path) from error


def _none(path: Path) -> EncoderError:
    return EncoderError(f"{path} is missing or is no tokenizer.", REMEDY)


def _blank(mark: re.Match[str]) -> str:
    """A blank for white space and punctuation; symbols stay."""
    char = mark.group()
    white = char.isspace() and not "\x1c" <= char <= "\x1f"
    return " " if white or unicodedata.category(char)[0] == "P" else char
