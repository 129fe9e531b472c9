"""The arithmetic of computed answers, exact in decimals, and how its results are written."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from rag.answering.computing.task import Operation
from rag.facts import Fact
from rag.language.patterns import late_regex

_ROUGH = frozenset(
    [
        "约",
        "近",
        "余",
        "多",
        "几",
        "数",
        "左右",
        "超过",
        "不足",
        "突破",
        "以上",
        "以下",
        "以内",
        "至少",
        "最多",
        "不等",
        "上",
        "有余",
    ]
)
_MORE = frozenset(["多", "余", "几", "有余"])
_SCALE = late_regex(r"[\d点.]+(?:多|余|几)?(?P<scale>万|亿)")
SCALES = {"万": Decimal(10000), "亿": Decimal(100000000)}
_MANY = 100
"""From here on an average is given without decimals."""
_SYMBOLS = {
    Operation.DIFFERENCE: " - ",
    Operation.REST: " - ",
    Operation.SUM: " + ",
    Operation.RATIO: " / ",
    Operation.DOUBLINGS: " / ",
    Operation.AVERAGE: " / ",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result: its value, its unit, the formula over plain numbers, and whether it is rough.

    ``expression`` is Python arithmetic; its value rounded as ``value`` is. ``rough`` is true of
    a result of rough operands, and of one that was rounded without the question asking for it.
    """

    value: Decimal
    unit: str
    expression: str
    rough: bool

    def words(self, scale: str = "") -> str:
        """The result as an answer: 约23604人; ``scale`` is 万 or 亿 where it shall be used."""
        number = self.value / SCALES[scale] if scale else self.value
        return f"{'约' if self.rough else ''}{plain(number)}{scale}{self.unit}"


def plain(value: Decimal) -> str:
    """A number without exponent and without trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def reckon(operation: Operation, facts: Sequence[Fact], digits: int | None) -> Outcome | None:
    """The result over the operands in the order of the formula; None for a division by zero.

    Percentages, multiples and averages are rounded half up to ``digits`` places, as many as is
    usual where none are asked for (``_usual``); sums and differences are exact.
    """
    values = [fact.value for fact in facts]
    shown = [plain(value) for value in values]
    rough = any(is_rough(fact) for fact in facts)
    first, last = values[0], values[-1]
    if operation in (Operation.DIFFERENCE, Operation.REST):
        unit = "个百分点" if facts[0].unit == "%" else facts[0].unit
        return Outcome(
            first - sum(values[1:], Decimal(0)), unit, _SYMBOLS[operation].join(shown), rough
        )
    if operation is Operation.SUM:
        return Outcome(sum(values, Decimal(0)), facts[0].unit, " + ".join(shown), rough)
    base = first if operation is Operation.DECLINE else last
    if not base:
        return None
    if operation is Operation.DOUBLINGS:
        return _doublings(first / last, f"log2({shown[0]} / {shown[1]})", rough)
    a, b = shown[0], shown[-1]
    exact, unit, expression = {
        Operation.SHARE: (first / base * 100, "%", f"{a} / {b} * 100"),
        Operation.GROWTH: ((first - last) / base * 100, "%", f"({a} - {b}) / {b} * 100"),
        Operation.DECLINE: ((first - last) / base * 100, "%", f"({a} - {b}) / {a} * 100"),
        Operation.MULTIPLE: ((first - last) / base, "倍", f"({a} - {b}) / {b}"),
        Operation.RATIO: (first / base, "倍", f"{a} / {b}"),
        Operation.AVERAGE: (first / base, facts[0].unit, f"{a} / {b}"),
    }[operation]
    value = _rounded(exact, _usual(operation, exact) if digits is None else digits)
    return Outcome(value, unit, expression, rough or (digits is None and value != exact))


def _doublings(ratio: Decimal, expression: str, rough: bool) -> Outcome | None:
    """How often a number doubled: the logarithm to the base of 2."""
    if ratio <= 0:
        return None
    exact = ratio.ln() / Decimal(2).ln()
    value = _rounded(exact, 2)
    return Outcome(value, "番", expression, rough or abs(value - exact) > Decimal("1e-9"))


def _usual(operation: Operation, exact: Decimal) -> int:
    """The decimals that people give: 31.7%, 8.6倍, 平均1787元, 3.2斤; two of what is below 1."""
    if abs(exact) < 1:
        return 2
    return 0 if operation is Operation.AVERAGE and abs(exact) >= _MANY else 1


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def is_rough(fact: Fact) -> bool:
    """Whether the text gives the figure only roughly: 2万多, 约300, 90%以上."""
    return fact.upper is not None or bool(_ROUGH & set(fact.qualifiers))


def doubt(fact: Fact) -> Decimal:
    """How far a rough figure may be off: 2万多 by 10000, 3200多 by 100, 约 by a twentieth."""
    if fact.upper is not None:
        return fact.upper - fact.value
    words = set(fact.qualifiers)
    if words & _MORE:
        digits = fact.value.normalize()
        return Decimal(1).scaleb(int(digits.as_tuple().exponent))
    return fact.value / 20 if words & _ROUGH else Decimal(0)


def common_scale(facts: Sequence[Fact]) -> str:
    """万 or 亿 where every operand is written with it, else ""."""
    found = {written_scale(one) for one in facts}
    return found.pop() if len(found) == 1 else ""


def written_scale(fact: Fact) -> str:
    """The 万 or 亿 that a figure is written with, "" where it is written out."""
    match = _SCALE.search(fact.text)
    return match["scale"] if match else ""


def scale_for(outcome: Outcome, facts: Sequence[Fact], asked: str) -> str:
    """What a reader expects the result in: the scale asked for, else that of the operands.

    Of operands of two scales the larger one, if the result fills it and keeps few decimals.
    """
    if outcome.unit != facts[0].unit:
        return ""
    if asked in SCALES:
        return asked
    common = common_scale(facts)
    if common:
        return common if abs(outcome.value) >= SCALES[common] / 100 else ""
    for scale in ("亿", "万"):
        number = abs(outcome.value) / SCALES[scale]
        short = number == number.quantize(Decimal("0.0001"))
        if number >= 1 and short and any(written_scale(one) == scale for one in facts):
            return scale
    return ""
