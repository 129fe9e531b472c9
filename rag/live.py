"""The index that serves now, and the change to a newer one at a request's boundary."""

import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from embeddings.encoder import Encoder
from rag.answering.answerer import Answerer
from rag.answering.refusal import RefusalSettings
from rag.errors import StoreError
from rag.language.variants import Expansion, expand
from rag.language.vocabulary import Vocabulary
from rag.retrieval import RankingWeights, Retriever
from rag.store import Index, Pointer, Store
from rag.types import Document

if TYPE_CHECKING:
    from embeddings.cross_encoder import Reranker
    from embeddings.reading.reader import Reads
    from rag.language.english import Translation
    from rag.language.pinyin import Vocabulary as Spellings

_LOG = logging.getLogger("youju")


class Lexicon:
    """What the texts of an index call things. Made on first need: most questions have none."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents

    @cached_property
    def spellings(self) -> "Spellings":
        """The texts' names by their sounds, for names written in Latin letters."""
        from rag.language.pinyin import Vocabulary as Spellings

        return Spellings.build(self._texts())

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The texts' words, for slips, short forms and everyday words."""
        return Vocabulary.build(self._texts())

    def translate(self, question: str) -> "Translation":
        """An English question in Chinese."""
        from rag.language.english import to_chinese

        return to_chinese(question, self.spellings)

    def expand(self, folded: str) -> Expansion:
        """Slips put right, and the texts' own words for those of the question."""
        return expand(folded, self.vocabulary)

    def _texts(self) -> list[str]:
        return [document.reading for document in self._documents.values()]


@dataclass(frozen=True, slots=True)
class Generation:
    """One open index with the parts that work on it. A request holds one from end to end."""

    index: Index
    retriever: Retriever
    answerer: Answerer
    lexicon: Lexicon

    @classmethod
    def of(
        cls,
        index: Index,
        encoder: Encoder,
        weights: RankingWeights | None = None,
        refusing: RefusalSettings | None = None,
        reader: "Reads | None" = None,
        *,
        reranker: "Reranker | None" = None,
    ) -> "Generation":
        """The parts for an open index; what is given in the place of the standard settings."""
        retriever = Retriever(index, encoder, weights, reranker)
        documents, passages = index.documents, index.passages
        answerer = Answerer(
            documents, passages, retriever.analyses, refusing=refusing, reader=reader
        )
        return cls(index, retriever, answerer, Lexicon(index.documents))


class Serving(Protocol):
    """What a pipeline asks of the index that serves."""

    def current(self) -> Generation:
        """The generation to answer a request with."""
        ...

    def alerts(self) -> tuple[str, ...]:
        """What is wrong with the index directory although an index serves."""
        ...


class LiveIndex:
    """Opens the current generation and follows the pointer.

    A new generation is opened beside the old one in a thread of its own; requests under way
    keep theirs, later ones get the new one. When the new one cannot be opened the old one goes
    on serving and ``alerts`` says so.
    """

    def __init__(
        self,
        store: Store,
        encoder: Encoder,
        poll_seconds: float,
        refusing: RefusalSettings | None = None,
        reader: "Reads | None" = None,
        *,
        reranker: "Reranker | None" = None,
    ) -> None:
        """Opens the index. Raises StoreError when there is none that is sound."""
        self._store = store
        self._refusing = refusing
        self._reader = reader
        self._reranker = reranker
        self._encoder = encoder
        self._poll_seconds = poll_seconds
        self._lock = threading.Lock()
        self._pointer: Pointer | None = store.pointer()
        self._generation = self._open()
        self._failure: str | None = None
        self._checked = time.monotonic()

    def current(self) -> Generation:
        """The generation to answer a request with. Never waits for a change."""
        if time.monotonic() - self._checked >= self._poll_seconds:
            self._checked = time.monotonic()
            if self._store.pointer() != self._pointer:
                threading.Thread(target=self.refresh, name="youju-reload", daemon=True).start()
        return self._generation

    def refresh(self) -> None:
        """Open what the pointer names now, if it is another generation."""
        if not self._lock.acquire(blocking=False):
            return
        try:
            pointer = self._store.pointer()
            if pointer == self._pointer:
                return
            try:
                self._generation = self._open()
                self._failure = None
            except StoreError as error:
                self._failure = str(error)
                _LOG.warning("a new index could not be opened, the old one serves: %s", error)
            self._pointer = pointer
        finally:
            self._lock.release()

    def alerts(self) -> tuple[str, ...]:
        """What is wrong with the index directory although an index serves."""
        failure = (self._failure,) if self._failure else ()
        return (*self._generation.index.alerts, *failure)

    def _open(self) -> Generation:
        index = self._store.open_current(self._encoder)
        for alert in index.alerts:
            _LOG.warning("%s", alert)
        return Generation.of(
            index,
            self._encoder,
            refusing=self._refusing,
            reader=self._reader,
            reranker=self._reranker,
        )
