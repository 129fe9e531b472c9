"""The two outer members of a list: where they may begin and end, and which choice is likeliest.

The text marks no outer borders. Candidates are the places behind and before border words; the
cost of a choice is how unlike the other members it makes the outer ones.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from math import log2
from statistics import median

from rag.language.enumeration_frames import NAMING_MARKS, Clause
from rag.language.enumeration_types import Span
from rag.language.name_lists import words
from rag.language.segments import segment, word_starts

JOINS = frozenset({"和", "与", "及", "以及", "或", "或者", "并"})
COLLECTIVE = words("""
    系统 行业 部门 单位 企业 工作 方面 领域 地区 人员 活动 制度 问题 产品 专业 项目 学校 国家
    城市 组织 机构 机关 职能 职工 干部 等地 两地 三地 事业 情况 精神 原则 政策 措施 任务 比赛
    竞赛 运动 教育 培训
    """)
# A first member does not begin with these, whatever its length.
_OPENERS = frozenset(
    words("""
    根据 按照 依照 依据 随着 沿着 围绕 针对 结合 面向 面对 包括 包含 例如 比如 如果 像是 分为
    分别 分别是 分别为 来自 作为 称为 名为 又名 别名 又称 以及 用于 对于 关于 通过 由于 为了 主要
    主要是 主要有 具有 拥有 设有 位于 属于 成为 可以 能够 已经 曾经 还有 另有 其中 其他 尤其 特别
    特别是 尤其是 一些 许多
    """)
)
_CANDIDATES = 4


@dataclass(frozen=True, slots=True)
class Edges:
    """Border places of one level of a clause, as starts and ends of border words."""

    starts: list[int]
    ends: list[int]
    words: list[str]


def within(edges: Edges, span: Span) -> range:
    """Indices of the borders that begin inside a span, not at its start."""
    return range(bisect_left(edges.starts, span[0] + 1), bisect_left(edges.starts, span[1]))


class OuterMembers:
    """The fixed members of a list, and how well two outer members agree with them."""

    def __init__(self, text: str, edges: Edges, fixed: list[Span]) -> None:
        self.text = text
        self.edges = edges
        self.sizes = [end - start for start, end in fixed]
        self.usual = median(self.sizes) if fixed else 0.0
        self.inner = median([len(within(edges, span)) for span in fixed]) if fixed else 0.0
        self.first = self._shared(text[start] for start, end in fixed if end > start)
        self.last = self._shared(text[end - 1] for start, end in fixed if end > start)
        self.led = any(self._leads(start) for start, _ in fixed)
        self.marked = self.first in NAMING_MARKS if self.first else not fixed

    def _leads(self, start: int) -> str:
        """The border word that a member begins with, or ""."""
        at = bisect_left(self.edges.starts, start)
        begins = at < len(self.edges.starts) and self.edges.starts[at] == start
        return self.edges.words[at] if begins else ""

    @staticmethod
    def _shared(characters: Iterator[str]) -> str:
        found = set(characters)
        return found.pop() if len(found) == 1 else ""

    def starts(self, piece: Span, clause: Clause) -> list[int]:
        """Places where the first member may begin."""
        begin, end = piece
        hole = next((hole for hole in reversed(clause.holes) if hole[1] == end), None)
        if self.marked and hole and self.text[hole[0]] in NAMING_MARKS and hole[0] >= begin:
            return [hole[0]]
        found = [self.edges.ends[at] for at in within(self.edges, (begin - 1, end))]
        found = [begin, *found[-_CANDIDATES:]]
        found += [hole[1] for hole in clause.holes[-_CANDIDATES:] if begin < hole[1] < end]
        alike = len(self.sizes) > 1 and len(set(self.sizes)) == 1
        if alike and end - begin > 2 * self.sizes[0] > 2:
            found.append(end - self.sizes[0])
        if self.first and len(self.sizes) > 1:
            found.append(self.text.rfind(self.first, begin, end))
        found.append(self.text.rfind("如", begin, end) + 1)
        found.append(self._behind_verb(begin, end))
        return [place for place in dict.fromkeys(found) if begin <= place < end]

    def _behind_verb(self, begin: int, end: int) -> int:
        """Behind a verb that opens the piece or its last stretch: 工业 of 培训工业、贸易."""
        inside = within(self.edges, (begin - 1, end))
        start = max([begin, *(self.edges.ends[at] for at in inside if self.edges.ends[at] < end)])
        first = next(iter(segment(self.text[start:end])), None)
        verb = first is not None and first.tag in ("v", "vn") and first.end > 1
        return start + first.end if first and verb and start + first.end < end else -1

    def ends(self, piece: Span, clause: Clause) -> list[int]:
        """Places where the last member may end."""
        begin, end = piece
        hole = next((hole for hole in clause.holes if hole[0] == begin), None)
        if self.marked and hole and self.text[begin] in NAMING_MARKS and hole[1] <= end:
            beside = next((other for other in clause.holes if other[0] == hole[1]), hole)
            return list(dict.fromkeys([hole[1], beside[1]])) if self.last else [hole[1]]
        inside = within(self.edges, (begin - 1, end))
        for at in inside:
            if self.edges.words[at] in {"等", "等等"} and self.edges.starts[at] > begin:
                end = self.edges.starts[at]
                break
        found = [
            self.edges.starts[at]
            for at in inside
            if begin < self.edges.starts[at] < end and not self._follows_border(at, begin)
        ]
        found = [end, *found[:_CANDIDATES]]
        found += [
            hole[0]
            for hole in clause.holes[:_CANDIDATES]
            if begin < hole[0] < end and not self._goes_on(hole[1], end)
        ]
        if len(set(self.sizes)) == 1 and self.text.startswith(
            COLLECTIVE, begin + self.sizes[0], end
        ):
            found.append(begin + self.sizes[0])
        place = self.text.find(self.last, begin + 1, end) if self.last else -1
        if place > begin and (place + 1 == end or place + 1 in word_starts(self.text)):
            found.append(place + 1)
        return list(dict.fromkeys(found))

    def _follows_border(self, at: int, begin: int) -> bool:
        """Whether a border stands right before: 被视为 ends a member before 被, not behind it."""
        edges = self.edges
        return at > 0 and edges.ends[at - 1] == edges.starts[at] and edges.starts[at - 1] > begin

    def _goes_on(self, place: int, end: int) -> bool:
        """Whether a member goes on behind a bracket: 困难职工（农民工）家庭."""
        return place < end and self.text[place].isalnum() and not self._leads(place)

    def cost(self, first: Span, start: int, last: Span, end: int) -> float:
        """How unlike the others the outer members are; the least is taken."""
        one, two = first[1] - start, end - last[0]
        usual = self.usual or (one + two) / 2
        unlike = abs(log2(one / usual)) + abs(log2(two / usual))
        crowded = sum(
            max(0.0, len(within(self.edges, span)) - self.inner)
            for span in ((start, first[1]), (last[0], end))
        )
        bonus = 0.6 * (self.text[start] == self.first) + 0.6 * (self.text[end - 1] == self.last)
        return unlike + 0.5 * crowded - bonus + self._unled(first[0], start, last[0], one)

    def _unled(self, begin: int, start: int, last: int, start_size: int) -> float:
        """A start behind 的 or 和, or inside a word, is less likely than one behind a verb."""
        word = self._leads(start)
        if word and self.text[start] != self.first:
            alike = len(self.sizes) > 1 and set(self.sizes) == {start_size}
            if (len(word) == 1 and not alike) or word in _OPENERS:
                return 1.2
            if not alike and not (self.led if self.usual else self._leads(last)):
                return 0.6
        if start == begin:
            return 0.0
        at = bisect_left(self.edges.ends, start)
        if at == len(self.edges.ends) or self.edges.ends[at] != start:
            return 0.5
        return 0.5 if self.edges.words[at] == "的" or self.edges.words[at] in JOINS else 0.0
