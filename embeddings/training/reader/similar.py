"""Which paragraphs share most of a question's character pairs: wrong ones that look right."""

from collections import Counter
from collections.abc import Sequence
from math import log

import numpy as np


def most_alike(questions: Sequence[str], texts: Sequence[str], k: int) -> list[list[int]]:
    """The ``k`` texts with the highest BM25 over character pairs for each question, best first.

    Robertson & Zaragoza 2009, k1 1.2 and b 0.75.
    """
    holding: dict[str, list[tuple[int, float]]] = {}
    mean = sum(map(len, texts)) / max(1, len(texts))
    for at, text in enumerate(texts):
        norm = 1.2 * (0.25 + 0.75 * len(text) / mean)
        for pair, times in Counter(_pairs(text)).items():
            holding.setdefault(pair, []).append((at, times * 2.2 / (times + norm)))
    lists = {
        pair: (
            np.array([at for at, _ in found]),
            np.array([gain for _, gain in found])
            * log(1 + (len(texts) - len(found) + 0.5) / (len(found) + 0.5)),
        )
        for pair, found in holding.items()
    }
    best = []
    for question in questions:
        scores = np.zeros(len(texts))
        for pair in set(_pairs(question)):
            if pair in lists:
                places, gains = lists[pair]
                scores[places] += gains
        best.append([int(at) for at in np.argsort(-scores, kind="stable")[:k]])
    return best


def shared(question: str, text: str) -> float:
    """How many of the question's pairs of characters a text has; a short text is liked better."""
    return sum(pair in text for pair in set(_pairs(question))) - len(text) / 400


def _pairs(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(len(text) - 1)]
