"""Figures of another measure than the one asked for, and numbered ones that no text tells of."""

import pytest

from rag.answering.measures_asked import Measure, measure_asked
from rag.answering.ordinals_told import untold_ordinal
from rag.answering.ruled_out import ruled_out
from rag.question import read_question
from tests.computing_case import answers


@pytest.mark.parametrize(
    ("question", "measure"),
    [
        ("干部在南宁学了多长时间？", Measure.LASTING),
        ("一共花了多少万元？", Measure.MONEY),
        ("达标的占百分之几？", Measure.SHARE),
        ("来了多少号人？", Measure.PEOPLE),
        ("她多大年纪拿的奖？", Measure.AGE),
        ("老人家去世时年龄多大？", Measure.AGE),
        ("校舍有多大？", None),
        ("敬老节高寿老人有几位？", None),
        ("有几个？", None),
        ("化肥仓库 造价", Measure.MONEY),
        ("返还了多少家企业的经费？", None),
        ("那几个月查到几条假项链？", None),
        ("多少人花了多少钱？", None),
    ],
)
def test_a_measure_is_asked_for_in_so_many_words(question: str, measure: Measure | None) -> None:
    assert measure_asked(question) is measure


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("选送的干部学习了多长时间？", {"3个月"}),
        ("选送的干部有多少人？", {"37人"}),
        ("选送干部花了多少钱？", {"2万元"}),
        ("选送的干部是多少？", {"37人", "2万元"}),
    ],
)
def test_figures_of_another_measure_are_no_answer(question: str, kept: set[str]) -> None:
    asked = read_question(question)
    source = "1954年，选送干部37人赴省城学习3个月，花费2万元。"
    figures = [one for one in answers(source, question) if one.figure is not None]
    left = {one.text for one in figures if not ruled_out(asked, one)}
    assert left & {"37人", "3个月", "2万元"} == kept


@pytest.mark.parametrize("told", ["时年61岁", "年近六旬"])
def test_nothing_but_an_age_is_an_age(told: str) -> None:
    question = "她获奖时多大年纪？"
    asked = read_question(question)
    text = f"1989年，她骑坏自行车3辆，{told}，获奖金200元。"
    left = {one.text for one in answers(text, question) if not ruled_out(asked, one)}
    assert not left & {"3辆", "200元", "1989年"}
    assert any(one in told for one in left) == ("61" in told)


TEXTS = ["1961年召开第七次代表大会，1980年召开第八次代表大会，第三届职工运动会。连续3次获奖。"]


@pytest.mark.parametrize(
    ("question", "untold"),
    [
        ("第六次代表大会是哪年开的？", "第六次代表"),
        ("第七次代表大会是哪年开的？", ""),
        ("第三次代表大会是哪年开的？", ""),  # 3次 may be meant to say so
        ("第六次会员大会是哪年开的？", ""),  # no other one of it is numbered
        ("第6次代表大会有多少人？", "第6次代表"),
        ("哪次代表大会人最多？", ""),
    ],
)
def test_a_number_that_no_text_tells_of(question: str, untold: str) -> None:
    assert untold_ordinal(question, TEXTS) == untold
