"""The words that name what a figure counts.

Chinese puts them on either side: noun before figure (会员2902人), figure before noun
(63个基层工会), or only a verb (培训12人次). A measure word that needs a noun takes the words behind
it, when a noun can begin there; people, money and shares take the words before. A figure with
nothing beside it measures what the clause before is about (面积翻了一番，达6.1万亩).

Not done: no part-of-speech tagging, so the words may keep a verb (发展会员) or an adverb.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.language.patterns import late_regex
from rag.language.quantities import Quantity

_SELF_SUFFICIENT = frozenset(
    [
        "人",
        "人次",
        "元",
        "%",
        "百分点",
        "倍",
        "亩",
        "吨",
        "公斤",
        "斤",
        "公里",
        "米",
        "平方米",
        "平方公里",
        "公顷",
        "年",
        "天",
        "个月",
        "小时",
        "岁",
        "周年",
        "美元",
        "港元",
    ]
)
_NO_NOUN = late_regex(
    r"^(?:[的了与及或被赴在为由是已均都以并至到从向把给使让也还又才等（()）\s]"
    r"|和(?![平谐])|获(?!奖)|受(?![益灾训])|对(?!虾)|将(?![军领])|得(?![票分奖])|比(?![赛例重])"
    r"|就(?!业|学|医|诊)|全部|实现|进入|走进|得到|提高|增加|减少|以上|以下|左右|用于|不等"
    r"|之多|之一|[、，。；：,.;:!?！？]|$)"
)
# What the counted did: 90人次参加.
_DOING = late_regex(r"参加|参与|参赛|领取|受益|通过|获奖|毕业|报名|观看|报考")
_NOUN_END = late_regex(
    r"[，。；：、！？,;:!?]|获|被|参加|参赛|参与|实行|建立|实现|给予|发放|进行|脱|开展|全部|签订|均|都"
    r"|介绍|组建|(?<=..)(?:有(?![制色机关限效])|[为在是达已对用])"
)
_LEAD = late_regex(
    r"^(?:[、，,；;：:\s和及与或的]|其中|同时|另外|此外|并且|并|还|又|也|先后|已经|已|现有|现|共计|共有|共|累计|合计|总计"
    r"|全年|当年|年内|是年|同年|则|只|仅|有(?!色|机|关|限|线|效))+"
)
_TRAIL = late_regex(
    r"(?:共计|共有|(?<!公)共|累计|合计|总计|达到|达|有|(?<!行)为|是|(?<![节条契合])约|(?<![附新最])近|超过|突破|至|到|了|就|多达"
    r"|不足|只有|仅有|只|仅|增加|增长|提高|上升|下降|减少|增|降|的|分别|均|各|占|等|由|从|比|在|又|首次|和|与|及|:|：|\s)+$"
)
_EMPTY = late_regex(
    r"(?:由|从|到|至|提高|增加|减少|下降|上升|降低|增|降|对|为|给予?|组织|帮助|每天|每年|每月|\s)+"
)
# A comparison and its verb: 比上年增产. What was measured stands before it.
_AGAINST = late_regex(
    r"(?:比|较|同比|与)\s*(?:上年|上一年|去年|前年|同期|相比)*\s*"
    r"(?:净?增[加长产收多]?|减[少产收]?|提高|上升|下降|降低|多|少|高|低)?了?"
)
_GROWN = late_regex(
    r"(?:净|同比|年均|平均|又|再)?(?:增[加长产收多]|减[少产收]|提高|上升|下降|降低)了?"
)
_VERB = late_regex(
    r"翻|增|减|突破|超过|达|有|比|较|提高|上升|下降|降|首次|逐[年步]|迅速|发展[到为]|扩[大建]|[,，。；;：:]"
)
_LONG = 24
_ACTING = late_regex(r"举办|召开|开展|组织|设立|建立|成立|制定|签订|发放|参与")
_ONE_VERB = frozenset("用使涉设达有为获占让令每共计由对在")


@dataclass(frozen=True, slots=True)
class Metric:
    """Words of a text, ``[start, end)`` where they stand ("" and an empty span: none).

    ``owner`` is the one of several coordinated bodies that the figure is of, "" where none is.
    """

    text: str
    start: int
    end: int
    owner: str = ""


def metrics_of(
    figures: Sequence[Quantity], clauses: Sequence[tuple[int, int]], times: str
) -> list[Metric]:
    """What each figure of a sentence counts, in the order of the figures.

    Args:
        figures: the sentence's figures in text order.
        clauses: the half-open intervals that tile it.
        times: the sentence with its time expressions blanked, at the same length.
    """
    found: list[Metric] = []
    for number, figure in enumerate(figures):
        start, end = _bounds(figures, number, clauses)
        left = _left(times, start, figure.start)
        right = _right(times, figure, end)
        before = found[-1] if found else _topic(times, clauses, figure.start)
        found.append(_choose(figure, left, right, before))
    return found


def _bounds(
    figures: Sequence[Quantity], number: int, clauses: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    figure = figures[number]
    start, end = next(one for one in clauses if figure.start < one[1])
    if number and figures[number - 1].end > start:
        start = figures[number - 1].end
    if number + 1 < len(figures) and figures[number + 1].start < end:
        end = figures[number + 1].start
    return start, max(end, figure.end)


def _left(text: str, start: int, end: int) -> Metric:
    opened = max(text.rfind(mark, start, end) for mark in "（(")
    if opened >= start and not any(mark in text[opened:end] for mark in "）)"):
        start = opened + 1
    words = text[start:end]
    lead = _LEAD.match(words)
    start += lead.end() if lead else 0
    trail = _TRAIL.search(text[start:end])
    end -= len(trail.group()) if trail else 0
    return Metric(text[start:end].strip() if start < end else "", start, max(start, end))


def _right(text: str, figure: Quantity, end: int) -> Metric:
    start = figure.end
    if figure.unit == "%" and text.startswith("的", start):  # 93%的企业
        start += 1
    words = text[start:end]
    doing = _DOING.match(words)
    if doing is not None:
        return Metric(doing.group(), start, start + doing.end())
    if _NO_NOUN.match(words):
        return Metric("", start, start)
    stop = _NOUN_END.search(words, 1)
    length = stop.start() if stop else len(words)
    noun = words[:length].rstrip("和与及或、 ")
    return Metric(noun.strip(), start, start + len(noun))


def _shortened(left: Metric) -> Metric:
    """A long run of words from its last verb on: 联合……举办招聘会 is about 招聘会."""
    if len(left.text) <= _LONG:
        return left
    verbs = list(_ACTING.finditer(left.text))
    words = left.text[verbs[-1].end() :].strip() if verbs else ""
    return Metric(words, left.end - len(words), left.end) if len(words) > 1 else left


def _topic(times: str, clauses: Sequence[tuple[int, int]], place: int) -> Metric | None:
    """What the clause before is about, up to its verb: 水果种植面积 of 水果种植面积翻了一番."""
    at = next(n for n, (_, end) in enumerate(clauses) if place < end)
    if not at:
        return None
    start, end = clauses[at - 1]
    lead = _LEAD.match(times[start:end])
    start += lead.end() if lead else 0
    verb = _VERB.search(times, start, end)
    end = verb.start() if verb else start
    words = times[start:end].strip()
    return Metric(words, start, end) if len(words) > 1 else None


def without_subject(metric: str, subject: str) -> str:
    """The metric without the subject it opens with, unless nothing else is left."""
    rest = metric.removeprefix(subject) if subject else metric
    lead = _LEAD.match(rest)
    return (rest[lead.end() :] if lead else rest) or metric


def _choose(figure: Quantity, left: Metric, right: Metric, before: Metric | None) -> Metric:
    """The side that names the count; failing both, what the figure before counted."""
    grown = bool(left.text) and (_AGAINST.fullmatch(left.text) or _GROWN.fullmatch(left.text))
    if grown or left.text in _ONE_VERB or (left.text and _EMPTY.fullmatch(left.text)):
        left = replace(left, text="")
    verb = _DOING.fullmatch(right.text) is not None
    if figure.unit not in _SELF_SUFFICIENT and len(right.text) > 1 and not verb:
        return right
    if left.text:
        return _shortened(left)
    if right.text:
        return right
    return before if before is not None else Metric("", figure.start, figure.start)
