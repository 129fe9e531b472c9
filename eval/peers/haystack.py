"""Haystack: recursive splitter, in-memory document store, its BM25 and embedding retrievers.

The default splitters count words between blanks or want an English sentence model from the
network, and its Chinese one (HanLP) wants a model of its own; so the recursive splitter counts
characters (200, its default length) and cuts at paragraphs, full stops and commas. The store's
BM25 knows Chinese characters.
"""

from pathlib import Path

from eval.peers.wire import Place, serve


class Haystack:
    """See the module."""

    packages = ("haystack-ai", "sentence-transformers-haystack")
    variants = ("lexical", "dense", "hybrid")
    notes = (
        "默认切分要联网下载，改为按字数、在。和，处切 · cut by characters at 。 and ，: "
        "its default splitters need a download",
    )

    def __init__(self, model: str) -> None:
        from haystack_integrations.components.embedders.sentence_transformers import (
            SentenceTransformersDocumentEmbedder,
            SentenceTransformersTextEmbedder,
        )

        self._documents = SentenceTransformersDocumentEmbedder(model=model, progress_bar=False)
        self._query = SentenceTransformersTextEmbedder(model=model, progress_bar=False)
        self._documents.warm_up()
        self._query.warm_up()

    def ingest(self, path: Path) -> list[Place]:
        """See ``wire.Peer``."""
        from haystack import Document
        from haystack.components.joiners import DocumentJoiner
        from haystack.components.preprocessors import RecursiveDocumentSplitter
        from haystack.components.retrievers.in_memory import (
            InMemoryBM25Retriever,
            InMemoryEmbeddingRetriever,
        )
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        splitter = RecursiveDocumentSplitter(
            split_unit="char", split_length=200, separators=["\n\n", "\n", "。", "，"]
        )
        splitter.warm_up()
        whole = Document(content=path.read_text(encoding="utf-8"))
        parts = splitter.run(documents=[whole])["documents"]
        parts = [part for part in parts if part.content.strip()]
        store = InMemoryDocumentStore()
        store.write_documents(self._documents.run(documents=parts)["documents"])
        self._lexical = InMemoryBM25Retriever(store)
        self._dense = InMemoryEmbeddingRetriever(store)
        self._joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion")
        return [_span(part) for part in parts]

    def search(self, variant: str, question: str, k: int) -> list[Place]:
        """See ``wire.Peer``."""
        lists = []
        if variant != "dense":
            lists.append(self._lexical.run(query=question, top_k=k)["documents"])
        if variant != "lexical":
            vector = self._query.run(text=question)["embedding"]
            lists.append(self._dense.run(query_embedding=vector, top_k=k)["documents"])
        found = lists[0]
        if variant == "hybrid":
            found = self._joiner.run(documents=lists, top_k=k)["documents"]
        return [_span(document) for document in found]


def _span(document) -> Place:  # type: ignore[no-untyped-def]  # noqa: ANN001
    start = document.meta["split_idx_start"]
    return start, start + len(document.content)


if __name__ == "__main__":
    serve(Haystack)
