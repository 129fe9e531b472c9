"""Documents, their text, search results, readiness and problems as JSON."""

from dataclasses import asdict

from pydantic import Field

from api.schemas.places import FoundPassageOut, Out, PlaceOut, document_url, text_url
from rag import types


class DocumentSummaryOut(Out):
    """A document in the listing; sections, paragraphs and sentences are counted."""

    id: str
    title: str
    characters: int
    sections: int
    paragraphs: int
    sentences: int
    sha256: str
    encoding: str
    url: str

    @classmethod
    def of(cls, document: types.Document) -> "DocumentSummaryOut":
        """From the pipeline's record."""
        return cls(
            id=document.id,
            title=document.metadata.title,
            characters=len(document.source),
            sections=len(document.sections),
            paragraphs=len(document.paragraphs),
            sentences=len(document.sentences),
            sha256=document.sha256,
            encoding=document.encoding,
            url=document_url(document.id),
        )


class DocumentsOut(Out):
    """All documents of the index, by id."""

    documents: list[DocumentSummaryOut]


class SectionOut(Out):
    """A section; ``path`` holds the titles above it, outermost first."""

    id: str
    title: str
    path: list[str]
    start: int
    end: int
    url: str


class ErratumOut(Out):
    """A correction of the scan, for everyone to see."""

    quote: str
    correction: str
    reason: str
    start: int
    end: int
    url: str


class CountsOut(Out):
    """How much there is."""

    characters: int
    sections: int
    paragraphs: int
    sentences: int


class DocumentOut(Out):
    """One document. ``metadata`` holds what is known; unknown fields are left out."""

    id: str
    title: str
    metadata: dict[str, str]
    encoding: str
    sha256: str
    counts: CountsOut
    sections: list[SectionOut]
    errata: list[ErratumOut]
    warnings: list[str]
    url: str

    @classmethod
    def of(cls, document: types.Document) -> "DocumentOut":
        """From the pipeline's record."""
        known = {name: str(v) for name, v in asdict(document.metadata).items() if v is not None}
        return cls(
            id=document.id,
            title=document.metadata.title,
            metadata=known,
            encoding=document.encoding,
            sha256=document.sha256,
            counts=CountsOut(
                characters=len(document.source),
                sections=len(document.sections),
                paragraphs=len(document.paragraphs),
                sentences=len(document.sentences),
            ),
            sections=[_section(document.id, section) for section in document.sections],
            errata=[_erratum(document.id, erratum) for erratum in document.errata],
            warnings=list(document.warnings),
            url=document_url(document.id),
        )


class TextOut(Out):
    """Raw source: ``text == source[start:end]``; ``total`` is the length of the whole."""

    text: str
    start: int
    end: int
    total: int


class SearchOut(Out):
    """One page of ranked passages; ``total`` counts all that matched."""

    query: str
    total: int
    limit: int
    offset: int
    passages: list[FoundPassageOut]
    index: str

    @classmethod
    def of(cls, result: types.SearchResult, limit: int, offset: int) -> "SearchOut":
        """From the pipeline's record."""
        return cls(
            query=result.query,
            total=result.total,
            limit=limit,
            offset=offset,
            passages=[FoundPassageOut.found(hit) for hit in result.hits],
            index=result.index,
        )


class OccurrenceOut(PlaceOut):
    """One place where the words stand, with the reading text around it."""

    left: str
    match: str
    right: str


class ConcordanceOut(Out):
    """Every occurrence in text order; ``scanned`` counts paragraphs, nothing is capped."""

    query: str
    scanned: int
    hits: int
    occurrences: list[OccurrenceOut]
    index: str

    @classmethod
    def of(cls, found: types.Concordance) -> "ConcordanceOut":
        """From the pipeline's record."""
        return cls(
            query=found.query,
            scanned=found.scanned,
            hits=len(found.occurrences),
            occurrences=[_occurrence(occurrence) for occurrence in found.occurrences],
            index=found.index,
        )


class HealthOut(Out):
    """The process is alive."""

    status: str = "ok"


class ReadyOut(Out):
    """An index is open and verified."""

    status: str = "ready"
    index: str
    alerts: list[str]


class FieldErrorOut(Out):
    """What is wrong with one field and what is allowed."""

    field: str
    detail: str
    limit: int = Field(default=0, description="只在有上限或下限时出现 · only where there is one")


class ProblemOut(Out):
    """RFC 9457 problem details."""

    type: str
    title: str
    status: int
    detail: str
    instance: str = Field(default="", description="只在 500 时出现 · only with status 500")
    errors: list[FieldErrorOut] = Field(default=[], description="只在 413、422 时出现")


def _section(document: str, section: types.Section) -> SectionOut:
    return SectionOut(
        id=section.id,
        title=section.title,
        path=list(section.path),
        start=section.start,
        end=section.end,
        url=text_url(document, section.start, section.end),
    )


def _erratum(document: str, erratum: types.Erratum) -> ErratumOut:
    return ErratumOut(
        quote=erratum.quote,
        correction=erratum.correction,
        reason=erratum.reason,
        start=erratum.start,
        end=erratum.end,
        url=text_url(document, erratum.start, erratum.end),
    )


def _occurrence(occurrence: types.Occurrence) -> OccurrenceOut:
    return OccurrenceOut(
        document=occurrence.document,
        section=occurrence.section,
        section_title=occurrence.section_title,
        paragraph=occurrence.paragraph,
        left=occurrence.left,
        match=occurrence.match,
        right=occurrence.right,
        start=occurrence.start,
        end=occurrence.end,
        url=text_url(occurrence.document, occurrence.start, occurrence.end),
    )
