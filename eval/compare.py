"""Two runs of the same questions: which measures moved, and which questions moved them."""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.cases import Split
from eval.errors import RunError
from eval.metrics import Difference, paired_difference
from eval.rows import Row, Run, by_id


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """One measure of one variant in both runs, over the questions that both have."""

    variant: str
    measure: str
    before: float
    after: float
    difference: Difference


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose score changed."""

    id: str
    before: float
    after: float
    question: str


def compare(before: Run, after: Run) -> tuple[list[MeasureChange], list[Change]]:
    """Every measure of every shared variant, and the questions whose full score changed.

    Raises:
        RunError: the runs share no question.
    """
    changes = [
        change
        for variant in before.variants
        if variant in after.variants
        for change in compare_rows(before.of(variant), after.of(variant))
    ]
    if not changes:
        raise RunError("The two runs share no question.", "Compare runs of one data set.")
    return changes, changed(before.of("full"), after.of("full"))


def compare_rows(before: Sequence[Row], after: Sequence[Row]) -> list[MeasureChange]:
    """Paired differences of every measure that both sides have."""
    old, new = by_id(before), by_id(after)
    shared = [name for name in old if name in new]
    names = dict.fromkeys(m for name in shared for m in old[name].measures)
    found = []
    for measure in names:
        pairs = [
            (old[name].measures[measure], new[name].measures[measure])
            for name in shared
            if measure in old[name].measures and measure in new[name].measures
        ]
        if pairs:
            first, second = [a for a, _ in pairs], [b for _, b in pairs]
            found.append(
                MeasureChange(
                    variant=before[0].variant,
                    measure=measure,
                    before=sum(first) / len(first),
                    after=sum(second) / len(second),
                    difference=paired_difference(first, second),
                )
            )
    return found


def compare_variants(run: Run, first: str, second: str) -> list[MeasureChange]:
    """Two variants of one run, such as "lexical" and "hybrid". Raises RunError."""
    changes = compare_rows(run.of(first), run.of(second))
    if not changes:
        raise RunError(
            f"The run has no {first} and {second} in common.", f"It has {', '.join(run.variants)}."
        )
    return changes


def changed(before: Sequence[Row], after: Sequence[Row]) -> list[Change]:
    """Questions whose score changed, the worst loss first; never one of the test side."""
    new = by_id(after)
    found = [
        Change(row.id, row.measures["score"], new[row.id].measures["score"], row.question)
        for row in before
        if row.split != Split.TEST
        and row.id in new
        and row.measures["score"] != new[row.id].measures["score"]
    ]
    return sorted(found, key=lambda change: (change.after - change.before, change.id))
