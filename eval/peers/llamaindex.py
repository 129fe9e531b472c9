"""LlamaIndex: sentence splitter, in-memory vector index, bm25s retriever, reciprocal fusion.

All with their defaults (1,024 tokens, 200 of overlap). Its HuggingFaceEmbedding takes no static
model (``max_length`` must be finite, and cannot be set), so the encoder comes in as its guide
tells for models of one's own: a subclass of BaseEmbedding. BM25's default tokens are runs of
letters, which in Chinese are whole clauses; ``characters`` is BM25 over characters.
"""

from pathlib import Path

from eval.peers.wire import Place, serve

_CHARACTER = r"(?u)\w"


class LlamaIndex:
    """See the module."""

    packages = ("llama-index-core", "llama-index-retrievers-bm25")
    variants = ("lexical", "characters", "dense", "hybrid")
    notes = (
        "HuggingFaceEmbedding 不接受静态模型，按其文档自写 BaseEmbedding · the encoder through a "
        "subclass of BaseEmbedding: HuggingFaceEmbedding refuses static models",
    )

    def __init__(self, model: str) -> None:
        from llama_index.core.base.embeddings.base import BaseEmbedding
        from sentence_transformers import SentenceTransformer

        loaded = SentenceTransformer(model)

        class Own(BaseEmbedding):  # type: ignore[misc]
            """The project's encoder."""

            def _get_text_embedding(self, text: str) -> list[float]:
                return list(loaded.encode(text).tolist())

            def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
                return list(loaded.encode(texts).tolist())

            def _get_query_embedding(self, query: str) -> list[float]:
                return self._get_text_embedding(query)

            async def _aget_query_embedding(self, query: str) -> list[float]:
                return self._get_text_embedding(query)

        self._encoder = Own()

    def ingest(self, path: Path) -> list[Place]:
        """See ``wire.Peer``."""
        from llama_index.core import Document, VectorStoreIndex
        from llama_index.core.node_parser import SentenceSplitter

        text = path.read_text(encoding="utf-8")
        self._nodes = SentenceSplitter().get_nodes_from_documents([Document(text=text)])
        self._index = VectorStoreIndex(self._nodes, embed_model=self._encoder)
        self._retrievers: dict[tuple[str, int], object] = {}
        return [_span(node) for node in self._nodes]

    def search(self, variant: str, question: str, k: int) -> list[Place]:
        """See ``wire.Peer``."""
        if (variant, k) not in self._retrievers:
            self._retrievers[variant, k] = self._open(variant, min(k, len(self._nodes)))
        found = self._retrievers[variant, k].retrieve(question)  # type: ignore[attr-defined]
        return [_span(one.node) for one in found]

    def _open(self, variant: str, k: int) -> object:
        from llama_index.core.llms import MockLLM
        from llama_index.core.retrievers import QueryFusionRetriever
        from llama_index.retrievers.bm25 import BM25Retriever

        if variant == "lexical":
            return BM25Retriever.from_defaults(nodes=self._nodes, similarity_top_k=k)
        if variant == "characters":
            return BM25Retriever.from_defaults(
                nodes=self._nodes,
                similarity_top_k=k,
                token_pattern=_CHARACTER,
                skip_stemming=True,
            )
        if variant == "dense":
            return self._index.as_retriever(similarity_top_k=k)
        both = [self._open("dense", k), self._open("lexical", k)]
        # One query: questions are not rewritten, which would take a language model.
        return QueryFusionRetriever(
            both,
            llm=MockLLM(),
            mode="reciprocal_rerank",
            similarity_top_k=k,
            num_queries=1,
            use_async=False,
        )


def _span(node) -> Place:  # type: ignore[no-untyped-def]  # noqa: ANN001
    return node.start_char_idx, node.end_char_idx


if __name__ == "__main__":
    serve(LlamaIndex)
