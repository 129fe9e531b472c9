"""Values of Chinese numerals: pure arithmetic on strings, without grammar of their surroundings."""

from decimal import Context, Decimal
from functools import cache
from typing import NamedTuple

MAX_DIGITS = 24  # longer runs are no numbers anybody counts with
_EXACT = Context(prec=100)
_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_TENS = {"廿": 20, "卅": 30, "卌": 40}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_GREAT = {"万": 10**4, "亿": 10**8}
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
SCALES = {
    "十": 10,
    "百": 100,
    "千": 10**3,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
}


class Value(NamedTuple):
    """A value, with the upper end of an approximate pair (三四百: 300, 400)."""

    value: Decimal
    upper: Decimal | None = None


def times(value: Decimal, factor: int) -> Decimal:
    """An exact product, written without a fraction where it is whole (1.2 x 10^8 = 120000000)."""
    product = _EXACT.multiply(value, Decimal(factor))
    whole = product.to_integral_value()
    return whole if whole == product else product


def plus(left: Decimal, right: Decimal) -> Decimal:
    """An exact sum."""
    return _EXACT.add(left, right)


def is_round(value: Decimal) -> bool:
    """Whether a number is a whole multiple of ten; of any size, which % is not."""
    plain = f"{value:f}"
    return plain.endswith("0") and "." not in plain and value != 0


def divide(left: Decimal, right: Decimal) -> Decimal:
    """A quotient to 28 digits; 0 where the divisor is 0."""
    return Context(prec=28).divide(left, right).normalize() + 0 if right else Decimal(0)


@cache
def _pairs() -> frozenset[str]:
    run = "一二三四五六七八九"
    return frozenset({run[i : i + 2] for i in range(8)} | {"一两", "两三", "三五"})


def is_pair(text: str) -> bool:
    """Whether two digits are read as "this or that": 三四, 两三, 三五."""
    return text in _pairs()


def chinese_value(text: str) -> Value | None:
    """The value of a run of Chinese numeral characters, or None where it is not well formed.

    Positional (二〇〇二), structured (三百二十一, 一千零五, 两万三), formal (壹佰贰拾) and
    approximate pairs inside structured ones (三四百, 十七八).
    """
    text = text.translate(_FORMAL)
    if not text or len(text) > MAX_DIGITS:
        return None
    if all(char in _DIGITS for char in text):
        if len(text) > 1 and "两" in text:
            return None
        return Value(Decimal("".join(str(_DIGITS[char]) for char in text)))
    plain = _structured(text)
    if plain is not None:
        return Value(Decimal(plain))
    return _approximate(text)


def _approximate(text: str) -> Value | None:
    at = next((i for i in range(len(text) - 1) if is_pair(text[i : i + 2])), None)
    if at is None:
        return None
    low = _structured(text[: at + 1] + text[at + 2 :])
    high = _structured(text[:at] + text[at + 1 :])
    if low is None or high is None or low >= high:
        return None
    return Value(Decimal(low), Decimal(high))


def _structured(text: str) -> int | None:
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        left, found, right = text.rpartition(unit)
        if found:
            return _around(left, right, size, alone=text == unit)
    return _section(text)


def _around(left: str, right: str, size: int, *, alone: bool) -> int | None:
    if alone:
        return size
    high = _structured(left) if left else None
    if high is None or not 0 < high < size:
        return None
    if not right:
        return high * size
    if len(right) == 1 and right in _DIGITS:
        digit = _DIGITS[right]
        return high * size + digit * size // 10 if digit and right != "两" else None
    low = _structured(right.removeprefix("零").removeprefix("〇"))
    return None if low is None or low >= size else high * size + low


def _section(text: str) -> int | None:
    total, last, digit, zero = 0, 10**4, -1, False
    for at, char in enumerate(text):
        if char in _TENS:
            if digit >= 0 or last <= 10:
                return None
            total, last, zero = total + _TENS[char], 10, False
        elif char in _DIGITS:
            stray = char == "两" and text[at + 1 : at + 2] not in ("百", "千")
            if len(text) > 1 and (digit >= 0 or stray):
                return None
            zero = zero or _DIGITS[char] == 0
            digit = _DIGITS[char] or -1
        else:
            size = _UNITS.get(char, 0)
            bare = digit < 0 and at > 0 and not (size == 10 and text[0] in _DIGITS)
            if not 0 < size < last or bare:
                return None
            total, last, digit, zero = total + max(digit, 1) * size, size, -1, False
    if digit < 0:
        return None if zero and len(text) > 1 else total
    return total + digit * (last // 10 if last in (100, 1000) and not zero else 1)
