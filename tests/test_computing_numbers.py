"""The arithmetic of computed answers, by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from rag.answering.computing.numbers import Outcome, common_scale, doubt, is_rough, plain, reckon
from rag.answering.computing.task import Operation
from rag.facts import Fact
from rag.types import Span


def fact(value: str, unit: str = "人", text: str = "", *qualifiers: str) -> Fact:
    return Fact(
        document="d",
        sentence=1,
        section=None,
        time=None,
        subject="",
        metric="会员",
        value=Decimal(value),
        upper=None,
        unit=unit,
        qualifiers=qualifiers,
        scopes=frozenset(),
        figure=Span(0, 1),
        words=Span(0, 1),
        text=text or f"{value}{unit}",
    )


CASES = [
    (Operation.DIFFERENCE, ["26506", "2902"], "人", None, "23604人", "26506 - 2902"),
    (Operation.DIFFERENCE, ["89", "85.7"], "%", None, "3.3个百分点", "89 - 85.7"),
    (Operation.SUM, ["0.1", "0.2"], "吨", None, "0.3吨", "0.1 + 0.2"),
    (Operation.SUM, ["773", "343", "582", "3767"], "人", None, "5465人", "773 + 343 + 582 + 3767"),
    (Operation.RATIO, ["210", "63"], "个", None, "约3.3倍", "210 / 63"),
    (Operation.RATIO, ["126", "63"], "个", None, "2倍", "126 / 63"),
    (Operation.SHARE, ["20", "179"], "家", None, "约11.2%", "20 / 179 * 100"),
    (Operation.SHARE, ["20", "179"], "家", 1, "11.2%", "20 / 179 * 100"),
    (Operation.GROWTH, ["210", "84"], "个", None, "150%", "(210 - 84) / 84 * 100"),
    (Operation.GROWTH, ["84.7", "84.5"], "个", None, "约0.24%", "(84.7 - 84.5) / 84.5 * 100"),
    (Operation.DECLINE, ["210", "84"], "个", None, "60%", "(210 - 84) / 210 * 100"),
    (Operation.AVERAGE, ["217", "40"], "元", None, "约5.4元", "217 / 40"),
    (Operation.AVERAGE, ["386000", "216"], "元", None, "约1787元", "386000 / 216"),
]


def test_nothing_of_something_is_none_of_it_and_all_may_be_lost() -> None:
    none, whole = fact("0", "人"), fact("100", "人")
    share = reckon(Operation.SHARE, [none, whole], None)
    lost = reckon(Operation.DECLINE, [whole, none], None)
    assert share is not None
    assert lost is not None
    assert (share.words(), lost.words()) == ("0%", "100%")
    assert reckon(Operation.GROWTH, [whole, none], None) is None


@pytest.mark.parametrize(("operation", "values", "unit", "digits", "words", "expression"), CASES)
def test_results_are_exact_and_rounded_half_up(
    operation: Operation,
    values: list[str],
    unit: str,
    digits: int | None,
    words: str,
    expression: str,
) -> None:
    outcome = reckon(operation, [fact(value, unit) for value in values], digits)
    assert outcome is not None
    assert (outcome.words(), outcome.expression) == (words, expression)


def test_nothing_is_divided_by_zero() -> None:
    assert reckon(Operation.RATIO, [fact("5"), fact("0")], None) is None
    assert reckon(Operation.GROWTH, [fact("5"), fact("0")], None) is None


def test_a_rough_figure_is_in_doubt_by_its_last_digit() -> None:
    assert doubt(fact("20000", "人", "2万多人", "多")) == 10000
    assert doubt(fact("3200", "条", "3200多条", "多")) == 100
    assert doubt(fact("300", "人", "约300人", "约")) == 15
    assert doubt(fact("300")) == 0
    assert doubt(replace(fact("10"), upper=Decimal(19))) == 9
    assert is_rough(fact("20000", "人", "2万多人", "多"))
    assert not is_rough(fact("210", "个", "210个", "截至", "共"))


def test_a_rough_operand_is_told() -> None:
    outcome = reckon(Operation.SUM, [fact("300", "人", "约300人", "约"), fact("5")], None)
    assert outcome is not None
    assert outcome.words() == "约305人"


def test_the_scale_is_kept_where_all_share_it() -> None:
    large, small = fact("100000", "份", "10万份"), fact("20000", "份", "2万份")
    assert common_scale([large, small]) == "万"
    assert common_scale([large, fact("300", "份")]) == ""
    assert Outcome(Decimal(80000), "份", "", False).words("万") == "8万份"


def test_numbers_are_written_plainly() -> None:
    assert plain(Decimal("1E+3")) == "1000"
    assert plain(Decimal("2.50")) == "2.5"
    assert plain(Decimal("100")) == "100"
