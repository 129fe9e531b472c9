"""The time between two events: how it is asked for, told by answers, and put into words."""

from collections.abc import Mapping

import pytest

from rag.answering.candidates import Candidate
from rag.answering.computing.parts import Ask
from rag.answering.computing.solving import task_named
from rag.answering.computing.task import Operation
from rag.language.quantities import find_quantities
from rag.question import read_question
from tests.computing_case import answers, solve

CLUB = """渔港海员俱乐部志稿

1968年9月，海员俱乐部建成竣工，耗资31万元。1972年7月开放使用，1987年7月移交省总工会管理。

1958年，镇曲艺队成立。1966年，曲艺队停办。1979年3月，曲艺队恢复活动。
"""


def _ask(known: Mapping[str, tuple[str, float]]) -> Ask:
    """An answerer that knows the years of some events."""

    def ask(text: str) -> list[tuple[Candidate, float]]:
        return [
            (one, chance)
            for words, (year, chance) in known.items()
            if words in text
            for one in answers(CLUB, "哪一年？")
            if one.text.startswith(year)
        ]

    return ask


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("曲艺队停了几年才恢复？", "13年"),
        ("曲艺队停办多少年后才又恢复？", "13年"),
        ("海员俱乐部从竣工到移交省总工会，前后几年？", "19年"),
    ],
)
def test_one_thing_that_stopped_and_went_on(question: str, answer: str) -> None:
    draft = solve(CLUB, question)
    assert draft is not None
    assert draft.short == answer


def test_the_answers_tell_events_that_the_text_words_otherwise() -> None:
    question = "海员俱乐部启用后隔了几年才交给省里？"
    ask = _ask({"启用": ("1972", 0.8), "交给": ("1987", 0.8)})
    told, plain = solve(CLUB, question, ask), solve(CLUB, question)
    assert told is not None
    assert told.short == "15年"
    assert plain is None or plain.short != "15年"


def test_unsure_answers_tell_nothing() -> None:
    ask = _ask({"开演": ("1958", 0.5), "散伙": ("1966", 0.5)})
    assert solve(CLUB, "曲艺队从开演到散伙隔了几年？", ask) is None
    sure = _ask({"开演": ("1958", 0.7), "散伙": ("1966", 0.7)})
    draft = solve(CLUB, "曲艺队从开演到散伙隔了几年？", sure)
    assert draft is not None
    assert draft.short == "8年"


@pytest.mark.parametrize(
    "question",
    [
        "曲艺队断断续续停了好几年，才在哪一年恢复？",
        "俱乐部开工几年后能接待多少人？",
        "队员隔多久能休息一次？",
        "停办那几年，队里拿出多少钱？",
    ],
)
def test_other_questions_with_years_in_them_ask_for_no_interval(question: str) -> None:
    task = task_named(read_question(question))
    assert task is None or task.operation is not Operation.INTERVAL


@pytest.mark.parametrize(
    ("text", "months"),
    [("历时3年零2个月", 38), ("一年零三个月", 15), ("七年四个月", 88), ("3年又2个月", 38)],
)
def test_years_and_months_are_one_duration(text: str, months: int) -> None:
    (found,) = find_quantities(text)
    assert found.value == months
    assert found.unit == "个月"


def test_a_year_and_a_number_of_months_are_none() -> None:
    assert [one.unit for one in find_quantities("1953年零2个月")] == ["个月"]
    assert len(find_quantities("3年，2个月")) == 2
