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
        sentences = [
            self._analyses.of(passage.document, number)
            for passage in passages
            for number in passage.sentences
        ]
        if not sentences:
            return []
        near = self.of(sentences) @ query
        firsts = np.cumsum([0, *(len(passage.sentences) for passage in passages[:-1])])
        return [float(best) for best in np.maximum.reduceat(near, firsts)]


def dated(analysis: SentenceAnalysis) -> str:
    """The sentence, after the words that date it where these stand in an earlier one."""
    reading = analysis.document.reading
    times = (reading[time.start : time.end] for time in analysis.sentence.times if time.inherited)
    return " ".join([*dict.fromkeys(times), analysis.text])
