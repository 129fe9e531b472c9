"""Which figures of some stretches of text a result is reckoned from, found by trying.

Figures are read by a pattern of its own: ``embeddings`` stands below ``rag`` and knows nothing of
its grammar, and what is written in digits is all that is to be learned from.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from embeddings.reading.reader import VERDICTS

SUM, DIFFERENCE, RATIO = (VERDICTS.index(one) for one in ("sum", "difference", "ratio"))
_FIGURE = re.compile(r"(?<![\d.])(\d+(?:,\d{3})*(?:\.\d+)?)([万亿]?)(?![\d.万亿年月日])")
_SCALES = {"": 1.0, "万": 1e4, "亿": 1e8}
_MOST = 5
_EXACT = 1e-6
_ROUNDED = 0.006
_HUNDRED = 100.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure ``[start, end)`` of a text, the character behind it, and its value."""

    start: int
    end: int
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Reckoned:
    """How a result follows: the verdict (``SUM`` …) and where its operands begin and end."""

    verdict: int
    operands: tuple[tuple[int, int], ...]


def figures(text: str, start: int = 0, end: int | None = None) -> list[Figure]:
    """The figures of a stretch but years, in order."""
    found = []
    for one in _FIGURE.finditer(text, start, len(text) if end is None else end):
        value = float(one[1].replace(",", "")) * _SCALES[one[2]]
        found.append(Figure(one.start(), one.end(), value, text[one.end() : one.end() + 1]))
    return found


def reckoned(
    text: str, proofs: Sequence[tuple[int, int]], results: Sequence[str]
) -> Reckoned | None:
    """The first way, of the fewest figures, that gives one of the results; None where none does.

    Args:
        text: the whole text.
        proofs: the stretches that hold the operands.
        results: forms of the answer, each with one figure or more.
    """
    held = [one for start, end in proofs for one in figures(text, start, end)]
    held = list({one.start: one for one in held}.values())
    wanted = [one.value for form in results for one in figures(form)]
    for count in range(2, min(_MOST, len(held)) + 1):
        # Figures of one unit first: others give a result by chance more often than they mean it.
        ways = sorted(combinations(held, count), key=lambda way: len({one.unit for one in way}))
        for way in ways:
            verdict = _verdict([one.value for one in way], wanted)
            if verdict:
                return Reckoned(verdict, tuple((one.start, one.end) for one in way))
    return None


def _verdict(values: Sequence[float], wanted: Sequence[float]) -> int:
    """Which reckoning of the values gives one of the wanted; 0 where none does."""
    total, largest, least = sum(values), max(values), min(values)
    if _among(total, wanted, _EXACT):
        return SUM
    if total != 2 * largest and _among(2 * largest - total, wanted, _EXACT):
        return DIFFERENCE
    if len(values) == 2 and least > 0:
        times = largest / least
        rates = (times, _HUNDRED / times, _HUNDRED * (times - 1), _HUNDRED * (1 - 1 / times))
        if any(_among(rate, wanted, _ROUNDED) for rate in rates if rate > 0):
            return RATIO
    return 0


def _among(value: float, wanted: Sequence[float], off: float) -> bool:
    return any(abs(value - one) <= abs(one) * off for one in wanted)
