"""Numerals of a text: Arabic, Chinese and mixed, by value.

A Chinese numeral character is a number only where grammar makes it one: in a run that is well
formed (三百二十一, 二〇〇二), after 第, in a date, or alone before a measure word. So 一 in 一定,
统一 or 一是, 万 in 万一 and 百 in 千方百计 are no numbers.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from re import Pattern

from rag.language.figures import Figure, NumeralKind, scan_figures
from rag.language.normalise import fold, normalise
from rag.language.numbers import chinese_value
from rag.language.units import firm_at, unit_at

__all__ = ["Numeral", "NumeralKind", "find_numerals", "is_number", "parse_numeral"]


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral and its value.

    ``text`` is the original's ``[start:end]``. ``upper`` is set for approximate ones: 三四百 is
    300 to 400, 十几 is 10 to 20, 数百 is 100 to 1000. Years, ordinals and list numbers count.
    """

    start: int
    end: int
    text: str
    value: Decimal
    kind: NumeralKind
    upper: Decimal | None = None


@cache
def _word_pattern() -> Pattern[str]:
    # Words that look like numerals: adverbs before verbs, idioms, reduplication.
    return re.compile(r"千万(?=[别不要请勿莫记小])|一一(?!月|日|号|年)|七七八八|九九归|十全")


@cache
def _date_unit() -> Pattern[str]:
    return re.compile(
        "月(?!饼|亮|球)|日(?!本|报)|号|世纪|年代|[时点](?=[一二三四五六七八九十半整钟0-9])"
    )


def is_number(folded: str, figure: Figure) -> bool:
    """Whether the words around make a readable figure a number."""
    if figure.kind is not NumeralKind.CHINESE:
        return True
    start, end = figure.start, figure.end
    if folded[start - 1 : start] == "第" or figure.marks:
        return not folded.startswith("成千上", max(0, start - 3))
    if len(figure.body) > 1:
        return not _word_pattern().match(folded, start)
    return _lone(folded, figure.body, start, end)


def _lone(folded: str, char: str, start: int, end: int) -> bool:
    before = folded[start - 1 : start]
    if (
        char in "零〇壹贰叁肆伍陆柒捌玖拾佰仟"
        or before.isdecimal()
        or before in _BARRED.get(char, _BARRED_ANY)
    ):
        return False
    if folded.startswith("成千上", max(0, start - 3)):
        return False
    if char == "半" or _date_unit().match(folded, end):
        return True
    if char == "一":
        return firm_at(folded, end)
    unit = unit_at(folded, end)
    if not unit:
        return folded.startswith("大", end) and char in "二两三四五六七八九十"
    return not (char in "十百千万亿" and unit in ("分", "方"))


_BARRED_ANY = frozenset("期周初拜")
_BARRED = {
    "一": frozenset("统唯同单专惟逐划之如不合归期周初拜万任"),
    "万": frozenset("千百一"),
}


def find_numerals(text: str) -> list[Numeral]:
    """Every numeral in text order, none overlapping. Never raises; linear in the length."""
    normal = normalise(text)
    found: list[Numeral] = []
    for figure in scan_figures(normal.text):
        if is_number(normal.text, figure):
            left, right = normal.original_span(figure.start, figure.stop)
            found.append(
                Numeral(left, right, text[left:right], figure.value, figure.kind, figure.upper)
            )
    return found


def parse_numeral(text: str) -> Decimal | None:
    """The value of a text that is one numeral and nothing else, else None.

    Approximate numerals (三四百, 几十) have no single value: None.
    """
    folded = fold(text).strip()
    if folded == "半":
        return Decimal("0.5")
    figures = scan_figures(folded)
    if len(figures) == 1 and (figures[0].start, figures[0].end) == (0, len(folded)):
        figure = figures[0]
        return None if figure.upper is not None or figure.marks else figure.value
    alone = chinese_value(folded)
    return alone.value if alone and alone.upper is None else None
