"""Token numbers, first weights and batches: the part of training that needs no torch."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from embeddings.training.data import Pair

Ids = NDArray[np.int64]

MOST_TOKENS = 400
"""Tokens of one text that training looks at: a longer text is about too much for one mean."""


def encode_ids(tokenizer: Tokenizer, texts: Sequence[str]) -> list[Ids]:
    """Turn texts into token numbers, each distinct text once."""
    distinct = list(dict.fromkeys(texts))
    known: dict[str, Ids] = {}
    for start in range(0, len(distinct), 2048):
        part = distinct[start : start + 2048]
        encodings = tokenizer.encode_batch_fast(part, add_special_tokens=False)
        known.update(
            (text, np.asarray(encoding.ids, dtype=np.int64))
            for text, encoding in zip(part, encodings, strict=True)
        )
    return [known[text] for text in texts]


class Texts:
    """The token numbers of every text of some pairs; a text of no token counts as unknown."""

    def __init__(self, tokenizer: Tokenizer, pairs: Sequence[Pair]) -> None:
        texts = list(dict.fromkeys(text for pair in pairs for text in _texts(pair)))
        unknown = np.zeros(1, dtype=np.int64)
        self._ids = {
            text: ids[:MOST_TOKENS] if len(ids) else unknown
            for text, ids in zip(texts, encode_ids(tokenizer, texts), strict=True)
        }

    def __getitem__(self, text: str) -> Ids:
        return self._ids[text]


def _texts(pair: Pair) -> Iterator[str]:
    yield pair.query
    yield pair.passage
    yield from pair.wrong


def pick_wrong(pairs: Sequence[Pair], generator: np.random.Generator) -> list[str]:
    """One wrong text of each pair that has some, none twice, none that is right for another."""
    right = {pair.passage for pair in pairs}
    picked = [pair.wrong[generator.integers(len(pair.wrong))] for pair in pairs if pair.wrong]
    return [text for text in dict.fromkeys(picked) if text not in right]


def first_weights(documents: Sequence[Ids], size: int, dim: int, seed: int) -> NDArray[np.float32]:
    """Random directions, as long as the token is rare.

    A mean of such rows is a random projection of a tf-idf vector, so tokens that training
    never meets already match themselves, and common ones already weigh little.

    Returns:
        (size, dim) rows of length ``ln((1 + N) / (1 + df))`` over the largest of them.
    """
    frequency = np.zeros(size)
    for ids in documents:
        frequency[np.unique(ids)] += 1
    weight = np.log((1 + len(documents)) / (1 + frequency)) + 0.1
    rows = np.random.default_rng(seed).standard_normal((size, dim))
    rows *= (weight / weight.max() / np.linalg.norm(rows, axis=1))[:, None]
    return rows.astype(np.float32)


def batches(
    pairs: Sequence[Pair], size: int, generator: np.random.Generator
) -> Iterator[list[int]]:
    """Yield full batches of pair numbers in which no query and no passage stands twice.

    A passage that stood twice would be a wrong negative of its own question. Pairs that do
    not fit into the batch at hand wait for the next; what is left at the end is dropped,
    unless no batch would come out at all.
    """
    waiting = [int(i) for i in generator.permutation(len(pairs))]
    size = min(size, len({pair.passage for pair in pairs}), len({p.query for p in pairs}))
    while len(waiting) >= size:
        batch: list[int] = []
        later: list[int] = []
        seen: set[str] = set()
        for at, i in enumerate(waiting):
            if len(batch) == size:
                later.extend(waiting[at:])
                break
            texts = {pairs[i].query, pairs[i].passage}
            if texts & seen:
                later.append(i)
            else:
                batch.append(i)
                seen |= texts
        if len(batch) < size:
            return
        yield batch
        waiting = later
