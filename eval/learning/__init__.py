"""How the weights of ``rag/answering/ranker.json`` are learned."""
