"""Whether a figure of the text may stand where a question only sounds like a calculation."""

import pytest

from rag.answering.draft import Draft
from rag.answering.telling import asks_of_one, may_be_told
from rag.question import read_question
from rag.types import Reason, Refusal

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
    assert may_be_told(read_question("日占后剩几灶替驻军出酒？"), REFUSED)
    assert not may_be_told(read_question("男会员比女会员多多少人？"), REFUSED)
