"""The words that name what a figure counts.

Chinese puts them on either side: noun before figure (会员2902人), figure before noun
(63个基层工会), or only a verb (培训12人次). A measure word that needs a noun takes the words behind
it, when a noun can begin there; people, money and shares take the words before. Coordinated
members are matched in order where 分别 says so (甲、乙分别达93%、94%).

Not done: no part-of-speech tagging, so the words may keep a verb (发展会员) or an adverb.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

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
_NO_NOUN = re.compile(
    r"^(?:[的了和与及或被获赴受在为由是已均都对以并至到从向把将给使让得也还又才比等（()）\s]"
    r"|就(?!业|学|医|诊)|全部|实现|进入|走进|得到|提高|增加|减少|以上|以下|左右|用于|不等"
    r"|之多|之一|[、，。；：,.;:!?！？]|$)"
)
# What the counted did: 90人次参加.
_DOING = re.compile(r"参加|参与|参赛|领取|受益|通过|获奖|毕业|报名|观看|报考")
_NOUN_END = re.compile(
    r"[，。；：、！？,;:!?]|获|被|参加|参赛|参与|实行|建立|实现|给予|发放|进行|脱|开展|全部|签订|均|都"
    r"|介绍|组建|(?<=..)(?:有(?![制色机关限效])|[为在是达已对用])"
)
_LEAD = re.compile(
    r"^(?:[、，,；;：:\s和及与或的]|其中|同时|另外|此外|并且|并|还|又|也|先后|已经|已|现有|现|共计|共有|共|累计|合计|总计"
    r"|全年|当年|年内|是年|同年|则|只|仅|有(?!色|机|关|限|线|效))+"
)
_TRAIL = re.compile(
    r"(?:共计|共有|(?<!公)共|累计|合计|总计|达到|达|有|(?<!行)为|是|(?<![节条契合])约|(?<![附新最])近|超过|突破|至|到|了|就|多达"
    r"|不足|只有|仅有|只|仅|增加|增长|提高|上升|下降|减少|增|降|的|分别|均|各|占|等|由|从|比|在|又|首次|和|与|及|:|：|\s)+$"
)
_EMPTY = re.compile(
    r"(?:由|从|到|至|提高|增加|减少|下降|上升|降低|增|降|对|为|给予?|组织|帮助|每天|每年|每月|\s)+"
)
_JOINT = re.compile(r"[、和与及]")
_BETWEEN = re.compile(r"[、和与及,，\s]*(?:达|为|有)?")


@dataclass(frozen=True, slots=True)
class Metric:
    """Words of a text, ``[start, end)`` where they stand ("" and an empty span: none)."""

    text: str
    start: int
    end: int


def metrics_of(
    text: str, figures: Sequence[Quantity], clauses: Sequence[tuple[int, int]], times: str
) -> list[Metric]:
    """What each figure of a sentence counts, in the order of the figures.

    Args:
        text: the sentence.
        figures: its figures in text order.
        clauses: the half-open intervals that tile it.
        times: the sentence with its time expressions blanked, at the same length.
    """
    found: list[Metric] = []
    for number, figure in enumerate(figures):
        start, end = _bounds(figures, number, clauses)
        left = _left(times, start, figure.start)
        right = _right(times, figure, end)
        found.append(_choose(figure, left, right, found[-1] if found else None))
    return _respective(text, figures, clauses, found)


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
    return Metric(words[:length].strip(), start, start + length)


def without_subject(metric: str, subject: str) -> str:
    """The metric without the subject it opens with, unless nothing else is left."""
    rest = metric.removeprefix(subject) if subject else metric
    lead = _LEAD.match(rest)
    return (rest[lead.end() :] if lead else rest) or metric


def _choose(figure: Quantity, left: Metric, right: Metric, before: Metric | None) -> Metric:
    """The side that names the count; failing both, what the figure before counted."""
    if left.text and _EMPTY.fullmatch(left.text):
        left = replace(left, text="")
    verb = _DOING.fullmatch(right.text) is not None
    if figure.unit not in _SELF_SUFFICIENT and len(right.text) > 1 and not verb:
        return right
    if left.text:
        return left
    if right.text:
        return right
    return before if before is not None else Metric("", figure.start, figure.start)


def _respective(
    text: str,
    figures: Sequence[Quantity],
    clauses: Sequence[tuple[int, int]],
    found: list[Metric],
) -> list[Metric]:
    """Give the figures after 分别 the coordinated members before it, one each."""
    result = list(found)
    for start, end in clauses:
        place = text.find("分别", start, end)
        if place < 0:
            continue
        first = next((n for n, one in enumerate(figures) if one.start > place), None)
        if first is None:
            continue
        run = _run(text, figures, first)
        members = _members(text, start, place, len(run))
        if len(members) == len(run):
            for number, member in zip(run, members, strict=True):
                result[number] = member
        elif first >= len(run):
            for number in run:
                result[number] = found[number - len(run)]
    return result


def _run(text: str, figures: Sequence[Quantity], first: int) -> list[int]:
    run = [first]
    for number in range(first + 1, len(figures)):
        if not _BETWEEN.fullmatch(text, figures[number - 1].end, figures[number].start):
            break
        run.append(number)
    return run


def _members(text: str, start: int, end: int, count: int) -> list[Metric]:
    """The last ``count`` coordinated members of ``text[start:end]``, each with their head."""
    if count < 2:
        return []
    head_at = text.rfind("的", start, end)
    head = text[head_at + 1 : end] if head_at > start else ""
    stop = head_at if head_at > start else end
    pieces = _JOINT.split(text[start:stop])[-count:]
    if len(pieces) < count or not all(pieces):
        return []
    members = []
    for piece in reversed(pieces):
        at = text.rfind(piece, start, stop)
        members.append(Metric(piece + head, at, at + len(piece)))
        stop = at
    return members[::-1]
