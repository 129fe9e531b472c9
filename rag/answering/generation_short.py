"""The shortest complete answer in what a language model wrote.

The extracted one where the model says the same; otherwise what its first answering sentence
gives of the wanted kind, in its own words, which have passed the checks. None where no sentence
gives it: then the model has not answered the question.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.answering.draft import Draft, Line
from rag.answering.wording import trimmed
from rag.language.answering_units import same_unit
from rag.language.asking import Wanted
from rag.language.enumerations import find_enumerations
from rag.language.name_matching import matches_asked
from rag.language.name_types import NameKind
from rag.language.names import find_names
from rag.language.normalise import fold
from rag.language.patterns import late_regex
from rag.language.quantities import find_quantities
from rag.language.times import find_times
from rag.question import Question
from rag.types import Item

_DURATIONS = frozenset({"年", "个月", "月", "天", "日", "小时", "周", "分钟", "周年", "星期"})
_NO = late_regex(r"^(?:不|没|否|无)")
_VERDICT = late_regex(r"^(?:是的?|不是|有|没有|可以|不可以)(?=[，,。])")
_NAMING = frozenset({Wanted.PERSON, Wanted.PLACE, Wanted.NAME})
_KINDS = {
    Wanted.PERSON: frozenset({NameKind.PERSON, NameKind.FOREIGN}),
    Wanted.PLACE: frozenset({NameKind.PLACE, NameKind.ORGANISATION}),
}


@dataclass(frozen=True, slots=True)
class Short:
    """A short answer; ``items`` for lists. ``agrees`` where it is the extracted one."""

    text: str
    items: tuple[Item, ...] = ()
    agrees: bool = False


def short_answer(question: Question, extracted: Draft, lines: Sequence[Line]) -> Short | None:
    """The short answer that the lines give so far, None where they give none."""
    kind = question.asked.kind
    if kind is Wanted.YES_NO:
        return _verdict(extracted, lines)
    agreed = _agreed(extracted, lines)
    if agreed is not None:
        return agreed
    if kind is Wanted.LIST:
        return next((one for line in lines for one in _lists(line)), None)
    found = next((one for line in lines for one in _of_kind(question, line)), None)
    return None if found is None else Short(found)


def _verdict(extracted: Draft, lines: Sequence[Line]) -> Short | None:
    """The model's first sentence, where it decides as the extraction does."""
    given = _VERDICT.match(lines[0].text)
    if given is None or extracted.short is None:
        return None
    same = bool(_NO.match(given.group())) == bool(_NO.match(extracted.short))
    return Short(trimmed(lines[0].text), agrees=True) if same else None


def _agreed(extracted: Draft, lines: Sequence[Line]) -> Short | None:
    """The extracted answer, where the lines say it and cite what shows it."""
    if extracted.short is None:
        return None
    members = [item.text for item in extracted.items] or [extracted.short]
    told = _bare("".join(line.text for line in lines))
    if not all(_bare(member) in told for member in members):
        return None
    items = []
    for member in members if extracted.items else ():
        marker = _marker(member, lines)
        if marker is None:
            return None
        items.append(Item(member, marker))
    return Short(extracted.short, tuple(items), agrees=True)


def _lists(line: Line) -> Iterator[Short]:
    for listing in find_enumerations(line.text):
        members = [trimmed(line.text[start:end]) for start, end in listing.members]
        markers = [_marker(member, [line]) for member in members]
        items = tuple(
            Item(member, marker)
            for member, marker in zip(members, markers, strict=True)
            if marker is not None
        )
        if len(items) == len(members):
            yield Short("、".join(members), items)


def _of_kind(question: Question, line: Line) -> Iterator[str]:
    """What the line gives of the wanted kind and the question does not give already."""
    asked, text = question.asked, line.text
    if asked.kind is Wanted.QUANTITY:
        supposed = {(one.value, one.unit) for one in find_quantities(question.folded)}
        for one in find_quantities(text):
            fits = same_unit(asked.unit, one.unit) if asked.unit else True
            lasts = (one.unit in _DURATIONS) == (asked.duration or asked.unit in _DURATIONS)
            new = (one.value, one.unit) not in supposed
            if fits and lasts and new and one.ordinal == asked.ordinal:
                yield one.text.replace(" ", "")
    elif asked.kind is Wanted.DATE:
        for time in find_times(text):
            if time.period is not None and time.period not in question.periods:
                yield time.text.replace(" ", "")
    elif asked.kind in _NAMING:
        kinds = _KINDS.get(asked.kind)
        for name in find_names(text):
            told = fold(name.text) in question.folded
            fits = name.kind in kinds if kinds else matches_asked(asked.noun, name) > 0
            if not told and not name.inner and fits:
                yield name.text
    else:
        yield trimmed(text)


def _marker(member: str, lines: Sequence[Line]) -> int | None:
    """The citation of the lines that has the member's words."""
    cited = (citation for line in lines for citation in line.citations)
    return next((one.marker for one in cited if _bare(member) in _bare(one.text)), None)


def _bare(text: str) -> str:
    return "".join(fold(text).split())
