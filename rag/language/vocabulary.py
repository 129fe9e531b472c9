"""What a corpus is made of, as a question's wording needs to know it: which characters follow
one another and how often, what short forms it defines, and which names it has.

Runs of two, three and four Han characters are kept as sorted numbers with their counts, 12 bytes
each; longer words are looked up by their parts, so a few that do not occur may seem to.
"""

import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.language.abbreviations import (
    Definition,
    Ending,
    find_definitions,
    find_endings,
    stands_for,
)
from rag.language.normalise import fold
from rag.language.sounds import sounds_of

_FIRST, _LAST = 0x3400, 0x9FFF
_BITS = 15  # enough for _LAST - _FIRST: four characters fit into 60 bits
_LONGEST = 4
_MOST_ENDINGS = 20_000
_MOST_HELD = 20_000
_LEAST = 3  # a pair seen less often may be a name, and names are not guessed
_COHESION = 0.1


@dataclass(frozen=True, slots=True)
class Grams:
    """Runs of ``size`` Han characters, packed and sorted, and how often each occurs."""

    size: int
    codes: "array[int]"
    counts: "array[int]"

    def count(self, text: str) -> int:
        """How often ``text`` occurs; 0 where it has not ``size`` characters or is not all Han."""
        if len(text) != self.size:
            return 0
        code = 0
        for char in text:
            place = ord(char) - _FIRST
            if not 0 <= place <= _LAST - _FIRST:
                return 0
            code = code << _BITS | place
        at = bisect_left(self.codes, code)
        return self.counts[at] if at < len(self.codes) and self.codes[at] == code else 0

    def __iter__(self) -> Iterator[str]:
        """The runs themselves, in code point order."""
        mask = (1 << _BITS) - 1
        shifts = range(_BITS * (self.size - 1), -1, -_BITS)
        for code in self.codes:
            yield "".join(chr((code >> shift & mask) + _FIRST) for shift in shifts)


class Vocabulary:
    """The n-grams, definitions and names of some texts.

    Thread-safe: what it keeps of earlier answers is the same whoever asks first.
    """

    __slots__ = ("_endings", "_grams", "_held", "_named", "_sounding", "defined", "longest_defined")

    def __init__(
        self,
        grams: Sequence[Grams],
        definitions: Sequence[Definition] = (),
        endings: Mapping[str, Sequence[tuple[Ending, int]]] | None = None,
    ) -> None:
        self._grams = tuple(grams)
        forms: dict[str, list[str]] = {}
        for short, full in definitions:
            forms.setdefault(short, []).append(full)
            forms.setdefault(full, []).append(short)
        self.defined = {one: tuple(others) for one, others in forms.items()}
        self.longest_defined = max(map(len, forms), default=0)
        self._endings = endings or {}
        self._held: dict[str, bool] = {}
        self._named: dict[str, tuple[str, ...]] = {}
        self._sounding: dict[str, list[str]] | None = None

    @classmethod
    def build(cls, texts: Sequence[str]) -> "Vocabulary":
        """The vocabulary of the texts, in their matching form; linear, about 1 µs a character."""
        folded = "\n".join(map(fold, texts))
        grams = [_grams(folded, size) for size in range(1, _LONGEST + 1)]
        endings = Counter(find_endings(folded)).most_common(_MOST_ENDINGS)
        keyed: dict[str, list[tuple[Ending, int]]] = {}
        for ending, count in sorted(endings):
            for char in dict.fromkeys((ending.text[-1], ending.head[0])):
                keyed.setdefault(char, []).append((ending, count))
        return cls(grams, list(find_definitions(folded)), keyed)

    def names_for(self, short: str) -> tuple[str, ...]:
        """Names that occur twice or more and that ``short`` abbreviates, commonest first."""
        names = self._named.get(short)
        if names is None:
            found: Counter[str] = Counter()
            for ending, count in self._endings.get(short[-1:], ()):
                name = stands_for(short, ending)
                if name:
                    found[name] += count
            often = [name for name, count in found.items() if count > 1]
            names = tuple(sorted(often, key=lambda name: (-found[name], len(name), name)))
            if len(self._named) < _MOST_HELD:
                self._named[short] = names
        return names

    def count(self, text: str) -> int:
        """How often a run of 1 to 4 Han characters occurs; 0 for anything else."""
        return self._grams[len(text) - 1].count(text) if 1 <= len(text) <= _LONGEST else 0

    def contains(self, term: str) -> bool:
        """Whether each Han run of ``term`` occurs; a term with fewer than two never does."""
        held = self._held.get(term)
        if held is None:
            runs = [run for run in re.findall("[㐀-鿿]+", term) if len(run) > 1]
            held = bool(runs) and all(self._has(run) for run in runs)
            if len(self._held) < _MOST_HELD:
                self._held[term] = held
        return held

    def sounding(self, pair: str) -> list[str]:
        """Pairs of the corpus that sound much like ``pair``."""
        if self._sounding is None:  # built when first asked for; building it twice does no harm
            index: dict[str, list[str]] = {}
            for found in self._grams[1]:
                for sound in sounds_of(found):
                    index.setdefault(sound, []).append(found)
            self._sounding = index
        return [found for sound in sounds_of(pair) for found in self._sounding.get(sound, ())]

    def cohesion(self, pair: str) -> float:
        """How much two characters belong together, 0 to 1: their count by the rarer one's."""
        count = self.count(pair)
        return count / min(self.count(pair[0]), self.count(pair[1])) if count else 0.0

    def is_word(self, pair: str) -> bool:
        """Whether the corpus uses two characters like a word, and one that is no rare name.

        One of them must often have the other beside it: neighbours by chance do not.
        """
        if self.count(pair) < _LEAST and not is_ordinary(pair):
            return False
        return self.cohesion(pair) >= _COHESION

    def _has(self, run: str) -> bool:
        size = min(len(run), _LONGEST)
        return all(self.count(run[at : at + size]) for at in range(len(run) - size + 1))


def is_ordinary(pair: str) -> bool:
    """Whether two characters stand side by side in ordinary Chinese of laws and encyclopaedias."""
    return pair[1:] in _ordinary().get(pair[:1], "") if len(pair) == 2 else False


@cache
def _ordinary() -> dict[str, str]:
    text = Path(__file__).with_name("pairs.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {row[0]: row[1] for row in rows}


def _grams(folded: str, size: int) -> Grams:
    """Every run of ``size`` neighbouring Han characters; runs do not reach over anything else."""
    raw = folded.encode("utf-32-le", "replace")
    codes: NDArray[np.int64] = np.frombuffer(raw, dtype=np.uint32).astype(np.int64)
    han = (codes >= _FIRST) & (codes <= _LAST)
    last = len(codes) - size + 1
    if last <= 0:
        return Grams(size, array("q"), array("i"))
    packed = np.zeros(last, dtype=np.int64)
    kept = np.ones(last, dtype=np.bool_)
    for at in range(size):
        packed = (packed << _BITS) | (codes[at : at + last] - _FIRST)
        kept &= han[at : at + last]
    unique, counts = np.unique(packed[kept], return_counts=True)
    return Grams(
        size,
        array("q", unique.astype(np.int64).tobytes()),
        array("i", counts.astype(np.int32).tobytes()),
    )
