"""The English-Chinese word list, and English words brought to the forms it lists.

The list (``english_lexicon.tsv``) has American spelling and base forms; British spellings,
plurals and verb forms are undone by rule. The rules propose more forms than English has: only
those that the list knows are ever used.
"""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

Forms = tuple[str, ...]
"""The word itself first, then what it may be a form of."""

_IRREGULAR = {
    "began": "begin begun",
    "bore": "bear",
    "bought": "buy",
    "brought": "bring",
    "built": "build",
    "came": "come",
    "children": "child",
    "chose": "choose",
    "chosen": "choose",
    "cut": "cut",
    "died": "die",
    "drawn": "draw",
    "drew": "draw",
    "fell": "fall",
    "feet": "foot",
    "fought": "fight",
    "gave": "give",
    "given": "give",
    "grew": "grow",
    "grown": "grow",
    "held": "hold",
    "kept": "keep",
    "laid": "lay",
    "led": "lead",
    "left": "leave",
    "lent": "lend",
    "lives": "life",
    "lost": "lose",
    "made": "make",
    "men": "man",
    "met": "meet",
    "paid": "pay",
    "ran": "run",
    "rose": "rise",
    "risen": "rise",
    "rebuilt": "rebuild",
    "sent": "send",
    "shown": "show",
    "sold": "sell",
    "spent": "spend",
    "spoke": "speak",
    "stood": "stand",
    "taken": "take",
    "taught": "teach",
    "took": "take",
    "went": "go",
    "wives": "wife",
    "women": "woman",
    "won": "win",
    "written": "write",
    "wrote": "write",
}
# (British or inflected ending, what may stand for it). Each is tried on every word.
_SPELLINGS = (
    ("our", "or"),
    ("ise", "ize"),
    ("isation", "ization"),
    ("yse", "yze"),
    ("tre", "ter"),
    ("gramme", "gram"),
    ("logue", "log"),
    ("fence", "fense"),
    ("fil", "fill"),
    ("rol", "roll"),
    ("judgement", "judgment"),
    ("cheque", "check"),
)
_INFLECTIONS = (
    ("ies", ("y", "ie")),
    ("es", ("", "e")),
    ("s", ("",)),
    ("ied", ("y", "ie")),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
    ("er", ("",)),
    ("ly", ("", "le")),
)


class Match(NamedTuple):
    """How many words matched, and their renderings."""

    length: int
    chinese: tuple[str, ...]


def forms(word: str) -> Forms:
    """The lower-case word and the base forms it may have; at most a dozen."""
    found = [word, *_IRREGULAR.get(word, "").split()]
    for ending, replacements in _INFLECTIONS:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 2:
            continue
        found += [stem + replacement for replacement in replacements]
        if ending in ("ed", "ing", "er") and len(stem) > 2 and stem[-1] == stem[-2]:
            found.append(stem[:-1])
    for british, american in _SPELLINGS:
        found += [
            base.removesuffix(british) + american
            for base in tuple(found)
            if base.endswith(british) and len(base) > len(british) + 1
        ]
    # labour-, honour- and programme- stand inside longer words too.
    found += [base.replace("our", "or", 1) for base in tuple(found) if "our" in base[1:-2]]
    return tuple(dict.fromkeys(found))


def longest(words: Sequence[Forms], start: int) -> Match | None:
    """The longest entry that begins at word ``start``; the surface form wins among equals.

    Args:
        words: the forms of each word; an empty tuple is no word and matches nothing.
    """
    best: Match | None = None
    for first in words[start]:
        for line in _entries(first):
            english, _, chinese = line.partition("\t")
            rest = english.split(" ")[1:]
            size = 1 + len(rest)
            if best is not None and size <= best.length:
                continue
            following = words[start + 1 : start + size]
            if len(following) == len(rest) and all(map(_has, following, rest)):
                best = Match(size, tuple(chinese.split("|")))
    return best


def listed(word: str) -> bool:
    """Whether the word, or a base form of it, is an entry by itself."""
    return any(line.startswith(form + "\t") for form in forms(word) for line in _entries(form))


def _has(forms_of_word: Forms, wanted: str) -> bool:
    return wanted in forms_of_word


def _entries(first: str) -> list[str]:
    """The lines whose entry begins with this word: neighbours, as the list is sorted."""
    lines = _lexicon()
    return lines[bisect_left(lines, first + "\t") : bisect_left(lines, first + "!")]


@cache
def _lexicon() -> list[str]:
    """The sorted lines, left unread until they are asked for: loading takes 2 ms."""
    text = Path(__file__).with_name("english_lexicon.tsv").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]
