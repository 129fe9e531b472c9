"""Two answers as one: of a question that asks for two things."""

import re
from dataclasses import replace

from rag.answering.draft import Draft, Line
from rag.types import Citation

_BETWEEN = "；"


def joined(first: Draft, second: Draft) -> Draft | None:
    """Both answers, the citations of the second numbered on from those of the first.

    None where one is a refusal, a list or a calculation, or both say the same. The whole is as sure
    as the less sure of both.
    """
    if any(one.short is None or one.computation is not None for one in (first, second)):
        return None
    one, other = str(first.short), str(second.short)
    if _within(one, other) or _within(other, one) or first.items or second.items:
        return None
    markers = {_place(citation): citation.marker for citation in _cited(first)}
    free = max(markers.values(), default=0) + 1
    for citation in _cited(second):
        if markers.setdefault(_place(citation), free) == free:
            free += 1
    lines = list(first.lines)
    for line in second.lines:
        told = tuple(replace(one, marker=markers[_place(one)]) for one in line.citations)
        same = next((at for at, held in enumerate(lines) if held.text == line.text), None)
        if same is None:
            lines.append(Line(line.text, told))
        else:
            kept = lines[same].citations
            lines[same] = Line(line.text, (*kept, *(one for one in told if one not in kept)))
    return Draft(
        lines=tuple(lines),
        short=f"{one}{_BETWEEN}{other}",
        confidence=min(first.confidence, second.confidence),
        decisions=(*first.decisions, *second.decisions),
    )


def _within(one: str, other: str) -> bool:
    """Whether one is said by the other: 3人 is not by 13人."""
    return re.search(rf"(?<![\d.]){re.escape(one)}", other) is not None


def _cited(draft: Draft) -> list[Citation]:
    return [citation for line in draft.lines for citation in line.citations]


def _place(citation: Citation) -> tuple[str, int, int]:
    return citation.document, citation.start, citation.end
