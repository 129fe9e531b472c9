"""The events of a streamed answer: the JSON of each, by its name."""

from api.schemas.answer import answer_out
from api.schemas.places import CitationOut, Out, RankedPassageOut
from rag import types
from rag.events import AnswerEvent, PassagesFound, QuestionRead


class QuestionEventOut(Out):
    """The standalone question that is being answered."""

    question: str


class PassagesEventOut(Out):
    """What was retrieved, best first."""

    passages: list[RankedPassageOut]


class DeltaOut(Out):
    """A whole sentence that has passed all checks, with its markers, and what it cites."""

    text: str
    citations: list[CitationOut]


class DoneOut(Out):
    """Nothing follows; ``id`` is the answer's."""

    id: str


def event_out(event: AnswerEvent, *, explain: bool) -> tuple[str, Out]:
    """An event's name and its JSON."""
    if isinstance(event, QuestionRead):
        return "question", QuestionEventOut(question=event.question)
    if isinstance(event, PassagesFound):
        passages = [RankedPassageOut.ranked(hit) for hit in event.passages]
        return "passages", PassagesEventOut(passages=passages)
    if isinstance(event, types.Answer):
        return "answer", answer_out(event, explain=explain)
    citations = [CitationOut.of(citation) for citation in event.citations]
    return "delta", DeltaOut(text=event.text, citations=citations)
