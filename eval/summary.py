"""From rows to figures: means with intervals, by type, register and section."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eval.metrics import Bin, Estimate, aurc, ece, estimate, percentile, reliability
from eval.rows import Row

GROUPINGS: dict[str, Callable[[Row], Sequence[str]]] = {
    "type": lambda row: (row.type,),
    "register": lambda row: (row.register,),
    "section": lambda row: row.sections,
}


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds a question."""

    p50: float
    p95: float
    p99: float


@dataclass(frozen=True, slots=True)
class Trust:
    """What the confidence is worth, over answers and refusals, and over answers alone."""

    ece: float
    aurc: float
    aurc_answered: float
    bins: tuple[Bin, ...]


def values(rows: Sequence[Row], measure: str) -> list[float]:
    """The grades of the rows that have the measure, in row order."""
    return [row.measures[measure] for row in rows if measure in row.measures]


def totals(rows: Sequence[Row]) -> dict[str, Estimate]:
    """Every measure of the rows, by name in order of first use."""
    names = dict.fromkeys(name for row in rows for name in row.measures)
    return {name: estimate(values(rows, name)) for name in names}


def grouped(rows: Sequence[Row], by: str, measure: str = "score") -> dict[str, Estimate]:
    """One measure by "type", "register" or "section"; groups in order of name."""
    groups: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        if measure in row.measures:
            for name in GROUPINGS[by](row):
                groups[name].append(row.measures[measure])
    return {name: estimate(groups[name]) for name in sorted(groups)}


def trust(rows: Sequence[Row]) -> Trust:
    """Calibration and risk-coverage of rows that carry a confidence."""
    judged = [(row.confidence, row.right) for row in rows]
    answered = [(row.confidence, row.right) for row in rows if row.status == "answered"]
    return Trust(
        ece=ece(judged),
        aurc=aurc(judged),
        aurc_answered=aurc(answered),
        bins=tuple(reliability(judged)),
    )


def latency(rows: Sequence[Row]) -> Latency:
    """Nearest-rank percentiles of the total time."""
    times = [row.timings["total"] for row in rows]
    return Latency(*(percentile(times, share) for share in (0.50, 0.95, 0.99)))
