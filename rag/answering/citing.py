"""Citations: stretches of the source, numbered in the order in which the answer uses them."""

from rag.types import Citation, Document, Passage, Role, Span

_JOINTS = "，,；;：:、"


class Citer:
    """Hands out markers; the same stretch gets the same marker once."""

    def __init__(self, passages: dict[tuple[str, int], Passage]) -> None:
        """``passages`` maps (document id, sentence number) to the passage that holds it."""
        self._passages = passages
        self._made: dict[tuple[str, Span], Citation] = {}

    def cite(self, document: Document, reading: Span, role: Role) -> Citation:
        """Cite ``document.reading[reading.start:reading.end]``, which must not be blank.

        The span is narrowed to its visible characters. ``quote`` is the raw source.
        """
        narrowed = _visible(document.reading, reading)
        key = (document.id, narrowed)
        if key not in self._made:
            self._made[key] = self._make(document, narrowed, role)
        return self._made[key]

    def _make(self, document: Document, reading: Span, role: Role) -> Citation:
        source = document.alignment.to_source(reading.start, reading.end)
        sentence = next(
            one
            for one in document.sentences
            if one.reading.start <= reading.start < one.reading.end
        )
        passage = self._passages[(document.id, sentence.number)]
        section = document.section(sentence.section)
        return Citation(
            marker=len(self._made) + 1,
            role=role,
            document=document.id,
            section=sentence.section,
            section_title=section.title if section else None,
            paragraph=sentence.paragraph,
            passage=passage.id,
            sentence=sentence.number,
            quote=document.source[source.start : source.end],
            text=document.reading[reading.start : reading.end],
            start=source.start,
            end=source.end,
        )

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Everything cited so far, by marker."""
        return tuple(self._made.values())


def _visible(text: str, span: Span) -> Span:
    """The span without blanks at its ends and without the comma that closes its last clause."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _JOINTS):
        end -= 1
    if start == end:
        raise ValueError("nothing visible to cite")
    return Span(start, end)
