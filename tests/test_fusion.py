"""Fusion is arithmetic: every value here is worked out by hand."""

import pytest

from rag.fusion import fuse, normalise_scores


def test_scores_are_scaled_between_the_floor_and_the_best() -> None:
    assert normalise_scores({1: 4.0, 2: 1.0, 3: 0.0}, 0.0) == {1: 1.0, 2: 0.25, 3: 0.0}


def test_a_score_below_the_floor_is_zero_and_nothing_divides_by_zero() -> None:
    assert normalise_scores({1: 2.0, 2: -1.0}, 0.0) == {1: 1.0, 2: 0.0}
    assert normalise_scores({1: 0.0}, 0.0) == {1: 0.0}
    assert normalise_scores({}, 0.0) == {}


def test_the_convex_combination_and_its_order() -> None:
    fused = fuse({1: 1.0, 2: 0.5}, {2: 1.0, 3: 0.8}, dense_weight=0.25)
    assert [row for row, _ in fused] == [1, 2, 3]
    assert [score for _, score in fused] == pytest.approx([0.75, 0.625, 0.2])


def test_equal_scores_are_ordered_by_row() -> None:
    assert [row for row, _ in fuse({9: 1.0, 4: 1.0, 6: 1.0}, {}, 0.5)] == [4, 6, 9]


def test_without_a_dense_side_the_lexical_order_stands() -> None:
    assert [row for row, _ in fuse({1: 0.2, 2: 0.9}, {3: 1.0}, 0.0)] == [2, 1, 3]
