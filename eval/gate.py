"""The gate: what the development questions score may not fall.

``floors.json`` holds the floor of every gated measure and the score of every question at the time
the floors were set, so that a failure can name the questions that changed. Raising the floors is a
decision: ``python -m eval run --split dev --update-floors``.

A question or two comes out otherwise on another kind of CPU (see ``eval.processor``); so the floors
hold to the question on a CPU of the kind that they were set on, and but for two questions a measure
on another.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.cases import DATA
from eval.errors import RunError
from eval.processor import arithmetic
from eval.rows import Row
from eval.summary import grouped, totals

FLOORS = DATA / "floors.json"
SLACK = 1e-3
"""Rounding of other machines' arithmetic; one question moves any gated measure by more."""

OTHER_CPU = 2.0
"""Questions by which a measure may be lower on a CPU of another kind."""

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
    """Floors by measure; ``false_refusal`` and ``follow_up_loss`` are held as their negatives.

    ``arithmetic`` is the kind of CPU that they were set on, "" where any will do.
    """

    floors: Mapping[str, float]
    scores: Mapping[str, float]
    arithmetic: str = ""


def measure(rows: Sequence[Row]) -> Floors:
    """The gated measures of rows of full answers."""
    found = totals(rows)
    floors = {name: found[name].mean for name in _RISING if name in found}
    floors |= {f"-{name}": -found[name].mean for name in _FALLING if name in found}
    floors |= {f"score of {name}": one.mean for name, one in grouped(rows, "type").items()}
    return Floors(
        {name: round(value, 6) for name, value in floors.items()},
        {row.id: round(row.measures["score"], 6) for row in rows},
        arithmetic(),
    )


def failures(floors: Floors, rows: Sequence[Row]) -> list[str]:
    """What fell below its floor, then the questions whose score fell; empty if all holds."""
    now = measure(rows)
    here = floors.arithmetic in ("", now.arithmetic)
    fallen = [
        f"{name}: {now.floors.get(name, float('-inf')):.4f} is below its floor {floor:.4f}"
        for name, floor in floors.floors.items()
        if now.floors.get(name, float("-inf")) < floor - (SLACK if here else _slack(name, rows))
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


def _slack(name: str, rows: Sequence[Row]) -> float:
    """How much some questions weigh in a measure."""
    kind = name.removeprefix("score of ")
    counted = [row for row in rows if row.type == kind or name.lstrip("-") in row.measures]
    return max(SLACK, OTHER_CPU / max(1, len(counted)))


def read_floors(path: Path = FLOORS) -> Floors:
    """The floors in force. Raises RunError."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Floors(kept["floors"], kept["scores"], kept["arithmetic"])
    except (OSError, ValueError, KeyError) as error:
        raise RunError(
            f"{path.name} cannot be read: {error}.",
            "Set floors with `python -m eval run --split dev --update-floors`.",
        ) from error


def write_floors(floors: Floors, path: Path = FLOORS) -> None:
    """Put new floors in force."""
    kept = {
        "floors": dict(floors.floors),
        "scores": dict(floors.scores),
        "arithmetic": floors.arithmetic,
    }
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
