"""Short forms and what they stand for: as a text defines them, as everyone knows them, by rule.

A definition is told by its grammar: 职工代表大会（简称职代会）, A（以下简称“B”）, A，简称B. Where
the short form's characters occur in order, the full form begins with the first of them;
otherwise it is the phrase before the bracket, or as many members of a list as the short form
counts (技术革命、技术革新 for 双革).
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from rag.language.patterns import late_regex

_LONGEST_FULL = 30
_LONGEST_TAIL = 18
_SHORTEST_NAME = 4
_LONGEST_REST = 3
_WIDEST_GAP = 5
_HAN = late_regex("[㐀-鿿]{4,}")
_SIGNS = "(?:以下|下文|下)?(?:统称|合称|并称|简称)(?:为|作)?|(?:又|也|亦|俗|习)称(?:为|作)?"
_IN_BRACKETS = late_regex(
    rf"[(\[](?:{_SIGNS})[:\s]*([\"'《]?)([^()\[\]\"'》,，、;；。]{{2,16}})[\"'》]?[)\]，,]"
)
_AFTER_COMMA = late_regex(
    rf"[,，](?:{_SIGNS})[:\s]*[\"'《]?([^()\[\]\"'》,，、;；。]{{2,10}})[\"'》]?(?=[,，;；。])"
)
_STOP = late_regex(r"[，,。；;：:！？!?()\[\]\n\"'《》]")
_COUNTS = {"双": 2, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8}

_HEADS = (
    "代表大会 代表会议 联席会议 总工会 联合会 委员会 工作委员会 协会 学会 公会 商会 工会 研究会 "
    "总公司 公司 集团 医院 学院 学校 大学 中学 小学 银行 中心 俱乐部 文化宫 办公室 指挥部 领导小组 "
    "研究所 研究院 出版社 合作社 供销社 博物馆 图书馆 体育馆 监督局 管理局 制度 "
    "局 厅 厂 院 部 站 所 队 团 社 馆 场 园 会"
)


class Definition(NamedTuple):
    """A short form and the full form that a text gives it."""

    short: str
    full: str


def find_definitions(folded: str) -> Iterator[Definition]:
    """The short forms that a text in its matching form defines, in text order, each pair once."""
    seen = set()
    for pattern, group in ((_IN_BRACKETS, 2), (_AFTER_COMMA, 1)):
        for match in pattern.finditer(folded):
            short = match.group(group).strip()
            full = full_form(folded[max(0, match.start() - 60) : match.start()], short)
            if full and full != short and (short, full) not in seen:
                seen.add((short, full))
                yield Definition(short, full)


def full_form(before: str, short: str) -> str:
    """What ``short`` stands for, at the end of the text ``before`` it; "" where none is found."""
    quoted = before[-1:] in "\"'》" and before[:-1]
    phrase = before[:-1] if quoted else before
    phrase = _STOP.split(phrase)[-1].strip()[-_LONGEST_FULL:]
    start = _in_order(phrase, short)
    if start >= 0:
        return phrase[start:]
    members = phrase.split("、")
    count = _COUNTS.get(short[0], 0)
    if count and len(members) >= count:
        members = members[-count:]
        # The first member may have a verb before it; the last is bounded on both sides.
        return "、".join([members[0][-len(members[-1]) :], *members[1:]])
    return phrase if 2 <= len(phrase) <= _LONGEST_FULL and quoted else ""


def _in_order(phrase: str, short: str) -> int:
    """Where the characters of ``short`` begin, as the last that occur in this order; else -1.

    At most two characters follow the last of them, as 工会 ends what 市总 stands for.
    """
    at = len(phrase)
    if phrase.rfind(short[-1]) < at - _LONGEST_REST:
        return -1
    for char in reversed(short):
        at = phrase.rfind(char, 0, at)
        if at < 0:
            return -1
    return at


@cache
def known_forms() -> dict[str, tuple[str, ...]]:
    """Well-known short forms and the full forms each may have (``abbreviations.tsv``)."""
    text = Path(__file__).with_name("abbreviations.tsv").read_text(encoding="utf-8")
    rows = (line.split("	") for line in text.splitlines() if not line.startswith("#"))
    return {short: tuple(forms.split()) for short, forms in rows}


@cache
def short_forms() -> dict[str, tuple[str, ...]]:
    """The same list the other way round: full forms and their short ones."""
    found: dict[str, list[str]] = {}
    for short, forms in known_forms().items():
        for form in forms:
            found.setdefault(form, []).append(short)
    return {form: tuple(shorts) for form, shorts in found.items()}


@cache
def _ending() -> re.Pattern[str]:
    heads = "|".join(sorted(_HEADS.split(), key=lambda head: (-len(head), head)))
    return re.compile(f"(?:{heads})")


class Ending(NamedTuple):
    """A stretch of Han whose last word, ``head``, is one that names end with (会, 局, 厂)."""

    text: str
    head: str


def find_endings(folded: str) -> Iterator[Ending]:
    """The stretches of at most 18 characters before and with each head, runs of Han only."""
    for run in _HAN.finditer(folded):
        text = run.group()
        for match in _ending().finditer(text):
            if match.end() >= _SHORTEST_NAME:
                end = match.end()
                yield Ending(text[max(0, end - _LONGEST_TAIL) : end], match.group())


def stands_for(short: str, ending: Ending) -> str:
    """The name at the end of ``ending`` that ``short`` abbreviates; "" where it does not.

    The short form takes characters of the name in order, the first of them first, and ends with
    the last character of the name or the first of its head (区总 and 区总工会). A part of the
    name is no short form of it.
    """
    text, head = ending
    if not all(char in text for char in short):
        return ""
    if short[-1] == text[-1]:
        at = len(text) - 1
    elif short[-1] == head[0]:
        at = len(text) - len(head)
    else:
        return ""
    for char in reversed(short[:-1]):
        at = text.rfind(char, max(0, at - _WIDEST_GAP), at)
        if at < 0:
            return ""
    name = text[at:]
    return name if len(name) >= len(short) + 2 and short not in name else ""
