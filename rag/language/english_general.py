"""``python -m rag.language.english_general cedict_ts.u8``: make the general English list again.

The list (``english_general.tsv``) is CC-CEDICT read backwards: the short glosses of the general
Chinese words, each with the words that have it, likeliest first. It is looked up where the
project's own list has no word, or none that the texts have. Source and licence stand in its head.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from math import log
from pathlib import Path

from rag.language.dictionary import Dictionary

_ENTRY = re.compile(r"\S+ (\S+) \[[^\]]*\] /(.+)/$")
_ODD = re.compile(
    r"slang|vulgar|\(Tw\)|archaic|\(old\)|variant of|surname|abbr\.|loanword|erhua|classical|"
    r"literary|dialect|see also|\bsee \S*[㐀-鿿]|derog|Japanese|\(coll"
)
_LEAD = re.compile(r"^(?:to be|to|an?|the) ")
_GLOSS = re.compile(r"[a-z]+(?: [a-z]+)?")
_WORD = re.compile("[㐀-鿿]{1,4}")
_SEEN = 30
"""A word counted less often in ordinary texts is left out; a single character far sooner."""
_SEEN_ALONE = 3000
_MOST = 5

HEAD = """\
# English glosses to Chinese words: CC-CEDICT (https://cc-cedict.org) read backwards by
# english_general.py. CC-CEDICT is by MDBG and its contributors, licensed CC BY-SA 4.0
# (https://creativecommons.org/licenses/by-sa/4.0/); this list is a changed part of it, under the
# same licence. Lower case, without "to" and articles; a tab; Chinese, likeliest first.
"""


def glosses(listed: str) -> Iterator[tuple[str, str, int]]:
    """(gloss, simplified word, place of the gloss in its entry) of CC-CEDICT's lines."""
    for line in listed.splitlines():
        entry = _ENTRY.match(line)
        if entry is None or not _WORD.fullmatch(entry[1]):
            continue
        for place, said in enumerate(re.split("[/;]", entry[2])):
            if _ODD.search(said):
                continue
            bare = re.sub(r"\([^)]*\)", " ", said).replace("-", " ")
            bare = _LEAD.sub("", " ".join(bare.lower().split()))
            if _GLOSS.fullmatch(bare) and len(bare) > 2:
                yield bare, entry[1], place


def _says(word: str, tag: str) -> bool:
    """Whether the word has a meaning of its own: of single characters only names of things."""
    return tag[:1] in ("n" if len(word) == 1 else "nvailjsbtz")


def inverted(listed: str) -> Mapping[str, list[str]]:
    """The words of each gloss, those that are frequent and have it early first."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    counted = Dictionary.open(Path(__file__).with_name("words.trie"))
    for gloss, word, place in glosses(listed):
        entry = counted.get(word)
        seen = entry.frequency if entry and _says(word, entry.tag) else 0
        if seen >= (_SEEN_ALONE if len(word) == 1 else _SEEN):
            weight = log(1 + seen) / (2 + place) * (0.7 if len(word) == 1 else 1.0)
            found[gloss][word] = max(weight, found[gloss].get(word, 0.0))
    return {
        gloss: sorted(words, key=lambda word: (-words[word], word))[:_MOST]
        for gloss, words in found.items()
    }


if __name__ == "__main__":
    made = inverted(Path(sys.argv[1]).read_text(encoding="utf-8"))
    rows = sorted(f"{gloss}\t{'|'.join(words)}" for gloss, words in made.items())
    new = Path(__file__).with_name("english_general.tsv")
    new.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
