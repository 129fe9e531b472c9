"""A conversation with every quote read from the source."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from api.bibliography import Place, place_of
from api.problems import FieldError, ProblemError, unprocessable
from api.records import CitedPlace, ExportedTurn
from rag.errors import NotFoundError
from rag.types import Document

TOTAL_LIMIT = 500_000
"""Most code points of source that one export may quote."""


@dataclass(frozen=True, slots=True)
class Source:
    """One source of an answer. ``reading`` is the repaired form, None where it is the quote."""

    marker: int
    role: str
    quote: str
    reading: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Entry:
    """A question, its answer and its sources."""

    question: str
    short_answer: str | None
    answer: str
    sources: tuple[Source, ...]


def transcript(turns: Sequence[ExportedTurn], find: Callable[[str], Document]) -> tuple[Entry, ...]:
    """The turns with their sources.

    Args:
        turns: what the client sent.
        find: a document by its id; raises NotFoundError.

    Raises:
        ProblemError: 422 for a place that does not exist, a quote that does not stand there,
            or more quoted text than one export may hold.
    """
    quoted = sum(cited.end - cited.start for turn in turns for cited in turn.citations)
    if quoted > TOTAL_LIMIT:
        detail = f"引文合计至多 {TOTAL_LIMIT} 个字符 · at most {TOTAL_LIMIT} characters are quoted"
        raise _refusal("turns", detail, TOTAL_LIMIT)
    documents: dict[str, Document] = {}
    entries = []
    for number, turn in enumerate(turns):
        sources = []
        for position, cited in enumerate(turn.citations):
            field = f"turns[{number}].citations[{position}]"
            if cited.document not in documents:
                documents[cited.document] = _found(cited.document, find, field)
            sources.append(_source(cited, documents[cited.document], field))
        entries.append(Entry(turn.question, turn.short_answer, turn.answer, tuple(sources)))
    return tuple(entries)


def cited_once(entries: Iterable[Entry]) -> list[Source]:
    """Every place that is cited, in the order it first is."""
    found: dict[tuple[str, int | None, int | None], Source] = {}
    for entry in entries:
        for source in entry.sources:
            place = source.place
            found.setdefault((place.work.id, place.start, place.end), source)
    return list(found.values())


def printable(text: str) -> str:
    """A quote without characters that steer a reader's program; line ends stay."""
    kept = (
        character
        for character in text.replace("\r\n", "\n").replace("\r", "\n")
        if character == "\n" or not unicodedata.category(character).startswith(("C", "Zl", "Zp"))
    )
    return "".join(kept)


def _found(document: str, find: Callable[[str], Document], field: str) -> Document:
    try:
        return find(document)
    except NotFoundError:
        detail = "没有这种文献 · no document has that id"
        raise _refusal(f"{field}.document", detail) from None


def _source(cited: CitedPlace, document: Document, field: str) -> Source:
    total = len(document.source)
    if cited.end > total:
        raise _refusal(f"{field}.end", f"原文共 {total} 个字符 · the text has {total}", total)
    quote = document.source[cited.start : cited.end]
    if cited.quote and cited.quote != quote:
        detail = "与原文此处不符 · is not what the source says there"
        raise _refusal(f"{field}.quote", detail)
    span = document.alignment.to_reading(cited.start, cited.end)
    reading = document.reading[span.start : span.end]
    return Source(
        marker=cited.marker,
        role=cited.role,
        quote=quote,
        reading=None if reading == quote else reading,
        place=place_of(document, cited.start, cited.end),
    )


def _refusal(field: str, detail: str, limit: int | None = None) -> ProblemError:
    return ProblemError(unprocessable(FieldError(field, detail, limit)))
