"""English text into words, ready for the word list: hyphens, possessives, full-width letters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rag.language.english_lexicon import Forms, forms, listed
from rag.language.patterns import late_regex

_HAN = late_regex(r"[㐀-鿿]")
_LATIN_WORD = late_regex(r"[A-Za-zÀ-ɏ]+(?:'[A-Za-zÀ-ɏ]+)*")
_TOKEN = late_regex(r"[㐀-鿿]+|[A-Za-zÀ-ɏ]+(?:['-][A-Za-zÀ-ɏ]+)*\+?")
_POSSESSIVE = late_regex(r"'s$|'$")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: " ",
    0x2018: "'",
    0x2019: "'",
    0x201C: '"',
    0x201D: '"',
    0x2010: "-",
    0x2011: "-",
}
_STOP = frozenset(
    """
    a about after all also am among an and any are as at be because been before being between
    both but by can could did do does doing down during each either etc ever every for from get
    gets getting go goes going got had has have having he her here hers him his how however i if
    in into is it its just like many may me might more most mr mrs ms much must my no nor not
    of off on once only onto or other our out over own per please same shall she should so some
    such than that the their them then there these they this those through to too two under
    until up upon us very via was we were what when where which while who whom whose why will
    with within without would yet you your one ones s t set put exactly ever whether back
    according across against along around besides beyond behind toward towards
    """.split()  # noqa: SIM905 - a list of words, not of lines
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word at its place; ``forms`` is empty for Han and for gaps (whose text is empty)."""

    text: str
    start: int
    end: int
    forms: Forms

    @property
    def stop(self) -> bool:
        """Whether the word alone says nothing to search for."""
        return self.text.lower() in _STOP

    @property
    def plain(self) -> str:
        """The word without possessive ending, as typed."""
        return _POSSESSIVE.sub("", self.text)


def narrow(text: str) -> str:
    """Full-width letters, curly quotes and odd hyphens as on a keyboard; same length."""
    return text.translate(_NARROW)


def lowered(text: str) -> str:
    """Lower case, keeping every offset."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def tokens(text: str, taken: Sequence[tuple[int, int]]) -> list[Token]:
    """The words outside ``taken``, with an empty one at each gap that no phrase may cross."""
    found: list[Token] = []
    place = 0
    for start, end in [*taken, (len(text), len(text))]:
        for match in _TOKEN.finditer(text, place, max(place, start)):
            found += _split(match)
        found.append(Token("", start, start, ()))
        place = max(place, end)
    return found


def _split(match: re.Match[str]) -> list[Token]:
    """A hyphenated word is one where the list has it without hyphen, otherwise its parts."""
    word, start = match.group(), match.start()
    if _HAN.match(word):
        return [Token(word, start, match.end(), ())]
    joined = _bare(word.replace("-", ""))
    if "-" not in word or listed(joined):
        return [Token(word, start, match.end(), forms(joined))]
    return [
        Token(part.group(), start + part.start(), start + part.end(), forms(_bare(part.group())))
        for part in re.finditer(r"[^-]+", word)
    ]


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word.lower())


@lru_cache(maxsize=64)
def is_english(text: str) -> bool:
    """Whether a question is English rather than Chinese: more Latin words than Han characters."""
    words = sum(1 for _ in _LATIN_WORD.finditer(narrow(text)))
    return words > sum(1 for _ in _HAN.finditer(text))
