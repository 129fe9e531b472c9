"""What a run of the peers leaves behind: a row a question, and a record a system."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from eval.errors import RunError
from eval.metrics import Estimate, estimate, recall_any, relevant
from eval.provenance import Provenance
from rag.types import Span

BUDGET = 2000
"""Characters: what a reader or a model is given costs by length, not by number of passages."""

HOME = "youju"
STANDARD = "ranked"
"""The system and the variant that the others are set against."""


@dataclass(frozen=True, slots=True)
class Found:
    """One question through one variant.

    ``depth``: fewest passages that together hold half of a gold quotation; ``rank``: the first
    passage that does alone (0: none among those returned); ``within``: 1 if the first ``BUDGET``
    characters of the passages hold half of one.
    """

    depth: int
    rank: int
    within: int


@dataclass(frozen=True, slots=True)
class Row:
    """One question; ``found`` by "system/variant". No text, so test questions may stay."""

    id: str
    set: str
    found: Mapping[str, Found]


@dataclass(frozen=True, slots=True)
class Variant:
    """Measures (0-1) by question set and name, and milliseconds a question."""

    measures: Mapping[str, Mapping[str, Estimate]]
    p50_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class System:
    """A system as it ran. ``error`` is set where it could not; times in ms, memory in MiB.

    ``start_ms``: from the start of its process to ready for a text (imports and encoder loaded).
    ``ingest_ms``: from a file to searchable. ``peak_mib``: of its process. ``mean_chars``: mean
    length of its passages.
    """

    name: str
    error: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    start_ms: float = 0.0
    ingest_ms: float = 0.0
    peak_mib: float = 0.0
    passages: int = 0
    mean_chars: float = 0.0
    variants: Mapping[str, Variant] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PeersRun:
    """A whole run. ``questions``: how many of each set."""

    made: Provenance
    questions: Mapping[str, int]
    systems: tuple[System, ...]


def least(first: System, second: System) -> System:
    """The same system in two rounds: the smaller of each cost; a round that failed counts not.

    What else runs on a machine only ever adds time, so the least is nearest to the truth.
    """
    if first.error or second.error:
        return second if first.error else first
    return replace(
        second,
        start_ms=min(first.start_ms, second.start_ms),
        ingest_ms=min(first.ingest_ms, second.ingest_ms),
        peak_mib=min(first.peak_mib, second.peak_mib),
        variants={
            name: replace(
                one,
                p50_ms=min(one.p50_ms, first.variants[name].p50_ms),
                p95_ms=min(one.p95_ms, first.variants[name].p95_ms),
            )
            for name, one in second.variants.items()
        },
    )


def found_in(golds: Sequence[Span], ranked: Sequence[Span]) -> Found:
    """Grade one ranking; see ``Found``."""
    depth = next(
        (k for k in range(1, len(ranked) + 1) if recall_any(golds, ranked, k)),
        0,
    )
    rank = next((at for at, span in enumerate(ranked, 1) if relevant(golds, span)), 0)
    within = _first_characters(ranked, BUDGET)
    return Found(depth, rank, int(bool(within) and bool(recall_any(golds, within, len(within)))))


def measures(found: Sequence[Found]) -> dict[str, Estimate]:
    """Evidence recall at 1, 5 and 10 passages and within the budget, and MRR."""
    told = {
        f"evidence_any@{k}": estimate([float(0 < one.depth <= k) for one in found])
        for k in (1, 5, 10)
    }
    told["within_budget"] = estimate([float(one.within) for one in found])
    told["mrr"] = estimate([1 / one.rank if one.rank else 0.0 for one in found])
    return told


def _first_characters(ranked: Sequence[Span], budget: int) -> list[Span]:
    kept = []
    for span in ranked:
        end = min(span.end, span.start + budget)
        if end > span.start:
            kept.append(Span(span.start, end))
            budget -= end - span.start
    return kept


_RUN: TypeAdapter[PeersRun] = TypeAdapter(PeersRun)


def write_peers(path: Path, run: PeersRun, rows: Sequence[Row]) -> None:
    """Write the run to ``path`` (.json) and a row a question beside it (.jsonl).

    A row holds ``[depth, rank, within]`` by "system/variant".
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    plain = json.loads(_RUN.dump_json(run), parse_float=lambda text: round(float(text), 4))
    text = json.dumps(plain, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
    lines = []
    for row in rows:
        found = {name: list(asdict(one).values()) for name, one in row.found.items()}
        lines.append(json.dumps({"id": row.id, "set": row.set, "found": found}) + "\n")
    path.with_suffix(".jsonl").write_text("".join(lines), encoding="utf-8")


def read_peers(path: Path) -> PeersRun:
    """Read what ``write_peers`` wrote. Raises RunError."""
    try:
        return _RUN.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise RunError(
            f"{path} is no run of the peers: {error}.", "Make one with `python -m eval peers`."
        ) from error
