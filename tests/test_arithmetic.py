from fractions import Fraction

import pytest

from eval.arithmetic import agrees, evaluate
from eval.errors import CaseError


def test_decimals_are_exact() -> None:
    assert evaluate("1497.90-425.88") == Fraction(107202, 100)
    assert evaluate("33.8*(100-19)/100") == Fraction(27378, 1000)


@pytest.mark.parametrize("bad", ["1/0", "2**9", "abs(1)", "1+", "'3'"])
def test_anything_but_plain_arithmetic_is_refused(bad: str) -> None:
    with pytest.raises(CaseError, match="cannot be computed"):
        evaluate(bad)


def test_rounding_is_half_up_to_the_places_shown() -> None:
    assert agrees(Fraction(25, 2), 13)  # 12.5
    assert not agrees(Fraction(25, 2), 12)
    assert agrees(evaluate("1491/7174*100"), 20.8)  # 20.783…
    assert not agrees(evaluate("1491/7174*100"), 20.7)
    assert agrees(Fraction(30), 30.0)
