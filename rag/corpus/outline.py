"""Which lines are headings, and how they nest.

A heading is a short line without closing punctuation that begins the way headings of Chinese
books do (第三编, 第一章, 第二节, 一、, （一）), stands alone under a customary name (前言, 后记),
or is a Markdown heading. Where a text has Markdown headings only those count: the author has
said what is one. Lines of a table of contents, and numbered lines that follow one another
without text between them, are no headings.

Does not read meaning from type size or centring, which plain text does not keep.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.corpus.characters import CLINGING, CLOSERS, FINAL, HANGING, OPENERS
from rag.corpus.lines import Line
from rag.language.patterns import late_regex

MAX_TITLE = 40
"""Code points; a heading longer than a printed line is prose."""

_NUMBER = r"[0-9０-９〇零一二三四五六七八九十百千两]{1,6}"
_KINDS = ("部", "卷", "编", "編", "篇", "部分", "集", "辑", "章", "回", "节", "節")
_CHAPTER = late_regex(
    # 部, 卷, 集 and 回 also count things (第二部电影), so they want a gap behind them.
    rf"第\s?{_NUMBER}\s?(部分|编|編|篇|章|节|節|(?:部|卷|集|辑|回)(?=$|[\s:：]))"
)
_NAMED = late_regex(
    r"(?:序言?|自序|前言|引言|绪论|导言|概述|凡例|大事记|结语|后记|跋|参考文献"
    rf"|附录(?:{_NUMBER})?|附[:：].+)"
)
_ITEM = late_regex(r"[一二三四五六七八九十百]{1,4}、")
_SUBITEM = late_regex(r"[(（][一二三四五六七八九十百]{1,4}[)）]")
_MARKDOWN = late_regex(r"(#{1,6})[ \t]+(.+?)(?:[ \t]+#+)?$")
_FENCE = late_regex(r"(?:```|~~~)")
_LEADER = late_regex(r"(?:[.…·]{2,}|\s)\s*[-—]?\d{1,4}[-—]?$")
_CHAPTER_RANK = _KINDS.index("章")
_ITEM_RANK, _SUBITEM_RANK = len(_KINDS), len(_KINDS) + 1
_TITLE_RANK = -1


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """A line that is a heading. ``start``/``end`` are the source offsets of its words."""

    line: int
    level: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Outline:
    """The headings in text order; ``title`` is whether the first is the whole text's title."""

    headings: tuple[HeadingLine, ...]
    title: bool


def find_outline(lines: Sequence[Line]) -> Outline:
    """The headings among the lines of a text."""
    ranks = _markdown_ranks(lines)
    if not ranks:
        ranks = {i: rank for i, line in enumerate(lines) if (rank := _rank(line)) is not None}
        ranks = _with_text_under_them(ranks)
        if 0 not in ranks and _is_bare_title(lines, 1 in ranks):
            ranks = {0: _TITLE_RANK, **ranks}
    found = []
    open_ranks: list[int] = []
    for index, rank in ranks.items():
        while open_ranks and open_ranks[-1] >= rank:
            open_ranks.pop()
        start, end = _words(lines[index])
        found.append(HeadingLine(index, len(open_ranks), start, end))
        open_ranks.append(rank)
    first = next(iter(ranks), None)
    title = first == 0 and all(rank > ranks[0] for i, rank in ranks.items() if i)
    return Outline(tuple(found), title)


def is_complete(text: str) -> bool:
    """Whether the text ends in final punctuation, closing quotes and brackets apart."""
    return text.rstrip(CLOSERS + "\"' ")[-1:] in tuple(FINAL)


def leaves_open(text: str) -> bool:
    """Whether more brackets and quotes open in the text than close."""
    return sum((c in OPENERS) - (c in CLOSERS) for c in text) > 0


def _rank(line: Line) -> int | None:
    text = line.text
    if len(text) > MAX_TITLE or is_complete(text) or _LEADER.search(text) or text[-1] in "，、,":
        return None
    if any(mark in text for mark in "。；"):
        return None
    if match := _CHAPTER.match(text):
        return _KINDS.index(match.group(1).replace("編", "编").replace("節", "节"))
    if _NAMED.fullmatch(re.sub(r"\s", "", text)):
        return _CHAPTER_RANK
    if _ITEM.match(text):
        return _ITEM_RANK
    return _SUBITEM_RANK if _SUBITEM.match(text) else None


def _markdown_ranks(lines: Sequence[Line]) -> dict[int, int]:
    ranks = {}
    fenced = False
    for index, line in enumerate(lines):
        if _FENCE.match(line.text):
            fenced = not fenced
        elif not fenced and (match := _MARKDOWN.match(line.text)):
            ranks[index] = len(match.group(1))
    return ranks


def _words(line: Line) -> tuple[int, int]:
    match = _MARKDOWN.match(line.text)
    if match is None:
        return line.start, line.end
    return line.start + match.start(2), line.start + match.end(2)


def _with_text_under_them(ranks: dict[int, int]) -> dict[int, int]:
    """Drop the lists: of lines that follow one another only the last, deepening ones stay."""
    kept: list[int] = []
    for run in _runs(sorted(ranks)):
        tail = [run[-1]]
        while len(tail) < len(run) and ranks[run[-len(tail) - 1]] < ranks[tail[0]]:
            tail.insert(0, run[-len(tail) - 1])
        items = [ranks[i] for i in run if ranks[i] >= _ITEM_RANK]
        kept.extend(i for i in tail if items.count(ranks[i]) < 2)
    return {i: ranks[i] for i in kept}


def _runs(indices: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for index in indices:
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _is_bare_title(lines: Sequence[Line], heading_follows: bool) -> bool:
    """Whether an unnumbered first line is the title: short, unpunctuated, prose or heading next."""
    if len(lines) < 2 or lines[0].is_list_item or lines[0].is_label:
        return False
    first, second = lines[0].text, lines[1].text
    if len(first) > MAX_TITLE or any(mark in first for mark in "，。；！？,;"):
        return False
    if is_complete(first) or leaves_open(first) or first[-1] in HANGING or second[0] in CLINGING:
        return False
    return heading_follows or (
        len(second) > len(first) and any(m in second for m in "，。；！？,.")
    )
