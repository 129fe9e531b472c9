"""Calculations that name no operands, and the time between two events told by their ends."""

import pytest

from rag.answering.computing.loose import loosely_asked
from rag.answering.computing.solving import task_named
from rag.answering.computing.task import Operation
from rag.question import read_question
from tests.computing_case import solve

SOURCE = """河口镇志稿

1954年3月，镇工人夜校创办，有学员86人。1966年6月夜校停课。1978年9月夜校恢复。

1961年建窑，日产砖3.1万块；1964年改建后日产5.4万块，破损率由9%降到4%。

1951年，镇妇女联合会成立，1968年9月撤销建制，1973年5月恢复机构，共有会员430人。
"""


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("推广以后粉尘减少了百分之几？", Operation.GROWTH),
        ("建窑后日产量扩充百分之多少？", Operation.GROWTH),
        ("砖窑改建后的产量增幅", Operation.GROWTH),
        ("砖的日产后来扩到了原来的几倍？", Operation.RATIO),
        ("砖的日产增长了几倍？", Operation.MULTIPLE),
        ("平均一户有几口人？", Operation.AVERAGE),
        ("女会员占比多少？", Operation.SHARE),
        ("复查的通过率", Operation.SHARE),
        ("镇里和乡里投了多少钱？", Operation.SUM),
    ],
)
def test_what_a_question_may_want_reckoned(question: str, operation: Operation) -> None:
    task = loosely_asked(read_question(question))
    assert task is not None
    assert task.operation is operation


@pytest.mark.parametrize(
    "question",
    ["夜校有多少学员？", "谁办的夜校和工厂？", "夜校和工厂相差多少人？", "夜校比工厂多几人？"],
)
def test_what_needs_no_operands_of_the_text_alone(question: str) -> None:
    assert loosely_asked(read_question(question)) is None


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("镇工人夜校自创办至停课，历时若干年？", "12年"),
        ("镇工人夜校从创办到停课，前后隔了几年？", "12年"),
        ("镇工人夜校创办那年，到停课那年，中间隔了几年？", "12年"),
        ("镇妇女联合会从一九六八年撤销建制，到恢复机构，中间停了几年？", "5年"),
        ("镇妇女联合会成立到撤销建制，相距若干年？", "17年"),
    ],
)
def test_the_time_between_two_ends(question: str, answer: str) -> None:
    draft = solve(SOURCE, question)
    assert draft is not None
    assert draft.short == answer


@pytest.mark.parametrize(
    "question",
    [
        "镇工人夜校到底办了几年？",
        "陈志明到镇工人夜校干了几年？",
        "学徒至少要学几年？",
        "夜校创办至今已有多少年？",
        "脱离生产干了几年？",
        "夜校截至1966年办了几年？",
    ],
)
def test_words_that_only_look_like_two_ends(question: str) -> None:
    task = task_named(read_question(question))
    assert task is None or task.operation is not Operation.INTERVAL


def test_the_most_important_is_not_the_heaviest() -> None:
    for question, most in (("哪一年的工作最重要？", False), ("哪一年的货最重？", True)):
        task = task_named(read_question(question))
        assert (task is not None and task.operation is Operation.MOST) is most


def test_an_event_of_the_year_named_must_be_the_one_named() -> None:
    for question in (
        "镇工人夜校从1961年创办到停课，前后隔了几年？",
        "航空站从1954年开航到1978年关闭，历时几年？",
    ):
        draft = solve(SOURCE, question)
        assert draft is None or draft.short is None


def test_months_are_told_only_where_they_are_asked_for() -> None:
    for asked, answer in (("几年", "12年"), ("多久", "12年零3个月"), ("几个月", "147个月")):
        draft = solve(SOURCE, f"镇工人夜校自1954年3月创办至停课，历时{asked}？")
        assert draft is not None
        assert draft.short == answer


def test_two_bare_years_are_no_events() -> None:
    task = task_named(read_question("夜校从1954年到1966年办了几年？"))
    assert task is None or task.operation is not Operation.INTERVAL


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        # A change that is asked for as a rate is given in percent, but of percentages in points.
        ("1964年砖窑日产量较1961年增幅是多少？", "约74.2%"),
        ("1961年砖窑日产比1964年增长百分之几？", "下降约42.6%"),
        ("1964年砖窑日产比1961年减少百分之几？", "上升约74.2%"),
        ("1964年砖窑日产比1961年增长百分之几？", "约74.2%"),
    ],
)
def test_a_change_in_percent(question: str, answer: str) -> None:
    draft = solve(SOURCE, question)
    assert draft is not None
    assert draft.short == answer
