"""An answer in the making: what the extractors hand to the checks and the composer."""

from dataclasses import dataclass, field

from rag.types import Citation, Computation, Item, Refusal


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of an answer, without markers, and the citations that carry it."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """Either lines and a short answer, or a refusal.

    ``dropped`` counts the sentences that a language model wrote and that failed on the way.
    """

    lines: tuple[Line, ...] = ()
    short: str | None = None
    items: tuple[Item, ...] = ()
    computation: Computation | None = None
    refusal: Refusal | None = None
    confidence: float = 0.0
    decisions: tuple[str, ...] = field(default=())
    written_by: str = "extraction"
    dropped: int = 0
