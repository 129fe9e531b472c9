"""How many years lie between two events that the text dates."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.analysis import Analyses, SentenceAnalysis
from rag.answering.computing.known import Weigher
from rag.answering.computing.ordinals import ordinals_in
from rag.answering.computing.task import Course, Task
from rag.facts.finding import terms_of
from rag.language.patterns import late_regex
from rag.language.times import GoverningTime
from rag.types import SentenceHit

_READ = 12
_ENOUGH = 0.4
_LEAD = 0.03
_ONE_SENTENCE = 0.05
_UNTOLD = 0.6
"""What is left of a clause that lacks the verb asked for (it may have another word for it)."""

_FAR = 0.35
"""What a word counts that stands in the sentence but not in the clause."""

_BEFORE = 0.15
"""What a word counts that only stands before the sentence."""


# The clause that says how a thing began, and how it ended.
_ENDS = {
    Course.BUILDING: (
        late_regex(r"动工|开工|始建|兴建|奠基|破土|开始(?:修|建|施工)"),
        late_regex(r"竣工|建成|落成|完工|告成|通车|投产|投入使用"),
    ),
    Course.OFFICE: (
        late_regex(r"接任|就任|上任|到任|出任|担任|当选|任命|继任|首任|[^离卸届责信]任"),
        late_regex(r"卸任|离任|离职|调离|调任|辞|去世|免去|届满"),
    ),
}


@dataclass(frozen=True, slots=True)
class Event:
    """A clause ``[start, end)`` of a sentence and the time that governs it."""

    analysis: SentenceAnalysis
    start: int
    end: int
    time: GoverningTime

    @property
    def year(self) -> int:
        """The year in which it begins."""
        return self.time.period.first.year


@dataclass(frozen=True, slots=True)
class Interval:
    """Two dated events, the earlier first, and how well they fit (0-1)."""

    first: Event
    last: Event
    fit: float

    @property
    def years(self) -> int:
        """The difference of their years."""
        return self.last.year - self.first.year

    @property
    def months(self) -> int | None:
        """The difference in months, None where one of them is only told to the year."""
        first, last = self.first.time.period, self.last.time.period
        if any((one.last - one.first).days > 31 for one in (first, last)):
            return None
        return 12 * self.years + last.first.month - first.first.month


def interval(
    task: Task, ranked: Sequence[SentenceHit], analyses: Analyses, weigher: Weigher
) -> Interval | None:
    """The two events of the task, None where the text does not date both clearly.

    Another pair that fits nearly as well with another difference makes it unclear.
    """
    events = [
        event
        for hit in ranked[:_READ]
        for event in _events(analyses.of(hit.document, hit.sentence.number))
    ]
    first, last = ([(_fit(task, at, event, weigher), event) for event in events] for at in (0, 1))
    pairs = sorted(
        (
            (0.5 * (one + other) + _together(early, late), early, late)
            for one, early in first
            for other, late in last
            if early.year < late.year
        ),
        key=lambda pair: (-pair[0], pair[1].analysis.sentence.number, pair[1].start),
    )
    if not pairs or pairs[0][0] < _ENOUGH:
        return None
    best = Interval(pairs[0][1], pairs[0][2], pairs[0][0])
    rival = next((fit for fit, a, b in pairs if b.year - a.year != best.years), 0.0)
    return best if best.fit - rival >= _LEAD else None


def _together(early: Event, late: Event) -> float:
    """A little for two events of one sentence."""
    one, other = early.analysis.sentence, late.analysis.sentence
    same = (early.analysis.document.id, one.number) == (late.analysis.document.id, other.number)
    return _ONE_SENTENCE if same else 0.0


def _events(analysis: SentenceAnalysis) -> list[Event]:
    found = []
    for start, end in analysis.clauses:
        time = analysis.time_at(max(start, end - 1))
        if time is not None and time.period.first.year == time.period.last.year:
            found.append(Event(analysis, start, end, time))
    return found


def _fit(task: Task, at: int, event: Event, weigher: Weigher) -> float:
    text = event.analysis.text[event.start : event.end]
    clause = terms_of(text)
    around, before = event.analysis.terms, event.analysis.context_terms
    own, shared = terms_of(task.sides[at].text), terms_of(task.shared)
    periods = task.sides[at].periods
    if periods and not any(one.overlaps(event.time.period) for one in periods):
        return 0.0
    wanted = ordinals_in(task.sides[at].text)
    if wanted and not wanted.keys() & ordinals_in(text).keys():
        return 0.0

    def share(words: frozenset[str]) -> float:
        total = sum(weigher.weight(word) for word in words)
        near = sum(
            weigher.weight(word)
            * (
                1.0
                if word in clause
                else _FAR
                if word in around
                else _BEFORE
                if word in before
                else 0.0
            )
            for word in words
        )
        return near / total if total else 0.0

    if task.course is not None:
        marked = _ENDS[task.course][at].search(text) is not None
        return 0.5 + 0.5 * share(own) if marked and share(own) > 0 else 0.0
    # 大桥建成: the clause that says what happened, not one that names the bridge alone.
    verb = re.sub(r"\W", "", task.sides[at].text)[-2:]
    meant = _UNTOLD if weigher.known(verb) and verb not in text else 1.0
    if not shared:
        return meant * share(own)
    return meant * (0.6 * share(own) + 0.4 * share(shared))
