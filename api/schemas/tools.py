"""What a tool call brings back where it differs from the HTTP answer."""

from api.schemas.answer import AnswerOut, ChecksOut, ComputationOut, ItemOut, RefusalOut, answer_out
from api.schemas.places import CitationOut, Out
from rag import types


class ToolAnswerOut(Out):
    """The answer without the passages it was found in: a reader of few words pays for each."""

    id: str
    status: str
    question: str
    answer: str
    short_answer: str | None
    items: list[ItemOut]
    computation: ComputationOut | None
    citations: list[CitationOut]
    refusal: RefusalOut | None
    checks: ChecksOut
    confidence: float
    index: str

    @classmethod
    def of(cls, answer: types.Answer) -> "ToolAnswerOut":
        """From the pipeline's record."""
        whole: AnswerOut = answer_out(answer, explain=False)
        return cls(**{name: getattr(whole, name) for name in cls.model_fields})
