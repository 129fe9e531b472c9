"""The gate: what the development questions score may not fall.

``floors.json`` holds the floor of every gated measure and the score of every question at the time
the floors were set, so that a failure can name the questions that changed. Raising the floors is a
decision: ``python -m eval run --split dev --update-floors``.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.cases import DATA
from eval.errors import RunError
from eval.rows import Row
from eval.summary import grouped, totals

FLOORS = DATA / "floors.json"
SLACK = 1e-3
"""Rounding of other machines' arithmetic; one question moves any gated measure by more."""

_RISING = (
    "score",
    "evidence_any@1",
    "evidence_any@5",
    "mrr",
    "cited_any",
    "citation_precision",
    "citation_recall",
    "refused",
    "reason_match",
    "verbatim",
    "numbers",
)
_FALLING = ("false_refusal", "follow_up_loss")


@dataclass(frozen=True, slots=True)
class Floors:
    """Floors by measure; ``false_refusal`` and ``follow_up_loss`` are held as their negatives."""

    floors: Mapping[str, float]
    scores: Mapping[str, float]


def measure(rows: Sequence[Row]) -> Floors:
    """The gated measures of rows of full answers."""
    found = totals(rows)
    floors = {name: found[name].mean for name in _RISING if name in found}
    floors |= {f"-{name}": -found[name].mean for name in _FALLING if name in found}
    floors |= {f"score of {name}": one.mean for name, one in grouped(rows, "type").items()}
    return Floors(
        {name: round(value, 6) for name, value in floors.items()},
        {row.id: round(row.measures["score"], 6) for row in rows},
    )


def failures(floors: Floors, rows: Sequence[Row]) -> list[str]:
    """What fell below its floor, then the questions whose score fell; empty if all holds."""
    now = measure(rows)
    fallen = [
        f"{name}: {now.floors.get(name, float('-inf')):.4f} is below its floor {floor:.4f}"
        for name, floor in floors.floors.items()
        if now.floors.get(name, float("-inf")) < floor - SLACK
    ]
    if not fallen:
        return []
    questions = {row.id: row.question for row in rows}
    worse = [
        f"  {name}: {before:.2f} -> {now.scores[name]:.2f}  {questions[name]}"
        for name, before in floors.scores.items()
        if name in now.scores and now.scores[name] < before - SLACK
    ]
    return [*fallen, *worse]


def read_floors(path: Path = FLOORS) -> Floors:
    """The floors in force. Raises RunError."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Floors(kept["floors"], kept["scores"])
    except (OSError, ValueError, KeyError) as error:
        raise RunError(
            f"{path.name} cannot be read: {error}.",
            "Set floors with `python -m eval run --split dev --update-floors`.",
        ) from error


def write_floors(floors: Floors, path: Path = FLOORS) -> None:
    """Put new floors in force."""
    kept = {"floors": dict(floors.floors), "scores": dict(floors.scores)}
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
