"""Slips in the words that ask are put right, and shown so; what may be meant is left alone."""

import pytest

from rag.language.asking import Wanted
from rag.question import read_question

SLIPS = [
    ("基层工会比1952年末多出多小个？", "多出多少个", Wanted.COMPARISON),
    ("甚么人当了主席？", "什么人", Wanted.PERSON),
    ("神么时候开的？", "什么时候", Wanted.DATE),
    ("夜校怎末办起来的？", "怎么办", Wanted.MANNER),
    ("为神么停办？", "为什么", Wanted.REASON),
]


@pytest.mark.parametrize(("typed", "meant", "kind"), SLIPS)
def test_asking_words_are_put_right(typed: str, meant: str, kind: Wanted) -> None:
    read = read_question(typed)
    assert meant in read.shown
    assert read.asked.kind is kind


def test_what_is_no_slip_is_left() -> None:
    assert "多小的孩子" in read_question("多小的孩子能入托？").folded
