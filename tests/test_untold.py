"""What no likelihood makes up for, on the shipped text."""

import pytest

from rag.answering.misfits import ends_in_a_deed, no_mean
from rag.answering.refusal import lacking
from rag.pipeline import IndexPipeline
from rag.question import read_question
from rag.types import Reason, SentenceHit
from tests.computing_case import answers, document

QUESTIONS = [
    ("怎么用Python读取文件？", Reason.UNKNOWN_ENTITY),
    ("罗愈芳是哪年出生的？", Reason.VALUE_NOT_REPORTED),
    # Each of a series is asked for; one year is no answer.
    ("历届职工运动会都是哪年开的？", Reason.VALUE_NOT_REPORTED),
]


@pytest.mark.parametrize(("question", "reason"), QUESTIONS)
def test_what_is_untold_is_refused(pipeline: IndexPipeline, question: str, reason: Reason) -> None:
    answer = pipeline.ask(question)
    assert answer.refusal is not None
    assert answer.refusal.reason is reason


def test_a_refusal_never_says_that_a_year_it_shows_is_lacking() -> None:
    read = document("1952年，甲厂有工人12人。")
    shown = [SentenceHit(read.id, one, "p", 1.0) for one in read.sentences]
    assert lacking("1952年", shown) == ("", ())
    assert lacking("1931年", shown) == ("1931年", ("1952年",))
    assert lacking("第九届", shown) == ("第九届", ())


@pytest.mark.parametrize(
    ("question", "text", "lacking_"),
    [
        ("平均一个行业有多少岗位？", "13个行业提供437个岗位。", True),
        ("人均分到多少斤？", "120人共分粮3600斤。", True),
        ("平均一个行业有多少岗位？", "每个行业提供岗位34个。", False),
        ("人均分到多少斤？", "120人平均分粮30斤。", False),
        ("平摊下来一年有多少项？", "1977年、1978年实现革新613项。", True),
        ("共有多少岗位？", "13个行业提供437个岗位。", False),
        ("谁主张平均主义？", "甲厂厂长周明远主张平均主义。", False),
    ],
)
def test_a_total_is_no_mean(question: str, text: str, lacking_: bool) -> None:
    found = answers(text, question)
    assert found
    assert [no_mean(read_question(question), one) for one in found] == [lacking_] * len(found)


PREDICATES = [
    ("甲型、乙型、丙型职工提供了新的阵地", True),
    ("甲型、乙型、丙型职工", False),
    ("建立了制度、开办了学校", False),
    ("提供了新的阵地", False),
]


@pytest.mark.parametrize(("text", "said"), PREDICATES)
def test_a_list_that_ends_in_what_was_done_is_none(text: str, said: bool) -> None:
    assert ends_in_a_deed(text) is said
