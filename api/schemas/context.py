"""A span of source among its surroundings, as JSON."""

from api.context import Context
from api.schemas.places import Out, SpanOut, text_url
from rag.types import Document, Span


class NeighbourOut(Out):
    """The source span of the paragraph or heading before or after."""

    start: int
    end: int


class MarksOut(Out):
    """The asked span: offsets in ``quote`` and in ``text``."""

    quote: SpanOut
    text: SpanOut


class RepairOut(Out):
    """Where ``text`` differs from ``quote``, either may be empty; ``reason`` of an erratum."""

    quote: SpanOut
    text: SpanOut
    reason: str | None


class ContextOut(Out):
    """The paragraph or heading a span stands in: ``quote`` raw, ``text`` repaired."""

    document: str
    title: str
    section: str | None
    path: list[str]
    paragraph: int | None
    start: int
    end: int
    quote: str
    text: str
    marks: MarksOut
    repairs: list[RepairOut]
    previous: NeighbourOut | None
    next: NeighbourOut | None
    url: str

    @classmethod
    def of(cls, document: Document, found: Context) -> "ContextOut":
        """From the record."""
        source = found.source
        return cls(
            document=document.id,
            title=document.metadata.title,
            section=found.section,
            path=list(found.path),
            paragraph=found.paragraph,
            start=source.start,
            end=source.end,
            quote=found.raw,
            text=found.text,
            marks=MarksOut(quote=_span(found.raw_mark), text=_span(found.text_mark)),
            repairs=[
                RepairOut(quote=_span(one.raw), text=_span(one.text), reason=one.reason or None)
                for one in found.repairs
            ],
            previous=_neighbour(found.previous),
            next=_neighbour(found.following),
            url=text_url(document.id, source.start, source.end),
        )


def _span(span: Span) -> SpanOut:
    return SpanOut(start=span.start, end=span.end)


def _neighbour(span: Span | None) -> NeighbourOut | None:
    return None if span is None else NeighbourOut(start=span.start, end=span.end)
