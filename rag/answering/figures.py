"""The figures of a text in a form that compares by value: promise 2 is decided here.

A figure is a number with its unit and qualifiers, or a time. 2,902人 and 二千九百零二人 are one
figure; 约2902人, 2902人次 and 2903人 are three others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from rag.language.quantities import find_quantities
from rag.language.times import find_times
from rag.types import Period

_REMEMBERED = 2048
"""Texts whose figures are kept: the same sentences are cited again and again."""

# Words that frame a figure from outside. An answer may leave them out, since the cited sentence
# shows them; it may never add them. All other qualifiers are part of the figure.
_FRAMES = frozenset({"截至", "累计", "共", "平均"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A number (``value`` and so on) or a time (``period``), and the words that state it."""

    text: str
    value: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    qualifiers: frozenset[str] = frozenset()
    ordinal: bool = False
    period: Period | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What two equal figures share, their frames apart."""
        if self.period is not None:
            return ("time", self.period)
        bent = self.qualifiers - _FRAMES
        return ("number", self.value, self.upper, self.unit, bent, self.ordinal)

    @property
    def frames(self) -> frozenset[str]:
        """Qualifiers that an answer may leave out but not add."""
        return self.qualifiers & _FRAMES


def figures(text: str, anchor: Period | None = None) -> list[Figure]:
    """Every figure of a text.

    Args:
        text: reading form.
        anchor: the period that relative times (同年, 5月) are resolved against.
    """
    return [*_times(text, anchor), *_numbers(text)]


def supported(
    claims: Iterable[Figure], grounds: Sequence[str], anchors: Sequence[Period]
) -> list[tuple[Figure, bool]]:
    """For each claimed figure, whether one of the grounds states it.

    Args:
        claims: the figures of an answer.
        grounds: texts that may be relied on (cited spans, the question given back).
        anchors: periods of the context citations, which resolve relative times in a ground.
    """
    stated: dict[tuple[object, ...], list[frozenset[str]]] = {}
    for ground in grounds:
        for figure in _numbers(ground):
            stated.setdefault(figure.key, []).append(figure.frames)
        for anchor in (None, *anchors):
            for figure in _times(ground, anchor):
                stated.setdefault(figure.key, []).append(figure.frames)
    for anchor in anchors:
        stated.setdefault(("time", anchor), []).append(frozenset())
    periods = [key[1] for key in stated if key[0] == "time"]
    return [
        (
            claim,
            any(claim.frames <= frames for frames in stated.get(claim.key, ()))
            or _year_of(claim, periods),
        )
        for claim in claims
    ]


def _year_of(claim: Figure, periods: Iterable[object]) -> bool:
    """Whether the claim is the bare year of a time that is stated: 1973年 of 1973年8月."""
    year = claim.period
    if year is None or year.first.year != year.last.year or (year.last - year.first).days < 364:
        return False
    return any(isinstance(one, Period) and year.contains(one) for one in periods)


@lru_cache(maxsize=_REMEMBERED)
def _times(text: str, anchor: Period | None) -> tuple[Figure, ...]:
    return tuple(
        Figure(time.text, period=time.period)
        for time in find_times(text, anchor)
        if time.period is not None
    )


@lru_cache(maxsize=_REMEMBERED)
def _numbers(text: str) -> tuple[Figure, ...]:
    return tuple(
        Figure(
            one.text,
            value=one.value,
            upper=one.upper,
            unit=one.unit,
            qualifiers=frozenset(one.qualifiers),
            ordinal=one.ordinal,
        )
        for one in find_quantities(text)
    )
