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
    "became": "become",
    "began": "begin begun",
    "begun": "begin",
    "bore": "bear",
    "bought": "buy",
    "bound": "bind",
    "bred": "breed",
    "broke": "break",
    "broken": "break",
    "brought": "bring",
    "built": "build",
    "burnt": "burn",
    "came": "come",
    "caught": "catch",
    "children": "child",
    "chose": "choose",
    "chosen": "choose",
    "cut": "cut",
    "died": "die",
    "drank": "drink",
    "drawn": "draw",
    "drew": "draw",
    "driven": "drive",
    "drove": "drive",
    "dug": "dig",
    "fed": "feed",
    "feet": "foot",
    "fell": "fall",
    "forbidden": "forbid",
    "fought": "fight",
    "frozen": "freeze",
    "gave": "give",
    "given": "give",
    "grew": "grow",
    "grown": "grow",
    "held": "hold",
    "hid": "hide",
    "hidden": "hide",
    "hung": "hang",
    "kept": "keep",
    "knew": "know",
    "known": "know",
    "laid": "lay",
    "learnt": "learn",
    "led": "lead",
    "left": "leave",
    "lent": "lend",
    "lit": "light",
    "lives": "life",
    "lost": "lose",
    "made": "make",
    "meant": "mean",
    "men": "man",
    "met": "meet",
    "overthrew": "overthrow",
    "overthrown": "overthrow",
    "paid": "pay",
    "quit": "quit",
    "raised": "raise",
    "ran": "run",
    "rang": "ring",
    "rebuilt": "rebuild",
    "ridden": "ride",
    "risen": "rise",
    "rode": "ride",
    "rose": "rise",
    "sang": "sing",
    "sank": "sink",
    "sent": "send",
    "set": "set",
    "shook": "shake",
    "shot": "shoot",
    "shown": "show",
    "slept": "sleep",
    "sold": "sell",
    "sought": "seek",
    "sown": "sow",
    "spent": "spend",
    "spoke": "speak",
    "spun": "spin",
    "stole": "steal",
    "stolen": "steal",
    "stood": "stand",
    "struck": "strike",
    "sung": "sing",
    "sunk": "sink",
    "swam": "swim",
    "swept": "sweep",
    "taken": "take",
    "taught": "teach",
    "threw": "throw",
    "thrown": "throw",
    "told": "tell",
    "took": "take",
    "understood": "understand",
    "undertaken": "undertake",
    "undertook": "undertake",
    "went": "go",
    "withdrawn": "withdraw",
    "withdrew": "withdraw",
    "wives": "wife",
    "women": "woman",
    "won": "win",
    "wore": "wear",
    "worn": "wear",
    "wove": "weave",
    "woven": "weave",
    "written": "write",
    "wrote": "write",
}
_PAST = frozenset(_IRREGULAR) - {
    *("children", "feet", "lives", "men", "wives", "women"),
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


def longest(words: Sequence[Forms], start: int, *, general: bool = False) -> Match | None:
    """The longest entry that begins at word ``start``; the surface form wins among equals.

    Args:
        words: the forms of each word; an empty tuple is no word and matches nothing.
        general: look in the list of general words, not in the project's own.
    """
    best: Match | None = None
    for first in words[start]:
        for line in _entries(first, general):
            english, _, chinese = line.partition("\t")
            rest = english.split(" ")[1:]
            size = 1 + len(rest)
            if best is not None and size <= best.length:
                continue
            following = words[start + 1 : start + size]
            if len(following) == len(rest) and all(map(_has, following, rest)):
                best = Match(size, tuple(chinese.split("|")))
    return best


def is_participle(words: str) -> bool:
    """Whether the first English word has a past form: founded, built, taken."""
    first = words.lower().partition(" ")[0]
    return first in _PAST or (first.endswith("ed") and len(first) > 4)


def listed(word: str) -> bool:
    """Whether the word, or a base form of it, is an entry by itself."""
    return any(line.startswith(form + "\t") for form in forms(word) for line in _entries(form))


def _has(forms_of_word: Forms, wanted: str) -> bool:
    return wanted in forms_of_word


def _entries(first: str, general: bool = False) -> list[str]:
    """The lines whose entry begins with this word: neighbours, as the list is sorted."""
    lines = _list("english_general.tsv" if general else "english_lexicon.tsv")
    return lines[bisect_left(lines, first + "\t") : bisect_left(lines, first + "!")]


@cache
def _list(name: str) -> list[str]:
    """The sorted lines, left unread until they are asked for: loading takes milliseconds."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]
