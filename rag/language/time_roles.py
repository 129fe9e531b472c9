"""What a time does in its sentence: openness, role, and whether it moves the narrative on.

Every decision looks at a bounded window of words inside the clause, so the cost of a mention does
not grow with the text.
"""

import re
from dataclasses import replace
from functools import cache
from re import Match, Pattern

from rag.language.normalise import NormalText, normalise
from rag.language.patterns import late_regex
from rag.language.remembering import remembering
from rag.language.time_scan import scan_times
from rag.language.time_types import Mention, Openness, TimeKind, TimeRole

_WINDOW = 40
_STOP = late_regex("[，。；：！？,;:!?…\n]")
_SENTENCE_END = late_regex("[。！？!?\n]")


@cache
def _enclosed() -> Pattern[str]:
    return re.compile(
        "(?P<title>《[^《》]{0,120}》|“[^“”]{0,200}”|「[^「」]{0,200}」|『[^『』]{0,200}』"
        '|"[^"\n]{0,120}")|(?P<aside>[（(][^（()）]{0,80}[)）])'
    )


@cache
def _prefix() -> Pattern[str]:
    """Words right before a time that open one side of it."""
    return re.compile(
        r"(?P<until>截至到? ?|截止到?至? ?|迄至? ?|直至 ?|直到 ?"
        r"|\b(?:until|till|by(?: the end of)?|as of) )$"
        r"|(?P<held>(?:延续|持续|沿用|保留|一直|维持)(?:至|到) ?)$"
        r"|^(?:[^在于]{0,3}[、 \"]|但|而|并|又|其中|那么?|请问)?(?P<reach>(?:至|等到|待到|到) ?)$"
        r"|(?P<of>(?:自从|从|自) ?|\bfrom )$|(?P<since>\bsince )$"
        r"|(?P<before>\b(?:before|prior to) )$|(?P<after>\bafter )$"
    )


@cache
def _suffix() -> Pattern[str]:
    """Words right after a time that open one side of it, an event verb allowed between."""
    return re.compile(
        r'"? ?(?:(?:胜利)?(?:召开|闭幕|开始|爆发|结束|成立|实行|实施|会议))?'
        r"(?:(?P<since>以来|来(?=[，,]))|(?P<from>起(?![草诉点义到来码步飞因]))"
        r"|(?P<after>以后|之后|后(?![期者勤续方人代半来备劲果面两三1-9]))"
        r"|(?P<before>以前|之前|前(?![期夕列来往去进提途景身辈线半后三0-9一二四五六七八九十任]))"
        r'|(?P<until>为止|止(?!血|步|境)))|"? ?(?P<begin>开始|伊始)'
    )


@cache
def _head() -> Pattern[str]:
    """A clause that has said nothing yet but joining words."""
    words = (
        "早在|远在|就在|在|自从|自|从|截至|截止|直到|直至|一直到|等到|待到|及至|到|至|于|当|特别是|尤其是|其中"
        "|而且|而|但是|但|并且|并|且|又|例如|比如|如|另外|另|此外|同时|随后|进入|步入|跨入|随着|党的|我党|中共"
        "|每逢|经考核验收|还|也|仅|就|光|是|前期|[一二三四五六七八九十]是|[0-9一二三四五六七八九十]+[、.]"
        "|in|on|by|during|from|since|between|at|until|the|and|early|late"
    )
    return re.compile(f"[ \"'(《·]*(?:(?:{words})[ \"'(]*)*")


@cache
def _compared() -> Pattern[str]:
    return re.compile(r"(?:比|较|than|compared (?:with|to)) ?$")


@cache
def _measured_against() -> Pattern[str]:
    return re.compile(
        r"(?:的|全年的?|同期的?|水平|总和)?[^，。；]{0,8}?"
        r"(?:[0-9.〇一二三四五六七八九十]{1,8} ?(?:倍|%)|水平|总和)"
    )


@cache
def _attribute() -> Pattern[str]:
    """Verbs whose object begins with the time: 荣获2008年…称号, 参加2019年…."""
    return re.compile(
        "(?:荣获|获得?|评为|定为|授予|命名为|称为|举办|开展|主办的?|承办|召开|参加|完成|编制|制定"
        "|出版|编印|印发|下发|颁布|实行|暨|迎接?|庆祝?|纪念|实现|通过|发布|公布|落实|下达|列入|纳入"
        "|修订|对|的|了|将|把|出|每年|历年|每逢|按照?|根据) ?$"
    )


@cache
def _made() -> Pattern[str]:
    """A time that only dates a thing named after it: 1950年颁布的《…》."""
    verbs = (
        "颁布|公布|发布|制定|通过|印发|下发|修订|出台|签订|实施|颁发|批准|成立|创办|建立|建成|出版|兴建|修建|建造|制造|生产|设立|开办"
        "|组建|投产|竣工|落成|毕业|出生|召开"
    )
    return re.compile(f"(?P<gap>[^，。；：！？的]{{0,16}}?)(?:{verbs})的")


_PLANNED = late_regex("决定|计划|打算|拟|规划|预计|要求|力争|争取|准备|目标|确保|提出|设想")


@remembering
def mentions(text: str) -> list[Mention]:
    """Every mention of a text with openness and role, in order, none overlapping.

    Offsets are in the text's matching form.
    """
    normal = normalise(text)
    folded = normal.text
    closed = _Closed(normal, text)
    found: list[Mention] = []
    started, led = 0, False  # whether the current sentence has a time that leads it
    for raw in scan_times(folded):
        if _SENTENCE_END.search(folded, started, raw.core_start):
            led = False
        started = raw.core_end
        left = _clause_left(folded, raw.core_start)
        mention = _with_openness(folded, raw, left, found[-1].end if found else 0)
        if found and _apposed(folded, found[-1], mention):
            found[-1] = replace(found[-1], end=mention.end, openness=mention.openness)
            continue
        mention = _with_role(folded, mention, left, closed.at(raw.core_start), led=led)
        led = led or mention.anchors
        found.append(mention)
    return found


