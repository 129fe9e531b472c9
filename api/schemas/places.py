"""Spans, citations and passages as JSON. Offsets are code points in the source."""

from typing import Literal
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, FiniteFloat

from rag import types


def document_url(document: str) -> str:
    """Relative address of a document."""
    return f"/v1/documents/{quote(document, safe='')}"


def text_url(document: str, start: int, end: int) -> str:
    """Relative address of a span of source text; outlives any cutting into passages."""
    return f"{document_url(document)}/text?start={start}&end={end}"


class Out(BaseModel):
    """Base of all answers: no key that is not in the contract."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def to_json(self) -> bytes:
        """UTF-8 JSON."""
        return self.__pydantic_serializer__.to_json(self, by_alias=True)


class SpanOut(Out):
    """A highlight: offsets in the ``text`` beside it."""

    start: int
    end: int


class PlaceOut(Out):
    """A stretch of source and where it stands."""

    document: str
    section: str | None
    section_title: str | None
    paragraph: int
    start: int
    end: int
    url: str


class CitationOut(PlaceOut):
    """A quotation: ``quote`` is raw source, ``text`` its reading form."""

    marker: int
    role: Literal["evidence", "context"]
    passage: str
    sentence: int
    quote: str
    text: str

    @classmethod
    def of(cls, citation: types.Citation) -> "CitationOut":
        """From the pipeline's record."""
        return cls(
            marker=citation.marker,
            role=citation.role.value,
            document=citation.document,
            section=citation.section,
            section_title=citation.section_title,
            paragraph=citation.paragraph,
            passage=citation.passage,
            sentence=citation.sentence,
            quote=citation.quote,
            text=citation.text,
            start=citation.start,
            end=citation.end,
            url=text_url(citation.document, citation.start, citation.end),
        )


class PassageOut(PlaceOut):
    """A passage: runs of whole sentences, in reading form."""

    id: str
    text: str

    @classmethod
    def of(cls, passage: types.Passage) -> "PassageOut":
        """From the pipeline's record."""
        return cls.model_validate(_passage(passage))


class RankedPassageOut(PassageOut):
    """A passage as one query ranked it; ``score`` is 0-1."""

    score: FiniteFloat

    @classmethod
    def ranked(cls, hit: types.Hit) -> "RankedPassageOut":
        """From the pipeline's record."""
        return cls.model_validate({**_passage(hit.passage), "score": hit.score})


class FoundPassageOut(RankedPassageOut):
    """A passage with the spans of its ``text`` that match the query."""

    highlights: list[SpanOut]

    @classmethod
    def found(cls, hit: types.SearchHit) -> "FoundPassageOut":
        """From the pipeline's record."""
        spans = [SpanOut(start=span.start, end=span.end) for span in hit.highlights]
        ranked = {**_passage(hit.passage), "score": hit.score, "highlights": spans}
        return cls.model_validate(ranked)


def _passage(passage: types.Passage) -> dict[str, object]:
    start, end = passage.source.start, passage.source.end
    return {
        "id": passage.id,
        "document": passage.document,
        "section": passage.section,
        "section_title": passage.section_title,
        "paragraph": passage.paragraph,
        "text": passage.text,
        "start": start,
        "end": end,
        "url": text_url(passage.document, start, end),
    }
