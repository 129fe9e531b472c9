"""How far learned chances can be believed: told for texts that they were not learned from."""

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

FOLDS = 6
_LEAST = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


class OfText(Protocol):
    """What was seen in one of the texts."""

    @property
    def text(self) -> str:
        """Its name."""
        ...


_Seen = TypeVar("_Seen", bound=OfText)
Told = tuple[float, bool]
"""A chance (0-1), and whether it was right."""


def by_turns(
    every: Sequence[_Seen], tell: Callable[[Sequence[_Seen], Sequence[_Seen]], Iterable[Told]]
) -> list[Told]:
    """What is told of each sixth of the texts when the others were learned from.

    Args:
        every: what was seen.
        tell: takes what to learn from and what to tell of.
    """
    texts = sorted({one.text for one in every})
    told: list[Told] = []
    for fold in range(FOLDS):
        aside = set(texts[fold::FOLDS])
        kept = [one for one in every if one.text not in aside]
        told += tell(kept, [one for one in every if one.text in aside])
    return told


def say_believed(told: Sequence[Told]) -> None:
    """Print how many are believed from each chance, and how many of them are right."""
    for least in _LEAST:
        given = [truth for chance, truth in told if chance >= least]
        say(f"believed from {least:.1f}: {len(given)}, right {sum(given)}")


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(line + "\n")
