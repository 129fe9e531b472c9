"""``python -m eval.learning.combining``: learn ``rag/answering/computing/combining.json`` again.

From every question of the chronicles (``ranking`` and ``reading``) that a calculation is meant by,
those without an answer among them. First which figures belong together as its operands (right are
those that give the gold result), then whether the best ones can be believed. Chances are checked
on chronicles that the weights were not learned from, a sixth at a time.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import numpy as np

from eval.cases import Case as Asked
from eval.cases import Dataset
from eval.chronicles import RANKING, READING, read_written
from eval.learning.believed import Told, by_turns, say, say_believed
from eval.learning.logit import Choice, fit, fit_logistic
from eval.system import DEPTH, open_system
from rag.answering.computing.aims import computes
from rag.answering.computing.combining import WEIGHTS, trust_signs
from rag.answering.computing.numbers import reckon
from rag.answering.computing.parts import Signed, combinations
from rag.answering.computing.solving import by_words, case_of, compute
from rag.answering.computing.task import Operation, Task
from rag.answering.ranker import linear, logistic
from rag.language.quantities import find_quantities
from rag.live import Generation
from rag.question import read_question
from rag.replying import Request, asker
from rag.types import Filters

_PENALTY = 0.003
_ALONE = 9.0
_CLOSE = Decimal("0.006")
"""How far a rounded result may be from the gold one, as a share of it."""
_ROUNDED = frozenset({"%", "倍"})

Signs = dict[str, float]


@dataclass(frozen=True, slots=True)
class Drilled:
    """One question: the text it is of, what its operands may be, and which give the gold result."""

    text: str
    task: Task
    signs: tuple[Signs, ...]
    values: tuple[tuple[Decimal, ...], ...]
    right: tuple[bool, ...]


def main() -> None:
    """Learn, report, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, nargs="+", default=[RANKING, READING])
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    drills = [
        one for folder in options.texts for text in read_written(folder) for one in drilled(text)
    ]
    report(drills)
    weights = {name: _kept(part) for name, part in learn(drills).items()}
    options.out.write_text(json.dumps(weights, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def drilled(written: Dataset) -> Iterator[Drilled]:
    """The questions over one text whose operands can be asked for."""
    with open_system(written.text) as system:
        for case in written.cases:
            found = _combinations(system.generation, case)
            if found:
                yield Drilled(
                    written.name,
                    found[0].case.task,
                    tuple(one.signs for one in found),
                    tuple(one.combination.values for one in found),
                    tuple(_gives(one, case) for one in found),
                )


def _combinations(now: Generation, case: Asked) -> list[Signed]:
    question = read_question(case.question, case.history, now.lexicon)
    _, ranked, weights = now.retriever.rank(question, Filters(), DEPTH)
    given = now.answerer.reckoner.given(question, ranked, weights)
    calculation = case_of(given) if computes(question) else None
    # Where no calculation is tried without asking for operands, none is tried with it.
    if calculation is None or compute(given) is None:
        return []
    request = Request(case.question, case.history, "extractive", DEPTH, Filters(), explain=False)
    return combinations(calculation, asker(now, request), by_words(calculation))[1]


def _gives(one: Signed, case: Asked) -> bool:
    """Whether the operands give the gold result."""
    task, facts = one.case.task, list(one.combination.facts)
    if task.operation is Operation.DIFFERENCE and facts[0].value < facts[1].value:
        facts.reverse()
    outcome = reckon(task.operation, facts, task.digits)
    if outcome is None or not case.answerable:
        return False
    gold = [found.value for form in case.forms for found in find_quantities(form)]
    off = _CLOSE if outcome.unit in _ROUNDED else Decimal(0)
    return any(abs(outcome.value - value) <= abs(value) * off for value in gold)


def learn(drills: Sequence[Drilled]) -> dict[str, Signs]:
    """The weights of what belongs together, and of whether it can be believed."""
    names = sorted({name for one in drills for signs in one.signs for name in signs})
    choices = [
        Choice(
            np.array([[signs.get(name, 0.0) for name in names] for signs in one.signs]),
            np.array(one.right),
        )
        for one in drills
        if any(one.right) and not all(one.right)
    ]
    choice = dict(fit(choices, names, _PENALTY))
    chosen = [best(one, choice) for one in drills]
    trust = fit_logistic(
        [signs for signs, _ in chosen],
        [right for _, right in chosen],
        [1.0] * len(chosen),
        _PENALTY,
    )
    return {"choice": choice, "trust": trust}


def best(one: Drilled, choice: Signs) -> tuple[Signs, bool]:
    """What is known of the best operands, and whether they are right."""
    scores = [linear(choice, signs) for signs in one.signs]
    order = sorted(range(len(scores)), key=lambda at: -scores[at])
    first = order[0]
    rival = next((at for at in order if one.values[at] != one.values[first]), None)
    lead = scores[first] - scores[rival] if rival is not None else _ALONE
    return trust_signs(one.task, one.signs[first], scores[first], lead), one.right[first]


def report(drills: Sequence[Drilled]) -> None:
    """How often the best operands are right, and how far their chance can be believed."""
    told = by_turns(drills, _told)
    possible = sum(any(one.right) for one in drills)
    say(f"{len(drills)} questions, {possible} can be right, {sum(right for _, right in told)} are")
    say_believed(told)


def _told(kept: Sequence[Drilled], aside: Sequence[Drilled]) -> Iterator[Told]:
    weights = learn(kept)
    for one in aside:
        signs, right = best(one, weights["choice"])
        yield logistic(linear(weights["trust"], signs)), right


def _kept(weights: Signs) -> Signs:
    return {name: round(value, 3) for name, value in weights.items()}


if __name__ == "__main__":
    main()
