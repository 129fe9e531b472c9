"""What nouns and units count."""

import pytest

from rag.language.counted import Counted, counted_by_noun, counted_by_unit


@pytest.mark.parametrize(
    ("noun", "sort"),
    [
        ("困难职工", Counted.PEOPLE),
        ("运动员", Counted.PEOPLE),
        ("参保人数", Counted.PEOPLE),
        ("求职者", Counted.PEOPLE),
        ("基层工会", Counted.THING),
        ("记者站", Counted.THING),
        ("补助资金", Counted.MONEY),
        ("罚没款", Counted.MONEY),
        ("岗位", Counted.THING),
        ("", Counted.UNKNOWN),
    ],
)
def test_nouns(noun: str, sort: Counted) -> None:
    assert counted_by_noun(noun) is sort


@pytest.mark.parametrize(
    ("unit", "sort"),
    [
        ("名", Counted.PEOPLE),
        ("人次", Counted.PEOPLE),
        ("元", Counted.MONEY),
        ("%", Counted.RATE),
        ("家", Counted.THING),
        ("", Counted.UNKNOWN),
    ],
)
def test_units(unit: str, sort: Counted) -> None:
    assert counted_by_unit(unit) is sort
