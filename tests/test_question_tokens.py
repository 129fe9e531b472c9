"""Pairs of a word's end and a particle are no search terms."""

import pytest

from rag.question import is_joint, read_question


@pytest.mark.parametrize(
    ("token", "joint"),
    [
        ("立的", True),
        ("展了", True),
        ("目的", False),
        ("了解", False),
        ("成立", False),
        ("的", False),
    ],
)
def test_joints(token: str, joint: bool) -> None:
    assert is_joint(token) is joint


def test_a_question_is_searched_without_them() -> None:
    tokens = read_question("学校什么时候成立的？").tokens
    assert "成立" in tokens
    assert "立的" not in tokens
