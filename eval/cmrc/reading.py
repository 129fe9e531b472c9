"""Answering from the paragraph: the service over all paragraphs, limited to the right one.

Every paragraph is a document of one index, so that words are weighed by their rarity in the
whole pool and the limit is the service's own filter. No other text is looked at.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from embeddings.encoder import Encoder
from embeddings.reading.reader import LateReader
from eval.cmrc.baselines import best_clause, best_sentence
from eval.cmrc.items import Item, pool_of
from eval.metrics import character_f1
from rag.answering.extraction import short_form
from rag.chunking import ChunkSettings
from rag.ingest import ingest
from rag.live import LiveIndex
from rag.pipeline import IndexPipeline
from rag.question import Question, read_question
from rag.store import Store
from rag.types import Filters

SYSTEMS = ("served", "forced", "sentence", "clause", "ceiling")
"""The service; the service made to answer; the two baselines; the best of its candidates."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What each system answers to one question; ``refused`` is the service's own no."""

    answers: dict[str, str]
    refused: bool


class Reader:
    """Answers the questions of a pool from their own paragraphs."""

    def __init__(self, live: LiveIndex, documents: dict[str, str]) -> None:
        """``documents``: document ids by paragraph."""
        self._now = live.current()
        self._pipeline = IndexPipeline(live)
        self._documents = documents

    def read(self, item: Item, *, ceiling: bool = False) -> Reading:
        """Every system's answer; ``ceiling`` looks for the best candidate too, which is slow."""
        name = self._documents[item.context]
        filters = Filters(documents=(name,))
        served = self._pipeline.ask(item.question, filters=filters)
        refused = served.refusal is not None
        sentences = [one.text for one in self._now.index.documents[name].sentences]
        answers = {
            "served": "" if refused else served.short_answer or served.answer,
            "sentence": best_sentence(item.question, sentences),
            "clause": best_clause(item.question, sentences),
        }
        candidates = self._candidates(item.question, filters) if refused or ceiling else []
        answers["forced"] = next(iter(candidates), "") if refused else answers["served"]
        if ceiling:
            answers["ceiling"] = best_of([answers["forced"], *candidates], item.answers)
        return Reading(answers, refused)

    def _candidates(self, text: str, filters: Filters) -> list[str]:
        """The answers the service could have given, the likeliest first."""
        question: Question = read_question(text)
        _, ranked, weights = self._now.retriever.rank(question, filters, top_k=1)
        scored = self._now.answerer.candidates(question, ranked, weights)
        return [short_form(question, one.candidate) for one in scored]


def best_of(candidates: Sequence[str], golds: Sequence[str]) -> str:
    """The candidate with the highest F1, the first of equals; "" where there is none."""
    distinct = list(dict.fromkeys(candidates))
    return max(distinct, key=lambda text: character_f1(text, golds), default="")


@contextmanager
def open_reader(items: Sequence[Item], encoder: Encoder) -> Iterator[Reader]:
    """Index the paragraphs in a temporary directory. Raises YoujuError."""
    with TemporaryDirectory(prefix="youju-cmrc-") as folder:
        documents, paths = {}, []
        for row, context in enumerate(pool_of(items)):
            path = Path(folder) / f"p{row:05}.txt"
            path.write_text(context, encoding="utf-8")
            documents[context] = path.stem
            paths.append(path)
        store = Store(Path(folder) / "index")
        ingest(paths, store, encoder, ChunkSettings())
        live = LiveIndex(store, encoder, poll_seconds=3600.0, reader=LateReader())
        yield Reader(live, documents)
