"""The answer object of ``POST /v1/ask``."""

from typing import Literal

from pydantic import Field, FiniteFloat

from api.schemas.places import CitationOut, Out, RankedPassageOut, text_url
from rag import types


class ItemOut(Out):
    """A member of a list answer and the marker of its citation."""

    text: str
    citation: int


class OperandOut(Out):
    """A cited figure."""

    label: str
    value: FiniteFloat
    unit: str
    citation: int


class ComputationOut(Out):
    """A calculation shown with its operands."""

    expression: str
    result: FiniteFloat
    operands: list[OperandOut]


class RefusalOut(Out):
    """Why there is no answer, and the nearest facts."""

    reason: Literal[
        "not_in_source",
        "period_not_covered",
        "value_not_reported",
        "unknown_entity",
        "false_premise",
        "off_topic",
        "unclear",
    ]
    message: str
    nearest: list[CitationOut]


class TallyOut(Out):
    """Counts."""

    checked: int
    ok: int


class ChecksOut(Out):
    """What was checked before the answer went out."""

    quotes: TallyOut
    numbers: TallyOut
    dropped: int
    written_by: str


class TimingsOut(Out):
    """Milliseconds."""

    total: FiniteFloat
    retrieval: FiniteFloat
    answering: FiniteFloat


class AnswerOut(Out):
    """The answer to one question."""

    id: str
    status: Literal["answered", "refused"]
    question: str
    answer: str
    short_answer: str | None
    items: list[ItemOut]
    computation: ComputationOut | None
    citations: list[CitationOut]
    passages: list[RankedPassageOut]
    refusal: RefusalOut | None
    checks: ChecksOut
    confidence: FiniteFloat = Field(ge=0, le=1)
    index: str
    timings_ms: TimingsOut


class CandidateOut(Out):
    """A sentence that was considered, with the features that ranked it."""

    document: str
    sentence: int
    passage: str
    text: str
    start: int
    end: int
    url: str
    score: FiniteFloat
    features: dict[str, FiniteFloat]


class ExplanationOut(Out):
    """How the question was read, what was considered, what was decided and why."""

    analysis: dict[str, str]
    candidates: list[CandidateOut]
    decisions: list[str]


class ExplainedAnswerOut(AnswerOut):
    """The answer with its explanation, for ``explain: true``."""

    explanation: ExplanationOut


def answer_out(answer: types.Answer, *, explain: bool) -> AnswerOut:
    """The contract's answer object; with ``explain`` it holds ``explanation`` too."""
    facts: dict[str, object] = {
        "id": answer.id,
        "status": "answered" if answer.refusal is None else "refused",
        "question": answer.question,
        "answer": answer.answer,
        "short_answer": answer.short_answer,
        "items": [ItemOut(text=item.text, citation=item.citation) for item in answer.items],
        "computation": _computation(answer.computation),
        "citations": [CitationOut.of(citation) for citation in answer.citations],
        "passages": [RankedPassageOut.ranked(hit) for hit in answer.passages],
        "refusal": _refusal(answer.refusal),
        "checks": _checks(answer.checks),
        "confidence": answer.confidence,
        "index": answer.index,
        "timings_ms": TimingsOut(
            total=answer.timings.total,
            retrieval=answer.timings.retrieval,
            answering=answer.timings.answering,
        ),
    }
    if explain:
        facts["explanation"] = _explanation(answer.explanation)
        return ExplainedAnswerOut.model_validate(facts)
    return AnswerOut.model_validate(facts)


def _computation(computation: types.Computation | None) -> ComputationOut | None:
    if computation is None:
        return None
    operands = [
        OperandOut(
            label=operand.label, value=operand.value, unit=operand.unit, citation=operand.citation
        )
        for operand in computation.operands
    ]
    return ComputationOut(
        expression=computation.expression, result=computation.result, operands=operands
    )


def _refusal(refusal: types.Refusal | None) -> RefusalOut | None:
    if refusal is None:
        return None
    nearest = [CitationOut.of(citation) for citation in refusal.nearest]
    return RefusalOut(reason=refusal.reason.value, message=refusal.message, nearest=nearest)


def _checks(checks: types.Checks) -> ChecksOut:
    return ChecksOut(
        quotes=TallyOut(checked=checks.quotes.checked, ok=checks.quotes.ok),
        numbers=TallyOut(checked=checks.numbers.checked, ok=checks.numbers.ok),
        dropped=checks.dropped,
        written_by=checks.written_by,
    )


def _explanation(explanation: types.Explanation | None) -> ExplanationOut:
    if explanation is None:
        return ExplanationOut(analysis={}, candidates=[], decisions=[])
    return ExplanationOut(
        analysis=dict(explanation.analysis),
        candidates=[_candidate(hit) for hit in explanation.candidates],
        decisions=list(explanation.decisions),
    )


def _candidate(hit: types.SentenceHit) -> CandidateOut:
    source = hit.sentence.source
    return CandidateOut(
        document=hit.document,
        sentence=hit.sentence.number,
        passage=hit.passage,
        text=hit.sentence.text,
        start=source.start,
        end=source.end,
        url=text_url(hit.document, source.start, source.end),
        score=hit.score,
        features=dict(hit.features),
    )
