"""What the wording of a question may mean in a corpus: slips put right, short forms and
everyday words joined by the corpus's own words.

Nothing is replaced but what cannot be a word; everything else is added at a lower weight, and
only words that the corpus has. What stands in quotation marks or title marks is left alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import islice
from typing import NamedTuple

from rag.language.abbreviations import known_forms, short_forms
from rag.language.patterns import late_regex
from rag.language.thesaurus import thesaurus
from rag.language.typos import find_misspellings, is_grammatical, is_particle, joined, known
from rag.language.vocabulary import Vocabulary, is_ordinary

_MARKED = late_regex(r"\"[^\"]*\"|'[^']*'|《[^《》]*》|\[[^\[\]]*\]")
_HAN = late_regex("[㐀-鿿]+")
_MOST_TERMS = 32
_MOST_PER_WORD = 6
_LONGEST_SHORT = 4
_DEFINED, _KNOWN, _BY_RULE, _SOUND = 0.9, 0.8, 0.7, 0.4
_BESIDE = 0.6
"""A counterpart of a word that the corpus has itself counts this much less."""


class TermKind(StrEnum):
    """Why a term is added: same sound, short or full form, everyday word."""

    SOUND = "sound"
    ABBREVIATION = "abbreviation"
    SYNONYM = "synonym"


@dataclass(frozen=True, slots=True)
class Typo:
    """A slip: ``typed`` at offset ``start`` of the folded question, and what was meant."""

    typed: str
    meant: str
    start: int


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the corpus that the question's ``source`` may stand for; weight 0.1 to 0.9."""

    text: str
    weight: float
    source: str
    kind: TermKind


@dataclass(frozen=True, slots=True)
class Expansion:
    """``corrected`` is as long as the folded question, so offsets hold in both."""

    corrected: str
    typos: tuple[Typo, ...] = ()
    added: tuple[Term, ...] = ()


class _Span(NamedTuple):
    """New characters for as many old ones from ``start`` on."""

    start: int
    new: str


def expand(folded: str, vocabulary: Vocabulary) -> Expansion:
    """What a question in matching form may mean in the words of a corpus.

    Never raises; deterministic; linear in the question's length. Terms come heaviest first, at
    most 32, none of which the corrected question already has.
    """
    free = _MARKED.sub(lambda match: " " * len(match.group()), folded)
    spans = list(_listed_shorts(free, vocabulary))
    ruled = list(_by_rule(_replaced(free, spans), vocabulary))
    spans = [_Span(at, " " * len(term.source)) for at, term in ruled]
    slips = find_misspellings(_replaced(free, spans), vocabulary)
    sure = [_Span(slip.start, slip.meant) for slip in slips if slip.sure]
    corrected, free = _replaced(folded, sure), _replaced(free, sure)
    added = [term for _, term in ruled]
    added += [
        Term(slip.meant, _SOUND, slip.typed, TermKind.SOUND) for slip in slips if not slip.sure
    ]
    added += _by_lists(free, vocabulary)
    typos = tuple(Typo(slip.typed, slip.meant, slip.start) for slip in slips if slip.sure)
    return Expansion(corrected, typos, _heaviest(added, corrected))


def _heaviest(added: list[Term], corrected: str) -> tuple[Term, ...]:
    best: dict[str, Term] = {}
    for term in sorted(added, key=lambda term: -term.weight):
        best.setdefault(term.text, term)
    ranked = sorted(best.values(), key=lambda term: (-term.weight, term.text))
    return tuple(islice((term for term in ranked if term.text not in corrected), _MOST_TERMS))


def _replaced(text: str, spans: list[_Span]) -> str:
    """The text with something else of the same length at each span."""
    characters = list(text)
    for start, new in spans:
        characters[start : start + len(new)] = new
    return "".join(characters)


