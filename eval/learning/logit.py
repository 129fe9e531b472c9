"""Fitting a conditional logit: pure arithmetic on arrays.

Maximises the mean log of the probability mass that the softmax puts on the right candidates,
less an L2 penalty (McFadden 1973; several right ones are summed, as in multiple-instance
learning). Convex but for the sum; L-BFGS from zero is deterministic.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize


@dataclass(frozen=True, slots=True)
class Choice:
    """One question: ``features`` has shape (candidates, names), ``right`` (candidates,) bool."""

    features: NDArray[np.float64]
    right: NDArray[np.bool_]


def fit(choices: Sequence[Choice], names: Sequence[str], penalty: float) -> Mapping[str, float]:
    """Weights by feature name.

    Args:
        choices: questions with at least one right and one wrong candidate.
        names: the columns of the features.
        penalty: L2 strength on the mean loss.

    Raises:
        ValueError: there is nothing to learn from.
    """
    if not choices:
        raise ValueError("no question has both a right and a wrong candidate")

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, gradient = 0.0, np.zeros_like(weights)
        for choice in choices:
            scores = choice.features @ weights
            scores -= scores.max()
            mass = np.exp(scores)
            share = mass / mass.sum()
            good = share * choice.right
            right = max(good.sum(), 1e-300)
            total -= np.log(right)
            gradient -= (good / right - share) @ choice.features
        count = len(choices)
        return (
            total / count + penalty * float(weights @ weights),
            gradient / count + 2 * penalty * weights,
        )

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return {name: round(float(value), 4) for name, value in zip(names, found.x, strict=True)}


def accuracy(
    choices: Sequence[Choice], names: Sequence[str], weights: Mapping[str, float]
) -> float:
    """Share of questions whose best candidate is right."""
    vector = np.array([weights.get(name, 0.0) for name in names])
    hits = [bool(one.right[int(np.argmax(one.features @ vector))]) for one in choices]
    return sum(hits) / len(hits) if hits else 0.0


def fit_logistic(
    rows: Sequence[Mapping[str, float]],
    right: Sequence[bool],
    row_weights: Sequence[float],
    penalty: float,
) -> dict[str, float]:
    """Weights of a logistic regression by feature name (no separate intercept)."""
    names = sorted({name for row in rows for name in row})
    matrix = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    target = np.array(right, float)
    mass = np.array(row_weights, float)
    mass /= mass.sum()

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = matrix @ weights
        losses = np.logaddexp(0.0, scores) - target * scores
        error = mass * (1 / (1 + np.exp(-scores)) - target)
        return (
            float(mass @ losses) + penalty * float(weights @ weights),
            error @ matrix + 2 * penalty * weights,
        )

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return {name: round(float(value), 4) for name, value in zip(names, found.x, strict=True)}
