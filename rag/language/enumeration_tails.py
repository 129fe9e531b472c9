"""What stands behind the last member of a list and belongs to no member.

Chinese closes a list by its count (甲、乙、丙三县), by a noun for all of them (工业、商业部门) or
goes on with the verb that they are objects of (下放到甲厂、乙厂劳动).
"""

from dataclasses import dataclass
from statistics import median

from rag.language.enumeration_types import Span
from rag.language.numerals import parse_numeral
from rag.language.patterns import late_regex
from rag.language.segments import Word, segment

_COUNTED = late_regex(
    r"(?<=[\u4e00-\u9fff”》）])(?<!第)(?P<count>[两二三四五六七八九十]{1,2})"
    r"(?P<noun>[\u4e00-\u9fff]{1,6})$"
)


@dataclass(frozen=True, slots=True)
class Tail:
    """Where the last member ends, and the noun behind it."""

    end: int
    noun: str = ""


def uncounted(text: str, span: Span, size: int) -> Span:
    """A last member without the count of its list: 丙 of 丙三县, in a list of three."""
    start, end = span
    counted = _COUNTED.search(text[start:end])
    if counted is None or parse_numeral(counted["count"].replace("两", "二")) != size:
        return span
    return start, start + counted.start()


def tail(text: str, members: tuple[Span, ...], collective: tuple[str, ...]) -> Tail:
    """The last member of ``members`` without what closes the list. Never empties it."""
    start, end = members[-1]
    if text.startswith("等", end):
        return Tail(end)
    said = text[start:end]
    others = [text[a:b] for a, b in members[:-1]]
    noun = next((word for word in collective if said.endswith(word)), "")
    ends = {word.end for word in segment(said)}
    cut = len(said) - len(noun)
    if noun and cut > 1 and cut in ends and not any(one.endswith(collective) for one in others):
        usual = median(len(one) for one in others)
        if abs(cut - usual) < abs(len(said) - usual):
            return Tail(end - len(noun), noun)
    return Tail(_without_verb(text, start, end, others))


def _without_verb(text: str, start: int, end: int, others: list[str]) -> int:
    """The end without a verb that no other member has behind its noun."""
    said = segment(text[start:end])
    if len(said) < 2 or not _is_verb(said[-1]) or said[-2].tag[:1] not in "njs":
        return end
    if said[-2].end < 2 or any(_is_verb(segment(one)[-1]) for one in others if one):
        return end
    return start + said[-1].start


def _is_verb(word: Word) -> bool:
    return word.tag in ("v", "vn") and word.end - word.start > 1
