"""How well an encoder finds the sentences that questions were made from, and by how much another
is better. Pure apart from the search itself; seeded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from embeddings.encoder import Encoder
from embeddings.vector_index import VectorIndex
from rag.adapting.making import Made
from rag.question import Question
from rag.retrieval import OVER_FETCH, RankingWeights, Retriever
from rag.store import Index
from rag.store.contents import indexed_text
from rag.types import Filters, Hit

WAYS: Mapping[str, RankingWeights] = {
    "dense": RankingWeights(dense=1.0),
    "hybrid": RankingWeights(),
    "sentences": RankingWeights(),
}
"""The dense side alone, beside the lexical one, and reordered by the best sentences: the way that
answers are looked for."""

_RESAMPLES = 2000


@dataclass(frozen=True, slots=True)
class Gain:
    """A mean difference with its 95 % interval."""

    mean: float
    low: float
    high: float


Ranks = Mapping[str, tuple[int, ...]]
"""The rank of the first passage that answers each question, by way of search; 0: not found."""


def reindexed(index: Index, encoder: Encoder) -> Index:
    """The same texts with the vectors of another encoder, in memory."""
    rows = encoder.encode_passages([indexed_text(passage) for passage in index.passages])
    return replace(index, vectors=VectorIndex.build(rows))


def ranks(
    index: Index, encoder: Encoder, made: Sequence[Made], questions: Sequence[Question]
) -> Ranks:
    """Put every question to every way of search.

    Args:
        index: whose vectors the encoder made.
        encoder: of the questions.
        made: what was asked for.
        questions: the same as read.
    """
    found = {}
    for name, weights in WAYS.items():
        retriever = Retriever(index, encoder, weights)
        found[name] = tuple(
            _rank(_hits(retriever, name, question), one)
            for one, question in zip(made, questions, strict=True)
        )
    return found


def _hits(retriever: Retriever, way: str, question: Question) -> list[Hit]:
    if way == "sentences":
        return retriever.rank(question, Filters(), OVER_FETCH)[0]
    return retriever.fused(question, Filters(), OVER_FETCH)


def _rank(hits: Sequence[Hit], one: Made) -> int:
    wanted = set(one.sentences)
    return next(
        (
            place
            for place, hit in enumerate(hits, start=1)
            if hit.passage.document == one.document and wanted.intersection(hit.passage.sentences)
        ),
        0,
    )


def reciprocal(found: Sequence[int]) -> list[float]:
    """1 / rank, 0 for what was not found; the mean is the MRR."""
    return [1 / rank if rank else 0.0 for rank in found]


def first(found: Sequence[int]) -> list[float]:
    """1 for rank 1, else 0; the mean is recall@1."""
    return [float(rank == 1) for rank in found]


def gain(before: Sequence[float], after: Sequence[float], groups: Sequence[str], seed: int) -> Gain:
    """The paired difference with an interval over groups: questions of one block stand together.

    Cluster bootstrap: Field and Welsh, "Bootstrapping clustered data" (JRSS B 69(3), 2007).

    Args:
        before: a value a question, at least one.
        after: likewise.
        groups: what each question was drawn from.
        seed: of the resamples.
    """
    _, places = np.unique(np.array(groups), return_inverse=True)
    gains = np.asarray(after, np.float64) - np.asarray(before, np.float64)
    sums = np.bincount(places, gains)
    sizes = np.bincount(places)
    picks = np.random.default_rng(seed).integers(len(sums), size=(_RESAMPLES, len(sums)))
    means = sums[picks].sum(axis=1) / sizes[picks].sum(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return Gain(float(gains.mean()), float(low), float(high))
