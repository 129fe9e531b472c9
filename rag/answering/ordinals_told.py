"""Numbered ones that no text tells of: the sixth congress where only the seventh is told."""

from collections.abc import Sequence
from decimal import Decimal

from rag.language.numerals import parse_numeral
from rag.language.patterns import late_regex

_NUMERAL = "[一二三四五六七八九十百0-9]{1,4}"
_NUMBERED = late_regex(rf"第(?P<number>{_NUMERAL})(?P<of>[届次])(?P<series>[\u4e00-\u9fff]{{2}})")
_COUNTED = late_regex(rf"(?<![一二三四五六七八九十百0-9])(?P<number>{_NUMERAL})(?P<of>[届次])")


def untold_ordinal(folded: str, texts: Sequence[str]) -> str:
    """The numbered one that a question names and no text has, though the texts number others of
    its series; "" where there is none.

    Args:
        folded: the question in matching form.
        texts: in matching form.
    """
    for match in _NUMBERED.finditer(folded):
        wanted, of, series = parse_numeral(match["number"]), match["of"], match["series"]
        if wanted is None:
            continue
        others = any(
            one["of"] == of and one["series"] == series
            for text in texts
            for one in _NUMBERED.finditer(text)
        )
        if others and wanted not in _told(of, texts):
            return match.group()
    return ""


def _told(of: str, texts: Sequence[str]) -> set[Decimal | None]:
    """Every number that stands before the measure word, whatever it numbers: 第六次, 六次."""
    return {
        parse_numeral(one["number"])
        for text in texts
        for one in _COUNTED.finditer(text)
        if one["of"] == of
    }
