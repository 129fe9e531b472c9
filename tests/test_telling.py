"""Whether a figure of the text may stand where a question only sounds like a calculation."""

import pytest

from rag.analysis import SentenceAnalysis
from rag.answering.candidates import Candidate, Kind
from rag.answering.draft import Draft
from rag.answering.telling import asks_a_share, asks_of_one, is_told, may_be_told
from rag.question import read_question
from rag.types import Computation, Operand, Reason, Refusal, SentenceHit
from tests.conftest import make_document

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


def told(asked: str, computed: Draft, stated: str, chance: float) -> bool:
    """Whether the text, in which ``stated`` alone stands, tells it."""
    document = make_document("a", f"{stated}。")
    analysis = SentenceAnalysis(document, document.sentences[0])
    hit = SentenceHit("a", analysis.sentence, "p", 1.0, ())
    candidate = Candidate(Kind.READ, hit, analysis, 0, len(stated), 0, None)
    return is_told(read_question(asked), computed, candidate, chance)


def test_a_failed_calculation_gives_way() -> None:
    assert told("日占后剩几灶替驻军出酒？", REFUSED, "9灶", 0.5)
    assert not told("日占后剩几灶替驻军出酒？", REFUSED, "9灶", 0.45)


def test_a_failed_share_gives_way_to_a_share() -> None:
    asked = "一九八二年参加活动的职工占职工总数的几成？"
    assert asks_a_share(read_question(asked))
    assert told(asked, REFUSED, "81%", 0.5)
    assert not told(asked, REFUSED, "5.4万人", 0.9)
    assert not asks_a_share(read_question("青年宫被别人占去，是几几年要回来的？"))


def operands(*values: float) -> tuple[Operand, ...]:
    return tuple(Operand("", value, "家", 1) for value in values)


def test_a_difference_gives_way_to_a_figure_that_it_does_not_take() -> None:
    less = Draft(computation=Computation("19 − 12", 7.0, operands(19, 12)), confidence=0.9)
    assert told("评议时没过关的有几家？", less, "10家", 0.4)
    assert not told("评议时没过关的有几家？", less, "12家", 0.95)
    assert may_be_told(read_question("评议时没过关的有几家？"), less)
    assert not may_be_told(read_question("城里的客栈比乡下多几家？"), less)


def test_a_sum_gives_way_to_what_is_surer() -> None:
    made = Draft(computation=Computation("12 + 19", 31.0, operands(12, 19)), confidence=0.6)
    assert told("城里和乡下的客栈合计几家？", made, "30家", 0.75)
    assert not told("城里和乡下的客栈合计几家？", made, "30家", 0.7)
