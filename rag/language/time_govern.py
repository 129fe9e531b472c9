"""Which times govern a sentence: its own, or those of earlier sentences of the paragraph.

The year of a figure often stands in the first words of the paragraph. A time that leads its
clause moves the narrative on and is inherited by the sentences after it, together with the
longer times it lies in (2009年 inside 2007年至2012年). Comparisons (比1976年增长), titles and
times that only date a thing (1950年颁布的《…》) govern nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from rag.language.normalise import normalise
from rag.language.time_resolve import AGE, resolve
from rag.language.time_roles import mentions
from rag.language.time_types import (
    GoverningTime,
    Mention,
    Openness,
    TimeKind,
    TimeRole,
)
from rag.types import Period

_CLAUSE_STOPS = "，。；：！？,;:!?…\n"
_DEPTH = 3  # inherited times kept: the nearest and the longer ones around it
_PAST = 8
_VAGUE = frozenset({TimeKind.DECADE, TimeKind.CENTURY})
_TELLING = frozenset({TimeRole.MAIN, TimeRole.ATTRIBUTE, TimeRole.BACKGROUND})
_CLAUSE = 200  # code points; what stands further apart shares no clause


@dataclass(frozen=True, slots=True)
class _Held:
    """A time that leads the narrative and, if it is relative, what it was counted from."""

    time: GoverningTime
    basis: tuple[GoverningTime, ...] = ()


@dataclass(slots=True)
class _Narrative:
    """Where the paragraph stands: nested times, the innermost last."""

    stack: list[_Held] = field(default_factory=list)
    past: list[Period] = field(default_factory=list)
    anchor: _Held | None = None
    vague: bool = False
    year: _Held | None = None
    dated: _Held | None = None

    def basis(self, mention: Mention) -> _Held | None:
        """What a relative time counts from: after 90年代中期 or 文革 a year told within it, if any.

        So long a time has no 同年 and no 十月 of its own. Where nothing has led yet, 当年 is the
        year that a thing was dated by: 最早的团体为1927年3月成立的某会。当年9月……
        """
        if self.anchor is None and mention.relative:
            return self.dated
        return self.year if self.vague and mention.relative else self.anchor

    def tell(self, mention: Mention, held: _Held) -> None:
        """Take note of a time of the narrative, whether or not it leads."""
        period = held.time.period
        if mention.anchors:
            self.vague = _is_vague(mention, period)
            self.move(held)
        if mention.role is TimeRole.MAIN:
            if period.first.year == period.last.year:
                self.year = held
            elif mention.anchors and not (self.year and period.contains(self.year.time.period)):
                self.year = None

    def move(self, held: _Held) -> None:
        """Take a new leading time; what does not hold it is left behind."""
        self.anchor = held
        self.past = [*self.past[-_PAST:], held.time.period]
        if held.time.openness is not Openness.UNTIL:
            period = held.time.period
            while self.stack and not _frames(self.stack[-1].time, period):
                self.stack.pop()
        elif self.stack and self.stack[-1].time.openness is Openness.UNTIL:
            self.stack.pop()
        self.stack.append(held)

    def inherited(self) -> list[GoverningTime]:
        """The times in force, nearest first, each with its basis."""
        nearest = self.stack[: -_DEPTH - 1 : -1]
        return [time for held in nearest for time in (held.time, *held.basis)]


def _is_vague(mention: Mention, period: Period) -> bool:
    long = period.last.year - period.first.year > AGE
    return mention.kind in _VAGUE or (mention.kind is TimeKind.NAMED and long)


def _frames(outer: GoverningTime, inner: Period) -> bool:
    """Whether a later time lies inside an earlier one, which then stays in force."""
    return outer.period != inner and outer.period.contains(inner)


def govern(sentences: Sequence[str]) -> list[tuple[GoverningTime, ...]]:
    """The periods that govern each sentence of one paragraph.

    Returns:
        One tuple a sentence, each time once: its own main times in text order, own times that
        are attributes (荣获2008年…称号), the earlier times its relative ones count from (同年),
        and the inherited ones where the sentence does not open with a time of its own. Empty
        where the paragraph has named no time yet.
    """
    narrative = _Narrative()
    return [_govern_one(sentence, at, narrative) for at, sentence in enumerate(sentences)]


def _govern_one(sentence: str, number: int, narrative: _Narrative) -> tuple[GoverningTime, ...]:
    normal = normalise(sentence)
    before = narrative.inherited()
    main: list[GoverningTime] = []
    attributes: list[GoverningTime] = []
    basis: list[GoverningTime] = []
    opens = False
    for mention in mentions(sentence):
        anchor = narrative.basis(mention)
        period = resolve(mention, anchor.time.period if anchor else None, narrative.past)
        if period is None or mention.role not in _TELLING:
            continue
        start, end = normal.original_span(mention.start, mention.end)
        time = GoverningTime(period, number, start, end, False, mention.openness)
        if mention.role is TimeRole.BACKGROUND:
            if mention.first.year is not None and period.first.year == period.last.year:
                narrative.dated = _Held(time)
            continue
        counted = _basis(mention, anchor) if anchor else ()
        if mention.role is TimeRole.MAIN:
            opens = opens or (not main and _opens(normal.text, mention))
            main.append(time)
        else:
            attributes.append(time)
        basis.extend(counted)
        narrative.tell(mention, _held(time, counted))
    rest = [] if opens else before
    return _distinct((*main, *attributes, *basis, *rest), number)


def _basis(mention: Mention, anchor: _Held) -> tuple[GoverningTime, ...]:
    """The earlier times a relative one counts from: for a year's part, what states the year."""
    if not mention.relative:
        return ()
    if mention.first.scope == "year" and anchor.basis:
        return anchor.basis
    return (anchor.time, *anchor.basis)


