"""A pipeline over one tiny text, made by hand, for tests of the HTTP layer."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from rag.errors import NotFoundError, UnsupportedError
from rag.events import AnswerEvent, PassagesFound, QuestionRead, SentenceChecked
from rag.types import (
    Alignment,
    Answer,
    Checks,
    Citation,
    Concordance,
    Document,
    Erratum,
    Explanation,
    FactRow,
    FactTable,
    Filters,
    Heading,
    Hit,
    Metadata,
    Occurrence,
    Paragraph,
    Passage,
    Period,
    Reason,
    Refusal,
    Role,
    SearchHit,
    SearchResult,
    Section,
    Segment,
    Sentence,
    SentenceHit,
    Span,
    Tally,
    Timings,
    Turn,
)

SOURCE = "第一节 创办\n\n1952年，甲厂有工人12 人。𠀀乙厂停办。\n"
FIRST = "1952年，甲厂有工人12 人。"
"""Stands at source[8:24]."""
READING = "第一节 创办\n\n1952年，甲厂有工人12人。𠀀乙厂停办。\n"
DOCUMENT_ID = "志 1"
URL = "/v1/documents/%E5%BF%97%201"


def _document() -> Document:
    sentences = (
        Sentence(1, 1, "s1", "1952年，甲厂有工人12人。", Span(8, 23), Span(8, 24)),
        Sentence(2, 1, "s1", "𠀀乙厂停办。", Span(23, 30), Span(24, 31)),
    )
    alignment = Alignment(
        (
            Segment(Span(0, 21), Span(0, 21), True),
            Segment(Span(21, len(READING)), Span(22, len(SOURCE)), True),
        )
    )
    return Document(
        metadata=Metadata(DOCUMENT_ID, "甲志", place="某地"),
        encoding="utf-8",
        sha256="0" * 64,
        source=SOURCE,
        reading=READING,
        alignment=alignment,
        headings=(Heading("第一节 创办", 1, 0, 6),),
        sections=(Section("s1", "第一节 创办", ("总述",), 0, len(SOURCE)),),
        paragraphs=(Paragraph(1, "s1", Span(8, 30), Span(8, 31), (1, 2)),),
        sentences=sentences,
        errata=(Erratum("停办", "停业", "形近", 27, 29),),
        warnings=("guessed encoding",),
    )


DOCUMENT = _document()
PASSAGE = Passage(
    id="志 1-s1-p1-1",
    document=DOCUMENT_ID,
    section="s1",
    section_title="第一节 创办",
    paragraph=1,
    sentences=(1, 2),
    text="1952年，甲厂有工人12人。𠀀乙厂停办。",
    reading=Span(8, 30),
    source=Span(8, 31),
)
CITATION = Citation(
    marker=1,
    role=Role.EVIDENCE,
    document=DOCUMENT_ID,
    section="s1",
    section_title="第一节 创办",
    paragraph=1,
    passage=PASSAGE.id,
    sentence=1,
    quote=FIRST,
    text="1952年，甲厂有工人12人。",
    start=8,
    end=24,
)


def answered(question: str, *, score: float = 0.5, explain: bool = False) -> Answer:
    """An answer with one citation."""
    hit = SentenceHit(DOCUMENT_ID, DOCUMENT.sentences[0], PASSAGE.id, 0.5, (("lexical", 0.25),))
    why = Explanation((("kind", "how many"),), (hit,), ("best sentence",))
    return Answer(
        id="a1",
        question=question,
        answer="1952年，甲厂有工人12人。[1]",
        short_answer="12人",
        items=(),
        computation=None,
        citations=(CITATION,),
        passages=(Hit(PASSAGE, score),),
        refusal=None,
        checks=Checks(Tally(1, 1), Tally(2, 2)),
        confidence=0.75,
        index="g1",
        timings=Timings(1.5, 1.0, 0.5),
        explanation=why if explain else None,
    )


def refused(question: str) -> Answer:
    """A refusal with the nearest fact."""
    return Answer(
        id="a2",
        question=question,
        answer="原文没有。",
        short_answer=None,
        items=(),
        computation=None,
        citations=(),
        passages=(),
        refusal=Refusal(Reason.NOT_IN_SOURCE, "原文没有。", (CITATION,)),
        checks=Checks(),
        confidence=0.5,
        index="g1",
        timings=Timings(1.0, 0.5, 0.5),
    )


class FakePipeline:
    """Says 12 for whatever asks for 工人 and refuses the rest.

    Args:
        fail: raised by every method instead of an answer.
        score: the score of the hit, to send numbers JSON does not have.
    """

    def __init__(self, fail: Exception | None = None, score: float = 0.5) -> None:
        self.fail, self.score = fail, score
        self.asked: list[tuple[str, tuple[Turn, ...], str, int, Filters]] = []

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        mode: Literal["auto", "extractive", "generative"] = "auto",
        top_k: int = 8,
        filters: Filters = Filters(),  # noqa: B008 - frozen
        explain: bool = False,
    ) -> Answer:
        self._check()
        self.asked.append((question, tuple(history), mode, top_k, filters))
        if mode == "generative":
            raise UnsupportedError("No language model.", "Configure one.")
        if "工人" not in question:
            return refused(question)
        return answered(question, score=self.score, explain=explain)

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        mode: Literal["auto", "extractive", "generative"] = "auto",
        top_k: int = 8,
        filters: Filters = Filters(),  # noqa: B008 - frozen
        explain: bool = False,
    ) -> Iterator[AnswerEvent]:
        answer = self.ask(
            question, history, mode=mode, top_k=top_k, filters=filters, explain=explain
        )
        steps: list[AnswerEvent] = [QuestionRead(answer.question), PassagesFound(answer.passages)]
        if answer.refusal is None:
            steps.append(SentenceChecked(answer.answer, answer.citations))
        return iter([*steps, answer])

    def facts(
        self,
        *,
        subject: str = "",
        metric: str = "",
        years: tuple[int | None, int | None] = (None, None),
        filters: Filters = Filters(),  # noqa: B008 - frozen
    ) -> FactTable:
        self._check()
        period = Period(date(1952, 1, 1), date(1952, 12, 31))
        row = FactRow(period, "甲厂", "工人", "12人", 12.0, None, "人", (), (), CITATION)
        return FactTable(1, (row,) if subject in "甲厂" and metric in "工人" else (), "g1")

    def models(self) -> tuple[str, ...]:
        return ("extraction",)

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        offset: int = 0,
        filters: Filters = Filters(),  # noqa: B008 - frozen
    ) -> SearchResult:
        self._check()
        at = PASSAGE.text.find(query)
        spans = (Span(at, at + len(query)),) if at >= 0 else ()
        hits = (SearchHit(PASSAGE, self.score, spans),) if offset == 0 else ()
        return SearchResult(query, 1, hits[:limit], "g1")

    def concordance(self, query: str) -> Concordance:
        self._check()
        at = SOURCE.find(query)
        found: tuple[Occurrence, ...] = ()
        if at >= 0:
            end = at + len(query)
            place = (DOCUMENT_ID, "s1", "第一节 创办", 1)
            found = (Occurrence(*place, SOURCE[8:at], query, SOURCE[end:24], at, end),)
        return Concordance(query, 1, found, "g1")

    def documents(self) -> tuple[Document, ...]:
        self._check()
        return (DOCUMENT,)

    def document(self, document_id: str) -> Document:
        self._check()
        if document_id != DOCUMENT_ID:
            raise NotFoundError(f"No document {document_id!r}.", "List them.")
        return DOCUMENT

    def passage(self, passage_id: str) -> Passage:
        self._check()
        if passage_id != PASSAGE.id:
            raise NotFoundError(f"No passage {passage_id!r}.", "Search first.")
        return PASSAGE

    def generation(self) -> str:
        self._check()
        return "g1"

    def alerts(self) -> tuple[str, ...]:
        return ()

    def _check(self) -> None:
        if self.fail is not None:
            raise self.fail
