"""Search for readers: highlighted spans, and every occurrence of some words in text order."""

from collections.abc import Collection, Iterator, Sequence

from rag.language.normalise import NormalText, fold, normalise
from rag.language.tokens import tokenize
from rag.types import Document, Occurrence, Paragraph, Section, Span

CONTEXT = 30
"""Code points shown on either side of an occurrence."""


def highlights(text: str, query: str) -> tuple[Span, ...]:
    """The spans of ``text`` that the query's words match, merged, in order.

    The longest runs that query and text share are marked: pairs of characters and longer,
    and whole Latin words and numbers; a single character only where the query is one.
    """
    shared = set(tokenize(query))
    if any(len(token) > 1 for token in shared):
        shared = {token for token in shared if len(token) > 1}
    normal = normalise(text)
    folded_query = fold(query)
    marks = [
        span
        for token in shared
        for needle in _forms(token, folded_query)
        for span in _find(normal, needle)
    ]
    return _merged(marks)


def occurrences(document: Document, query: str) -> Iterator[Occurrence]:
    """Every occurrence of the query in a document, titles included, in text order.

    Matching forms are compared, so script, width and case do not matter. Occurrences do not
    overlap. One in a title is told with the paragraph that follows it.
    """
    needle = fold(query).strip()
    if not needle:
        return
    normal = normalise(document.reading)
    for span in _find(normal, needle):
        paragraph = _paragraph(document.paragraphs, span.start)
        source = document.alignment.to_source(span.start, span.end)
        section = _section(document.sections, source.start)
        line_start = document.reading.rfind("\n", 0, span.start) + 1
        line_end = document.reading.find("\n", span.end)
        line_end = len(document.reading) if line_end < 0 else line_end
        yield Occurrence(
            document=document.id,
            section=section.id if section else None,
            section_title=section.title if section else None,
            paragraph=paragraph.number if paragraph else 0,
            left=document.reading[max(line_start, span.start - CONTEXT) : span.start],
            match=document.reading[span.start : span.end],
            right=document.reading[span.end : min(line_end, span.end + CONTEXT)],
            start=source.start,
            end=source.end,
        )


def _forms(token: str, folded_query: str) -> Collection[str]:
    """The token as it may stand in a text; a canonical number is looked for as typed too."""
    return (token,) if token in folded_query else ()


def _find(normal: NormalText, needle: str) -> Iterator[Span]:
    place = normal.text.find(needle)
    while place >= 0:
        yield Span(*normal.original_span(place, place + len(needle)))
        place = normal.text.find(needle, place + len(needle))


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _paragraph(paragraphs: Sequence[Paragraph], offset: int) -> Paragraph | None:
    return next((one for one in paragraphs if offset < one.reading.end), None)


def _section(sections: Sequence[Section], source_offset: int) -> Section | None:
    """The innermost section that holds the offset: the last one that starts before it."""
    found = None
    for section in sections:
        if section.start <= source_offset < section.end:
            found = section
    return found
