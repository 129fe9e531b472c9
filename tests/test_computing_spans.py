"""Operands that a question names short or not at all: spans of years, numbered ones, events."""

from datetime import date

import pytest

from rag.analysis import Analyses, SentenceAnalysis
from rag.answering.computing.aims import aim_of
from rag.answering.computing.combining import Possible
from rag.answering.computing.known import Known
from rag.answering.computing.ordinal_members import ordinal_members
from rag.answering.computing.places import places_of
from rag.answering.computing.tiling import tilings
from rag.facts.finding import terms_of
from rag.language.answering_units import count_alike
from rag.language.times import find_times
from rag.question import read_question
from rag.types import Period
from tests.computing_case import ID, document, facts, solve


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("蚕茧站1995、1996两年一共收了多少", [1995, 1996]),
        ("1984、1985这两年的事故", [1984, 1985]),
        ("2014、2016和2019三年合计", [2014, 2016, 2019]),
        ("五四、五五两年省下的钱", [1954, 1955]),
        ("95、96两年", [1995, 1996]),
        ("95和96年", [1995, 1996]),
    ],
)
def test_years_of_a_list_are_told_by_what_counts_them(text: str, years: list[int]) -> None:
    found = [time.period.first.year for time in find_times(text) if time.period]
    assert found == years


@pytest.mark.parametrize("text", ["有60、70年历史", "35、36两种", "用了10到20几年", "三四、五六个"])
def test_other_lists_of_numbers_are_no_years(text: str) -> None:
    assert not [time for time in find_times(text) if time.period]


def test_a_span_of_short_years_is_told_by_what_counts_them() -> None:
    (time,) = find_times("19到21这三年招的学生")
    assert time.period is not None
    assert (time.period.first.year, time.period.last.year) == (2019, 2021)


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("第三、四、五次代表大会合计有多少代表？", ["第三次", "第四次", "第五次"]),
        (
            "第十一届、第十二届和第十三届运动会一共多少人参加？",
            ["第十一届", "第十二届", "第十三届"],
        ),
        ("头两批一共派出多少人？", ["第一批", "第二批"]),
        ("前三届运动会加起来有多少人参加？", ["第一届", "第二届", "第三届"]),
    ],
)
def test_each_of_a_numbered_series_is_an_operand(question: str, numbers: list[str]) -> None:
    task = aim_of(read_question(question))
    assert task is not None
    assert len(task.sides) == len(numbers)
    for side, number in zip(task.sides, numbers, strict=True):
        assert number in side.text


@pytest.mark.parametrize(
    "question", ["第三次大会一共有多少代表？", "前后一共多少人？", "三、四个人"]
)
def test_one_number_or_none_is_no_series(question: str) -> None:
    assert ordinal_members(read_question(question)) == ()


def test_a_beginning_may_be_an_event() -> None:
    task = aim_of(read_question("冷冻厂从刚建成到1989年，日冻能力增加了多少吨？"))
    assert task is not None
    later, earlier = task.sides
    assert [period.first.year for period in later.periods] == [1989]
    assert "刚建成" in earlier.text
    assert "刚建成" not in later.text
    assert "日冻能力" in earlier.text


SOURCE = """河口镇志稿

1982年至1989年镇里办夜校64期，1990年至1999年办93期，2000年至2005年办20期。另修路12公里。
"""
TERMS = terms_of("夜校一共办了多少期")


def _possible() -> list[Possible]:
    pool = [Known(fact, _analysis(fact.sentence), {}, 1.0) for fact in facts(SOURCE)]
    return [
        Possible(place.known, 0.1, share=0.5, place=place)
        for place in places_of(pool, TERMS)
        if place.known.fact.unit == "期"
    ]


def _analysis(sentence: int) -> SentenceAnalysis:
    return Analyses({ID: document(SOURCE)}).of(ID, sentence)


def _span(first: int, last: int) -> Period:
    return Period(date(first, 1, 1), date(last, 12, 31))


def test_figures_that_cover_a_span_are_its_parts() -> None:
    (chain,) = tilings(_span(1982, 1999), _possible())
    assert [int(one.known.fact.value) for one in chain] == [64, 93]
    (chain,) = tilings(_span(1982, 2005), _possible())
    assert [int(one.known.fact.value) for one in chain] == [64, 93, 20]


@pytest.mark.parametrize("span", [(1980, 1999), (1982, 1995), (1985, 2005), (2000, 2005)])
def test_a_span_with_a_gap_or_of_one_part_has_none(span: tuple[int, int]) -> None:
    assert tilings(_span(*span), _possible()) == []


def test_things_counted_in_several_ways_are_added_and_people_are_not() -> None:
    assert count_alike("所", "个")
    assert count_alike("件", "只")
    for one, other in [("人", "个"), ("人次", "个"), ("户", "家"), ("元", "个"), ("吨", "件")]:
        assert not count_alike(one, other)
    draft = solve("厂里的学校4所、派出所1个划归地方。", "划归地方的学校和派出所一共多少个？")
    assert draft is not None
    assert draft.short == "5个"
