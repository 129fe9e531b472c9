"""How often something is done, and a yes or no that hangs on it."""

import pytest

from rag.language.how_often import how_often

YEAR = 365


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        ("此后每年举办一届", {YEAR}),
        ("隔年评一次", {2 * YEAR}),
        ("隔一年才搞一次", {2 * YEAR}),
        ("每三年一届", {3 * YEAR}),
        ("每隔两年", {2 * YEAR, 3 * YEAR}),
        ("三年一评，一年一度", {3 * YEAR, YEAR}),
        ("每季度开会", {91}),
        ("每两个月", {60}),
        ("年年有余，同年成立，每年级一班", set()),
        ("1952年一次捐款，6月10日一次，相隔20年，每两三年", set()),
    ],
)
def test_turns_of_time(text: str, turns: set[int]) -> None:
    assert how_often(text) == turns
