"""The small retrieval set: is a gold sentence among the first five passages?

Beside the system stands plain BM25 over the same passages: its formula in a few lines, over
characters and pairs of characters, with nothing else of ours.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

from eval.cases import DATA, Located, read_located, shipped
from eval.metrics import Estimate, estimate, recall_any
from eval.system import System, open_system
from rag.types import Span

QUESTIONS = DATA / "retrieval40.jsonl"
TOP = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """Recall in the first five by variant, and the questions that each variant missed."""

    recall: dict[str, Estimate]
    missed: dict[str, tuple[str, ...]]


class PlainBm25:
    """BM25 with its usual constants: k1 1.2, b 0.75.

    Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with
    Lucene's non-negative inverse document frequency.
    """

    def __init__(self, texts: Sequence[str], k1: float = 1.2, b: float = 0.75) -> None:
        self._counts = [Counter(terms(text)) for text in texts]
        sizes = [count.total() for count in self._counts]
        mean = sum(sizes) / len(sizes)
        self._norms = [k1 * (1 - b + b * size / mean) for size in sizes]
        self._found = Counter(term for count in self._counts for term in count)
        self._k1 = k1

    def search(self, query: str, k: int) -> list[int]:
        """Rows of the ``k`` best texts, best first; ties by row."""
        scores = [0.0] * len(self._counts)
        for term in terms(query):
            found = self._found[term]
            weight = log(1 + (len(scores) - found + 0.5) / (found + 0.5))
            for row, count in enumerate(self._counts):
                if term in count:
                    share = count[term] * (self._k1 + 1) / (count[term] + self._norms[row])
                    scores[row] += weight * share
        return sorted(range(len(scores)), key=lambda row: (-scores[row], row))[:k]


def terms(text: str) -> list[str]:
    """Characters and pairs of Chinese, words of anything else."""
    found: list[str] = []
    for run in re.findall(r"[一-鿿]+|[0-9a-z]+", text.lower()):
        if "一" <= run[0] <= "鿿":
            found += [*run, *(run[at : at + 2] for at in range(len(run) - 1))]
        else:
            found.append(run)
    return found


def retrieval40(path: Path = QUESTIONS) -> Outcome:
    """Run the small set. Raises CaseError."""
    questions = read_located(path)
    with open_system(shipped().text) as system:
        return measure(questions, system)


def measure(questions: Sequence[Located], system: System) -> Outcome:
    """Recall of plain BM25 and of every retrieval variant."""
    texts = [passage.text for passage in system.generation.index.passages]
    plain = PlainBm25(texts)
    ranked: dict[str, list[list[Span]]] = {
        "plain BM25": [
            [system.collection[row] for row in plain.search(one.question, TOP)] for one in questions
        ]
    }
    for name, search in system.searches().items():
        ranked[name] = [
            [passage.source for passage in search(one.question, ())[:TOP]] for one in questions
        ]
    grades = {
        name: [
            recall_any(one.evidence, spans, TOP)
            for one, spans in zip(questions, lists, strict=True)
        ]
        for name, lists in ranked.items()
    }
    return Outcome(
        recall={name: estimate(values) for name, values in grades.items()},
        missed={
            name: tuple(one.id for one, value in zip(questions, values, strict=True) if not value)
            for name, values in grades.items()
        },
    )
