"""Words of Chinese text by a general dictionary: where they begin and end, and what they are.

The likeliest row of words, each as likely as it is frequent: what jieba does without its guessing
of unknown words, over jieba's own dictionary, to the letter (a test compares). Characters of no
word stand alone. It answers one question: does a place lie inside a word? 和 is no conjunction in
和平, and 本 no pronoun in 剧本.

Not done here: names (``rag.language.names``) and search tokens (``rag.language.tokens``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log
from pathlib import Path

from rag.language.dictionary import Dictionary
from rag.language.patterns import late_regex

# Only inside such a run can several characters make a word; \r\n counts as one blank.
_PARTS = late_regex(
    r"([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002a6df\U0002a700-\U0002ebef"
    r"\U0002f800-\U0002fa1fa-zA-Z0-9+#&._%-]+)|\r\n|.",
    re.DOTALL,
)

# 和 and 与 before a word of place or office are nearly always conjunctions, although the
# dictionary has a county 和县.
_SPLIT = {"和县": ("和", "县"), "和州": ("和", "州")}


@dataclass(frozen=True, slots=True)
class Word:
    """``text[start:end]`` with its part of speech in the tags of ICTCLAS (n noun, v verb, …)."""

    start: int
    end: int
    tag: str


@lru_cache(maxsize=4096)
def segment(text: str) -> tuple[Word, ...]:
    """The words of a text in order; they tile it. Linear; never raises."""
    words: list[Word] = []
    for start, end, tag in _tagged(text):
        place = start
        for part in _SPLIT.get(text[start:end], (text[start:end],)):
            words.append(Word(place, place + len(part), tag))
            place += len(part)
    return tuple(words)


@lru_cache(maxsize=64)
def word_starts(text: str) -> frozenset[int]:
    """Where words begin."""
    return frozenset(word.start for word in segment(text))


@lru_cache(maxsize=64)
def verbs_at(text: str) -> dict[int, int]:
    """Where each verb of two characters or more begins, and where it ends."""
    return {
        word.start: word.end
        for word in segment(text)
        if word.tag == "v" and word.end - word.start > 1
    }


def nouns(text: str) -> tuple[Word, ...]:
    """The words of two characters or more that are nouns or names.

    Longer set phrases are left out: 出席会议 and 劳动纪律 are phrases, not words.
    """
    return tuple(
        word
        for word in segment(text)
        if word.end - word.start > 1 and word.tag[:1] in "nijst" and _is_word(word)
    )


def _is_word(word: Word) -> bool:
    return word.end - word.start < 4 or word.tag[:2] in ("nr", "ns", "nt", "nz")


@cache
def _dictionary() -> Dictionary:
    return Dictionary.open(Path(__file__).with_name("words.trie"))


def _tagged(text: str) -> Iterator[tuple[int, int, str]]:
    for part in _PARTS.finditer(text):
        if part[1] is None:
            yield part.start(), part.end(), "x"
            continue
        for start, end in _joined(part[1], _likeliest(part[1])):
            yield part.start() + start, part.start() + end, tag_of(part[1][start:end])


def _likeliest(run: str) -> list[int]:
    """Where the word ends that begins at each place, in the likeliest row of words from there."""
    dictionary = _dictionary()
    whole = log(dictionary.total)
    ends = [0] * len(run)
    best = [0.0] * (len(run) + 1)
    for start in range(len(run) - 1, -1, -1):
        # A character that begins no word counts as a word met once.
        options = [
            (log(frequency) - whole + best[end], end)
            for end, frequency in dictionary.beginning(run, start)
        ] or [(best[start + 1] - whole, start + 1)]
        best[start], ends[start] = max(options)
    return ends


def _joined(run: str, ends: list[int]) -> Iterator[tuple[int, int]]:
    """The words of the row; letters and digits that stand alone side by side are one word."""
    start = place = 0
    while place < len(run):
        end = ends[place]
        alone = end == place + 1 and run[place].isascii() and run[place].isalnum()
        if not alone:
            if start < place:
                yield start, place
            yield place, end
            start = end
        place = end
    if start < place:
        yield start, place


def tag_of(word: str) -> str:
    """The part of speech of a word by itself, in jieba's letters: n, v, a, m; x for none."""
    entry = _dictionary().get(word)
    if entry is not None:
        return entry.tag
    signs = [sign for sign in word if sign.isascii() and sign.isalnum()]
    if not signs:
        return "x"
    return "m" if all(sign.isdigit() for sign in signs) else "eng"
