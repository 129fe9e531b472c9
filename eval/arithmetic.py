"""Exact arithmetic over plain numbers: what a gold computation may hold, and nothing else."""

import ast
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from operator import add, mul, sub

from eval.errors import CaseError

_OPERATORS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: add,
    ast.Sub: sub,
    ast.Mult: mul,
}


def evaluate(expression: str) -> Fraction:
    """The exact value of ``+ - * /`` and brackets over decimal numbers.

    Raises:
        CaseError: it holds anything else, or divides by zero.
    """
    try:
        return _value(ast.parse(expression, mode="eval").body, expression)
    except (SyntaxError, ZeroDivisionError, RecursionError) as error:
        raise _bad(expression) from error


def agrees(exact: Fraction, shown: float) -> bool:
    """Whether ``shown`` is the exact value, rounded half up to the places it shows."""
    given = Decimal(repr(shown)).normalize()
    places = max(0, -int(given.as_tuple().exponent))
    scaled = exact * 10**places
    rounded = (Decimal(scaled.numerator) / Decimal(scaled.denominator)).quantize(
        Decimal(1), rounding=ROUND_HALF_UP
    )
    return rounded == given.scaleb(places)


def _value(node: ast.expr, expression: str) -> Fraction:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        # The digits as written: 1497.90 is 149790/100, not the nearest binary fraction.
        return Fraction(expression[node.col_offset : node.end_col_offset])
    if isinstance(node, ast.BinOp):
        left, right = _value(node.left, expression), _value(node.right, expression)
        if isinstance(node.op, ast.Div):
            return left / right
        if type(node.op) in _OPERATORS:
            return _OPERATORS[type(node.op)](left, right)
    raise _bad(expression)


def _bad(expression: str) -> CaseError:
    return CaseError(f"{expression!r} cannot be computed.", "Use numbers, + - * / and brackets.")
