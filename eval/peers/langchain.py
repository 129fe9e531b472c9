"""LangChain: recursive splitter, in-memory vector store, BM25 and ensemble retrievers.

Its guide's separators for languages without word boundaries and its tutorials' 1,000 characters
with 200 of overlap (https://docs.langchain.com/oss/python/integrations/splitters). BM25's default
preprocessing splits at blanks; ``characters`` is BM25 with ``preprocess_func=list``.
"""

import warnings
from pathlib import Path

from eval.peers.wire import Place, serve

_SEPARATORS = ["\n\n", "\n", " ", ".", ",", "\u200b", "\uff0c", "\u3001", "\uff0e", "\u3002", ""]


class LangChain:
    """See the module."""

    packages = ("langchain-core", "langchain-community", "langchain-text-splitters")
    variants = ("lexical", "characters", "dense", "hybrid")
    notes = (
        "用其文档给中文的分隔符，1000 字一段，重叠 200 · its guide's separators for Chinese, "
        "1,000 characters, 200 overlap",
    )

    def __init__(self, model: str) -> None:
        from langchain_huggingface import HuggingFaceEmbeddings

        self._encoder = HuggingFaceEmbeddings(model_name=model)

    def ingest(self, path: Path) -> list[Place]:
        """See ``wire.Peer``."""
        from langchain_classic.retrievers import EnsembleRetriever
        from langchain_community.retrievers import BM25Retriever
        from langchain_core.vectorstores import InMemoryVectorStore
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(
            separators=_SEPARATORS, chunk_size=1000, chunk_overlap=200, add_start_index=True
        )
        documents = splitter.create_documents([path.read_text(encoding="utf-8")])
        store = InMemoryVectorStore(self._encoder)
        store.add_documents(documents)
        self._lexical = BM25Retriever.from_documents(documents)
        self._characters = BM25Retriever.from_documents(documents, preprocess_func=list)
        self._dense = store.as_retriever()
        self._hybrid = EnsembleRetriever(
            retrievers=[self._lexical, self._dense], weights=[0.5, 0.5]
        )
        return [_span(document) for document in documents]

    def search(self, variant: str, question: str, k: int) -> list[Place]:
        """See ``wire.Peer``."""
        self._lexical.k = self._characters.k = k
        self._dense.search_kwargs = {"k": k}
        retriever = {
            "lexical": self._lexical,
            "characters": self._characters,
            "dense": self._dense,
            "hybrid": self._hybrid,
        }[variant]
        return [_span(document) for document in retriever.invoke(question)[:k]]


def _span(document) -> Place:  # type: ignore[no-untyped-def]  # noqa: ANN001
    start = document.metadata["start_index"]
    return start, start + len(document.page_content)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    serve(LangChain)
