"""What cannot be an answer, whatever it scores."""

from dataclasses import replace

import pytest

from rag.answering.candidates import Candidate, Kind
from rag.answering.ruled_out import ruled_out
from rag.question import read_question
from tests.computing_case import answers

MEMBERS = "截至1989年，全市共有技协组织48个，拥有协会会员2300多人，工会会员5100人。"


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("1989年工会会员有多少？", {"48个", "5100人"}),
        ("1989年协会会员有多少？", {"48个", "2300多人"}),
        ("1989年会员有多少？", {"48个", "2300多人", "5100人"}),
        ("1989年合作社社员有多少？", {"48个", "2300多人", "5100人"}),
    ],
)
def test_members_of_another_body_are_no_answer(question: str, kept: set[str]) -> None:
    asked = read_question(question)
    figures = [one for one in answers(MEMBERS, question) if one.figure is not None]
    assert {one.text for one in figures if not ruled_out(asked, one)} == kept


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("补助了多少困难职工？", {"206个", "7346名"}),
        ("补助了困难职工多少？", {"206个", "7346名", "35.90万元"}),
    ],
)
def test_people_are_not_counted_in_money(question: str, kept: set[str]) -> None:
    text = "有206个基层工会补助7346名困难职工，补助金额达35.90万元。"
    asked = read_question(question)
    figures = [one for one in answers(text, question) if one.figure is not None]
    assert {one.text for one in figures if not ruled_out(asked, one)} == kept


@pytest.mark.parametrize(
    ("question", "out"), [("谁出钱盖的剧院？", True), ("剧院怎样坚持演出？", False)]
)
def test_every_week_is_nobody(question: str, out: bool) -> None:
    text = "剧院坚持周周有演出、月月有新戏。"
    first = answers(text, question)[0]
    start = text.index("周周")
    weekly = Candidate(Kind.READ, first.hit, first.analysis, start, start + 2, 0, None)
    assert weekly.text == "周周"
    assert ruled_out(read_question(question), weekly) is out


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("离岗待遇规定是谁出台的？", {"《海港报》"}),
        ("哪张报纸报道的？", {"《海港报》", "《离岗待遇规定（试行）》"}),
    ],
)
def test_a_title_is_nobody_but_for_a_paper_that_speaks(question: str, kept: set[str]) -> None:
    text = "《海港报》报道，市里出台了《离岗待遇规定（试行）》。"
    asked = read_question(question)
    every = answers(text, question)
    offered = [one for one in every if one.text[0] == "《"]
    assert {one.text for one in offered if not ruled_out(asked, one)} == kept
    end = text.index("》。") + 1
    deed = replace(every[0], start=text.index("出台了"), end=end)
    assert ruled_out(asked, deed) is ("谁" in question)


def test_how_long_it_lasted_is_no_date() -> None:
    text = "文化宫1953年落成。1953年以来30年间接待甚多。建宫三十多年来从未停业。"
    question = "文化宫是什么时候落成的？"
    asked = read_question(question)
    times = [one for one in answers(text, question) if one.time is not None]
    kept = [one.text for one in times if not ruled_out(asked, one)]
    assert "文化宫1953年落成。" in kept
    assert not any("30年间" in one for one in kept)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        # What is said of women counts them, in the clause or before it.
        ("1993年办女职工技能大赛，492人报名；2000年第三届参赛者408人。", {"492人", "408人"}),
        # All are no women where the women are counted among them.
        ("1978年有职工236人，其中女职工71人；1980年有职工300人。", {"71人"}),
    ],
)
def test_all_are_no_women(text: str, kept: set[str]) -> None:
    asked = read_question("女职工有多少人？")
    figures = [one for one in answers(text, "女职工有多少人？") if one.figure is not None]
    assert {one.text for one in figures if not ruled_out(asked, one)} == kept


def test_things_are_not_counted_in_people() -> None:
    question, text = "第二届共有多少个大项？", "第二届，运动员2215名，设12个大项。"
    figures = [one for one in answers(text, "第二届共有多少？") if one.figure is not None]
    kept = [one.text for one in figures if not ruled_out(read_question(question), one)]
    assert "2215名" not in kept
    assert "12个" in kept


def test_what_was_at_one_event_is_no_answer_for_another() -> None:
    text = "文化馆建立时，设有礼堂、溜冰场等设施。"
    for question, ruled in (
        ("文化馆合并以后设了哪些设施？", True),
        ("文化馆建立后设了哪些设施？", False),
        ("文化馆设了哪些设施？", False),
    ):
        asked = read_question(question)
        listed = [one for one in answers(text, question) if one.listing is not None]
        assert listed
        assert {ruled_out(asked, one) for one in listed} == {ruled}, question


@pytest.mark.parametrize(
    ("question", "out"),
    [
        ("大桥由哪家单位负责设计？", {"周启东"}),
        ("大桥由谁负责设计？", set()),
        ("大桥是哪家公司的工程师设计的？", set()),
        ("周启东主持设计的大桥由哪家单位承建？", {"周启东"}),
        ("周启东主持设计的大桥叫什么？", {"周启东"}),
    ],
)
def test_a_person_is_no_body_and_what_the_question_gives_no_answer(
    question: str, out: set[str]
) -> None:
    text = "大桥由周启东主持设计，省第一桥梁公司承建。"
    asked = read_question(question)
    ruled = {one.text for one in answers(text, question) if ruled_out(asked, one)}
    assert ruled & {"周启东"} == out
    assert "省第一桥梁公司" not in ruled
