"""Edits on the source give the reading text and the alignment between the two."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rag.types import Alignment, Segment, Span


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Read ``text`` where the source has ``[start, end)``; an empty ``text`` drops it."""

    start: int
    end: int
    text: str = ""


def without_overlaps(first: Sequence[Edit], others: Iterable[Edit]) -> tuple[Edit, ...]:
    """All of ``first`` and those ``others`` that touch none of them, in order."""
    kept = sorted(first)
    result = list(kept)
    position = 0
    for edit in sorted(others):
        while position < len(kept) and kept[position].end <= edit.start:
            position += 1
        if position == len(kept) or edit.end <= kept[position].start:
            result.append(edit)
    return tuple(sorted(result))


def apply_edits(source: str, edits: Sequence[Edit]) -> tuple[str, Alignment]:
    """The source with the edits applied, and where each character of it came from.

    Args:
        source: the text as decoded.
        edits: in order, none empty, no two overlapping.

    Raises:
        ValueError: the edits are out of order, empty, overlapping or outside the source.
    """
    texts: list[str] = []
    segments: list[Segment] = []
    length = 0
    place = 0
    for edit in (*edits, Edit(len(source), len(source) + 1)):
        if edit.start < place or edit.end <= edit.start:
            raise ValueError(f"edit [{edit.start}, {edit.end}) is empty or out of order")
        kept = edit.start - place
        if kept:
            reading = Span(length, length + kept)
            segments.append(Segment(reading, Span(place, edit.start), verbatim=True))
            texts.append(source[place : edit.start])
            length += kept
        if edit.text:
            reading = Span(length, length + len(edit.text))
            segments.append(Segment(reading, Span(edit.start, edit.end), verbatim=False))
            texts.append(edit.text)
            length += len(edit.text)
        place = edit.end
    return "".join(texts), Alignment(tuple(segments))
