"""Words with their parts of speech, and how a question wears them down."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

Tagged = Sequence[tuple[str, str]]
"""Words and their parts of speech, in the notation of jieba (nr a person, ns a place …)."""
Tag = Callable[[str], Tagged]

_MOST_NAMES = 20_000
_ENOUGH_NAMES = 50


def rjieba_tag() -> Tag:
    """rjieba's words and parts of speech."""
    import rjieba

    tag: Tag = rjieba.tag
    return tag


def read_synonyms(lines: Sequence[str]) -> dict[str, list[str]]:
    """The everyday words for a text's word, from lines of weight TAB words TAB words.

    "=" in the place of the text's words: all of the line stand for each other.
    """
    others: dict[str, list[str]] = {}
    for line in lines:
        parts = line.rstrip("\n").split("\t")
        if len(parts) != 3 or line.startswith("#"):
            continue
        asked = parts[1].split()
        for word in asked if parts[2] == "=" else parts[2].split():
            others.setdefault(word, []).extend(one for one in asked if one != word)
    return others


@dataclass(frozen=True, slots=True)
class Wording:
    """What questions are worded with: words, others of the same meaning, chance, names met."""

    tag: Tag
    others: Mapping[str, Sequence[str]]
    chance: random.Random
    names: Mapping[str, list[str]] = field(default_factory=lambda: {"nr": [], "ns": [], "nt": []})

    def note(self, word: str, kind: str) -> None:
        """Remember a name for ``another``."""
        pool = self.names[kind]
        if len(pool) < _MOST_NAMES:
            pool.append(word)

    def another(self, word: str, kind: str) -> str | None:
        """Another name of the kind, drawn by chance; None where too few were met."""
        pool = self.names.get(kind, [])
        if len(word) > 1 and len(pool) > _ENOUGH_NAMES:
            return self.chance.choice(pool)
        return None

    def worn(self, text: str) -> list[str]:
        """The words with some dropped, some exchanged and some cut short."""
        drop = self.chance.random() * 0.45
        kept = []
        for word, tag in self.tag(text):
            if tag == "x" and self.chance.random() < 0.7:
                continue
            if self.chance.random() < (drop if tag not in ("m", "t") else drop / 3):
                continue
            kept.append(self._exchanged(word))
        return kept

    def _exchanged(self, word: str) -> str:
        others = self.others.get(word)
        if others and self.chance.random() < 0.35:
            return self.chance.choice(others)
        if len(word) > 3 and self.chance.random() < 0.1:
            return word[:2] if self.chance.random() < 0.5 else word[-2:]
        return word

    def worn_lightly(self, text: str) -> list[str]:
        """The words, hardly any dropped, and nothing that a verdict hangs on."""
        kept = []
        for word, tag in self.tag(text):
            if tag not in ("m", "t", "d", "nr", "ns") and self.chance.random() < 0.12:
                continue
            others = self.others.get(word)
            kept.append(
                self.chance.choice(others) if others and self.chance.random() < 0.4 else word
            )
        return kept
