"""Where a span of source stands: its paragraph or heading, raw and as read, with neighbours."""

from dataclasses import dataclass

from rag.types import Document, Span


@dataclass(frozen=True, slots=True)
class Repair:
    """A stretch that reads otherwise than it was scanned.

    ``raw`` and ``text`` are spans in the block's two forms, either may be empty; ``reason`` is
    the erratum's, or None where only spaces or page breaks were dropped.
    """

    raw: Span
    text: Span
    reason: str | None


@dataclass(frozen=True, slots=True)
class Context:
    """A span among its surroundings; see ``context_of``.

    ``source`` is the block's span in the source, ``raw == document.source[start:end]`` and
    ``text`` its reading form; ``raw_mark`` and ``text_mark`` are the asked span in each.
    ``previous`` and ``following`` are source spans of the neighbouring blocks.
    """

    source: Span
    section: str | None
    path: tuple[str, ...]
    paragraph: int | None
    raw: str
    text: str
    raw_mark: Span
    text_mark: Span
    repairs: tuple[Repair, ...]
    previous: Span | None
    following: Span | None


@dataclass(frozen=True, slots=True)
class _Block:
    source: Span
    section: str | None
    paragraph: int | None


def context_of(document: Document, start: int, end: int) -> Context | None:
    """The surroundings of ``source[start:end]``.

    The block is the paragraph or heading the span stands in, or from the first to the last it
    touches; None where it touches none, as between two paragraphs.
    """
    blocks = _blocks(document)
    touched = [
        number
        for number, block in enumerate(blocks)
        if block.source.start < end and start < block.source.end
    ]
    if not touched:
        return None
    first, last = blocks[touched[0]], blocks[touched[-1]]
    source = Span(first.source.start, last.source.end)
    reading = document.alignment.to_reading(source.start, source.end)
    marked = Span(max(start, source.start), min(end, source.end))
    text_mark = document.alignment.to_reading(marked.start, marked.end)
    section = document.section(first.section)
    return Context(
        source=source,
        section=first.section,
        path=(*section.path, section.title) if section else (),
        paragraph=first.paragraph,
        raw=document.source[source.start : source.end],
        text=document.reading[reading.start : reading.end],
        raw_mark=_moved(marked, -source.start),
        text_mark=_moved(text_mark, -reading.start),
        repairs=_repairs(document, source, reading),
        previous=blocks[touched[0] - 1].source if touched[0] else None,
        following=blocks[touched[-1] + 1].source if touched[-1] + 1 < len(blocks) else None,
    )


def _blocks(document: Document) -> list[_Block]:
    made = [
        _Block(paragraph.source, paragraph.section, paragraph.number)
        for paragraph in document.paragraphs
    ]
    for heading in document.headings:
        within = [s for s in document.sections if s.start <= heading.start < s.end]
        made.append(
            _Block(Span(heading.start, heading.end), within[-1].id if within else None, None)
        )
    return sorted((block for block in made), key=lambda block: block.source)


def _repairs(document: Document, source: Span, reading: Span) -> tuple[Repair, ...]:
    """What the reading leaves out or puts in other words between two segments of plain copy."""
    reasons = {(erratum.start, erratum.end): erratum.reason for erratum in document.errata}
    made: list[Repair] = []
    at, read = source.start, reading.start
    for segment in document.alignment.segments:
        if segment.reading.end <= reading.start or segment.reading.start >= reading.end:
            continue
        if at < segment.source.start:
            dropped = Span(at - source.start, segment.source.start - source.start)
            here = Span(read - reading.start, read - reading.start)
            made.append(Repair(dropped, here, None))
        if not segment.verbatim:
            # An erratum may be aligned in part; its reason is that of the one it lies in.
            reason = next(
                (
                    why
                    for (begin, stop), why in reasons.items()
                    if begin <= segment.source.start and segment.source.end <= stop
                ),
                "",
            )
            raw = _moved(segment.source, -source.start)
            made.append(Repair(raw, _moved(segment.reading, -reading.start), reason))
        at, read = segment.source.end, segment.reading.end
    return tuple(made)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
