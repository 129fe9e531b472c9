"""The number that a text tells of a list, where it settles how far the list goes and what a join
is.

甲、乙、丙3个县 ends where its count begins, whatever noun or verb follows. Of 文学、数学、音乐与
舞蹈学3个学科 the count says that 与 stands inside the last member; so does 将3个部调整为 before the
list. Without a number the others tell: where all end alike, what ends otherwise before 与 is half
a name (文学、数学、音乐与舞蹈学).
"""

from rag.language.enumeration_types import Span
from rag.language.numerals import parse_numeral
from rag.language.patterns import late_regex

_NO_FIGURE_BEFORE = r"(?<![第\d.．〇零一二两三四五六七八九十百千万几数多])"
_FIGURE = rf"{_NO_FIGURE_BEFORE}(?P<count>\d{{1,2}}|[两二三四五六七八九十]) ?"
_THINGS = "大|个|项|名|位|家|所|种|类|件|条|款|点|座|处|道|门|枚|部门|单位|方面"
_CLOSING = late_regex(
    rf"{_FIGURE}(?=(?:{_THINGS}|[小步色级层科块支组室部厂校馆行业国省市县区镇乡村州字者人]))"
)
_BEFORE = late_regex(rf"{_FIGURE}(?=(?:{_THINGS}))")
_REACH = 60
_FEWEST = 3
"""A pair that closes with 两 or 二 is left to the grammar: 二 and 两 begin many a noun."""


def counted(
    text: str, span: Span, others: list[Span], sizes: frozenset[int]
) -> tuple[Span, int] | None:
    """The last member up to the count of its list, with the count; None without one.

    ``sizes`` are the numbers of members that the list may have; another figure counts
    something of the last member's own, and so does this one where ``others`` are counted too
    (工人5名、农民4名、学生3名).
    """
    start, end = span
    for match in _CLOSING.finditer(text, start + 1, end):
        count = _value(match["count"])
        if count in sizes and count >= _FEWEST:
            if any(_CLOSING.search(text, *other) for other in others):
                return None
            return (start, start + len(text[start : match.start()].removesuffix("等"))), count
    return None


def told_before(text: str, start: int, end: int) -> frozenset[int]:
    """The numbers of things that the words before a list tell: 3 of 将3个部调整为."""
    start = max(start, end - _REACH)
    told = (_value(match["count"]) for match in _BEFORE.finditer(text, start, end))
    return frozenset(count for count in told if count >= _FEWEST)


def ends_inside(text: str, others: list[Span], piece: Span) -> bool:
    """Whether a piece goes on behind the ending that all the others have: 学会 of
    市医学会、市农学会、市水利学会承接鉴定."""
    endings = {text[end - 2 : end] for start, end in others if end - start > 2}
    if len(others) < _FEWEST - 1 or len(endings) != 1:
        return False
    place = text.find(endings.pop(), *piece)
    longest = max(end - start for start, end in others)
    return place > piece[0] and piece[1] - place - 2 > 1 and piece[1] - piece[0] > longest


def half_a_name(text: str, others: list[Span], left: Span, right: Span) -> bool:
    """Whether A of A与B lacks the ending that the other members and B have in common."""
    endings = {text[end - 1] for start, end in others if end > start}
    if len(others) < _FEWEST - 1 or len(endings) != 1:
        return False
    ending = endings.pop()
    joined_by = text[left[1] : right[0]]
    return joined_by == "与" and text[left[1] - 1] != ending and ending in text[right[0] : right[1]]


def _value(said: str) -> int:
    number = parse_numeral(said.replace("两", "二"))
    return int(number) if number is not None else 0
