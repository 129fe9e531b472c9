"""Means with their uncertainty, and percentiles. Seeded: the same values, the same intervals."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

RESAMPLES = 1000
SEED = 20


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over ``count`` questions with its 95 % interval."""

    mean: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class Difference:
    """How much the second of two paired runs is above the first.

    ``p`` is the two-sided bootstrap probability that there is no difference.
    """

    mean: float
    low: float
    high: float
    p: float
    count: int


def estimate(values: Sequence[float]) -> Estimate:
    """Mean and percentile bootstrap interval.

    Efron and Tibshirani, *An Introduction to the Bootstrap* (1993), chapter 13.

    Raises:
        ValueError: there are no values.
    """
    means = _resampled(values)
    low, high = np.percentile(means, [2.5, 97.5])
    return Estimate(float(np.mean(values)), float(low), float(high), len(values))


def paired_difference(first: Sequence[float], second: Sequence[float]) -> Difference:
    """Paired bootstrap over the questions that both runs answered.

    Koehn, "Statistical Significance Tests for Machine Translation Evaluation" (EMNLP 2004),
    two-sided, ties counted on both sides.

    Raises:
        ValueError: the runs are empty or not of one length.
    """
    if len(first) != len(second):
        raise ValueError(f"{len(first)} and {len(second)} values are not pairs")
    gains = [after - before for before, after in zip(first, second, strict=True)]
    means = _resampled(gains)
    low, high = np.percentile(means, [2.5, 97.5])
    tail = min(float(np.mean(means <= 0)), float(np.mean(means >= 0)))
    mean = float(np.mean(gains))
    return Difference(mean, float(low), float(high), min(1.0, 2 * tail), len(gains))


def percentile(values: Sequence[float], share: float) -> float:
    """Nearest-rank percentile (Hyndman and Fan 1996, type 1): a value that was measured.

    Args:
        values: at least one.
        share: 0 < share <= 1, 0.95 for p95.
    """
    if not values or not 0 < share <= 1:
        raise ValueError("a percentile needs values and a share above 0, at most 1")
    return sorted(values)[ceil(share * len(values)) - 1]


def _resampled(values: Sequence[float]) -> np.ndarray:
    if not values:
        raise ValueError("nothing to estimate from")
    array = np.asarray(values, np.float64)
    picks = np.random.default_rng(SEED).integers(len(array), size=(RESAMPLES, len(array)))
    means: np.ndarray = array[picks].mean(axis=1)
    return means
