"""What each threshold for refusing would give: answers, false refusals, wrong answers, refusals.

``YOUJU_RISK`` is the least chance of being right at which the service answers. Every threshold is
a run of its own over the same questions, since some refusals and answers do not depend on it.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from eval.cases import Case, Dataset, Split
from eval.errors import RunError
from eval.grade import Graded, grade
from eval.metrics import Estimate, estimate
from eval.system import System, open_system
from eval.tables import shown, table
from rag.answering.refusal import RefusalSettings

THRESHOLDS = (0.0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9)


@dataclass(frozen=True, slots=True)
class Point:
    """What one threshold gives.

    Shares (0-1) with their intervals. ``answered``: of all questions; ``false_refusals`` and
    ``wrong`` (answered, but not right): of those that the text answers; ``refused``: of those
    that it does not.
    """

    threshold: float
    answered: Estimate
    false_refusals: Estimate
    wrong: Estimate
    refused: Estimate


def curve(
    dataset: Dataset, split: Split | None, thresholds: Sequence[float] = THRESHOLDS
) -> tuple[Point, ...]:
    """One point a threshold, in the order given.

    Raises:
        RunError: the questions are all answerable, or none is.
    """
    cases = dataset.of(split)
    if len({case.answerable for case in cases}) < 2:
        raise RunError(
            f"{dataset.name} has no two kinds of {split} questions.", "Choose another split."
        )
    with open_system(dataset.text) as system:
        return tuple(
            point(threshold, _graded(system, threshold, cases)) for threshold in thresholds
        )


def point(threshold: float, graded: Sequence[tuple[Case, Graded]]) -> Point:
    """The shares of one threshold; both answerable and unanswerable questions are needed."""
    known = [one for case, one in graded if case.answerable]
    unknown = [one for case, one in graded if not case.answerable]
    kept = [1 - one.measures["false_refusal"] for one in known]
    refused = [one.measures["refused"] for one in unknown]
    wrong = [float(answer and not one.right) for one, answer in zip(known, kept, strict=True)]
    return Point(
        threshold,
        answered=estimate([*kept, *(1 - one for one in refused)]),
        false_refusals=estimate([1 - one for one in kept]),
        wrong=estimate(wrong),
        refused=estimate(refused),
    )


def told(points: Sequence[Point]) -> str:
    """The curve as a table, per cent with intervals."""
    header = ("risk", "answered", "false refusals", "wrong answers", "unanswerable refused")
    rows = [
        (
            f"{one.threshold:.2f}",
            shown(one.answered),
            shown(one.false_refusals),
            shown(one.wrong),
            shown(one.refused),
        )
        for one in points
    ]
    return table(header, rows)


def write_curve(path: Path, points: Sequence[Point]) -> None:
    """Keep a curve as JSON."""
    text = json.dumps([asdict(one) for one in points], indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def read_curve(path: Path) -> tuple[Point, ...]:
    """A curve that was kept. Raises RunError where the file is none."""
    try:
        return TypeAdapter(tuple[Point, ...]).validate_json(path.read_text(encoding="utf-8"))
    except (OSError, ValidationError) as error:
        raise RunError(f"{path} is no risk curve.", "Run python -m eval risk.") from error


def _graded(system: System, threshold: float, cases: Sequence[Case]) -> list[tuple[Case, Graded]]:
    ask = system.full(refusing=RefusalSettings(confidence=threshold))
    return [(case, grade(case, ask(case.question, case.history), system.sources)) for case in cases]
