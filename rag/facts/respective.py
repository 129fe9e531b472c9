"""Figures told in a row for members told in a row: 甲、乙、丙三厂的产值分别为3万元、5万元、8万元.

The members stand in the clause of 分别, or each beside a figure before it, or, where the clause
only counts them (三厂), in an earlier sentence of the paragraph.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.facts.metrics import Metric
from rag.facts.subjects import subject_of
from rag.language.patterns import late_regex
from rag.language.quantities import Quantity

_JOINT = late_regex(r"[、和与及]")
_BETWEEN = late_regex(r"[、和与及,，\s]*(?:达|为|有)?")
_COUNTED = late_regex(r"(?<!第)[两二三四五六七八九十\d]+(?P<kind>[个家所座]?[\u4e00-\u9fff])")
_LEAD = late_regex(r"^(?:[，,；;：:\s]|其中|同年|当年|全年|年底)+")
_OPENING = late_regex(r"^(?:获得|取得|获|得|达到?|完成|实现|有|为|是|共|设|增加|新增)+")
_PREDICATE = late_regex(
    r"(?:也|又|均|各|达|达到|为|有|是|增加|增至|增长|提高|上升|扩大|减少|减|下降|降低|降|了|到|至|比.*|较.*|\s)+$"
)


@dataclass(frozen=True, slots=True)
class Row:
    """The members that an earlier sentence told figures of, in order."""

    members: tuple[str, ...] = ()


def counts_members(text: str, figure: Quantity, clause: tuple[int, int]) -> bool:
    """Whether a figure only counts the members of a row: 三校 in 三校上线人数分别为."""
    place = text.find("分别", figure.end, clause[1])
    digits = text[figure.start].isdigit()
    return place >= 0 and not digits and len(figure.text) <= 3


def respective(
    text: str,
    figures: Sequence[Quantity],
    clauses: Sequence[tuple[int, int]],
    found: Sequence[Metric],
    row: Row,
) -> tuple[list[Metric], Row]:
    """Give the figures after 分别 a member each.

    Args:
        text: the sentence with its times blanked, at the same length.
        figures: its figures in text order.
        clauses: the half-open intervals that tile it.
        found: what each figure counts, read one by one.
        row: the members told of earlier in the paragraph.

    Returns:
        What each figure counts, and the members for the sentences that follow.
    """
    result = list(found)
    for start, end in clauses:
        place = text.find("分别", start, end)
        if place < 0:
            continue
        first = next((n for n, one in enumerate(figures) if one.start > place), None)
        if first is None:
            continue
        run = _run(text, figures, first)
        given, names = _members(text, start, place, len(run), _behind(text, place, figures[first]))
        if given:
            row = Row(names)
        elif len(run) == len(row.members) > 1 and _COUNTED.match(_head(text, start, place)):
            head = _COUNTED.sub("", _head(text, start, place), count=1)
            given = [_metric(one, one, head, start, place) for one in row.members]
        elif first >= len(run):
            head = _head(text, start, place)
            given = [_of_before(found[number - len(run)], head) for number in run]
        for number, one in zip(run, given, strict=False):
            result[number] = one
    return result, row


def _behind(text: str, place: int, figure: Quantity) -> str:
    """What is counted, where it stands between 分别 and the figures: 分别获得金牌14枚、9枚."""
    words = re.sub(r"\s", "", text[place + 2 : figure.start])
    return "" if _PREDICATE.fullmatch(words) else _OPENING.sub("", words)


def _head(text: str, start: int, place: int) -> str:
    """What is measured of each: the words of the clause before 分别."""
    words = text[start:place]
    lead = _LEAD.match(words)
    words = words[lead.end() :] if lead else words
    return re.sub(r"\s", "", _PREDICATE.sub("", words))


def _of_before(before: Metric, head: str) -> Metric:
    """The member beside an earlier figure, with what is measured of it here: 小学 + 在校学生."""
    return replace(before, text=before.text + head) if head and head != before.text else before


def _run(text: str, figures: Sequence[Quantity], first: int) -> list[int]:
    run = [first]
    for number in range(first + 1, len(figures)):
        if not _BETWEEN.fullmatch(text, figures[number - 1].end, figures[number].start):
            break
        run.append(number)
    return run


def _members(
    text: str, start: int, place: int, count: int, behind: str
) -> tuple[list[Metric], tuple[str, ...]]:
    """The last ``count`` coordinated members of ``text[start:place]`` with their head (that
    ``behind`` 分别 first), and their names; none where there are fewer."""
    lead = _LEAD.match(text[start:place])
    start += lead.end() if lead else 0
    pieces = _JOINT.split(text[start:place])[-count:]
    if count < 2 or len(pieces) < count or not all(piece.strip() for piece in pieces[:-1]):
        return [], ()
    last, head, kind = (pieces[-1], behind, "") if behind else _last_member(pieces)
    words = [*pieces[:-1], last]
    if not all(word.strip() for word in words):
        return [], ()
    names = tuple(word.strip() + ("" if word.endswith(kind) else kind) for word in words)
    bodies = any(subject_of(name) == name for name in names) or names != tuple(words)
    members: list[Metric] = []
    stop = place
    for word, name in zip(reversed(words), reversed(names), strict=True):
        at = text.rfind(word, start, stop)
        members.append(_metric(word.strip(), name if bodies else "", head, at, at + len(word)))
        stop = at
    return members[::-1], names


def _metric(word: str, body: str, head: str, start: int, end: int) -> Metric:
    """What is measured of one member; a body is whom it is of, a thing is part of its name."""
    if head and body:
        return Metric(head, start, end, body)
    return Metric(word + head, start, end)


def _last_member(pieces: Sequence[str]) -> tuple[str, str, str]:
    """The last piece cut into the member and what is measured of all, and the kind of them.

    丙厂的产值 is cut behind 的, 丙三厂产值 at the number, 丙厂产值 behind the ending that all have.
    """
    last = pieces[-1]
    counted = _COUNTED.search(last)
    if counted is not None and counted.start():
        kind = counted["kind"][-1]
        head = last[counted.end() :].removeprefix("的")
        return last[: counted.start()], _PREDICATE.sub("", head), kind
    if "的" in last:
        member, _, head = last.rpartition("的")
        return member, _PREDICATE.sub("", head), ""
    ending = pieces[0][-1]
    if all(piece.endswith(ending) for piece in pieces[:-1]):
        at = last.find(ending, 1)
        if at > 0:
            return last[: at + 1], _PREDICATE.sub("", last[at + 1 :]), ""
    return _PREDICATE.sub("", last), "", ""
