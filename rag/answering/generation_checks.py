"""Whether the text bears out a sentence that a language model wrote.

Besides promises 1 and 2 (``rag.answering.checks``), which hold for every answer, a model's words
need more: it may join a true figure to another subject or year, deny what is affirmed, or write
what nobody said. The question is no proof here, since a model may repeat its figures as facts.

What is not found out: a wrong relation made of the text's own words, with the text's own figures,
time and negation in place (who led whom). Such a sentence is cited, so a reader can see it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.analysis import SentenceAnalysis
from rag.answering.checks import unsupported_figures
from rag.answering.citing import Citer
from rag.answering.draft import Line
from rag.answering.generation_support import (
    SUPPORT,
    misplaced,
    negation_differs,
    quotes_hold,
    support,
)
from rag.answering.generation_text import Said
from rag.answering.wording import sentence as full_sentence
from rag.language.clauses import clauses
from rag.language.patterns import late_regex
from rag.language.quantities import find_quantities
from rag.language.times import find_times
from rag.types import Citation, Period, Role, Span

MAX_CITED = 5
"""Sentences that one sentence may cite: citing everything would prove anything."""

_STRAY_MARKER = late_regex(r"[\[［【]\s*\^?\d")
_YEAR = late_regex(r"\d{4}|[一二][〇零一二三四五六七八九]{3}|世纪")
_VERDICT = late_regex(r"^(?:不是|没有|不可以|不能|是的|可以|是|有)[，,。]")


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence that passed, or why it did not."""

    line: Line | None
    why: str = ""


class Checker:
    """Checks the sentences of one reply against the sentences that the model was shown."""

    def __init__(
        self, shown: Sequence[SentenceAnalysis], citer: Citer, periods: Sequence[Period]
    ) -> None:
        """``shown`` by number from 1; ``periods`` are what the answer may be about, or empty."""
        self._shown = shown
        self._citer = citer
        self._periods = periods

    def check(self, said: Said) -> Checked:
        """The sentence with its citations, if the cited sentences bear it out."""
        why = self._uncited(said)
        if why:
            return Checked(None, why)
        cited = [self._shown[number - 1] for number in said.markers]
        why = self._objection(said.text, cited)
        if why:
            return Checked(None, why)
        citations = self._cite(cited)
        failed = unsupported_figures(said.text, citations, "")[1]
        if failed:
            return Checked(None, "states a figure that what it cites does not")
        return Checked(Line(full_sentence(said.text), citations))

    def _uncited(self, said: Said) -> str:
        """What is wrong with the markers; "" where nothing is."""
        if not said.markers:
            return "cites nothing"
        if not all(1 <= number <= len(self._shown) for number in said.markers):
            return "cites a sentence that is not there"
        if len(said.markers) > MAX_CITED:
            return "cites too many sentences"
        if _STRAY_MARKER.search(said.text):
            return "holds a marker that cannot be read"
        return ""

    def _objection(self, text: str, cited: Sequence[SentenceAnalysis]) -> str:
        grounds = [one.text for one in cited]
        titles = [one.section.title for one in cited if one.section]
        if not quotes_hold(text, grounds):
            return "quotes what what it cites does not say"
        words = _VERDICT.sub("", text)
        if support(words, [*grounds, *titles]) < SUPPORT:
            return "says what what it cites does not"
        if negation_differs(words, grounds):
            return "denies what is affirmed, or the other way round"
        if not any(self._of_the_time(one) for one in cited):
            return "speaks of another time"
        if any(misplaced(text, figure, cited, self._periods) for figure in find_quantities(text)):
            return "gives a figure of another subject or time"
        return ""

    def _of_the_time(self, cited: SentenceAnalysis) -> bool:
        """Whether a cited sentence can be about the time that is asked of."""
        times = [time.period for time in cited.sentence.times]
        if not times or not self._periods:
            return True
        return any(asked.overlaps(time) for asked in self._periods for time in times)

    def _cite(self, cited: Sequence[SentenceAnalysis]) -> tuple[Citation, ...]:
        """The sentences whole, and where an earlier sentence sets their time, its clause."""
        found = []
        for one in cited:
            found.append(self._citer.cite(one.document, one.sentence.reading, Role.EVIDENCE))
        for one in cited:
            for at in _time_set_before(one):
                clause = _clause_of(one, at)
                found.append(self._citer.cite(one.document, clause, Role.CONTEXT))
        return tuple(dict.fromkeys(found))


def _time_set_before(one: SentenceAnalysis) -> list[int]:
    """Where an earlier sentence states the time that this one leaves out or counts from.

    Reading offsets: of the nearest such time, and where that names no year, of one that does.
    """
    own = find_times(one.text)
    if own and all(time.period is not None for time in own):
        return []
    found: list[int] = []
    for time in one.inherited:
        dated = _YEAR.search(one.document.reading[time.start : time.end]) is not None
        if dated or not found:
            found.append(time.start)
        if dated:
            break
    return found


def _clause_of(one: SentenceAnalysis, at: int) -> Span:
    """The clause that holds the reading offset ``at``, in an earlier sentence."""
    document = one.document
    holder = next(s for s in document.sentences if s.reading.start <= at < s.reading.end)
    base = holder.reading.start
    for start, end in clauses(holder.text):
        if base + start <= at < base + end:
            return Span(base + start, base + end)
    return holder.reading