def _listed_shorts(free: str, vocabulary: Vocabulary) -> Iterator[_Span]:
    """Blanks for the short forms that are listed: no rule is needed for them."""
    for run in _HAN.finditer(free):
        for at, word in _words(run.group(), vocabulary):
            if word in known_forms():
                yield _Span(run.start() + at, " " * len(word))


def _by_rule(free: str, vocabulary: Vocabulary) -> Iterator[tuple[int, Term]]:
    """Short forms that no list has: runs of unknown pairs that abbreviate a name of the corpus."""
    for run in _HAN.finditer(free):
        start = run.start()
        for end in range(start + 1, run.end() + 1):
            if end < run.end() and not known(free[end - 1 : end + 1], vocabulary):
                continue
            if end - start > 1:
                yield from _longest_short(free, start, end, run.end(), vocabulary)
            start = end


def _longest_short(
    free: str, start: int, end: int, stop: int, vocabulary: Vocabulary
) -> Iterator[tuple[int, Term]]:
    """The longest short form that begins within ``free[start:end]``, the first of equal ones."""
    for size in range(_LONGEST_SHORT, 1, -1):
        for at in range(start, min(end - 1, stop - size + 1, start + _LONGEST_SHORT)):
            short = free[at : at + size]
            if any(map(is_particle, short)) or joined(free, at, -1, vocabulary):
                continue
            if joined(free, at + size - 1, 1, vocabulary):
                continue
            for name in vocabulary.names_for(short)[:1]:
                yield at, Term(name, _BY_RULE, short, TermKind.ABBREVIATION)
                return


def _by_lists(free: str, vocabulary: Vocabulary) -> list[Term]:
    """Full forms, short forms and counterparts of the words found."""
    found: list[Term] = []
    for run in _HAN.finditer(free):
        for _, word in _words(run.group(), vocabulary):
            found += _full_forms(word, vocabulary)
            found += _counterparts(word, vocabulary)
    return found


@cache
def _listed() -> tuple[frozenset[str], int]:
    """Every word of the lists, and the length of the longest."""
    every = frozenset((*thesaurus().words, *known_forms(), *short_forms()))
    return every, max(map(len, every))


def _words(run: str, vocabulary: Vocabulary) -> Iterator[tuple[int, str]]:
    """The listed words of a run, longest first from the left; single characters only if alone."""
    listed, longest = _listed()
    longest = max(longest, vocabulary.longest_defined)
    at = 0
    while at < len(run):
        for size in range(min(longest, len(run) - at), 0, -1):
            word = run[at : at + size]
            if (word in listed or word in vocabulary.defined) and (
                size > 1 or _stands_alone(run, at)
            ):
                yield at, word
                at += size
                break
        else:
            at += 1


def _stands_alone(run: str, at: int) -> bool:
    """Whether a character is a word by itself: it makes no ordinary pair with a neighbour."""
    pairs = (run[at - 1 : at + 1] if at else "", run[at : at + 2])
    return not any(
        is_ordinary(pair) and not is_grammatical(pair.replace(run[at], "", 1)) for pair in pairs
    )


def _full_forms(word: str, vocabulary: Vocabulary) -> Iterator[Term]:
    for form in vocabulary.defined.get(word, ()):
        if vocabulary.contains(form):
            yield Term(form, _DEFINED, word, TermKind.ABBREVIATION)
    for form in (*known_forms().get(word, ()), *short_forms().get(word, ())):
        if vocabulary.contains(form):
            yield Term(form, _KNOWN, word, TermKind.ABBREVIATION)


def _counterparts(word: str, vocabulary: Vocabulary) -> list[Term]:
    """The heaviest counterparts that the corpus has; lighter where it has the word itself."""
    share = _BESIDE if vocabulary.contains(word) else 1.0
    found = [
        Term(text, round(weight * share, 3), word, TermKind.SYNONYM)
        for text, weight in thesaurus().words.get(word, ())
        if vocabulary.contains(text)
    ]
    return sorted(found, key=lambda term: -term.weight)[:_MOST_PER_WORD]
