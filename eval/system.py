"""The system under test, built anew from the text by the code at hand, and its variants."""

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import Path

from embeddings.cross_encoder import Reranker
from embeddings.encoder import Encoder, load_encoder
from embeddings.reading.reader import LateReader, Reads
from rag.answering.answerer import Answerer
from rag.answering.refusal import RefusalSettings
from rag.chunking import ChunkSettings
from rag.ingest import ingest
from rag.live import Generation, LiveIndex
from rag.pipeline import IndexPipeline
from rag.question import Question, read_question
from rag.retrieval import RankingWeights, Retriever
from rag.store import Store
from rag.types import Answer, Filters, Passage, Span, Turn

DEPTH = 10
_PARTS = {"vectors": ("dense", "similarity"), "words": ("coverage", "clause", "context")}
Search = Callable[[str, tuple[Turn, ...]], list[Passage]]
Ask = Callable[[str, tuple[Turn, ...]], Answer]


@dataclass(frozen=True, slots=True)
class Costs:
    """What it took to get ready: milliseconds."""

    ingest_ms: float
    open_ms: float


class System:
    """An open index and every way to put a question to it."""

    def __init__(
        self, generation: Generation, encoder: Encoder, costs: Costs, reader: Reads | None = None
    ) -> None:
        self.reader = reader
        self.generation = generation
        self.encoder = encoder
        self.costs = costs

    @cached_property
    def collection(self) -> tuple[Span, ...]:
        """The source span of every passage."""
        return tuple(passage.source for passage in self.generation.index.passages)

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """Source texts by document id."""
        return {name: one.source for name, one in self.generation.index.documents.items()}

    def searches(self) -> dict[str, Search]:
        """The retrieval variants by name, the simplest first."""
        standard = RankingWeights()
        return {
            "lexical": self._fused(replace(standard, dense=0.0)),
            "dense": self._fused(replace(standard, dense=1.0)),
            "hybrid": self._fused(standard),
            "hybrid+sentences": self._ranked(self.generation.retriever),
        }

    def full(
        self, weights: RankingWeights | None = None, refusing: RefusalSettings | None = None
    ) -> Ask:
        """Questions to whole answers; what is given in the place of the standard settings."""
        generation = self.generation
        if weights is not None:
            generation = Generation.of(generation.index, self.encoder, weights, reader=self.reader)
        if refusing is not None:
            # The analyses of the sentences are kept: only the decision differs.
            index, analyses = generation.index, generation.retriever.analyses
            answerer = Answerer(
                index.documents, index.passages, analyses, refusing=refusing, reader=self.reader
            )
            generation = replace(generation, answerer=answerer)
        # A generation that never changes is all that a pipeline asks of a live index.
        pipeline = IndexPipeline(_Fixed(generation))
        return lambda question, history: pipeline.ask(question, history, top_k=DEPTH)

    def ablations(self) -> dict[str, Ask]:
        """Whole answers with one part of the ranking switched off, by name."""
        standard = RankingWeights()
        return {
            f"full-{part}": self.full(replace(standard, **dict.fromkeys(names, 0.0)))
            for part, names in parts(standard).items()
        }

    def _read(self, question: str, history: tuple[Turn, ...]) -> Question:
        return read_question(question, history, self.generation.lexicon)

    def _fused(self, weights: RankingWeights) -> Search:
        retriever = Retriever(self.generation.index, self.encoder, weights)

        def search(question: str, history: tuple[Turn, ...]) -> list[Passage]:
            asked = self._read(question, history)
            return [hit.passage for hit in retriever.fused(asked, Filters(), DEPTH)]

        return search

    def _ranked(self, retriever: Retriever) -> Search:
        def search(question: str, history: tuple[Turn, ...]) -> list[Passage]:
            hits, *_ = retriever.rank(self._read(question, history), Filters(), DEPTH)
            return [hit.passage for hit in hits]

        return search


def parts(weights: RankingWeights) -> dict[str, tuple[str, ...]]:
    """The weights that are switched off together, by part; a weight of no part is its own."""
    present = [one.name for one in fields(weights) if getattr(weights, one.name)]
    found: dict[str, tuple[str, ...]] = {}
    for name in present:
        part = next((part for part, names in _PARTS.items() if name in names), name)
        found[part] = (*found.get(part, ()), name)
    return found


@dataclass(frozen=True, slots=True)
class _Fixed:
    generation: Generation

    def current(self) -> Generation:
        return self.generation

    def alerts(self) -> tuple[str, ...]:
        return ()


@contextmanager
def open_system(
    text: Path,
    encoder: Encoder | None = None,
    *,
    reads: bool = True,
    reranker: Reranker | None = None,
) -> Iterator[System]:
    """Read, index and open a text in a temporary directory.

    Args:
        text: the file; metadata and errata beside it are read along.
        encoder: None for the shipped one.
        reads: whether the shipped reader reads for the answer.
        reranker: re-scores the passages of "hybrid+sentences" and of whole answers.

    Raises:
        CorpusError: the text cannot be read.
        EncoderError: the encoder cannot be loaded.
    """
    encoder = encoder or load_encoder()
    reader = LateReader() if reads else None
    with tempfile.TemporaryDirectory(prefix="youju-eval-") as folder:
        store = Store(Path(folder) / "index")
        begun = time.perf_counter()
        ingest([text], store, encoder, ChunkSettings())
        built = time.perf_counter()
        live = LiveIndex(store, encoder, poll_seconds=3600.0, reader=reader, reranker=reranker)
        generation = live.current()
        opened = time.perf_counter()
        costs = Costs(1000 * (built - begun), 1000 * (opened - built))
        yield System(generation, encoder, costs, reader)
