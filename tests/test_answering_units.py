"""Which units answer which, and which are only looked at."""

import pytest

from rag.language.answering_units import may_answer, same_unit


@pytest.mark.parametrize(
    ("asked", "given"), [("块", "枚"), ("家", "处"), ("间", "所"), ("口", "人"), ("桩", "件")]
)
def test_measures_of_the_same_sort_answer_each_other(asked: str, given: str) -> None:
    assert same_unit(asked, given)


@pytest.mark.parametrize(
    ("asked", "given"), [("人", "人次"), ("户", "户次"), ("人", "元"), ("家", "元"), ("次", "人次")]
)
def test_people_turns_and_money_stay_apart(asked: str, given: str) -> None:
    assert not same_unit(asked, given)
    assert not may_answer(asked, given)


def test_the_money_of_its_day_is_looked_at_but_not_added_up() -> None:
    assert may_answer("元", "银元")
    assert not same_unit("元", "银元")


def test_a_unit_in_brackets_counts_as_either_but_not_turns() -> None:
    assert same_unit("个", "个(艘)")
    assert same_unit("艘", "个(艘)")
    assert not same_unit("人", "人(次)")
    assert not same_unit("人次", "人(次)")
