"""Youju in the same conversation as its peers: lexical, dense, fused, and as it serves."""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from embeddings.encoder import load_encoder
from eval.peers.wire import Place, serve
from eval.system import open_system
from rag.question import read_question
from rag.retrieval import RankingWeights, Retriever
from rag.types import Filters

_DENSE = {"lexical": 0.0, "dense": 1.0}


class Youju:
    """See the module."""

    packages = ("youju",)
    variants = ("lexical", "dense", "hybrid", "ranked")
    notes = ("照常：按段内最好的句子重排 · ranked: reordered by the best sentence, as served",)

    def __init__(self, model: str) -> None:
        self._encoder = load_encoder(None)
        self._model = model  # the shipped one, read by numpy
        self._stack = ExitStack()

    def ingest(self, path: Path) -> list[Place]:
        """See ``wire.Peer``."""
        system = self._stack.enter_context(open_system(path, self._encoder))
        index, weights = system.generation.index, RankingWeights()
        self._retrievers = {
            name: Retriever(index, self._encoder, replace(weights, dense=share))
            for name, share in {**_DENSE, "hybrid": weights.dense}.items()
        }
        self._ranked = system.generation.retriever
        return [(span.start, span.end) for span in system.collection]

    def search(self, variant: str, question: str, k: int) -> list[Place]:
        """See ``wire.Peer``."""
        asked = read_question(question)
        if variant == "ranked":
            hits, *_ = self._ranked.rank(asked, Filters(), k)
        else:
            hits = self._retrievers[variant].fused(asked, Filters(), k)
        return [(hit.passage.source.start, hit.passage.source.end) for hit in hits]


if __name__ == "__main__":
    serve(Youju)
