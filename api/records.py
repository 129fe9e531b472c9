"""What a client may send to have exported or kept: conversations and ratings."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from api.requests import Id, QuestionText, Strict, cleaned

TURNS_LIMIT = 100
CITATIONS_LIMIT = 200
TOLD_LIMIT = 20_000
QUOTE_LIMIT = 5_000
"""Most code points of source that one citation of an export may span."""

COMMENT_LIMIT = 2_000
SHORT_LIMIT = 2_000


def _told(text: str) -> str:
    """An answer's text line by line, because an answer may be a list."""
    if len(text) > 2 * TOLD_LIMIT:
        raise PydanticCustomError("string_too_long", "too long", {"max_length": TOLD_LIMIT})
    lines = (cleaned(line, TOLD_LIMIT) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


Told = Annotated[
    str, Field(max_length=TOLD_LIMIT), AfterValidator(_told), Field(max_length=TOLD_LIMIT)
]
Offset = Annotated[int, Field(ge=0, le=10**9)]


class CitedPlace(Strict):
    """A citation as ``/v1/ask`` returned it, or as much of it as says where it stands.

    Marker, role, document, start and end are read. A quote is compared with the source; what
    else the citation object holds may come along and is not looked at.
    """

    marker: Annotated[int, Field(ge=0, le=10_000)]
    document: Id
    start: Offset
    end: Offset
    role: Literal["evidence", "context"] = "evidence"
    # Optional types would put the names of validators into the names of fields.
    quote: Annotated[str, Field(max_length=QUOTE_LIMIT)] = Field(default_factory=str)
    section: object = None
    section_title: object = None
    paragraph: object = None
    passage: object = None
    sentence: object = None
    text: object = None
    url: object = None

    @model_validator(mode="after")
    def _a_modest_span(self) -> Self:
        if self.start >= self.end:
            raise PydanticCustomError("span_empty", "start must be before end")
        if self.end - self.start > QUOTE_LIMIT:
            raise PydanticCustomError("span_long", "too long", {"limit": QUOTE_LIMIT})
        return self


class ExportedTurn(Strict):
    """A question and its answer; the fields are those of the answer object."""

    question: QuestionText
    answer: Told
    short_answer: Told | None = None
    citations: list[CitedPlace] = Field(default=[], max_length=CITATIONS_LIMIT)


class ExportRequest(Strict):
    """A conversation and what to make of it."""

    turns: list[ExportedTurn] = Field(min_length=1, max_length=TURNS_LIMIT)
    format: Literal["md", "docx", "bib", "ris"]


class FeedbackRequest(Strict):
    """Thumbs up or down for one answer; everything here is kept, so nothing else is asked."""

    answer_id: Id
    rating: Literal["up", "down"]
    question: QuestionText
    short_answer: Annotated[str, AfterValidator(lambda text: cleaned(text, SHORT_LIMIT))] | None
    index: Id
    comment: Annotated[
        str,
        AfterValidator(lambda text: cleaned(text, COMMENT_LIMIT)),
        Field(json_schema_extra={"maxLength": COMMENT_LIMIT}),
    ] = ""
