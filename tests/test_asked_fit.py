"""What stands beside the asking word, and what a clause says that nobody asked about."""

import pytest

from rag.answering.asked_fit import AskedFor, asked_fit, asked_for, beside_asking
from rag.matching import TermWeights
from rag.question import read_question
from tests.computing_case import answers


def asked(question: str, **weights: float) -> AskedFor:
    """What a question asks for, its pairs of characters weighted so, the others as the rarest."""
    return asked_for(read_question(question), TermWeights(weights, sum(weights.values())))


@pytest.mark.parametrize(
    ("question", "beside"),
    [
        ("我大伯常提起老校长，请问贺连生是哪一年退的？", "贺连生是 退的"),
        ("全市共建有多少个基层工会，书上有吗？", "全市共建有 基层工会"),
        ("实习大楼由哪家单位承担施工？", "实习大楼由 单位承担施工"),
    ],
)
def test_what_stands_beside_the_asking_word(question: str, beside: str) -> None:
    assert " ".join(beside_asking(read_question(question)).split()).startswith(beside[:4])
    assert set(beside) - {" "} <= set(question)


def test_the_words_that_ask_are_held_or_not() -> None:
    one = asked("贺连生哪年退休？", 贺连=2.0, 连生=2.0, 退休=1.0)
    assert one.held("贺连生任校长。") == pytest.approx(4 / 5)
    assert one.held("贺连生退休。") == 1.0
    assert one.held("") == 0.0
    # What no text has weighs as much as the rarest that one has.
    assert asked("贺连生哪年退休？", 贺连=2.0, 连生=2.0).held("贺连生") == pytest.approx(4 / 6)


@pytest.mark.parametrize(
    ("text", "foreign", "held"),
    [
        ("全市有基层工会47个。", 0.0, 1.0),
        ("全市有47个基层工会建立劳动保护监督检查委员会。", 1.0, 1.0),
        ("全市有行业工会47个。", 0.0, 3 / 5),
    ],
)
def test_what_nobody_asked_about_is_foreign(text: str, foreign: float, held: float) -> None:
    question = "全市有多少个基层工会？"
    told = [
        asked_fit(asked(question), one) for one in answers(text, question) if one.figure is not None
    ]
    assert [one["asked.foreign.after"] for one in told] == [foreign]
    assert [one["asked.clause"] for one in told] == [pytest.approx(held)]
    assert [one["asked.none"] for one in told] == [0.0]
