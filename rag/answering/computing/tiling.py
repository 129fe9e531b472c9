"""Figures of parts of a span that together cover it: 1991年至2000年的, 2001年至2010年的, ….

A sum over a span is only complete where no year is left out and none is counted twice.
"""

from collections.abc import Sequence

from rag.answering.computing.combining import Possible, kin
from rag.answering.computing.operands import comparable
from rag.facts import Scope
from rag.types import Period

_ANCHORS = 6
"""Figures that a chain is built around, the best first."""
_MOST = 12
_ALIKE = 0.5
"""Least likeness (0-1) of what two parts of a span count."""
_TOGETHER = 0.3
"""What a figure of the paragraph of the one before gains over others of the same years."""


def tilings(span: Period, rated: Sequence[Possible], count: int = 0) -> list[tuple[Possible, ...]]:
    """Chains of figures that cover a span of years, each once.

    Args:
        span: from the first to the last year.
        rated: the figures that may be meant.
        count: how many parts the question says that there are, 0 where it does not.
    """
    first, last = span.first.year, span.last.year
    inside = [
        one
        for one in rated
        if (years := _years(one)) is not None
        and first <= years[0] <= years[1] <= last
        and Scope.CUMULATIVE not in one.known.fact.scopes
    ]
    found: dict[tuple[int, ...], tuple[Possible, ...]] = {}
    for anchor in sorted(inside, key=lambda one: -_worth(one))[:_ANCHORS]:
        kin = [one for one in inside if one is anchor or _akin(anchor, one)]
        chain = _chain(first, last, kin)
        if 1 < len(chain) <= _MOST and (not count or len(chain) == count):
            found.setdefault(tuple(one.known.fact.figure.start for one in chain), chain)
    return list(found.values())


def _years(one: Possible) -> tuple[int, int] | None:
    """The first and last year that a figure is of, None where no time governs it."""
    time = one.known.fact.time
    return (time.period.first.year, time.period.last.year) if time is not None else None


def _worth(one: Possible) -> float:
    return one.chance + one.fit + one.share


def _akin(anchor: Possible, other: Possible) -> bool:
    return comparable(anchor.known.fact, other.known.fact) and kin(anchor, other) >= _ALIKE


def _chain(first: int, last: int, kin: Sequence[Possible]) -> tuple[Possible, ...]:
    """The best chain from the first year to the last, () where some year has no figure."""
    best: dict[int, tuple[float, tuple[Possible, ...]]] = {first: (0.0, ())}
    for year in range(first, last + 1):
        if year not in best:
            continue
        score, chain = best[year]
        for one in kin:
            years = _years(one)
            if years is None or years[0] != year:
                continue
            gained = _worth(one)
            if chain:
                before = chain[-1].known.analysis.sentence
                gained += _TOGETHER * (before.paragraph == one.known.analysis.sentence.paragraph)
            # Of chains of unlike length the mean counts, else the longest would win.
            mean = (score * len(chain) + gained) / (len(chain) + 1)
            after = years[1] + 1
            if after not in best or mean > best[after][0]:
                best[after] = (mean, (*chain, one))
    return best.get(last + 1, (0.0, ()))[1]
