"""Exact nearest rows by inner product. The only importer of faiss.

One thread: on small machines faiss's own threads cost more than they bring, and a service
answers many questions at a time anyway. Approximate search is not here; up to about 100,000
rows an exact scan takes milliseconds.
"""

import os
import struct
from pathlib import Path
from types import ModuleType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from embeddings.errors import VectorIndexError

Vectors = NDArray[np.float32]
Rows = NDArray[np.int64]

# faiss's flat file, little endian (faiss/impl/index_write.cpp): fourcc, dim, rows, two unused
# words, "is trained", metric (0 = inner product), number of float32 that follow.
_HEADER = struct.Struct("<4siqqqBiQ")
_UNUSED = 1 << 20
_MAX_DIM = 1 << 16


class VectorIndex:
    """Rows of vectors, searched by inner product.

    Args:
        index: a ready ``faiss.IndexFlatIP``; use `build` or `load` to get one.
    """

    def __init__(self, index: Any) -> None:  # noqa: ANN401  faiss has no type stubs
        self._index = index

    @property
    def count(self) -> int:
        """Number of rows."""
        return int(self._index.ntotal)

    @property
    def dim(self) -> int:
        """Length of a row."""
        return int(self._index.d)

    @property
    def vectors(self) -> Vectors:
        """A copy of the rows, (count, dim), exactly as they were given."""
        if not self.count:
            return np.empty((0, self.dim), np.float32)
        rows: Vectors = self._index.reconstruct_n(0, self.count)
        return rows

    @classmethod
    def build(cls, vectors: Vectors) -> Self:
        """Index vectors of shape (n, dim), float32, finite; n may be 0.

        Raises:
            VectorIndexError: another shape or type, or a value that is not finite.
        """
        _check(vectors, "Vectors")
        index = _faiss().IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors))
        return cls(index)

    def search(self, queries: Vectors, k: int) -> tuple[Vectors, Rows]:
        """Find the k rows with the largest inner product for each query.

        Args:
            queries: (m, dim) float32, finite.
            k: rows wanted, at least 1.

        Returns:
            Scores, float32, and row numbers, int64, both (m, min(k, count)), best first; equal
            scores are in row order, also where the cut falls among them.

        Raises:
            VectorIndexError: queries or k do not fit.
        """
        _check(queries, "Queries")
        if queries.shape[1] != self.dim:
            raise VectorIndexError(
                f"Queries have {queries.shape[1]} dimensions, the index has {self.dim}.",
                "Encode queries with the encoder that built the index.",
            )
        if k < 1:
            raise VectorIndexError(f"k is {k}.", "Ask for at least 1 row.")
        k = min(k, self.count)
        if k == 0 or not len(queries):
            return np.empty((len(queries), k), np.float32), np.empty((len(queries), k), np.int64)
        _faiss()
        found = [self._search_one(query[None, :], k) for query in np.ascontiguousarray(queries)]
        return np.stack([scores for scores, _ in found]), np.stack([rows for _, rows in found])

    def _search_one(self, query: Vectors, k: int) -> tuple[Vectors, Rows]:
        # One query at a time: faiss scores larger batches by matrix product, whose rounding
        # differs from row to row, so equal rows would not tie and batches would not agree.
        wanted = min(k + 1, self.count)
        while True:
            scores, rows = (found[0] for found in self._index.search(query, wanted))
            # A tie across the cut: fetch more, so that the lowest rows win.
            if wanted == self.count or scores[-1] < scores[k - 1]:
                break
            wanted = min(wanted * 2, self.count)
        order = np.lexsort((rows, -scores))[:k]
        return scores[order], rows[order]

    def save(self, path: Path) -> None:
        """Write the index to a file in faiss's format and flush it to the disk.

        Raises:
            VectorIndexError: the file cannot be written.
        """
        data = _faiss().serialize_index(self._index)
        try:
            with path.open("wb") as stream:
                stream.write(data.tobytes())
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise VectorIndexError(
                f"Cannot write {path}: {error.strerror}.", "Check the folder and the space left."
            ) from error

    @classmethod
    def load(cls, path: Path, count: int, dim: int) -> Self:
        """Read an index of `count` rows of `dim` floats.

        faiss's parser trusts the counts it reads, so size and header are compared with what
        is expected before it sees the file.

        Raises:
            VectorIndexError: missing, damaged, or not of that shape.
        """
        size = _HEADER.size + 4 * count * dim
        rebuild = "Build the index again."
        try:
            if path.stat().st_size != size:
                raise VectorIndexError(f"{path} is not {size} bytes long.", rebuild)
            data = path.read_bytes()
        except OSError as error:
            raise VectorIndexError(f"Cannot read {path}: {error.strerror}.", rebuild) from error
        expected = _HEADER.pack(b"IxFI", dim, count, _UNUSED, _UNUSED, 1, 0, count * dim)
        if len(data) != size or data[: _HEADER.size] != expected:
            raise VectorIndexError(
                f"{path} is no flat index of {count} rows and {dim} dimensions.", rebuild
            )
        if not np.isfinite(np.frombuffer(data, np.float32, offset=_HEADER.size)).all():
            raise VectorIndexError(f"{path} holds values that are not finite.", rebuild)
        return cls(_faiss().deserialize_index(np.frombuffer(data, np.uint8)))


def _check(vectors: Vectors, what: str) -> None:
    if vectors.ndim != 2 or not 0 < vectors.shape[1] <= _MAX_DIM or vectors.dtype != np.float32:
        raise VectorIndexError(
            f"{what} have shape {vectors.shape} and type {vectors.dtype}.",
            f"Pass float32 of shape (n, dim), dim 1 to {_MAX_DIM}.",
        )
    if not np.isfinite(vectors).all():
        raise VectorIndexError(f"{what} hold values that are not finite.", "Check the encoder.")


def _faiss() -> ModuleType:
    """Import faiss late, with one thread in the calling thread.

    OpenMP keeps the number for each thread that calls it, so every entry sets it.
    """
    import faiss

    faiss.omp_set_num_threads(1)
    module: ModuleType = faiss
    return module
