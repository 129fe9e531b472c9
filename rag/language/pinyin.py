"""Names written in pinyin, found again as the Han spellings that a corpus really has.

"Luo Yufang" has hundreds of possible spellings; the corpus has one. Pinyin is read without
tones, in any division into syllables, with the family name first or last. The table of readings
beside this file is read when a name is first looked up.

Not read: postal, Wade-Giles and dialect spellings (Peking, Tsingtao, Kwangsi).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise, product
from pathlib import Path

from rag.language.normalise import fold
from rag.language.patterns import late_regex

_RUN = late_regex(r"[㐀-鿿]+|[a-z]+(?:\+|[0-9]+)?")
_LONGEST_SYLLABLE = 6
_LONGEST_NAME = 6
"""In syllables: 4 are the longest personal names, 6 leaves room for places with their rank."""
_MOST_SPELLINGS = 3
_BEAM = 64


class Vocabulary:
    """The pairs of Han characters and the Latin words of a corpus.

    Pairs of neighbours, not whole words: a string is taken to occur where all its pairs do. That
    is what a lexical index of unigrams and bigrams can see, and it grows slowly with the corpus.
    """

    def __init__(self, pairs: Counter[str], words: frozenset[str]) -> None:
        self._pairs = pairs
        self._words = words
        self._characters = frozenset(character for pair in pairs for character in pair)

    @classmethod
    def build(cls, texts: Iterable[str]) -> "Vocabulary":
        """The vocabulary of the texts, in their matching form; about 1 µs a character."""
        pairs: Counter[str] = Counter()
        words: set[str] = set()
        for text in texts:
            for run in _RUN.findall(fold(text)):
                if run[0] < "㐀":
                    words.add(run)
                elif len(run) == 1:
                    pairs[run] += 1
                else:
                    pairs.update(map("".join, pairwise(run)))
        return cls(pairs, frozenset(words))

    def knows(self, term: str) -> bool:
        """Whether every part of ``term`` occurs; what is neither Han nor Latin does not count."""
        return all(self._knows_run(run) for run in _RUN.findall(fold(term)))

    def spellings(self, words: Sequence[str]) -> tuple[str, ...]:
        """Han strings of the corpus that ``words`` may spell, likeliest first.

        Args:
            words: one name in pinyin, as its words: ["Luo", "Yufang"], ["Beihai"].

        Returns:
            At most 3, those with usual readings and of frequent pairs before others; empty where
            the words are no pinyin, have one syllable or more than 6, or nothing fits.
        """
        orders = [words]
        if len(words) == 2 and len(words[1]) < len(words[0]):  # Yufang Luo
            orders.append([words[1], words[0]])
        found: list[tuple[int, int, str]] = []
        for order in orders:
            readings = product(*(syllables(word) for word in order))
            for parts in readings:
                found += self._spelled([part for word in parts for part in word])
            if found:
                break
        if not found:
            return ()
        found.sort(key=lambda item: (item[0], -item[1], item[2]))
        rarest, best = found[0][0], max(count for _, count, _ in found)
        kept = [text for rare, count, text in found if rare == rarest and count * 10 >= best]
        return tuple(dict.fromkeys(kept or [found[0][2]]))[:_MOST_SPELLINGS]

    def _knows_run(self, run: str) -> bool:
        if run[0] < "㐀":
            return run in self._words
        if len(run) == 1:
            return run in self._characters
        return all(a + b in self._pairs for a, b in pairwise(run))

    def _spelled(self, sounds: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        """(count of unusual readings, count of the rarest pair, string) of each spelling."""
        if not 2 <= len(sounds) <= _LONGEST_NAME:
            return
        choices = [self._written(sound) for sound in sounds]
        states = [(rare, 0, character) for character, rare in choices[0]]
        for place, choice in enumerate(choices[1:], 1):
            grown = []
            for rare, count, text in states:
                for character, unusual in choice:
                    seen = self._pairs.get(text[-1] + character, 0)
                    if seen:
                        least = seen if place == 1 else min(count, seen)
                        grown.append((rare + unusual, least, text + character))
            grown.sort(key=lambda item: (item[0], -item[1], item[2]))
            states = grown[:_BEAM]
        yield from states

    def _written(self, sound: str) -> list[tuple[str, int]]:
        """Characters of the corpus with this reading; 1 beside those that rarely have it."""
        usual, unusual = _readings().get(sound, ("", ""))
        known = self._characters
        return [(c, 0) for c in usual if c in known] + [(c, 1) for c in unusual if c in known]


@lru_cache(maxsize=1024)
def syllables(word: str) -> tuple[tuple[str, ...], ...]:
    """Every division of a word into pinyin syllables, fewest first; empty where there is none.

    An apostrophe (Xi'an) and tone marks (Běihǎi) are understood; ü may be written v, yu or u.
    """
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if c not in _TONES)
    parts = [_divide(part) for part in re.split("['’]", plain.replace("u\u0308", "v")) if part]
    if not parts or not all(parts):
        return ()
    whole = {tuple(s for part in chosen for s in part) for chosen in product(*parts)}
    return tuple(sorted(whole, key=lambda division: (len(division), division)))


_TONES = frozenset("\u0300\u0301\u0304\u030c")


def _divide(part: str) -> list[tuple[str, ...]]:
    known = _readings()
    if len(part) > _LONGEST_SYLLABLE * _LONGEST_NAME:
        return []
    ways: list[list[tuple[str, ...]]] = [[()]]
    for end in range(1, len(part) + 1):
        here: list[tuple[str, ...]] = []
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            for sound in _spelt(part[start:end]):
                if sound in known:
                    here += [(*way, sound) for way in ways[start] if len(way) < _LONGEST_NAME]
        ways.append(sorted(here, key=len)[:8])
    return ways[-1]


def _spelt(part: str) -> tuple[str, ...]:
    """The syllable as it is, and with v where ü is written otherwise (lu, lyu, lv; nu, nyu)."""
    if part in ("lu", "nu", "lue", "nue"):
        return (part, part.replace("u", "v"))
    if part in ("lyu", "nyu", "lyue", "nyue"):
        return (part.replace("yu", "v"),)
    return (part,)


@cache
def _readings() -> dict[str, tuple[str, str]]:
    """Syllable -> (characters whose first reading it is, characters that also have it)."""
    text = Path(__file__).with_name("pinyin_readings.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {sound: (usual, unusual) for sound, usual, unusual in rows}
