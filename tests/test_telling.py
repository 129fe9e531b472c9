"""Whether a figure of the text may stand where a question only sounds like a calculation."""

from math import inf

import pytest

from rag.answering.draft import Draft
from rag.answering.telling import (
    TOLD,
    asks_a_share,
    asks_of_one,
    states_a_share,
    sure_enough,
)
from rag.question import read_question
from rag.types import Computation, Reason, Refusal

REFUSED = Draft(refusal=Refusal(Reason.VALUE_NOT_REPORTED, "", ()))


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("日占后剩几灶替驻军出酒？", True),
        ("五八年并成一家以后，供销部到六〇年底一共被平调走多少钱？", True),
        ("一年里没散的托儿所是哪几家？", True),
        ("男会员比女会员多多少人？", False),
        ("1984年底的会员比1952年底多多少人？", False),
        ("第一中学和第二中学的学生一共有多少人？", False),
    ],
)
def test_two_things_are_told_apart(text: str, one: bool) -> None:
    assert asks_of_one(read_question(text)) is one


def test_a_failed_calculation_of_one_figure_gives_way() -> None:
    assert sure_enough(read_question("日占后剩几灶替驻军出酒？"), REFUSED) == TOLD
    assert sure_enough(read_question("男会员比女会员多多少人？"), REFUSED) == inf


def test_a_failed_share_gives_way_to_one_that_is_stated() -> None:
    asked = read_question("一九八二年参加活动的职工占职工总数的几成？")
    assert sure_enough(asked, REFUSED) == TOLD
    assert asks_a_share(asked)
    assert states_a_share("81%")
    assert states_a_share("三成")
    assert not states_a_share("5.4万人")
    assert not asks_a_share(read_question("青年宫被别人占去，是几几年要回来的？"))


def test_a_sum_or_share_gives_way_to_what_is_surer_and_a_difference_does_not() -> None:
    made = Draft(short="31家", confidence=0.6, computation=Computation("12 + 19", 31.0, ()))
    assert sure_enough(read_question("城里和乡下的客栈合计几家？"), made) == 0.75
    less = Draft(short="7家", confidence=0.6, computation=Computation("19 − 12", 7.0, ()))
    assert sure_enough(read_question("城里的客栈比乡下多几家？"), less) == inf
