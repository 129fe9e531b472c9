"""Encoders and re-rankers side by side on one's own text and questions.

Every encoder indexes the text anew and answers the same questions; differences to the first are
paired over the questions. Only questions with quotations can be graded: these say which passages
are right.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from embeddings.cross_encoder import CrossEncoderReranker, Reranker
from embeddings.encoder import Encoder, load_encoder
from eval.cases import Case
from eval.errors import RunError
from eval.metrics import (
    Difference,
    Estimate,
    estimate,
    paired_difference,
    percentile,
    recall_any,
    reciprocal_rank,
)
from eval.system import Search, open_system
from eval.tables import shown, table
from eval.user import read_user_cases
from rag.corpus import read_document

SHIPPED = "shipped"
"""The name of the model that comes with the package."""

WAYS = ("dense", "hybrid", "hybrid+sentences")
RERANKED_WAY = WAYS[2]
"""The only way of search that asks a re-ranker."""

MEASURES = ("recall@1", "recall@5", "mrr")


@dataclass(frozen=True, slots=True)
class Contender:
    """What is compared: an encoder, or the first encoder with a re-ranker."""

    name: str
    encoder: Encoder
    reranker: Reranker | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One contender by one way of search: a value a question for each measure, and its time."""

    name: str
    way: str
    values: Mapping[str, Sequence[float]]
    median_ms: float

    def estimates(self) -> dict[str, Estimate]:
        """The means with their intervals."""
        return {measure: estimate(values) for measure, values in self.values.items()}


def compare(file: Path, text: Path, encoders: Sequence[str], rerankers: Sequence[str] = ()) -> str:
    """The tables, ready to print.

    Args:
        file: questions, as ``eval.user`` reads them.
        text: what they are about.
        encoders: "shipped", a folder or a hub name; prompts follow after "|".
        rerankers: a folder or a hub name; each is tried with the first encoder.

    Raises:
        CaseError: a question does not have its shape.
        EncoderError: a model cannot be loaded.
        RunError: no question has a quotation, or there is nothing to compare.
    """
    cases = read_user_cases(file, read_document(text))
    graded = [case for case in cases if case.proof]
    if not graded:
        raise RunError("No question names its place.", "Give quotes: words of the text.")
    lines = measure(graded, text, contenders(encoders, rerankers))
    head = f"{text.name}: {len(graded)} of {len(cases)} questions have quotations"
    return "\n\n".join([head, _measures(lines), _differences(lines)])


def contenders(encoders: Sequence[str], rerankers: Sequence[str]) -> list[Contender]:
    """Load what is compared. Raises EncoderError, RunError."""
    names = list(encoders) or [SHIPPED]
    if len(names) + len(rerankers) < 2 or len(set(names)) < len(names):
        raise RunError(
            "There is nothing to compare.",
            f"Name two different encoders ({SHIPPED} is the model of the package), or a re-ranker.",
        )
    found = [Contender(name.partition("|")[0], load(name)) for name in names]
    first = found[0]
    found += [
        Contender(f"{first.name} + {name}", first.encoder, CrossEncoderReranker.load(name))
        for name in rerankers
    ]
    return found


def load(spec: str) -> Encoder:
    """An encoder by "name", or "name|prompt before questions|prompt before passages".

    Raises:
        RunError: there are more parts.
        EncoderError: it cannot be loaded.
    """
    name, *prompts = spec.split("|")
    if len(prompts) > 2:
        raise RunError(f"{spec!r} has too many parts.", "Write name|query prompt|passage prompt.")
    return load_encoder(None if name == SHIPPED else name, *prompts)


def measure(cases: Sequence[Case], text: Path, compared: Sequence[Contender]) -> list[Line]:
    """Every contender by every way that it has a part in."""
    lines = []
    for one in compared:
        with open_system(text, one.encoder, reads=False, reranker=one.reranker) as system:
            searches = system.searches()
            for way in WAYS if one.reranker is None else (RERANKED_WAY,):
                lines.append(_line(one.name, way, searches[way], cases))
    return lines


def _line(name: str, way: str, search: Search, cases: Sequence[Case]) -> Line:
    search(cases[0].question, cases[0].history)  # caches that are filled once are not timed
    values: dict[str, list[float]] = {measure: [] for measure in MEASURES}
    spent = []
    for case in cases:
        begun = time.perf_counter()
        ranked = [passage.source for passage in search(case.question, case.history)]
        spent.append(1000 * (time.perf_counter() - begun))
        values["recall@1"].append(recall_any(case.proof, ranked, 1))
        values["recall@5"].append(recall_any(case.proof, ranked, 5))
        values["mrr"].append(reciprocal_rank(case.proof, ranked))
    return Line(name, way, values, percentile(spent, 0.5))


def differences(lines: Sequence[Line]) -> list[tuple[Line, dict[str, Difference]]]:
    """Each line less that of the first contender by the same way."""
    first = {line.way: line for line in lines if line.name == lines[0].name}
    return [
        (
            line,
            {
                measure: paired_difference(first[line.way].values[measure], line.values[measure])
                for measure in MEASURES
            },
        )
        for line in lines
        if line.name != lines[0].name
    ]


def _measures(lines: Sequence[Line]) -> str:
    rows = []
    for line in lines:
        own = line.estimates()
        cells = [shown(own[measure]) for measure in MEASURES]
        rows.append((f"{line.way} / {line.name}", *cells, f"{line.median_ms:.2f}"))
    return table(("mean [95 %]", *MEASURES, "ms"), rows)


def _differences(lines: Sequence[Line]) -> str:
    rows = [
        (
            f"{line.way} / {line.name}",
            *(f"{d.mean:+.3f} [{d.low:+.3f}, {d.high:+.3f}]" for d in own.values()),
            f"{own['mrr'].p:.3f}",
        )
        for line, own in differences(lines)
    ]
    return table((f"less {lines[0].name} [95 %]", *MEASURES, "p (mrr)"), rows)
