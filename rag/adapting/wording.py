"""Other words for a stretch of text: the everyday word for a text's word, and fewer of them.

A question that repeats its sentence teaches nothing that an index of words does not know.
"""

from functools import cache
from random import Random

from rag.language.segments import segment
from rag.language.thesaurus import thesaurus

_SURE = 0.6
"""Counterparts in the thesaurus below this weight are too loose to teach."""

_EXCHANGED, _DROPPED = 0.5, 0.2
_NAMES = ("nr", "ns", "nt", "nz")
_SMALL_TAGS = ("u", "d", "p", "c", "y", "e", "f")
_MARKS = frozenset("，,；;：:。！？!?、“”‘’（）()《》「」 　")


@cache
def everyday() -> dict[str, tuple[str, ...]]:
    """The words people use for a word that texts use, by that word."""
    found: dict[str, list[str]] = {}
    for word, counterparts in thesaurus().words.items():
        for one in counterparts:
            if one.weight >= _SURE:
                found.setdefault(one.text, []).append(word)
    return {word: tuple(sorted(others)) for word, others in found.items()}


def worn(text: str, random: Random) -> str:
    """The stretch as somebody may remember it: names and figures stay, small words go first."""
    words = [(text[word.start : word.end], word.tag) for word in segment(text)]
    kept = []
    for word, tag in words:
        if word in _MARKS:
            continue
        others = everyday().get(word, ())
        drop = 3 * _DROPPED if tag[:1] in _SMALL_TAGS else _DROPPED
        if tag[:2] in _NAMES or (tag[:1] in "mt" and not others):
            kept.append(word)
        elif others and random.random() < _EXCHANGED:
            kept.append(random.choice(others))
        elif len(words) < 4 or random.random() >= drop:
            kept.append(word)
    return "".join(kept)
