"""A year in the words of the text's own calendar: 光绪二十七年 where it counts by that reign."""

from collections.abc import Iterable

from rag.language.eras import LAST, reign_pattern, reigns
from rag.language.normalise import fold
from rag.language.numerals import parse_numeral
from rag.language.patterns import late_regex

COMMON_YEAR = late_regex(r"\d{4}|[一二][〇零一二三四五六七八九]{3}|世纪")
_DIGITS = "〇一二三四五六七八九"
_COUNTED = late_regex(r"^(?P<count>元|[一二三四五六七八九十廿卅]{1,4})年")


def by_reign(year: int, stated: Iterable[str]) -> str:
    """The year as the first of the stated times would write it, where that is a year of a reign.

    Args:
        year: of the common era.
        stated: times of the text from which it is counted, nearest first.

    Returns:
        民国二十二年, in the numerals of the text; "" where it counts by no reign, tells the common
        year beside it, or the reign has no such year.
    """
    for words in stated:
        folded = fold(words)
        if COMMON_YEAR.search(folded):
            return ""
        match = reign_pattern().search(folded)
        if match is not None:
            first, last = reigns()[match["reign"]]
            count = year - first + 1
            written = str(count) if match["count"].isdigit() else _numeral(count)
            return f"{match['reign']}{written}年" if first <= year <= min(last, LAST) else ""
    return ""


def tells_year(stated: str) -> bool:
    """Whether a time has its year in it, of the common era or of a reign."""
    return (
        COMMON_YEAR.search(stated) is not None or reign_pattern().search(fold(stated)) is not None
    )


def reign_counted(year: int, bare: str) -> str:
    """The reign that a bare 二十七年十月 is of, "" where none has that year as its 27th."""
    match = _COUNTED.match(bare)
    value = parse_numeral(match["count"]) if match else None
    if match is None:
        return ""
    count = 1 if match["count"] == "元" else int(value or 0)
    counted = (
        name
        for name, (first, last) in reigns().items()
        if first + count - 1 == year <= min(last, LAST)
    )
    return next(counted, "")


def _numeral(count: int) -> str:
    """1 to 99 in characters; the first year of a reign is 元."""
    tens, ones = divmod(count, 10)
    if count == 1:
        return "元"
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")
