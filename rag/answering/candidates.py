"""Answer candidates: stretches of ranked sentences that could be the answer.

They come from general grammar: figures, times, clause runs, what stands in brackets after a
term. ``rag.answering.features`` describes them, ``rag.answering.ranker`` orders them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rag.analysis import SentenceAnalysis
from rag.answering.clause_lists import clause_lists
from rag.language.answering_units import may_answer
from rag.language.asking import Asked, Wanted
from rag.language.enumeration_types import Enumeration
from rag.language.names import Name
from rag.language.patterns import late_regex
from rag.language.quantities import Quantity
from rag.language.times import GoverningTime
from rag.types import SentenceHit

MAX_RUN = 3
"""Clauses in the longest run that is offered as an answer."""

_DURATIONS = frozenset({"年", "个月", "月", "天", "日", "小时", "周", "分钟", "周年", "星期"})
_NO_EVENT = late_regex(
    r"^(?:为了?|以便|拟|计划|力争|争取)(?!.{0,6}[，：])|[对把将使].{0,6}已|已.{1,8}的|的条件|的准备"
)
_COMPARING = late_regex(r"比|较|增|减|升|降|相差|多于|少于|超过|倍|占")
_NAMING = frozenset({Wanted.PERSON, Wanted.PLACE, Wanted.NAME})
_MOSTLY = 0.4
_YEAR = late_regex(r"\d{4}年?|[一二][〇零一二三四五六七八九]{3}年?")
_BRACKETS = {"（": "）", "(": ")", "[": "]", "〔": "〕"}


class Kind(StrEnum):
    """Where a candidate comes from."""

    FIGURE = "figure"
    TIME = "time"
    NAME = "name"
    LIST = "list"
    RUN = "run"
    BRACKET = "bracket"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch ``[start, end)`` of a sentence.

    ``clause`` is the clause that holds its start; ``time`` the time that governs it; ``figure``,
    ``name`` or ``listing`` is what it is, if it is one of these.
    """

    kind: Kind
    hit: SentenceHit
    analysis: SentenceAnalysis
    start: int
    end: int
    clause: int
    time: GoverningTime | None
    figure: Quantity | None = None
    name: Name | None = None
    listing: Enumeration | None = None

    @property
    def text(self) -> str:
        """The words of the stretch."""
        return self.analysis.text[self.start : self.end]

    @property
    def said(self) -> object:
        """What makes two candidates the same answer: the period of a time, else the words."""
        if self.kind is Kind.TIME and self.time is not None:
            return self.time.period
        return self.text.strip("，,；;：:、。 ")


def candidates(asked: Asked, hit: SentenceHit, analysis: SentenceAnalysis) -> list[Candidate]:
    """The candidates of one sentence for the wanted kind of answer, in text order."""
    if asked.kind is Wanted.QUANTITY:
        return list(_figures(asked, hit, analysis))
    if asked.kind is Wanted.COMPARISON:
        return [one for one in _figures(asked, hit, analysis) if _compares(one)]
    if asked.kind is Wanted.DATE:
        return list(_times(hit, analysis))
    if asked.kind in _NAMING:
        names = list(_names(hit, analysis))
        return [*names, *_lists(hit, analysis), *_without(_runs(hit, analysis), names)]
    if asked.kind is Wanted.LIST:
        return _list_answers(asked, hit, analysis)
    return [*_runs(hit, analysis), *_brackets(hit, analysis)]


def _figures(asked: Asked, hit: SentenceHit, analysis: SentenceAnalysis) -> Iterator[Candidate]:
    for figure in analysis.quantities:
        if figure.ordinal != asked.ordinal:
            continue
        if asked.unit and not may_answer(asked.unit, figure.unit):
            continue
        if (figure.unit in _DURATIONS) != (asked.duration or asked.unit in _DURATIONS):
            continue
        yield _make(Kind.FIGURE, hit, analysis, figure.start, figure.end, figure=figure)


