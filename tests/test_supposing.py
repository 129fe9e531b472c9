"""A yes/no question taken apart: its claim, its forms, what is in focus."""

import pytest

from rag.answering.supposing import lacking, levels, read_claim
from rag.question import read_question


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("听说校长后来辞职了，是真的吗？", "校长后来辞职了"),
        ("校长后来辞职了，对不对？", "校长后来辞职了"),
        ("校长后来辞职了吗？", "校长后来辞职了吗?"),
    ],
)
def test_what_only_asks_is_no_part_of_the_claim(question: str, claim: str) -> None:
    assert read_claim(read_question(question)).text == claim


def test_the_last_clause_is_asked_and_those_before_set_the_scene() -> None:
    claim = read_claim(read_question("没有桥的时候，渡口有12条船吗？"))
    assert claim.main == "渡口有12条船吗?"
    assert not claim.negative
    assert [one.text for one in claim.figures] == ["12条"]


def test_what_follows_the_focusing_word_is_in_focus() -> None:
    claim = read_claim(read_question("渡口是县政府设立的吗？"))
    assert claim.focus == frozenset("县政府设立")


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("旧船全部卖掉了吗？", "all"),
        ("渡口还在用吗？", "still"),
        ("有没有人反对？", "exists"),
        ("外地人可不可以乘船？", "allows"),
        ("乘船要不要买票？", "needs"),
        ("这是全县第一座桥吗？", "first"),
    ],
)
def test_forms(question: str, form: str) -> None:
    assert form in read_claim(read_question(question)).forms


def test_a_time_in_focus_is_what_is_asked() -> None:
    assert read_claim(read_question("大桥通车是在1962年吗？")).timed
    assert not read_claim(read_question("1962年大桥是公家修的吗？")).timed


def test_levels_are_the_bounds_of_a_rank() -> None:
    assert levels("全省第一个国家级示范县") == {"省", "国"}
    assert levels("县政府设立") == frozenset()


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("龙舟赛停办一年", True),
        ("2020年的比赛因故没办", True),
        ("对病人免费诊治", True),
        ("电报一天没有中断", False),
        ("没念完的学生转走了", False),
        ("职工买断工龄", False),
    ],
)
def test_a_text_that_denies_or_stops_something(text: str, lacks: bool) -> None:
    assert lacking(text) is lacks


def test_a_choice_of_yes_and_no_denies_nothing() -> None:
    assert not read_claim(read_question("乘船要不要买票？")).lacks


def test_a_rate_is_no_claim_about_all() -> None:
    assert "all" not in read_claim(read_question("奖金是每人每年960元吗？")).forms
    assert "all" in read_claim(read_question("每年都发奖金吗？")).forms


def test_whether_a_plan_was_carried_out() -> None:
    claim = read_claim(read_question("建议退还的4万亩，后来如数退了吗？"))
    assert claim.plans
    assert claim.fulfils
    assert not read_claim(read_question("退还了4万亩吗？")).fulfils