def _held(time: GoverningTime, counted: tuple[GoverningTime, ...]) -> _Held:
    """What to carry on: 年内 adds nothing to the year it counts from, so that is carried."""
    if counted and counted[0].period == time.period and time.openness is Openness.AT:
        return _Held(counted[0], counted[1:])
    return _Held(time, counted)


def _opens(folded: str, mention: Mention) -> bool:
    """Whether the first clause of the sentence holds the time."""
    return not any(stop in folded[: mention.core_start] for stop in _CLAUSE_STOPS)


def _distinct(times: Iterable[GoverningTime], number: int) -> tuple[GoverningTime, ...]:
    kept: dict[tuple[int, int], GoverningTime] = {}
    seen: set[tuple[bool, Period, Openness]] = set()
    for time in times:
        inherited = time.sentence != number
        meaning = (inherited, time.period, time.openness)
        if (time.sentence, time.start) not in kept and meaning not in seen:
            kept[time.sentence, time.start] = replace(time, inherited=inherited)
            seen.add(meaning)
    return tuple(kept.values())


def time_at(sentence: str, offset: int, inherited: Sequence[GoverningTime]) -> GoverningTime | None:
    """The time that governs the words at an offset of a sentence.

    The nearest main time before the offset; a time that is an attribute only within its own
    clause; else a main time later in the same clause (63个建立于1952年); else the first
    inherited.
    Comparisons and titles never govern.

    Args:
        sentence: one sentence.
        offset: code points into ``sentence``.
        inherited: what ``govern`` gave for the sentence (its own times are ignored).

    Returns:
        The time, its ``sentence`` -1 when it stands in this sentence; None if nothing governs.
    """
    carried = [time for time in inherited if time.inherited]
    normal = normalise(sentence)
    past = [carried[0].period] if carried else []
    before: GoverningTime | None = None
    for mention in mentions(sentence):
        period = resolve(mention, past[-1] if past else None, past[-_PAST:])
        if period is None or mention.role not in (TimeRole.MAIN, TimeRole.ATTRIBUTE):
            continue
        if mention.anchors:
            past.append(period)
        start, end = normal.original_span(mention.start, mention.end)
        time = GoverningTime(period, -1, start, end, False, mention.openness)
        same_clause = _same_clause(sentence, min(end, offset), max(start, offset))
        if start > offset:
            if before is None and same_clause and mention.role is TimeRole.MAIN:
                return time
            break
        if mention.role is TimeRole.MAIN or same_clause:
            before = time
    return before or (carried[0] if carried else None)


def _same_clause(sentence: str, left: int, right: int) -> bool:
    near = right - left <= _CLAUSE
    return near and not any(stop in sentence[left:right] for stop in _CLAUSE_STOPS)
