"""Everyday words and the words official texts use for them (``synonyms.tsv``)."""

from functools import cache
from pathlib import Path
from typing import NamedTuple


class Counterpart(NamedTuple):
    """A word of a text that may stand for a word of a question, and how far (0.3 to 1)."""

    text: str
    weight: float


class Thesaurus(NamedTuple):
    """Question words with their counterparts; ``pairs`` are the words' own pairs of characters."""

    words: dict[str, tuple[Counterpart, ...]]
    longest: int
    pairs: frozenset[str]


@cache
def thesaurus() -> Thesaurus:
    """The thesaurus of this package, read once."""
    path = Path(__file__).with_name("synonyms.tsv")
    return parse(path.read_text(encoding="utf-8"))


def parse(table: str) -> Thesaurus:
    """A thesaurus from lines of weight, question words and text words ("=": the same words).

    A pair listed twice keeps its higher weight. Counterparts stand in the order of the table.
    """
    found: dict[str, dict[str, float]] = {}
    for line in table.splitlines():
        if not line or line.startswith("#"):
            continue
        number, left, right = line.split("\t")
        weight, sources = float(number), left.split()
        targets = sources if right == "=" else right.split()
        for source in sources:
            known = found.setdefault(source, {})
            for target in targets:
                if target != source:
                    known[target] = max(weight, known.get(target, 0.0))
    words = {
        source: tuple(Counterpart(text, weight) for text, weight in known.items())
        for source, known in found.items()
    }
    every = {*words, *(one.text for known in words.values() for one in known)}
    pairs = frozenset(word[at : at + 2] for word in every for at in range(len(word) - 1))
    return Thesaurus(words, max(map(len, words), default=0), pairs)
