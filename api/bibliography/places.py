"""What of a text is referred to: the work, and where in it."""

from dataclasses import dataclass

from rag.types import Document, Metadata, Paragraph


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a text. All words are one line each.

    ``sections`` are the titles that lead to it, outermost first, ``paragraphs`` the first and
    the last paragraph it touches, counted from 1 in the whole text; None where it touches none.
    ``start`` and ``end`` are source offsets, None for the text as a whole.
    """

    work: Metadata
    sections: tuple[str, ...] = ()
    paragraphs: tuple[int, int] | None = None
    start: int | None = None
    end: int | None = None

    @property
    def chinese(self) -> bool:
        """Whether words of the reference's own are to be Chinese."""
        return self.work.language.lower().startswith("zh")

    def locator(self, comma: str) -> str:
        """Where it stands, in words; "" for the text as a whole."""
        parts = [" ".join(self.sections)] if self.sections else []
        if self.paragraphs is not None:
            first, last = self.paragraphs
            numbers = str(first) if first == last else f"{first}-{last}"
            # Of the whole text: beside a section's title the bare number would mislead.
            many = "s" if first != last else ""
            shown = (
                f"全文第{numbers}段" if self.chinese else f"paragraph{many} {numbers} of the text"
            )
            parts.append(shown)
        return comma.join(parts)


def place_of(document: Document, start: int | None = None, end: int | None = None) -> Place:
    """The place of ``source[start:end]``; without offsets the text as a whole."""
    work = _flat(document.metadata)
    if start is None or end is None:
        return Place(work)
    touched = [one for one in document.paragraphs if _touches(one, start, end)]
    if not touched:
        return Place(work, _above(document, start), None, start, end)
    first, last = touched[0], touched[-1]
    titles = _titles(document, first.section)
    if last.section != first.section:
        titles = (*titles, "—", *_titles(document, last.section))
    return Place(work, titles, (first.number, last.number), start, end)


def _touches(paragraph: Paragraph, start: int, end: int) -> bool:
    return paragraph.source.start < end and start < paragraph.source.end


def _above(document: Document, start: int) -> tuple[str, ...]:
    """The titles of the innermost section that holds an offset between paragraphs."""
    inside = [one for one in document.sections if one.start <= start < one.end]
    return _titles(document, inside[-1].id) if inside else ()


def _titles(document: Document, section_id: str | None) -> tuple[str, ...]:
    section = document.section(section_id)
    if section is None:
        return ()
    own = one_line(document.metadata.title)
    titles = (one_line(title) for title in (*section.path, section.title))
    return tuple(title for title in titles if title != own)


def _flat(work: Metadata) -> Metadata:
    return Metadata(
        id=work.id,
        title=one_line(work.title),
        creator=_known(work.creator),
        publisher=_known(work.publisher),
        date=_known(work.date),
        place=_known(work.place),
        language=work.language,
    )


def _known(text: str | None) -> str | None:
    return one_line(text or "") or None


def one_line(text: str) -> str:
    """The text with every run of blanks and of what does not print as one blank."""
    shown = (character if character.isprintable() else " " for character in text)
    return " ".join("".join(shown).split())
