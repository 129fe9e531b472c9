"""Exact match and F1 of wording, as CMRC 2018's official script computes them.

Cui et al., "A Span-Extraction Dataset for Chinese Machine Reading Comprehension" (EMNLP 2019),
``cmrc2018_evaluate.py`` v5: lower case; a fixed list of punctuation is dropped; a Chinese
character is a unit and so is a Latin word; F1 counts the longest common run (substring) of units;
the best of all references counts. The script cuts Latin runs with nltk's ``word_tokenize``; here
a pattern does, which differs only in contractions (don't).
"""

import re
from collections.abc import Sequence
from functools import cache
from re import Pattern

# The script's list holds "……" as one entry of two characters, which matches no single one.
_PUNCTUATION = frozenset("-:_*^/\\~`+=，。：？！“”；’《》·、「」（）－～『』")


@cache
def _latin() -> Pattern[str]:
    return re.compile(r"\w+(?:[.,]\w+)*|[^\w\s]")


def units(text: str) -> list[str]:
    """The units of a text: Chinese characters and words, punctuation dropped."""
    found: list[str] = []
    run = ""
    for char in text.lower().strip():
        if char in _PUNCTUATION:
            continue
        if "一" <= char <= "龥":
            found += [*_latin().findall(run), char]
            run = ""
        else:
            run += char
    return found + _latin().findall(run)


def longest_common_run(first: Sequence[str], second: Sequence[str]) -> int:
    """Length of the longest run of units that stands in both."""
    best = 0
    above = [0] * (len(second) + 1)
    for unit in first:
        row = [0] * (len(second) + 1)
        for at, other in enumerate(second, 1):
            if unit == other:
                row[at] = above[at - 1] + 1
                best = max(best, row[at])
        above = row
    return best


def character_f1(answer: str, golds: Sequence[str]) -> float:
    """The best F1 (0-1) of an answer over its references."""
    given = units(answer)
    best = 0.0
    for gold in golds:
        wanted = units(gold)
        common = longest_common_run(wanted, given)
        if common:
            precision, recall = common / len(given), common / len(wanted)
            best = max(best, 2 * precision * recall / (precision + recall))
    return best


def exact_match(answer: str, golds: Sequence[str]) -> bool:
    """Whether an answer equals a reference once case and punctuation are dropped."""
    return any(_bare(answer) == _bare(gold) for gold in golds)


def _bare(text: str) -> str:
    return "".join(char for char in text.lower().strip() if char not in _PUNCTUATION)
