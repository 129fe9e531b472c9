"""Training questions over a pool of paragraphs, put through the real retrieval.

Reads ``train/qa.jsonl.gz`` of the training data (question, context, answer, answer_start,
source, licence) and keeps class A only, because the weights are shipped.
"""

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from embeddings.encoder import Encoder
from rag.chunking import ChunkSettings
from rag.ingest import ingest
from rag.store import Index, Store

_MAX_CONTEXT = 1200


@dataclass(frozen=True, slots=True)
class Asked:
    """A training question: the number of the paragraph that answers it, and the answer."""

    question: str
    paragraph: int
    answer: str


def read_questions(path: Path, contexts: int, seed: int) -> tuple[list[str], list[Asked]]:
    """Sample ``contexts`` paragraphs of class A with their questions, in random order.

    Returns:
        The paragraphs, and the questions with paragraph numbers from 1.
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            context = " ".join(record["context"].split())
            if record["licence"] == "A" and 60 <= len(context) <= _MAX_CONTEXT:
                groups.setdefault(context, []).append((record["question"], record["answer"]))
    chosen = random.Random(seed).sample(sorted(groups), min(contexts, len(groups)))  # noqa: S311
    asked = [
        Asked(question, number, answer)
        for number, context in enumerate(chosen, start=1)
        for question, answer in groups[context]
        if answer in context
    ]
    return chosen, asked


def build_pool(contexts: list[str], folder: Path, encoder: Encoder) -> Index:
    """Index the paragraphs as one document; a full stop closes those that lack one."""
    text = folder / "pool.txt"
    text.write_text("\n\n".join(_closed(contexts)) + "\n", encoding="utf-8")
    store = Store(folder / "index")
    ingest([text], store, encoder, ChunkSettings())
    return store.open_current(encoder)


def _closed(contexts: list[str]) -> Iterator[str]:
    for context in contexts:
        yield context if context.endswith(("。", "！", "？", "”", "」")) else context + "。"
