"""Queries of bare words that want a calculation: 1959年 刊物加报纸 合计, 会员 占比.

A terse query ends in what is to be worked out and asks for nothing in words.
"""

from rag.language.english_tokens import is_english
from rag.language.patterns import late_regex

_ASKED_AT_ALL = late_regex(r"多少|几|若干|[哪谁何啥吗呢吧么]|是否|有没有|是不是|多[大高长久]")
_BARE = late_regex(
    r"(?P<total>(?:合计|总计|共计|总和|之和|相加)(?:[人家户次项件个]?数|金额|数量)?)$|(?P<apart>(?:相差|差额|差距|之差|差值))$"
    r"|(?P<more>增加|增长|增多)$|(?P<less>减少|下降|降低)$|(?P<share>占比|比重|所占比例|百分比)$|(?P<times>倍数)$"
)
_SPOKEN = {
    "total": "合计多少",
    "apart": "相差多少",
    "more": "增加多少",
    "less": "减少多少",
    "share": "占百分之几",
    "times": "是几倍",
}


def asked_out(folded: str) -> str:
    """A query of bare words with the question that it stands for: 特刊 加 手册 合计多少."""
    if is_english(folded) or _ASKED_AT_ALL.search(folded):
        return folded
    bare = folded.rstrip("?？ ")
    found = _BARE.search(bare)
    return f"{bare[: found.start()]}{_SPOKEN[found.lastgroup or '']}" if found else folded
