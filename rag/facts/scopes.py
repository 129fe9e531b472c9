"""How a figure counts, told by the words around it."""

from rag.facts.records import Scope
from rag.language.patterns import late_regex
from rag.language.quantities import Quantity
from rag.language.times import Openness

_ANNUAL = late_regex(r"全年|当年|年内|本年|该年|这一年|是年")
_GROWTH = late_regex(
    r"新增|新建|新发展|新成立|新组建|净增|增收|增产|增加|(?:增长|提高|上升|扩大|增)了?$|多了?$"
)
_FALL = late_regex(r"精简|裁减|减少|缩减|(?:下降|降低|减)了?$")
_REACHED = late_regex(r"(?:增加|增长|提高|上升|扩大|增|减少|下降|降低|降|减|升)(?:到|至|为)")
_SHARE = late_regex(r"占|率|比例|比重|面")
_AVERAGE = late_regex(r"平均|人均|年均|月均|日均|每")


def scopes_of(
    text: str, figure: Quantity, clause: int, openness: Openness | None
) -> frozenset[Scope]:
    """The scopes of a figure.

    Args:
        text: the sentence that holds it.
        figure: the figure.
        clause: where its clause begins.
        openness: how the time that governs it is open; None where no time does.
    """
    left = text[clause : figure.start]
    near = left[-8:]
    words = set(figure.qualifiers)
    found: set[Scope] = set()
    if words & {"累计", "截至"} or openness in (Openness.UNTIL, Openness.SINCE, Openness.FROM):
        found.add(Scope.CUMULATIVE)
    if "共" in words:
        found.add(Scope.TOTAL)
    if Scope.CUMULATIVE not in found and _ANNUAL.search(text, 0, figure.start):
        found.add(Scope.ANNUAL)
    if not _REACHED.search(near):
        if _GROWTH.search(near):
            found.add(Scope.INCREASE)
        if _FALL.search(near):
            found.add(Scope.DECREASE)
    if figure.unit == "%" and _SHARE.search(left):
        found.add(Scope.SHARE)
    if words & {"平均", "人均", "年均", "月均", "日均"} or _AVERAGE.search(near):
        found.add(Scope.AVERAGE)
    return frozenset(found)
