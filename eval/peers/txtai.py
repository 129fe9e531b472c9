"""txtai: paragraphs by its segmentation pipeline, one hybrid embeddings database.

Its sentence mode wants an English model from the network, so the paragraph mode cuts. The weight
of the dense side is 1, 0 or the default (one half).
"""

from pathlib import Path

from eval.peers.wire import Place, locate, serve

_WEIGHTS = {"lexical": 0.0, "dense": 1.0, "hybrid": None}


class Txtai:
    """See the module."""

    packages = ("txtai",)
    variants = ("lexical", "dense", "hybrid")
    notes = ("按段切分，按句要联网下载 · cut by paragraphs: its sentence mode needs a download",)

    def __init__(self, model: str) -> None:
        from txtai import Embeddings

        self._index = Embeddings(path=model, method="sentence-transformers", hybrid=True)

    def ingest(self, path: Path) -> list[Place]:
        """See ``wire.Peer``."""
        from txtai.pipeline import Segmentation

        text = path.read_text(encoding="utf-8")
        parts = Segmentation(paragraphs=True)(text)
        self._index.index(parts)
        self._places = locate(text, parts)
        return self._places

    def search(self, variant: str, question: str, k: int) -> list[Place]:
        """See ``wire.Peer``."""
        found = self._index.search(question, k, weights=_WEIGHTS[variant])
        return [self._places[row] for row, score in found if score > 0]


if __name__ == "__main__":
    serve(Txtai)
