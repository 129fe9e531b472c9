"""Questions for a mean: what is shared out among what.

平均每所厂校有多少学员, 平均下来一期培训多少人次, 每人次平均多少元, 户均几亩. A mean over years or
months (年均) is none of these: how many years there are no figure of the text says.
"""

from dataclasses import dataclass

from rag.language.answering_units import count_alike, same_unit
from rag.language.counted import Counted, counted_by_noun
from rag.language.patterns import late_regex
from rag.language.units import canonical_unit, unit_at

_SAID = r"(?:下来|来看|来说|来算|算下来|算起来|起来|而言|到|起码)*(?:大概|大约|约|有)?[,，]?"
_BEFORE = late_regex(
    rf"平均{_SAID}(?:[^,，每]{{0,8}}?每(?:一)?|(?:一|单)(?!般|共|起|些|定|直|样|下))\s*"
)
_BEHIND = late_regex(r"每(?:一)?(?=[^,，。?？每]{1,12}?平均)")
_SHORT = late_regex(r"(?P<per>[人户校厂场期组亩队社站店])均(?!为)")
_TIMES = frozenset({"年", "月", "个月", "天", "日", "周", "小时", "季"})
_NOUN = late_regex(r"[\u4e00-\u9fff]{1,6}")
_ASKED = late_regex(r"(?:多少|几多|若干|几)(?:万|亿|千|百)*")
_LAST = late_regex(r"[\s,，](?P<unit>[\u4e00-\u9fff]{1,2})[?？]*$")
_BODIES = frozenset("个家所处")
_NAMED = frozenset("组班队社站厂校店场期")
_PEOPLE = "人"
_MONEY = "元"


@dataclass(frozen=True, slots=True)
class Mean:
    """What a mean is asked of: the unit of what is shared out, "" where untold, and of those that
    share it; ``start`` is where the latter are named; ``outright`` whether it is asked for as a
    calculation is (平均每人), not by the name of a figure (人均收入)."""

    unit: str
    per: str
    start: int
    outright: bool

    def shared(self, unit: str) -> bool:
        """Whether a figure in this unit may be what is shared out."""
        return not self.unit or same_unit(self.unit, unit)

    def sharing(self, unit: str) -> bool:
        """Whether a figure in this unit may be those that share it."""
        if same_unit(self.per, unit) or count_alike(self.per, unit):
            return True
        return unit in _BODIES and self.per in _NAMED  # 托儿组740个


def mean_asked(folded: str) -> Mean | None:
    """The mean that a question in matching form asks for; None for none."""
    match = _BEFORE.search(folded) or _BEHIND.search(folded)
    if match is not None:
        found = unit_at(folded, match.end(), strict=False)
        if not found:
            return None
        per, behind = canonical_unit(found), match.end() + len(found)
        noun = _NOUN.match(folded, behind)
        if per == "个" and noun is not None and _people(noun.group()):
            per = _PEOPLE
        start = match.end()
    else:
        short = _SHORT.search(folded)
        if short is None:
            return None
        start, behind, per = short.start("per"), short.end(), canonical_unit(short["per"])
    return None if per in _TIMES else Mean(_unit(folded, behind), per, start, match is not None)


def _unit(folded: str, start: int) -> str:
    """The unit of what is shared out, as 多少 or the last word tells; "" where neither does."""
    asked = next(reversed(list(_ASKED.finditer(folded, start))), None)
    if asked is None:
        last = _LAST.search(folded, start)
        return canonical_unit(last["unit"]) if last and unit_at(folded, last.start("unit")) else ""
    noun = _NOUN.match(folded, asked.end())
    told = counted_by_noun(noun.group()) if noun is not None else Counted.UNKNOWN
    if told is Counted.PEOPLE:
        return _PEOPLE
    if told is Counted.MONEY:
        return _MONEY
    if folded.startswith("钱", asked.end()):
        return _MONEY
    found = unit_at(folded, asked.end())
    return canonical_unit(found) if found else ""


def _people(noun: str) -> bool:
    return any(counted_by_noun(noun[:end]) is Counted.PEOPLE for end in range(1, len(noun) + 1))
