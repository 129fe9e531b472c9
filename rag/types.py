"""The records that flow through the service: small, frozen, without behaviour beyond look-ups.

Two coordinate systems, never mixed: *source* offsets count code points in the decoded file
(BOM removed, newlines untouched); *reading* offsets count code points in the repaired text
(page breaks joined, stray spaces dropped, errata applied). ``Alignment`` leads from one to the
other. Every interval is half-open.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open interval of code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of reading text and the stretch of source it stands for.

    Where both have the same length and ``verbatim`` is true they are equal character by
    character; otherwise the reading replaces the source as a whole (an erratum).
    """

    reading: Span
    source: Span
    verbatim: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """Maps reading offsets to source offsets and back.

    ``segments`` cover the reading text without gaps, in order; gaps in the source are what
    the repair dropped.
    """

    segments: tuple[Segment, ...]

    def to_source(self, start: int, end: int) -> Span:
        """Smallest source span that holds the reading characters ``[start, end)``.

        Raises:
            ValueError: the interval is empty or outside the reading text.
        """
        if not 0 <= start < end <= (self.segments[-1].reading.end if self.segments else 0):
            raise ValueError(f"reading span [{start}, {end}) is empty or outside the text")
        first, last = self._at(start), self._at(end - 1)
        left = first.source.start + (start - first.reading.start if first.verbatim else 0)
        right = last.source.start + (end - last.reading.start) if last.verbatim else last.source.end
        return Span(left, right)

    def to_reading(self, start: int, end: int) -> Span:
        """Smallest reading span whose source touches ``[start, end)``.

        What the repair dropped maps to an empty span at the place it was dropped from.
        """
        ends = [segment.source.end for segment in self.segments]
        low = bisect_right(ends, start)
        if low == len(self.segments):
            tail = self.segments[-1].reading.end if self.segments else 0
            return Span(tail, tail)
        starts = [segment.source.start for segment in self.segments]
        high = bisect_left(starts, end) - 1
        first = self.segments[low]
        left = first.reading.start
        if first.verbatim:
            left += max(0, start - first.source.start)
        if high < low:
            return Span(left, left)
        last = self.segments[high]
        right = last.reading.end
        if last.verbatim:
            right = last.reading.start + min(end, last.source.end) - last.source.start
        return Span(left, max(left, right))

    def _at(self, offset: int) -> Segment:
        position = bisect_right(self.segments, offset, key=lambda segment: segment.reading.start)
        return self.segments[position - 1]


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A closed interval of days, both ends included. Years are ``first.year``..``last.year``."""

    first: date
    last: date

    def overlaps(self, other: "Period") -> bool:
        """Whether the two periods share a day."""
        return self.first <= other.last and other.first <= self.last

    def contains(self, other: "Period") -> bool:
        """Whether every day of ``other`` lies in this period."""
        return self.first <= other.first and other.last <= self.last


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A period that governs a sentence and the words that state it.

    ``start`` and ``end`` are reading offsets in the document; ``inherited`` is true when the
    words stand in an earlier sentence of the paragraph.
    """

    period: Period
    start: int
    end: int
    inherited: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """A title line. ``start``/``end`` are source offsets; ``level`` 0 is the outermost."""

    text: str
    level: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """A run of paragraphs under one heading.

    ``id`` is "s1", "s2" … in text order; ``title`` is the heading as read; ``path`` holds the
    titles above it, outermost first; ``start``/``end`` are source offsets, heading included.
    """

    id: str
    title: str
    path: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence.

    ``number`` counts from 1 in the document, ``paragraph`` likewise; ``section`` is a section
    id or None (a preamble). ``text == document.reading[reading.start:reading.end]`` and
    ``source`` is the matching source span. ``times`` are the periods that govern it, its own
    first, then inherited ones.
    """

    number: int
    paragraph: int
    section: str | None
    text: str
    reading: Span
    source: Span
    times: tuple[TimeMention, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: ``number`` counts from 1 in the document; ``sentences`` are their numbers."""

    number: int
    section: str | None
    reading: Span
    source: Span
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Erratum:
    """A reviewed correction of the scan: ``quote`` occurs once in the source at ``start``."""

    quote: str
    correction: str
    reason: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a text. Unknown fields are None and are never invented."""

    id: str
    title: str
    creator: str | None = None
    publisher: str | None = None
    date: str | None = None
    place: str | None = None
    language: str = "zh"
    rights: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A text as read, with every repair accounted for.

    ``source`` is the decoded file, ``encoding`` what it was decoded with, ``sha256`` the hash
    of the file's bytes, ``reading`` the repaired text, ``warnings`` what a user should know
    (hidden characters, guessed encoding).
    """

    metadata: Metadata
    encoding: str
    sha256: str
    source: str
    reading: str
    alignment: Alignment
    headings: tuple[Heading, ...]
    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    errata: tuple[Erratum, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The document's id, as in the metadata."""
        return self.metadata.id

    def section(self, section_id: str | None) -> Section | None:
        """The section of that id, or None for the preamble."""
        return next((s for s in self.sections if s.id == section_id), None)


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences inside one section: the unit of retrieval.

    ``id`` is ``<document>-<section or "s0">-p<paragraph>-<sentence in paragraph>`` of its first
    sentence; ``sentences`` are sentence numbers in the document; ``context`` is what a reader
    of the passage alone would miss (section title, inherited years), for indexing, never shown
    as the text.
    """

    id: str
    document: str
    section: str | None
    section_title: str | None
    paragraph: int
    sentences: tuple[int, ...]
    text: str
    reading: Span
    source: Span
    context: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A retrieved passage; ``score`` is 0-1 within one query, higher is better."""

    passage: Passage
    score: float
    lexical: float = 0.0
    dense: float = 0.0


@dataclass(frozen=True, slots=True)
class SentenceHit:
    """A ranked sentence with the features that ranked it, for ``explain``."""

    document: str
    sentence: Sentence
    passage: str
    score: float
    features: tuple[tuple[str, float], ...] = ()


class Role(StrEnum):
    """What a citation does for the answer."""

    EVIDENCE = "evidence"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quotation: ``quote == source[start:end]``; ``text`` is its reading form."""

    marker: int
    role: Role
    document: str
    section: str | None
    section_title: str | None
    paragraph: int
    passage: str
    sentence: int
    quote: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FactRow:
    """One figure of a text and what it measures, as shown.

    ``period`` is the time it is for (None where the text gives none), ``value`` and ``upper``
    (the far end of a range, else None) are in ``unit``; ``figure`` is the figure as written.
    """

    period: Period | None
    subject: str
    metric: str
    figure: str
    value: float
    upper: float | None
    unit: str
    qualifiers: tuple[str, ...]
    scopes: tuple[str, ...]
    citation: Citation


@dataclass(frozen=True, slots=True)
class FactTable:
    """The figures that fit, in the order asked for; ``scanned`` is how many there are in all."""

    scanned: int
    rows: tuple[FactRow, ...]
    index: str


@dataclass(frozen=True, slots=True)
class Item:
    """A member of a list answer."""

    text: str
    citation: int


@dataclass(frozen=True, slots=True)
class Operand:
    """A cited figure in a computation."""

    label: str
    value: float
    unit: str
    citation: int


@dataclass(frozen=True, slots=True)
class Computation:
    """A shown calculation over cited operands."""

    expression: str
    result: float
    operands: tuple[Operand, ...]


class Reason(StrEnum):
    """Why an answer was refused."""

    NOT_IN_SOURCE = "not_in_source"
    PERIOD_NOT_COVERED = "period_not_covered"
    VALUE_NOT_REPORTED = "value_not_reported"
    UNKNOWN_ENTITY = "unknown_entity"
    FALSE_PREMISE = "false_premise"
    OFF_TOPIC = "off_topic"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Refusal:
    """An honest no: the reason, a message for people, and the nearest facts."""

    reason: Reason
    message: str
    nearest: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many things were checked and how many passed."""

    checked: int = 0
    ok: int = 0


@dataclass(frozen=True, slots=True)
class Checks:
    """The outcome of the checks of promises 1 and 2 on one answer."""

    quotes: Tally = field(default_factory=Tally)
    numbers: Tally = field(default_factory=Tally)
    dropped: int = 0
    written_by: str = "extraction"


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds spent."""

    total: float
    retrieval: float
    answering: float


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier turn of the conversation."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What a question is limited to; empty means everything. Years are inclusive."""

    documents: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why the answer is what it is: question analysis, candidates with features, decisions."""

    analysis: tuple[tuple[str, str], ...]
    candidates: tuple[SentenceHit, ...]
    decisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service says to one question. Either ``refusal`` is None or the rest is empty."""

    id: str
    question: str
    answer: str
    short_answer: str | None
    items: tuple[Item, ...]
    computation: Computation | None
    citations: tuple[Citation, ...]
    passages: tuple[Hit, ...]
    refusal: Refusal | None
    checks: Checks
    confidence: float
    index: str
    timings: Timings
    explanation: Explanation | None = None


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A found passage; ``highlights`` are spans in ``passage.text`` that match the query."""

    passage: Passage
    score: float
    highlights: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of ranked passages; ``total`` counts every passage that matched."""

    query: str
    total: int
    hits: tuple[SearchHit, ...]
    index: str


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where the words stand: ``start``/``end`` are source offsets.

    ``left``, ``match`` and ``right`` are reading text.
    """

    document: str
    section: str | None
    section_title: str | None
    paragraph: int
    left: str
    match: str
    right: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Concordance:
    """Every occurrence in text order; ``scanned`` counts the paragraphs looked through."""

    query: str
    scanned: int
    occurrences: tuple[Occurrence, ...]
    index: str


def texts(sentences: Sequence[Sentence]) -> str:
    """The reading text of consecutive sentences, joined as they stand."""
    return "".join(sentence.text for sentence in sentences)
