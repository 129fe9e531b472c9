"""Words of Chinese text by a general dictionary: where they begin and end, and what they are.

The only importer of ``rjieba`` (MIT; jieba's dictionary of general words, no model to load).
Unknown words are not guessed: their characters stand alone. It answers one question: does a
place lie inside a word? 和 is no conjunction in 和平, and 本 no pronoun in 剧本.

Not done here: names (``rag.language.names``) and search tokens (``rag.language.tokens``).
"""

from dataclasses import dataclass
from functools import lru_cache

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
    import rjieba

    words: list[Word] = []
    place = 0
    for said, tag in rjieba.tag(text, False):
        for part in _SPLIT.get(said, (said,)):
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
