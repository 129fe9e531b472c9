"""Source file to Document: reading, repair, outline, errata, sentences, each with its place."""

from rag.corpus.document import read_document

__all__ = ["read_document"]
