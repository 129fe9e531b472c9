"""Recall of the paragraph a question was written for, in a pool of whole paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Encoder
from embeddings.training.data import Pair


@dataclass(frozen=True, slots=True)
class Recall:
    """Share of queries whose passage is the first, or among the first five.

    Attributes:
        queries: how many were asked.
        passages: size of the pool.
        at_1: 0 to 1.
        at_5: 0 to 1.
    """

    queries: int
    passages: int
    at_1: float
    at_5: float


def measure(encoder: Encoder, pairs: Sequence[Pair]) -> Recall:
    """Rank the distinct passages of `pairs` for each of their queries."""
    pool = list(dict.fromkeys(pair.passage for pair in pairs))
    place = {passage: row for row, passage in enumerate(pool)}
    scores = (
        encoder.encode_queries([pair.query for pair in pairs]) @ encoder.encode_passages(pool).T
    )
    ranks = ranks_of(scores, [place[pair.passage] for pair in pairs])
    return Recall(len(pairs), len(pool), recall_at(ranks, 1), recall_at(ranks, 5))


def ranks_of(scores: NDArray[np.float32], gold: Sequence[int]) -> NDArray[np.int64]:
    """Rank of each query's gold column, 1 the best; ties are broken by column.

    Args:
        scores: (queries, passages).
        gold: the right column of each query.
    """
    rows = np.arange(len(gold))
    columns = np.asarray(gold, dtype=np.int64)
    own = scores[rows, columns][:, None]
    earlier = np.arange(scores.shape[1])[None, :] < columns[:, None]
    ahead = (scores > own) | ((scores == own) & earlier)
    ranks: NDArray[np.int64] = 1 + ahead.sum(axis=1, dtype=np.int64)
    return ranks


def recall_at(ranks: NDArray[np.int64], k: int) -> float:
    """Share of ranks that are at most k; 0 where there are none."""
    return float((ranks <= k).mean()) if len(ranks) else 0.0
