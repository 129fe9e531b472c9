"""How far the words of a sentence stand in the sentences it cites. Pure functions of texts."""

import re
from collections.abc import Iterator, Sequence

from rag.analysis import SentenceAnalysis
from rag.language.clauses import clauses
from rag.language.normalise import fold
from rag.language.patterns import late_regex
from rag.language.quantities import Quantity, find_quantities
from rag.language.times import find_times, time_at
from rag.types import Period

SUPPORT = 0.6
"""The least share of a clause's letters that stand in what it cites, in runs of two or more.

"Coverage" of Grusky, Naaman and Artzi, "Newsroom" (NAACL 2018), over characters. Of the answers
of the development split 95 % have at least 0.80 in their own evidence; of the sentences of a text
95 % have at most 0.40 in another one of it. The threshold lies half-way.
"""

_QUOTED = late_regex(r"[“「『《\"]([^”」』》\"]+)[”」』》\"]")
_NEGATIONS = ("不", "未", "没", "无", "没有", "未能", "不能", "未曾", "从未", "并未", "并非")


def support(text: str, grounds: Sequence[str]) -> float:
    """The coverage (0-1) of the clause of a text that its grounds bear out least.

    Clause by clause, since a long true sentence would carry an invented end. Figures and times are
    left out: they are held against the grounds by value.
    """
    told = [(one.start, one.end) for one in find_quantities(text)]
    told += [(one.start, one.end) for one in find_times(text)]
    figures = {at for start, end in told for at in range(start, end)}
    words = "".join(" " if at in figures else text[at] for at in range(len(text)))
    return min((coverage(words[start:end], grounds) for start, end in clauses(text)), default=1.0)


def coverage(text: str, grounds: Sequence[str]) -> float:
    """The share (0-1) of a text's letters in runs of two or more that a ground has as well.

    1 for a text with fewer than two letters.
    """
    folded = fold(text)
    pairs = {pair for ground in grounds for pair in _pairs(fold(ground))}
    held = set()
    for at in range(len(folded) - 1):
        if folded[at : at + 2] in pairs:
            held |= {at, at + 1}
    letters = [at for at, character in enumerate(folded) if character.isalnum()]
    return sum(at in held for at in letters) / len(letters) if len(letters) > 1 else 1.0


def _pairs(text: str) -> Iterator[str]:
    return (text[at : at + 2] for at in range(len(text) - 1) if text[at : at + 2].isalnum())


def quotes_hold(text: str, grounds: Sequence[str]) -> bool:
    """Whether all that stands in quotation marks or 《》 stands in a cited sentence."""
    held = [_bare(ground) for ground in grounds]
    return all(any(_bare(quote) in one for one in held) for quote in _QUOTED.findall(text))


def _bare(text: str) -> str:
    """Without blanks, in matching form: a quote may be typed in other widths."""
    return "".join(fold(text).split())


def negation_differs(text: str, grounds: Sequence[str]) -> bool:
    """Whether words of the text are denied where no ground denies them, or the other way round.

    Looks at each pair of characters that text and grounds share, and at what stands before it.
    """
    folded, sources = fold(text), [fold(ground) for ground in grounds]
    for at in range(len(folded) - 1):
        pair = folded[at : at + 2]
        if not pair.isalnum() or pair.startswith(_NEGATIONS):
            continue
        places = [
            _denied(source, place.start())
            for source in sources
            for place in re.finditer(re.escape(pair), source)
        ]
        if places and _denied(folded, at) not in places:
            return True
    return False


def _denied(text: str, at: int) -> bool:
    return text[:at].endswith(_NEGATIONS)


def misplaced(
    text: str, claim: Quantity, cited: Sequence[SentenceAnalysis], times: Sequence[Period]
) -> bool:
    """Whether a number is said of another time or subject than in the cited sentences.

    It is when at every place where they state it, another time governs it, or its clause lacks what
    the model's clause shares with the clause of a rival figure. ``times`` are asked of.
    """
    said = _clause_with(text, claim.start)
    places = [
        (one, figure.start)
        for one in cited
        for figure in find_quantities(one.text)
        if (figure.value, figure.unit, figure.ordinal) == (claim.value, claim.unit, claim.ordinal)
    ]
    return bool(places) and all(
        _other_time(one, at, text, claim.start, times) or _other_subject(one, at, claim, said)
        for one, at in places
    )


def _other_time(
    one: SentenceAnalysis, at: int, text: str, offset: int, times: Sequence[Period]
) -> bool:
    """Whether the time of a figure in its sentence is not the one that the text gives it.

    Where the text gives it none, ``times`` are what it must be of.
    """
    governing = one.time_at(at)
    if governing is None:
        return False
    given = time_at(text, offset, ())
    periods = times if given is None else [given.period]
    return bool(periods) and not any(governing.period.overlaps(period) for period in periods)


def _other_subject(one: SentenceAnalysis, at: int, claim: Quantity, said: str) -> bool:
    """Whether the model's clause goes with the clause of another figure of the same unit."""
    own = _clause_with(one.text, at)
    for rival in find_quantities(one.text):
        if rival.unit != claim.unit or rival.value == claim.value or rival.ordinal:
            continue
        other = _clause_with(one.text, rival.start)
        own_pairs, other_pairs = set(_pairs(fold(own))), set(_pairs(fold(other)))
        told = {pair for pair in _pairs(fold(said)) if not any(map(str.isdigit, pair))}
        if told & (other_pairs - own_pairs) and not told & (own_pairs - other_pairs):
            return True
    return False


def _clause_with(text: str, at: int) -> str:
    return next((text[start:end] for start, end in clauses(text) if start <= at < end), text)
