"""The service without HTTP: ask, search, look up. ``open_pipeline`` is the only wiring place."""

from collections.abc import Sequence
from typing import Literal, Protocol

from rag.types import (
    Answer,
    Concordance,
    Document,
    Filters,
    Passage,
    SearchResult,
    Turn,
)

Mode = Literal["auto", "extractive", "generative"]
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
