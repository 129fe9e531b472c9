"""What a streamed answer sends, in this order.

One ``QuestionRead``, one ``PassagesFound``, any number of ``SentenceChecked``, then the
``Answer`` itself, whose words are the last word: a client that shows an answer as it grows puts
the final one in its place.
"""

from dataclasses import dataclass

from rag.types import Answer, Citation, Hit


@dataclass(frozen=True, slots=True)
class QuestionRead:
    """The standalone question that is being answered."""

    question: str


@dataclass(frozen=True, slots=True)
class PassagesFound:
    """The passages that were retrieved, best first."""

    passages: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class SentenceChecked:
    """A whole sentence that has passed all checks, with its markers, and what it cites."""

    text: str
    citations: tuple[Citation, ...]


AnswerEvent = QuestionRead | PassagesFound | SentenceChecked | Answer
