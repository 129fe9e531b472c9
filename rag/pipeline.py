"""The service without HTTP: ask, search, look up. ``open_pipeline`` is the only wiring place."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from embeddings.cross_encoder import CrossEncoderReranker, Reranker
from embeddings.encoder import load_encoder
from embeddings.reading.reader import LateReader
from rag.answering.refusal import RefusalSettings
from rag.errors import NotFoundError
from rag.events import AnswerEvent
from rag.live import LiveIndex, Serving
from rag.question import read_question
from rag.replying import Mode, Model, Request, reply
from rag.search import highlights, occurrences
from rag.settings import Settings
from rag.store import Store
from rag.types import (
    Answer,
    Concordance,
    Document,
    FactTable,
    Filters,
    Passage,
    SearchHit,
    SearchResult,
    Turn,
)

EVERYTHING = Filters()


class Pipeline(Protocol):
    """What the HTTP layer and the command line call. Every method is thread-safe."""

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        mode: Mode = "auto",
        top_k: int = 8,
        filters: Filters = EVERYTHING,
        explain: bool = False,
    ) -> Answer:
        """Answer a question. Raises QuestionError, UnsupportedError, StoreError."""
        ...

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        mode: Mode = "auto",
        top_k: int = 8,
        filters: Filters = EVERYTHING,
        explain: bool = False,
    ) -> Iterator[AnswerEvent]:
        """The same answer in steps, see ``rag.events``. Raises like ``ask``, before any step."""
        ...

    def facts(
        self,
        *,
        subject: str = "",
        metric: str = "",
        years: tuple[int | None, int | None] = (None, None),
        filters: Filters = EVERYTHING,
    ) -> FactTable:
        """The figures that fit, best first. Raises StoreError."""
        ...

    def models(self) -> tuple[str, ...]:
        """Who may write answers: "extraction" first, then the language model, if there is one."""
        ...

    def search(
        self, query: str, *, limit: int = 10, offset: int = 0, filters: Filters = EVERYTHING
    ) -> SearchResult:
        """Ranked passages. Raises QuestionError, StoreError."""
        ...

    def concordance(self, query: str) -> Concordance:
        """Every occurrence of the words, in text order. Raises QuestionError, StoreError."""
        ...

    def documents(self) -> tuple[Document, ...]:
        """All documents of the index, by id."""
        ...

    def document(self, document_id: str) -> Document:
        """One document. Raises NotFoundError."""
        ...

    def passage(self, passage_id: str) -> Passage:
        """One passage. Raises NotFoundError."""
        ...

    def generation(self) -> str:
        """Name of the index generation that serves. Raises StoreError when none does."""
        ...

    def alerts(self) -> tuple[str, ...]:
        """What an operator should know, such as a damaged generation that was passed over."""
        ...


class IndexPipeline:
    """The pipeline over an index directory; see ``Pipeline`` for the methods."""

    def __init__(self, live: Serving, model: Model | None = None) -> None:
        self._live = live
        self._model = model

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        mode: Mode = "auto",
        top_k: int = 8,
        filters: Filters = EVERYTHING,
        explain: bool = False,
    ) -> Answer:
        """See ``Pipeline.ask``."""
        steps = self.stream(
            question, history, mode=mode, top_k=top_k, filters=filters, explain=explain
        )
        *_, answer = steps
        assert isinstance(answer, Answer), "the answer is the last step"
        return answer

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        mode: Mode = "auto",
        top_k: int = 8,
        filters: Filters = EVERYTHING,
        explain: bool = False,
    ) -> Iterator[AnswerEvent]:
        """See ``Pipeline.stream``."""
        request = Request(question, tuple(history), mode, top_k, filters, explain)
        return reply(request, self._live.current(), self._model)

    def facts(
        self,
        *,
        subject: str = "",
        metric: str = "",
        years: tuple[int | None, int | None] = (None, None),
        filters: Filters = EVERYTHING,
    ) -> FactTable:
        """See ``Pipeline.facts``."""
        from rag.answering.table import fact_rows

        now = self._live.current()
        table = now.answerer.reckoner.facts
        rows = fact_rows(
            table,
            now.index.documents,
            now.answerer.citer(),
            subject=subject,
            metric=metric,
            years=years,
            filters=filters,
        )
        return FactTable(sum(map(len, table.values())), rows, now.index.generation)

    def models(self) -> tuple[str, ...]:
        """See ``Pipeline.models``."""
        model = self._model
        return ("extraction",) if model is None else ("extraction", model.writer.name)

    def search(
        self, query: str, *, limit: int = 10, offset: int = 0, filters: Filters = EVERYTHING
    ) -> SearchResult:
        """See ``Pipeline.search``."""
        now = self._live.current()
        asked = read_question(query, (), now.lexicon)
        hits = now.retriever.fused(asked, filters, k=len(now.index.passages))
        matched = [hit for hit in hits if hit.lexical > 0]
        return SearchResult(
            query=asked.text,
            total=len(matched),
            hits=tuple(
                SearchHit(hit.passage, hit.score, highlights(hit.passage.text, asked.text))
                for hit in matched[offset : offset + limit]
            ),
            index=now.index.generation,
        )

    def concordance(self, query: str) -> Concordance:
        """See ``Pipeline.concordance``."""
        asked = read_question(query)
        now = self._live.current()
        return Concordance(
            query=asked.text,
            scanned=sum(len(document.paragraphs) for document in now.index.documents.values()),
            occurrences=tuple(
                occurrence
                for _, document in sorted(now.index.documents.items())
                for occurrence in occurrences(document, asked.text)
            ),
            index=now.index.generation,
        )

    def documents(self) -> tuple[Document, ...]:
        """See ``Pipeline.documents``."""
        documents = self._live.current().index.documents
        return tuple(documents[key] for key in sorted(documents))

    def document(self, document_id: str) -> Document:
        """See ``Pipeline.document``."""
        document = self._live.current().index.documents.get(document_id)
        if document is None:
            raise NotFoundError("No document has that id.", "See /v1/documents.")
        return document

    def passage(self, passage_id: str) -> Passage:
        """See ``Pipeline.passage``."""
        for passage in self._live.current().index.passages:
            if passage.id == passage_id:
                return passage
        raise NotFoundError("No passage has that id.", "Passage ids stand in search results.")

    def generation(self) -> str:
        """See ``Pipeline.generation``."""
        return self._live.current().index.generation

    def alerts(self) -> tuple[str, ...]:
        """See ``Pipeline.alerts``."""
        return self._live.alerts()


def open_pipeline(settings: Settings) -> IndexPipeline:
    """Wire the parts together as the settings say.

    Raises:
        EncoderError: the encoder, the re-ranker or the reader is missing or damaged; says what
            to do.
        StoreError: there is no sound index; says what to run.
    """
    encoder = load_encoder(
        settings.encoder,
        query_prompt=settings.query_prompt,
        passage_prompt=settings.passage_prompt,
    )
    refusing = RefusalSettings(confidence=settings.risk)
    reader = LateReader() if settings.reader else None
    if reader is not None:
        reader.check()  # damage is told at the start, not at the first question
    store, reranker = Store(settings.index), _reranker(settings)
    live = LiveIndex(store, encoder, settings.poll_seconds, refusing, reader, reranker=reranker)
    return IndexPipeline(live, _model(settings))


def _reranker(settings: Settings) -> Reranker | None:
    """The re-ranker that the settings name; torch is loaded only for one."""
    return CrossEncoderReranker.load(settings.reranker) if settings.reranker else None


def _model(settings: Settings) -> Model | None:
    """The language model that the settings name; its client is loaded only for one."""
    if settings.llm_url is None:
        return None
    from rag.answering.model_client import open_model

    writer = open_model(settings)
    return None if writer is None else Model(writer, settings.llm_seconds, settings.llm_evidence)
