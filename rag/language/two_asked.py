"""Two things asked in one question: 这次培训有几家企业参加，覆盖多少职工？

Each becomes a question of its own; what the first says before its asking word leads the second.
Only figures, times and persons are told apart so: 有几个，是哪几个 asks for one list, and what is
compared or added up is one thing. 几 asks only behind a verb; before one it may be some (几家凑钱).
"""

from typing import NamedTuple

from rag.language.patterns import late_regex

_ASKS = late_regex(
    r"(?P<count>多少|(?<=[有共设办开来去获到建了过出数分])几(?![十百千万乎年月]))|"
    r"(?P<when>什么时候|什么时间|啥时候|何时|哪一?年|哪一?天)|"
    r"(?P<who>(?<!不管)(?:谁|哪位|何人))"
)
_ONE = late_regex(
    r"哪[几些]|[多高大少]多少|比(?![赛武例])|还是|相[差比]|差(?![事旅别])|加起来|合起来|之和|总和|占(?![地领])|分别|各(?![厂界级地县市])|平均|最(?![后初近早先])|每(?![年届])|为什么|为何|怎|如何|百分|倍|第几|几成|"
    r"无论|不论|不知|没有?多少|没几|[过了]几[天日个]|不管|不说|不问|别说|先说|说不上|不是问|知道"
)
_PARTS = late_regex(r"[,，；;?？、]+(?:以及|并且?|又|还)?|(?:以及|和|及|与)(?=多少|几)")
_LEADS = late_regex(
    r"(?<![没自现所行因公])(?:[一总]?共|有|是|在|于|由|为|达|曾|了|都|就|到底|究竟|大概|大约)+$"
)
_FEWEST = 2


class TwoAsked(NamedTuple):
    """The questions, each to be asked by itself."""

    first: str
    second: str


def two_asked(question: str) -> TwoAsked | None:
    """The two questions in one in matching form; None where one thing is asked, or three."""
    asking = list(_ASKS.finditer(question))
    if len(asking) != _FEWEST or _ONE.search(question):
        return None
    one, other = asking
    between = _PARTS.finditer(question, one.end())
    parting = [part for part in between if part.end() <= other.start()]
    if not parting or (one.lastgroup == other.lastgroup != "count"):
        return None
    cut = parting[-1]
    first, second = question[: cut.start()], question[cut.end() :].rstrip("?？。 ")
    lead = question[: one.start()]
    if other.start() > cut.end():
        comma = max(lead.rfind(mark) for mark in "，,；;。")
        bare = _LEADS.sub("", lead)
        # What stands behind the comma is what is asked about, unless it is only a verb: 办了.
        lead = lead[:comma] if comma > 0 and len(bare) - comma <= _FEWEST else bare
        lead = f"{lead}，" if lead else ""
    if len(lead) < _FEWEST:
        return None
    return TwoAsked(f"{first}？", f"{lead}{second}？")
