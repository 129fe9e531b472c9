"""Is the confidence worth something? Risk-coverage and calibration."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Judged = tuple[float, bool]
"""A confidence (0-1) and whether the answer was right."""


@dataclass(frozen=True, slots=True)
class Bin:
    """One bar of a reliability diagram: mean confidence against share right."""

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Answering the surest ``coverage`` (0-1] of the questions goes wrong in ``risk`` (0-1)."""

    coverage: float
    risk: float
    threshold: float


def risk_coverage(judged: Sequence[Judged]) -> list[CurvePoint]:
    """The risk-coverage curve, one point for each distinct confidence, surest first.

    El-Yaniv and Wiener, "On the Foundations of Noise-free Selective Classification" (JMLR 11,
    2010). Questions of equal confidence enter together, so their order does not matter.
    """
    points: list[CurvePoint] = []
    wrong = 0
    ordered = sorted(judged, key=lambda one: -one[0])
    for at, (confidence, right) in enumerate(ordered, 1):
        wrong += not right
        if at == len(ordered) or ordered[at][0] != confidence:
            points.append(CurvePoint(at / len(ordered), wrong / at, confidence))
    return points


def aurc(judged: Sequence[Judged]) -> float:
    """Area under the risk-coverage curve; lower is better, 0 where nothing is wrong.

    Geifman, Uziel and El-Yaniv, "Bias-Reduced Uncertainty Estimation for Deep Neural Classifiers"
    (ICLR 2019): the mean risk over all coverages; within a group of equal confidence the risk is
    what a random order gives at its end.
    """
    area, before = 0.0, 0.0
    for point in risk_coverage(judged):
        area += point.risk * (point.coverage - before)
        before = point.coverage
    return area


def reliability(judged: Sequence[Judged], bins: int = 10) -> list[Bin]:
    """Bins of equal mass, least sure first (sizes differ by one at most).

    Nguyen and O'Connor, "Posterior calibration and exploratory analysis for NLP models" (EMNLP
    2015): equal mass instead of equal width, so that every bin rests on as many questions.
    """
    ordered = sorted(judged)
    count = len(ordered)
    edges = [round(at * count / bins) for at in range(bins + 1)]
    made = []
    for first, last in pairwise(edges):
        part = ordered[first:last]
        if part:
            made.append(
                Bin(
                    low=part[0][0],
                    high=part[-1][0],
                    count=len(part),
                    confidence=sum(confidence for confidence, _ in part) / len(part),
                    accuracy=sum(right for _, right in part) / len(part),
                )
            )
    return made


def ece(judged: Sequence[Judged], bins: int = 10) -> float:
    """Expected calibration error: mean distance of confidence and accuracy, weighted by mass.

    Naeini, Cooper and Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian
    Binning" (AAAI 2015).
    """
    made = reliability(judged, bins)
    total = sum(one.count for one in made)
    distance = sum(one.count * abs(one.confidence - one.accuracy) for one in made)
    return distance / total if total else 0.0
