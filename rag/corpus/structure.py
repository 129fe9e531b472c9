"""Headings, sections, paragraphs and sentences of a text whose blocks are known."""

from collections.abc import Iterator, Sequence

from rag.corpus.repair import Block
from rag.corpus.sentences import split_sentences
from rag.language.times import govern
from rag.types import Alignment, Heading, Paragraph, Section, Sentence, Span, TimeMention


def build_headings(blocks: Sequence[Block], texts: Sequence[str]) -> tuple[Heading, ...]:
    """The heading blocks as headings; ``texts`` are the blocks as read."""
    return tuple(
        Heading(text.strip(), block.heading.level, block.source.start, block.source.end)
        for block, text in zip(blocks, texts, strict=True)
        if block.heading
    )


def build_sections(headings: Sequence[Heading], has_title: bool, end: int) -> tuple[Section, ...]:
    """A section for every heading but the title of the whole text.

    A section reaches to the next heading of its own level or above, so it holds its
    subsections; its ``path`` leaves out the title, which all share.
    """
    heads = headings[1:] if has_title else headings
    sections = []
    above: list[Heading] = []
    stops = _stops(heads, end)
    for number, heading in enumerate(heads, start=1):
        while above and above[-1].level >= heading.level:
            above.pop()
        path = tuple(title.text for title in above)
        stop = stops[number - 1]
        sections.append(Section(f"s{number}", heading.text, path, heading.start, stop))
        above.append(heading)
    return tuple(sections)


def build_paragraphs(
    blocks: Sequence[Block],
    texts: Sequence[str],
    sections: Sequence[Section],
    alignment: Alignment,
) -> tuple[tuple[Paragraph, ...], tuple[Sentence, ...]]:
    """The paragraph blocks with their sentences, numbered through the document."""
    names = {section.start: section.id for section in sections}
    paragraphs: list[Paragraph] = []
    sentences: list[Sentence] = []
    section: str | None = None
    offset = 0
    for block, text in zip(blocks, texts, strict=True):
        if block.heading:
            section = names.get(block.source.start)
        else:
            spans = [Span(offset + s.start, offset + s.end) for s in split_sentences(text)]
            words = [text[s.start - offset : s.end - offset] for s in spans]
            first, number = len(sentences) + 1, len(paragraphs) + 1
            for at, (span, own, times) in enumerate(
                zip(spans, words, _times(words, spans), strict=True)
            ):
                source = alignment.to_source(span.start, span.end)
                sentences.append(Sentence(first + at, number, section, own, span, source, times))
            numbers = tuple(range(first, len(sentences) + 1))
            reading = Span(offset, offset + len(text))
            paragraphs.append(Paragraph(number, section, reading, block.source, numbers))
        offset += len(text) + 1
    return tuple(paragraphs), tuple(sentences)


def _times(words: Sequence[str], spans: Sequence[Span]) -> Iterator[tuple[TimeMention, ...]]:
    for mentions in govern(words):
        yield tuple(
            TimeMention(
                time.period,
                spans[time.sentence].start + time.start,
                spans[time.sentence].start + time.end,
                time.inherited,
            )
            for time in mentions
        )


def _stops(headings: Sequence[Heading], end: int) -> list[int]:
    """For each heading the start of the next of its level or above, or ``end``."""
    stops = [end] * len(headings)
    waiting: list[int] = []
    for index, heading in enumerate(headings):
        while waiting and headings[waiting[-1]].level >= heading.level:
            stops[waiting.pop()] = heading.start
        waiting.append(index)
    return stops
