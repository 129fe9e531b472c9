"""Heavy paraphrases: does the dense side find what shares no words with the question?

No question shares a run of more than three characters with its evidence, years apart, so an
index of words has little to go by. Lexical, dense and hybrid retrieval answer the same
questions, and the difference of hybrid and lexical is paired.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from eval.cases import DATA, Located, read_located, shipped
from eval.metrics import (
    Difference,
    Estimate,
    estimate,
    paired_difference,
    recall_any,
    reciprocal_rank,
)
from eval.system import DEPTH, System, open_system
from rag.types import Span

QUESTIONS = DATA / "paraphrase60.jsonl"
LONGEST_SHARED = 3
"""Characters; what is longer is no heavy paraphrase."""

_YEAR = re.compile(r"(?:1[89]|20)\d\d年")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Measures by variant, and what hybrid has more than lexical, by measure."""

    measures: Mapping[str, Mapping[str, Estimate]]
    gains: Mapping[str, Difference]


def paraphrase(path: Path = QUESTIONS) -> Outcome:
    """Run the paraphrases. Raises CaseError."""
    with open_system(shipped().text) as system:
        return measure(read_located(path), system)


def measure(questions: Sequence[Located], system: System) -> Outcome:
    """Grade every retrieval variant, and compare hybrid with lexical."""
    grades = {
        name: _grades(
            questions,
            [[hit.source for hit in search(one.question, ())[:DEPTH]] for one in questions],
        )
        for name, search in system.searches().items()
    }
    return Outcome(
        measures={
            name: {measure: estimate(values) for measure, values in own.items()}
            for name, own in grades.items()
        },
        gains={
            measure: paired_difference(values, grades["hybrid"][measure])
            for measure, values in grades["lexical"].items()
        },
    )


def shared_run(question: str, evidence: str) -> str:
    """The longest run of characters that stands in both, years apart."""
    first, second = (_YEAR.sub("\n", "".join(text.split())) for text in (question, evidence))
    matcher = SequenceMatcher(None, first, second.replace("\n", "\r"), autojunk=False)
    found = matcher.find_longest_match()
    return first[found.a : found.a + found.size]


def _grades(questions: Sequence[Located], ranked: Sequence[list[Span]]) -> dict[str, list[float]]:
    pairs = [(one.evidence, spans) for one, spans in zip(questions, ranked, strict=True)]
    return {
        "recall@1": [recall_any(golds, spans, 1) for golds, spans in pairs],
        "recall@5": [recall_any(golds, spans, 5) for golds, spans in pairs],
        "mrr": [reciprocal_rank(golds, spans) for golds, spans in pairs],
    }