class _Closed:
    """Which folded offsets stand inside a title, a quotation or brackets; asked in order."""

    def __init__(self, normal: NormalText, original: str) -> None:
        self._normal = normal
        self._spans = _enclosed().finditer(original)
        self._current = next(self._spans, None)

    def at(self, offset: int) -> Match[str] | None:
        place = self._normal.original_span(offset, offset + 1)[0]
        while self._current is not None and self._current.end() <= place:
            self._current = next(self._spans, None)
        inside = self._current is not None and self._current.start() <= place
        return self._current if inside else None


def _clause_left(folded: str, start: int) -> str:
    return _STOP.split(folded[max(0, start - _WINDOW) : start])[-1]


def _apposed(folded: str, left: Mention, right: Mention) -> bool:
    """1966年5月“文化大革命”开始后: the name repeats the date and opens it."""
    gap = folded[left.end : right.core_start].strip('" ')
    named = right.kind is TimeKind.NAMED and right.openness is not Openness.AT
    return named and not gap and left.openness is Openness.AT and left.kind is not TimeKind.NAMED


def _with_openness(folded: str, mention: Mention, left: str, floor: int) -> Mention:
    start, end, openness = mention.core_start, mention.core_end, mention.openness
    if openness is Openness.AT and mention.kind is not TimeKind.RANGE:
        head = _prefix().search(left)
        right = folded[end : end + _WINDOW]
        tail = _suffix().match(right)
        openness = _openness(head.lastgroup if head else None, tail and tail.lastgroup, right)
        if tail:
            end += tail.end()
        if head and openness is not Openness.AT:
            start -= len(head.group(head.lastgroup or 0))
    return replace(mention, start=max(start, floor), end=end, openness=openness)


_TAILS = {
    "since": Openness.SINCE,
    "before": Openness.BEFORE,
    "until": Openness.UNTIL,
    "from": Openness.FROM,
    "begin": Openness.FROM,
    "after": Openness.AFTER,
}
_HEADS = {
    "until": Openness.UNTIL,
    "reach": Openness.UNTIL,
    "held": Openness.UNTIL,
    "since": Openness.SINCE,
    "before": Openness.BEFORE,
    "after": Openness.AFTER,
}


def _openness(head: str | None, tail: str | None, right: str) -> Openness:
    if tail:
        return _TAILS[tail]
    if head == "of":  # 从1979年的39386人增加到 opens nothing
        return Openness.AT if right.lstrip().startswith("的") else Openness.FROM
    if head:
        return _HEADS[head]
    event = re.match(r'，?[^，。；：！？"《》]{1,30}?以来', right)
    return Openness.SINCE if event else Openness.AT


def _with_role(
    folded: str, mention: Mention, left: str, closed: Match[str] | None, *, led: bool
) -> Mention:
    right = folded[mention.core_end : mention.core_end + _WINDOW]
    at_head = _head().fullmatch(left) is not None
    role = _role(mention, left, right, at_head)
    length = mention.core_end - mention.core_start
    if closed and closed["title"] and len(closed.group()) > length + 2:
        role = TimeRole.TITLE
    elif closed and closed["aside"] and role is TimeRole.MAIN:
        role = TimeRole.ATTRIBUTE
    return replace(
        mention, role=role, anchors=_anchors(mention, role, left, at_head=at_head, led=led)
    )


def _role(mention: Mention, left: str, right: str, at_head: bool) -> TimeRole:
    if _compared().search(left) or _set_against(left, right):
        return TimeRole.COMPARISON
    made = _made().match(right)
    if made and len(made["gap"]) <= (6 if at_head else 16):
        return TimeRole.BACKGROUND
    if mention.kind is TimeKind.NAMED and mention.openness is Openness.AT:
        held = right.lstrip('" ').startswith(
            ("期", "时", "中", "里", "年间", "初", "末", "，", "前后")
        )
        return TimeRole.MAIN if held or _is_phase(mention) else TimeRole.BACKGROUND
    if at_head:
        return TimeRole.MAIN
    rest = right[mention.end - mention.core_end :].lstrip('" ')
    if rest.startswith("的") or (mention.openness is Openness.AT and _attribute().search(left)):
        return TimeRole.ATTRIBUTE
    return TimeRole.MAIN


def _is_phase(mention: Mention) -> bool:
    period = mention.first.period
    return period is not None and (period.last - period.first).days > 366


def _set_against(left: str, right: str) -> bool:
    if left.rstrip().endswith(("与", "同", "和", "跟")):
        return re.match(r"[^，。；]{0,8}?(?:相比|比较|对比|相较|持平)", right) is not None
    against = re.search(
        "(?:是|为|相当于|等于|达到了?|超过了?|高于|低于|多于|少于|恢复到了?|回到|超) ?$", left
    )
    return against is not None and _measured_against().match(right) is not None


def _anchors(mention: Mention, role: TimeRole, left: str, *, at_head: bool, led: bool) -> bool:
    if role is not TimeRole.MAIN or mention.first.void or mention.first.scope == "whole":
        return False
    if mention.openness is Openness.UNTIL and led:
        return False  # a look ahead: 1998年成立，至2005年共培训…
    if at_head:
        return True
    counted = mention.first.relative and mention.first.scope != "reign"
    away = counted and mention.first.shift != 0
    aside = mention.kind is TimeKind.NAMED or mention.openness in (Openness.BEFORE, Openness.AFTER)
    return not (away or aside or _PLANNED.search(left))
