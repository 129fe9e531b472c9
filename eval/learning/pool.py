"""Training questions over a pool of paragraphs, put through the real retrieval.

Reads ``train/qa.jsonl.gz`` of the training data (question, context, answer, answer_start,
source, licence) and keeps class A only, because the weights are shipped.
"""

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from embeddings.encoder import Encoder
from rag.chunking import ChunkSettings
from rag.ingest import ingest
from rag.language.names import Name, NameKind, find_names
from rag.store import Index, Store

_MAX_CONTEXT = 1200
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?=年)")
_SWAPPED = frozenset({NameKind.PERSON, NameKind.ORGANISATION, NameKind.TITLE, NameKind.PLACE})


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


def near_misses(asked: Sequence[Asked], seed: int) -> list[Asked]:
    """Questions that their paragraph does not answer, though it is on the matter.

    The first body, person or title that a question names becomes one of the same kind that
    another question names; where it names none, its year becomes another.
    """
    pick = random.Random(seed)  # noqa: S311
    named = [(one, _first_name(one.question)) for one in asked]
    by_kind: dict[NameKind, list[str]] = {}
    for _, name in named:
        if name is not None:
            by_kind.setdefault(name.kind, []).append(name.text)
    made = []
    for one, name in named:
        if name is not None:
            others = [text for text in by_kind[name.kind] if text not in one.question]
            if others:
                text = (
                    f"{one.question[: name.start]}{pick.choice(others)}{one.question[name.end :]}"
                )
                made.append(Asked(text, one.paragraph, one.answer))
        elif (year := _YEAR.search(one.question)) is not None:
            other = str(int(year.group()) + pick.choice((-7, -4, -2, 3, 5, 8)))
            text = one.question.replace(year.group(), other)
            made.append(Asked(text, one.paragraph, one.answer))
    return made


def _first_name(question: str) -> Name | None:
    for name in find_names(question):
        if name.kind in _SWAPPED and not name.inner and len(name.text) > 2:
            return name
    return None


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
