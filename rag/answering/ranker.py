"""Orders candidates by a linear score whose weights were learned: a conditional logit.

McFadden, "Conditional Logit Analysis of Qualitative Choice Behavior" (1973): the chance that a
candidate is chosen among those at hand is the softmax of its linear score. A few dozen weights a
kind of question, each readable in ``ranker.json``; learned by ``python -m eval.learning``.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from typing import Any, cast

from rag.answering.candidates import Candidate
from rag.answering.features import Features
from rag.language.asking import Wanted

WEIGHTS = Path(__file__).with_name("ranker.json")
_FAR = 30.0

GROUPS: Mapping[Wanted, str] = {
    Wanted.QUANTITY: "quantity",
    Wanted.DATE: "date",
    Wanted.REASON: "prose",
    Wanted.MANNER: "prose",
    Wanted.DEFINITION: "definition",
    Wanted.PERSON: "name",
    Wanted.PLACE: "name",
    Wanted.NAME: "name",
    Wanted.LIST: "list",
    Wanted.YES_NO: "yes_no",
    Wanted.COMPARISON: "quantity",
    Wanted.STATEMENT: "statement",
}
"""Kinds of question that share one set of weights."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its features, its score and its share of the softmax (0-1)."""

    candidate: Candidate
    features: Features
    score: float
    share: float


@dataclass(frozen=True, slots=True)
class Offered:
    """A candidate before it is weighed: the rank of its sentence, and how the reader sees it."""

    rank: int
    candidate: Candidate
    seen: Features


class LinearRanker:
    """Scores candidates with the weights of the question's group."""

    def __init__(self, weights: Mapping[str, Mapping[str, float]]) -> None:
        self._weights = weights

    def foremost(self, wanted: Wanted, offered: Sequence[Offered], most: int) -> list[Offered]:
        """At most ``most`` of them: those that score best by what the reader sees alone.

        Working out the other features of a hundred takes as long as the reader does; of 40 one
        in two hundred that would have come first is missing.
        """
        weights = self._weights.get(GROUPS[wanted])
        if not weights or len(offered) <= most:
            return list(offered)
        return sorted(offered, key=lambda one: -linear(weights, one.seen))[:most]

    def rank(self, wanted: Wanted, found: Sequence[tuple[Candidate, Features]]) -> list[Scored]:
        """Best first; ties by place in the text, then the shorter."""
        weights = self._weights.get(GROUPS[wanted], {})
        scores = [linear(weights, values) for _, values in found]
        top = max(scores, default=0.0)
        masses = [exp(score - top) for score in scores]
        total = sum(masses) or 1.0
        scored = [
            Scored(candidate, values, score, mass / total)
            for (candidate, values), score, mass in zip(found, scores, masses, strict=True)
        ]
        return sorted(
            scored,
            key=lambda one: (
                -one.score,
                one.candidate.hit.document,
                one.candidate.hit.sentence.number,
                one.candidate.start,
                one.candidate.end,
            ),
        )


def linear(weights: Mapping[str, float], values: Features) -> float:
    """The weighted sum; a feature without a weight counts nothing."""
    get = weights.get
    return sum([get(name, 0.0) * value for name, value in values.items() if value])


def logistic(score: float) -> float:
    """The chance (0-1) that a score stands for; beyond 30 either way it is as good as sure."""
    return 1.0 / (1.0 + exp(-max(-_FAR, min(_FAR, score))))


@cache
def shipped_ranker(*, reads: bool = False) -> LinearRanker:
    """The ranker with the shipped weights, those for candidates that a reader saw or did not."""
    return LinearRanker(shipped_weights(reads=reads)["weights"])


def shipped_weights(*, reads: bool) -> dict[str, Any]:
    """What was learned with a reader, or without one."""
    learned: dict[str, Any] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return cast(dict[str, Any], learned["read" if reads else "plain"])