def _compares(candidate: Candidate) -> bool:
    """Whether the figure's own clause states a comparison: 比1985年增长77.84%."""
    start, end = candidate.analysis.clauses[candidate.clause]
    return _COMPARING.search(candidate.analysis.text[start:end]) is not None


def _times(hit: SentenceHit, analysis: SentenceAnalysis) -> Iterator[Candidate]:
    """The time that governs each clause: the clause's own words tell which event is meant.

    A clause of purpose (为……做准备) and one that mentions what was there already (对已建立的……)
    tell of no event at that time.
    """
    for start, end in analysis.clauses:
        if _NO_EVENT.search(analysis.text[start:end]):
            continue
        candidate = _make(Kind.TIME, hit, analysis, start, end)
        if candidate.time is not None:
            yield candidate


def _names(hit: SentenceHit, analysis: SentenceAnalysis) -> Iterator[Candidate]:
    for name in analysis.names:
        yield _make(Kind.NAME, hit, analysis, name.start, name.end, name=name)


def _lists(hit: SentenceHit, analysis: SentenceAnalysis) -> Iterator[Candidate]:
    for listing in analysis.enumerations:
        yield _make(Kind.LIST, hit, analysis, listing.start, listing.end, listing=listing)


def _list_answers(asked: Asked, hit: SentenceHit, analysis: SentenceAnalysis) -> list[Candidate]:
    """Lists, and what else may be one; only lists of years where years are asked for."""
    lists = [*_lists(hit, analysis), *_clause_lists(asked, hit, analysis)]
    if asked.noun == "年" and (years := [one for one in lists if _tells_years(one)]):
        return years
    return [*lists, *_without(_runs(hit, analysis), lists), *_brackets(hit, analysis)]


def _tells_years(candidate: Candidate) -> bool:
    """Whether every member of a list is a year: 2003年、2007年和2014年."""
    text, listing = candidate.analysis.text, candidate.listing
    return listing is not None and all(_YEAR.fullmatch(text[a:b]) for a, b in listing.members)


def _clause_lists(
    asked: Asked, hit: SentenceHit, analysis: SentenceAnalysis
) -> Iterator[Candidate]:
    for listing in clause_lists(asked, analysis):
        yield _make(Kind.LIST, hit, analysis, listing.start, listing.end, listing=listing)


def _without(runs: Iterator[Candidate], parts: list[Candidate]) -> Iterator[Candidate]:
    """The runs that are not just the clause around one of the parts: that one is the answer."""
    for run in runs:
        held = [
            part.end - part.start
            for part in parts
            if run.start <= part.start and part.end <= run.end
        ]
        if max(held, default=0) < _MOSTLY * (run.end - run.start):
            yield run


def _runs(hit: SentenceHit, analysis: SentenceAnalysis) -> Iterator[Candidate]:
    count = len(analysis.clauses)
    for first in range(count):
        for last in range(first, min(count, first + MAX_RUN)):
            start, end = analysis.clauses[first][0], analysis.clauses[last][1]
            yield _make(Kind.RUN, hit, analysis, start, end)
            if analysis.text[end - 1] in "；;":
                break  # what follows a semicolon tells of something else


def _brackets(hit: SentenceHit, analysis: SentenceAnalysis) -> Iterator[Candidate]:
    """What stands in brackets: the explanation of the term before it."""
    text = analysis.text
    for gloss in analysis.glosses:
        yield _make(Kind.BRACKET, hit, analysis, gloss.start, gloss.end)
    for place, character in enumerate(text):
        closing = _BRACKETS.get(character)
        if closing is not None:
            end = text.find(closing, place)
            if end - place > 3:
                yield _make(Kind.BRACKET, hit, analysis, place + 1, end)


def _make(
    kind: Kind,
    hit: SentenceHit,
    analysis: SentenceAnalysis,
    start: int,
    end: int,
    *,
    figure: Quantity | None = None,
    name: Name | None = None,
    listing: Enumeration | None = None,
) -> Candidate:
    clause = analysis.clause_at(start)
    time = analysis.time_at(max(start, end - 1))
    return Candidate(kind, hit, analysis, start, end, clause, time, figure, name, listing)
