"""What a client may send: strict models, nothing coerced, no key beyond those named.

Lengths count code points of the cleaned text (no control, zero-width, bidi or tag characters,
blanks trimmed), which is what reaches the pipeline.
"""

import re
from typing import Annotated, Literal, Self, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from rag.language.normalise import clean
from rag.types import Filters, Turn

QUESTION_LIMIT = 500
ANSWER_LIMIT = 2_000
HISTORY_LIMIT = 20
RAW_FACTOR = 2
"""Cleaning costs time per character, on the event loop, so what is far longer than its limit is
not cleaned. The factor leaves room for an invisible character beside each visible one."""
TEXT_LIMIT = 200_000
"""Most code points of source text in one answer of ``/text``; longer texts are read in parts."""

_IDS_LIMIT = 100
_ID_LIMIT = 200
_Model = TypeVar("_Model", bound=BaseModel)
_DIGITS = re.compile(r"[0-9]{1,18}", re.ASCII)


def _too_long(limit: int) -> PydanticCustomError:
    return PydanticCustomError("string_too_long", "too long", {"max_length": limit})


def cleaned(text: str, limit: int) -> str:
    """The text without what cannot be seen, if that is within the limit; else an error."""
    if len(text) > limit * RAW_FACTOR:
        raise _too_long(limit)
    kept = clean(text)
    if len(kept) > limit:
        raise _too_long(limit)
    return kept


def _question(text: str) -> str:
    kept = cleaned(text, QUESTION_LIMIT)
    if not kept:
        raise PydanticCustomError("string_too_short", "blank", {"min_length": 1})
    return kept


def whole(value: object) -> object:
    """A query string's number: ASCII digits only, where pydantic takes ' 3 ', '3.0' and '1_0'."""
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        return int(value)
    return value


def ordered(model: _Model, first: int, last: int) -> _Model:
    """The model, if its years stand in order; else an error."""
    if first > last:
        raise PydanticCustomError("years_reversed", "from is after to")
    return model


QuestionText = Annotated[
    str,
    AfterValidator(_question),
    Field(json_schema_extra={"minLength": 1, "maxLength": QUESTION_LIMIT}),
]
EarlierQuestion = Annotated[
    str,
    AfterValidator(lambda text: cleaned(text, QUESTION_LIMIT)),
    Field(json_schema_extra={"maxLength": QUESTION_LIMIT}),
]
EarlierAnswer = Annotated[
    str,
    AfterValidator(lambda text: cleaned(text, ANSWER_LIMIT)),
    Field(json_schema_extra={"maxLength": ANSWER_LIMIT}),
]
Id = Annotated[str, Field(min_length=1, max_length=_ID_LIMIT)]
Year = Annotated[int, Field(ge=1, le=9999)]
QueryYear = Annotated[Year, BeforeValidator(whole)]


class Strict(BaseModel):
    """No coercion, no unknown keys."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class TurnIn(Strict):
    """An earlier turn."""

    question: EarlierQuestion
    answer: EarlierAnswer


class Years(Strict):
    """A span of years, both ends included; either may be left open."""

    # 0 stands for "open" and cannot be sent, so null is no second way to say it.
    first: Year = Field(default_factory=int, alias="from")
    last: Year = Field(default_factory=int, alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        return ordered(self, self.first, self.last or 9999)


class FiltersIn(Strict):
    """What the answer is limited to; what is left out or empty limits nothing."""

    documents: list[Id] = Field(default=[], max_length=_IDS_LIMIT)
    sections: list[Id] = Field(default=[], max_length=_IDS_LIMIT)
    years: Years = Field(default_factory=Years)

    def to_filters(self) -> Filters:
        """The pipeline's record; a year that was not given stays open."""
        return Filters(
            documents=tuple(self.documents),
            sections=tuple(self.sections),
            year_from=self.years.first or None,
            year_to=self.years.last or None,
        )


class AskRequest(Strict):
    """A question. The server keeps no conversation: earlier turns come with it, oldest first."""

    question: QuestionText
    history: list[TurnIn] = Field(default=[], max_length=HISTORY_LIMIT)
    mode: Literal["auto", "extractive", "generative"] = "auto"
    top_k: int = Field(default=8, ge=1, le=50)
    filters: FiltersIn = Field(default_factory=FiltersIn)
    explain: bool = False
    stream: bool = Field(
        default=False,
        description="true：逐步送出（text/event-stream） · true: sent step by step",
    )

    def turns(self) -> tuple[Turn, ...]:
        """The history as the pipeline takes it."""
        return tuple(Turn(turn.question, turn.answer) for turn in self.history)


class ConcordanceQuery(Strict):
    """Words to find everywhere."""

    q: QuestionText = Field(description="要找的词句 · the words to find")


class FilterQuery(Strict):
    """What a search is limited to."""

    # What was not given is "" or 0, neither of which can be sent. An optional type would do, but
    # its errors carry the names of validators instead of the field's.
    document: Id = Field(default_factory=str, description="文献 id · document id")
    section: Id = Field(default_factory=str, description="章节 id · section id")
    first: QueryYear = Field(default_factory=int, alias="from", description="起始年 · first year")
    last: QueryYear = Field(default_factory=int, alias="to", description="终止年 · last year")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        return ordered(self, self.first, self.last or 9999)

    def to_filters(self) -> Filters:
        """The pipeline's record."""
        return Filters(
            documents=(self.document,) if self.document else (),
            sections=(self.section,) if self.section else (),
            year_from=self.first or None,
            year_to=self.last or None,
        )


class SearchQuery(FilterQuery, ConcordanceQuery):
    """Words to find, best passages first, and what to limit the search to."""

    limit: Annotated[int, BeforeValidator(whole)] = Field(default=10, ge=1, le=100)
    offset: Annotated[int, BeforeValidator(whole)] = Field(default=0, ge=0, le=100_000)


class TextQuery(Strict):
    """A span of source text in code points; by default from the start, as far as allowed."""

    start: Annotated[int, BeforeValidator(whole)] = Field(default=0, ge=0, le=10**9)
    end: Annotated[int, BeforeValidator(whole)] = Field(default_factory=int, ge=0, le=10**9)

    def end_within(self, total: int) -> int:
        """The end that was asked for, or where a text of that length or one answer ends."""
        if "end" in self.model_fields_set:
            return self.end
        return max(self.start, min(total, self.start + TEXT_LIMIT))


class NoQuery(Strict):
    """A route without parameters refuses them too, so that a typing error is noticed."""
