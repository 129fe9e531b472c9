"""What no likelihood makes up for, on the shipped text."""

import pytest

from rag.pipeline import IndexPipeline
from rag.types import Reason

QUESTIONS = [
    ("怎么用Python读取文件？", Reason.UNKNOWN_ENTITY),
    ("罗愈芳是哪年出生的？", Reason.VALUE_NOT_REPORTED),
]


@pytest.mark.parametrize(("question", "reason"), QUESTIONS)
def test_what_is_untold_is_refused(pipeline: IndexPipeline, question: str, reason: Reason) -> None:
    answer = pipeline.ask(question)
    assert answer.refusal is not None
    assert answer.refusal.reason is reason
