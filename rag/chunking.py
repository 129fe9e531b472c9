"""Document to passages: runs of whole sentences inside one section.

The only importer of ``langchain_text_splitters``, and late: its import costs half a second that
only ingest pays. langchain packs the sentences of each paragraph into passages; what that
leaves too small is evened out, then put together with its neighbours, across paragraphs of the
section if need be. Sentences are handed over with a separator of our own between them and
counted back, because langchain's own offsets (``add_start_index``) go wrong on repeated text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from rag.errors import CorpusError
from rag.types import Document, Passage, Section, Sentence, Span

if TYPE_CHECKING:
    from langchain_text_splitters import TextSplitter

_SEPARATOR = "\x1e"  # the ASCII record separator
_MAX_CONTEXT_TIMES = 3


@dataclass(frozen=True, slots=True)
class ChunkSettings:
    """Lengths of a passage in code points of the reading text."""

    max_chars: int = 400
    min_chars: int = 150

    def __post_init__(self) -> None:
        if self.max_chars < 1 or not 0 <= self.min_chars <= self.max_chars:
            raise CorpusError(
                f"Passages of {self.min_chars} to {self.max_chars} characters are not possible.",
                "Use max_chars >= 1 and 0 <= min_chars <= max_chars.",
            )


@dataclass(frozen=True, slots=True)
class _Run:
    """Consecutive sentences of one section."""

    sentences: tuple[Sentence, ...]

    def __len__(self) -> int:
        return self.sentences[-1].reading.end - self.sentences[0].reading.start

    def __add__(self, other: "_Run") -> "_Run":
        return _Run(self.sentences + other.sentences)


def chunk(document: Document, settings: ChunkSettings | None = None) -> tuple[Passage, ...]:
    """The passages of a document, in text order; every sentence is in exactly one.

    A passage is at most ``max_chars`` long unless it is one longer sentence, and shorter than
    ``min_chars`` only where it and either neighbour in its section would exceed ``max_chars``.
    Length counts what stands between the sentences.
    """
    limits = settings or ChunkSettings()
    splitter = _splitter(limits.max_chars)
    sections = {section.id: section for section in document.sections}
    passages: list[Passage] = []
    for name, group in groupby(document.sentences, key=lambda sentence: sentence.section):
        runs: list[_Run] = []
        for _, paragraph in groupby(group, key=lambda sentence: sentence.paragraph):
            packed = _pack(tuple(paragraph), document.reading, limits.max_chars, splitter)
            runs.extend(_even_out(list(packed), limits))
        section = sections[name] if name else None
        passages.extend(_passage(document, section, run) for run in _merge_small(runs, limits))
    return tuple(passages)


def _splitter(max_chars: int) -> "TextSplitter":
    from langchain_text_splitters import CharacterTextSplitter

    return CharacterTextSplitter(
        separator=_SEPARATOR,
        keep_separator=False,
        strip_whitespace=False,
        chunk_size=max_chars,
        chunk_overlap=0,
        length_function=lambda text: len(text) - text.count(_SEPARATOR),
    )


def _pack(
    sentences: tuple[Sentence, ...], reading: str, max_chars: int, splitter: "TextSplitter"
) -> Iterator[_Run]:
    """Runs of one paragraph, each as long as fits; a sentence that does not fit is alone."""
    ends = [*(s.reading.start for s in sentences[1:]), sentences[-1].reading.end]
    units = [
        (sentence, reading[sentence.reading.start : end].replace(_SEPARATOR, " "))
        for sentence, end in zip(sentences, ends, strict=True)
    ]
    for fits, group in groupby(units, key=lambda unit: len(unit[1]) <= max_chars):
        members = list(group)
        if not fits:
            yield from (_Run((sentence,)) for sentence, _ in members)
            continue
        place = 0
        for text in splitter.split_text(_SEPARATOR.join(text for _, text in members)):
            count = text.count(_SEPARATOR) + 1
            yield _Run(tuple(sentence for sentence, _ in members[place : place + count]))
            place += count


def _even_out(runs: list[_Run], limits: ChunkSettings) -> list[_Run]:
    """Lend a short run the last sentences of the run before, as long as that stays long enough."""
    for at in range(1, len(runs)):
        while len(runs[at]) < limits.min_chars and len(runs[at - 1].sentences) > 1:
            rest = _Run(runs[at - 1].sentences[:-1])
            longer = _Run(runs[at - 1].sentences[-1:]) + runs[at]
            if len(rest) < limits.min_chars or len(longer) > limits.max_chars:
                break
            runs[at - 1 : at + 1] = [rest, longer]
    return runs


def _merge_small(runs: Sequence[_Run], limits: ChunkSettings) -> list[_Run]:
    """Put a short run together with the one before or behind it where both fit.

    One pass is enough: a run only ever grows, so a pair that did not fit never will.
    """
    merged: list[_Run] = []
    for run in runs:
        grown = run
        while merged and min(len(merged[-1]), len(grown)) < limits.min_chars:
            if len(merged[-1] + grown) > limits.max_chars:
                break
            grown = merged.pop() + grown
        merged.append(grown)
    return merged


def _passage(document: Document, section: Section | None, run: _Run) -> Passage:
    first, last = run.sentences[0], run.sentences[-1]
    reading = Span(first.reading.start, last.reading.end)
    place = first.number - document.paragraphs[first.paragraph - 1].sentences[0] + 1
    return Passage(
        id=f"{document.id}-{first.section or 's0'}-p{first.paragraph}-{place}",
        document=document.id,
        section=first.section,
        section_title=section.title if section else None,
        paragraph=first.paragraph,
        sentences=tuple(sentence.number for sentence in run.sentences),
        text=document.reading[reading.start : reading.end],
        reading=reading,
        source=Span(first.source.start, last.source.end),
        context=_context(document.reading, section, run),
    )


def _context(reading: str, section: Section | None, run: _Run) -> str:
    """Titles, outermost first, and the words before the passage that date its sentences."""
    start = run.sentences[0].reading.start
    titles = [*section.path, section.title] if section else []
    places = {
        (time.start, time.end)
        for sentence in run.sentences
        for time in sentence.times
        if time.inherited and time.end <= start
    }
    times = [reading[first:last] for first, last in sorted(places)]
    return " ".join([*titles, *dict.fromkeys(times[-_MAX_CONTEXT_TIMES:])])
