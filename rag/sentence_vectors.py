"""The vectors of sentences, made on first need and kept.

A mean over a passage of ten sentences is near to none of them: one question is about one
sentence. So a passage that the index finds is as near as its nearest sentence. Only found
passages are looked at, so that a large index costs no more than a small one.
"""

from collections.abc import Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Encoder
from rag.analysis import Analyses, SentenceAnalysis
from rag.types import Passage


class SentenceVectors:
    """Vectors of the sentences of one index. Thread-safe: it only reads and remembers."""

    def __init__(self, analyses: Analyses, encoder: Encoder) -> None:
        self._analyses = analyses
        self._encoder = encoder
        self._rows: dict[tuple[str, int], int] = {}
        self._rows_of: dict[str, NDArray[np.int32]] = {}
        self._vectors = np.empty((0, encoder.dim), np.float32)
        self._growing = Lock()

    def of(self, sentences: Sequence[SentenceAnalysis]) -> NDArray[np.float32]:
        """One row a sentence, shape (sentences, dim)."""
        keys = [(one.document.id, one.sentence.number) for one in sentences]
        rows = [self._rows.get(key, -1) for key in keys]
        if -1 in rows:
            rows = self._grown(keys, sentences)
        return self._vectors[rows]

    def _grown(
        self, keys: Sequence[tuple[str, int]], sentences: Sequence[SentenceAnalysis]
    ) -> list[int]:
        """The rows of sentences, once those of new ones are made."""
        with self._growing:
            told = zip(keys, sentences, strict=True)
            new = {key: dated(one) for key, one in told if key not in self._rows}
            if new:
                made = self._encoder.encode_passages(list(new.values()))
                first = len(self._rows)
                if first + len(made) > len(self._vectors):
                    room = np.empty((2 * first + len(made), self._encoder.dim), np.float32)
                    room[:first] = self._vectors[:first]
                    self._vectors = room
                self._vectors[first : first + len(made)] = made
                # Told last: who finds a row finds it filled.
                self._rows.update((key, first + at) for at, key in enumerate(new))
            return [self._rows[key] for key in keys]

    def nearest(self, passages: Sequence[Passage], query: NDArray[np.float32]) -> list[float]:
        """How near the nearest sentence of each passage is to a query of shape (dim,)."""
        if not passages:
            return []
        new = [passage for passage in passages if passage.id not in self._rows_of]
        if new:
            self._look_up(new)
        rows = [self._rows_of[passage.id] for passage in passages]
        near = self._vectors[np.concatenate(rows)] @ query
        firsts = np.cumsum([0, *map(len, rows[:-1])])
        best: list[float] = np.maximum.reduceat(near, firsts).tolist()
        return best

    def _look_up(self, passages: Sequence[Passage]) -> None:
        """Note the rows of the passages' sentences: the same passages come up again and again."""
        keys = [(one.document, number) for one in passages for number in one.sentences]
        rows = self._grown(keys, [self._analyses.of(*key) for key in keys])
        last = 0
        for passage in passages:
            first, last = last, last + len(passage.sentences)
            self._rows_of[passage.id] = np.array(rows[first:last], np.int32)


def dated(analysis: SentenceAnalysis) -> str:
    """The sentence, after the words that date it where these stand in an earlier one."""
    reading = analysis.document.reading
    times = (reading[time.start : time.end] for time in analysis.sentence.times if time.inherited)
    return " ".join([*dict.fromkeys(times), analysis.text])
