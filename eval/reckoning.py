"""Years that a text states without writing them: 次年 after 1984年 is 1985, 民国十二年 is 1923."""

import re
from collections.abc import Sequence

from eval.normal import figures_of
from rag.language.normalise import fold
from rag.language.numerals import parse_numeral

_FIRST = {
    "顺治": 1644,
    "康熙": 1662,
    "雍正": 1723,
    "乾隆": 1736,
    "嘉庆": 1796,
    "道光": 1821,
    "咸丰": 1851,
    "同治": 1862,
    "光绪": 1875,
    "宣统": 1909,
    "民国": 1912,
}
"""The first years of the reigns that gazetteers count by."""
_REIGN = re.compile(
    rf"(?P<reign>{'|'.join(_FIRST)})\s*(?P<year>[0-9元一二三四五六七八九十廿卅]{{1,3}})\s*年"
)
_NEXT = re.compile(r"次年|翌年|第二年|转年|来年")
_BEFORE = re.compile(r"上年|前一年|上一年")
_LATER = re.compile(r"([0-9一二两三四五六七八九十]{1,3})\s*年(?:之|以)?后")
_EARLIER = re.compile(r"([0-9一二两三四五六七八九十]{1,3})\s*年(?:之|以)?前")


def reckoned_years(texts: Sequence[str]) -> set[str]:
    """Years as plain digits, counted by words of the texts from years that the texts write.

    Of the common era, and of the reign that a text counts by.
    """
    joined = " ".join(fold(text) for text in texts)
    written = {int(one) for one in figures_of(joined) if re.fullmatch(r"1[5-9]\d\d|20\d\d", one)}
    counts = {(m["reign"], _number(m["year"])) for m in _REIGN.finditer(joined)}
    reckoned = {_FIRST[reign] - 1 + count for reign, count in counts}
    basis = written | reckoned | {count for _, count in counts}
    steps = {1} if _NEXT.search(joined) else set()
    steps |= {-1} if _BEFORE.search(joined) else set()
    steps |= {_number(one[1]) for one in _LATER.finditer(joined)}
    steps |= {-_number(one[1]) for one in _EARLIER.finditer(joined)}
    return {str(year + step) for year in basis for step in steps} | {str(year) for year in reckoned}


def _number(words: str) -> int:
    if words == "元":
        return 1
    value = parse_numeral(words)
    return int(value) if value is not None else 0
