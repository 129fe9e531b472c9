"""Questions worth trying, as JSON."""

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from api.examples import Example
from api.schemas.places import Out


class ExampleOut(Out):
    """A question and what it shows."""

    kind: Literal["figure", "computation", "date", "refusal"]
    question: str


class ExamplesOut(Out):
    """Questions that were asked of this index and came out as they should."""

    examples: list[ExampleOut]
    index: str
    ready: bool = Field(
        description="false：还在生成，稍后再取 · false: more are being made, ask again in a moment"
    )

    @classmethod
    def of(cls, found: Sequence[Example], index: str, *, ready: bool) -> "ExamplesOut":
        """From the records."""
        return cls(
            examples=[ExampleOut(kind=one.kind, question=one.question) for one in found],
            index=index,
            ready=ready,
        )
