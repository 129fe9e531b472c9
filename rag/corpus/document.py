"""Source file to Document: the steps of this folder put in order."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from rag.corpus.align import Edit, apply_edits, without_overlaps
from rag.corpus.characters import is_blank
from rag.corpus.errata import erratum_edit, load_errata
from rag.corpus.lines import Line, split_lines
from rag.corpus.metadata import default_metadata, load_metadata
from rag.corpus.outline import find_outline
from rag.corpus.reading import Decoded, read_text
from rag.corpus.repair import Block, find_blocks, hidden, seam, stray_spaces
from rag.corpus.structure import build_headings, build_paragraphs, build_sections
from rag.language.normalise import hidden_characters
from rag.types import Document, Erratum, Metadata


def read_document(
    path: Path, *, metadata: Path | None = None, errata: Path | None = None
) -> Document:
    """Read a text file with its metadata and errata.

    Where ``metadata`` or ``errata`` is None, ``<name>.meta.toml`` and ``<name>.errata.toml``
    beside the text are used if they exist. Without metadata the id comes from the file's name
    and the title from the text's own title line, or else from the name.

    Raises:
        SourceNotFoundError: a path names no readable file.
        SourceUnreadableError: the text is empty, binary, too large or in an unknown encoding.
        ErrataError: the metadata or errata file is malformed or would change a figure.
    """
    decoded = read_text(path)
    metadata = metadata or _beside(path, ".meta.toml")
    errata = errata or _beside(path, ".errata.toml")
    known = load_metadata(metadata) if metadata else default_metadata(path)
    reviewed = load_errata(errata, decoded.text) if errata else ()
    document = assemble(decoded, known, reviewed)
    if metadata is None and len(document.sections) < len(document.headings):
        # The first heading heads no section: it is the title of the whole.
        return replace(document, metadata=replace(known, title=document.headings[0].text))
    return document


def assemble(decoded: Decoded, metadata: Metadata, errata: tuple[Erratum, ...] = ()) -> Document:
    """The document of a decoded text that has something visible in it."""
    source = decoded.text
    lines = split_lines(source)
    outline = find_outline(lines)
    blocks = find_blocks(lines, outline)
    corrections = [erratum_edit(erratum) for erratum in errata]
    edits = without_overlaps(corrections, _repairs(source, blocks))
    reading, alignment = apply_edits(source, edits)
    # Only the gaps between blocks are read as "\n": the lines of the reading are the blocks.
    texts = reading.split("\n")
    headings = build_headings(blocks, texts)
    sections = build_sections(headings, outline.title, lines[-1].end)
    paragraphs, sentences = build_paragraphs(blocks, texts, sections, alignment)
    return Document(
        metadata=metadata,
        encoding=decoded.encoding,
        sha256=decoded.sha256,
        source=source,
        reading=reading,
        alignment=alignment,
        headings=headings,
        sections=sections,
        paragraphs=paragraphs,
        sentences=sentences,
        errata=errata,
        warnings=_warnings(decoded),
    )


def _repairs(source: str, blocks: Sequence[Block]) -> Iterator[Edit]:
    """What is read otherwise than printed, the errata apart."""
    first, last = blocks[0].source.start, blocks[-1].source.end
    if first:
        yield Edit(0, first)
    for block in blocks:
        for left, right in pairwise(block.lines):
            yield seam(left, right)
        for line in block.lines:
            yield from stray_spaces(source, line.start, line.end)
            yield from hidden(source, line.start, line.end)
        if block.heading:
            yield from _markup(block.lines[0], block.heading.start, block.heading.end)
    for before, after in pairwise(blocks):
        yield Edit(before.source.end, after.source.start, "\n")
    if last < len(source):
        yield Edit(last, len(source))


def _markup(line: Line, start: int, end: int) -> Iterator[Edit]:
    if line.start < start:
        yield Edit(line.start, start)
    if end < line.end:
        yield Edit(end, line.end)


def _beside(path: Path, suffix: str) -> Path | None:
    beside = path.with_name(path.stem + suffix)
    return beside if beside.is_file() else None


def _warnings(decoded: Decoded) -> tuple[str, ...]:
    found = []
    if decoded.guessed:
        found.append(
            f"文件没有注明编码，按 {decoded.encoding.upper()} 解读；如有乱码，请另存为 UTF-8。"
        )
    # Of what the matching form calls hidden, only what the reading drops: page breaks and
    # the joiners inside emoji are as they should be.
    unseen = [
        name
        for offset, name in hidden_characters(decoded.text)
        if is_blank(decoded.text[offset]) and not decoded.text[offset].isspace()
    ]
    if unseen:
        names = "、".join(sorted(set(unseen))[:5])
        found.append(f"原文含有 {len(unseen)} 个看不见的字符（{names}），阅读文本中已略去。")
    return tuple(found)
