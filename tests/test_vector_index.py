"""Exact search by inner product, and files that are not what they should be."""

import struct
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from embeddings.errors import VectorIndexError
from embeddings.vector_index import VectorIndex

VECTORS = np.array([[1, 0], [0, 1], [0.6, 0.8], [-1, 0]], dtype=np.float32)


def floats(*rows: tuple[float, ...]) -> NDArray[np.float32]:
    return np.array(rows, dtype=np.float32)


def test_scores_and_rows_are_those_worked_out_by_hand() -> None:
    # (0.8, 0.6) by each row: 0.8; 0.6; 0.48 + 0.48 = 0.96; -0.8
    scores, rows = VectorIndex.build(VECTORS).search(floats((0.8, 0.6), (-1, 0)), 3)
    assert rows.tolist() == [[2, 0, 1], [3, 1, 2]]
    assert np.allclose(scores, [[0.96, 0.8, 0.6], [1, 0, -0.6]], atol=1e-6)
    assert scores.dtype == np.float32
    assert rows.dtype == np.int64


def test_the_inner_product_is_not_the_cosine() -> None:
    scores, rows = VectorIndex.build(floats((1, 0), (3, 4))).search(floats((1, 1)), 2)
    assert rows.tolist() == [[1, 0]]
    assert scores.tolist() == [[7, 1]]


@pytest.mark.parametrize("queries", [1, 30])
def test_ties_are_broken_by_row_also_across_the_cut(queries: int) -> None:
    # Rows 3, 5, 7, … score 2, all others 1; more queries than faiss answers one by one.
    vectors = np.array([[2 if i % 2 and i > 1 else 1] for i in range(40)], dtype=np.float32)
    asked = np.ones((queries, 1), dtype=np.float32)
    _, rows = VectorIndex.build(vectors).search(asked, 4)
    assert rows.tolist() == [[3, 5, 7, 9]] * queries
    _, rows = VectorIndex.build(vectors).search(asked, 22)
    assert rows[0].tolist() == [*range(3, 40, 2), 0, 1, 2]


def test_more_rows_than_there_are() -> None:
    scores, rows = VectorIndex.build(VECTORS).search(floats((0, 1)), 99)
    assert rows.tolist() == [[1, 2, 0, 3]]
    assert scores.shape == (1, 4)


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    index = VectorIndex.build(np.empty((0, 3), dtype=np.float32))
    index.save(tmp_path / "empty")
    for each in (index, VectorIndex.load(tmp_path / "empty", 0, 3)):
        scores, rows = each.search(floats((1, 2, 3), (4, 5, 6)), 5)
        assert scores.shape == rows.shape == (2, 0)


def test_no_queries_give_no_rows() -> None:
    scores, rows = VectorIndex.build(VECTORS).search(np.empty((0, 2), np.float32), 3)
    assert scores.shape == rows.shape == (0, 3)


def test_saved_and_loaded_gives_the_same_answers(tmp_path: Path) -> None:
    vectors = np.random.default_rng(1).standard_normal((300, 17)).astype(np.float32)
    queries = vectors[:25] + np.float32(0.1)
    built = VectorIndex.build(vectors)
    built.save(tmp_path / "v")
    loaded = VectorIndex.load(tmp_path / "v", 300, 17)
    assert (loaded.count, loaded.dim) == (300, 17)
    scores, rows = built.search(queries, 9)
    assert np.array_equal(loaded.search(queries, 9)[0], scores)
    assert np.array_equal(loaded.search(queries, 9)[1], rows)


def test_vectors_that_are_not_contiguous() -> None:
    wide = np.array([[1, 9, 0, 9], [0, 9, 1, 9]], dtype=np.float32)
    _, rows = VectorIndex.build(wide[:, ::2]).search(floats((9, 0, 1, 0))[:, ::2], 1)
    assert rows.tolist() == [[0]]


@pytest.mark.parametrize(
    "vectors",
    [
        np.zeros((2, 2), dtype=np.float64),
        np.zeros(4, dtype=np.float32),
        np.zeros((3, 0), dtype=np.float32),
        np.array([[1, np.nan]], dtype=np.float32),
        np.array([[1, np.inf]], dtype=np.float32),
    ],
)
def test_vectors_that_do_not_fit_are_refused(vectors: NDArray[np.float32]) -> None:
    with pytest.raises(VectorIndexError):
        VectorIndex.build(vectors)


def test_queries_that_do_not_fit_are_refused() -> None:
    index = VectorIndex.build(VECTORS)
    with pytest.raises(VectorIndexError, match="3 dimensions, the index has 2"):
        index.search(floats((1, 2, 3)), 1)
    with pytest.raises(VectorIndexError, match="k is 0"):
        index.search(floats((1, 2)), 0)
    with pytest.raises(VectorIndexError, match="not finite"):
        index.search(floats((1, float("nan"))), 1)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    VectorIndex.build(VECTORS).save(tmp_path / "v")
    return tmp_path / "v"


@pytest.mark.parametrize(("count", "dim"), [(5, 2), (4, 3), (2, 4), (8, 1), (0, 2)])
def test_a_file_of_another_shape_is_refused(saved: Path, count: int, dim: int) -> None:
    with pytest.raises(VectorIndexError):
        VectorIndex.load(saved, count, dim)


@pytest.mark.parametrize(
    ("offset", "value"),
    [
        (0, b"IwFl"),  # another kind of index: inverted lists
        (4, struct.pack("<i", -1)),  # dimensions
        (8, struct.pack("<q", 1 << 60)),  # rows
        (32, b"\x00"),  # not trained
        (33, struct.pack("<i", 1)),  # another metric
        (37, struct.pack("<Q", 1 << 61)),  # numbers that follow
    ],
)
def test_a_crafted_header_never_reaches_the_parser(saved: Path, offset: int, value: bytes) -> None:
    data = bytearray(saved.read_bytes())
    data[offset : offset + len(value)] = value
    saved.write_bytes(bytes(data))
    with pytest.raises(VectorIndexError, match="no flat index of 4 rows"):
        VectorIndex.load(saved, 4, 2)


def test_cut_grown_missing_and_poisoned_files_are_refused(saved: Path) -> None:
    data = saved.read_bytes()
    assert len(data) == 45 + 4 * 8
    for other in (data[:-1], data + b"\x00", b""):
        saved.write_bytes(other)
        with pytest.raises(VectorIndexError, match="not 77 bytes long"):
            VectorIndex.load(saved, 4, 2)
    saved.write_bytes(data[:-4] + struct.pack("<f", float("nan")))
    with pytest.raises(VectorIndexError, match="not finite"):
        VectorIndex.load(saved, 4, 2)
    saved.unlink()
    with pytest.raises(VectorIndexError, match="Cannot read"):
        VectorIndex.load(saved, 4, 2)


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(VectorIndexError, match="Cannot write"):
        VectorIndex.build(VECTORS).save(tmp_path / "no" / "v")
