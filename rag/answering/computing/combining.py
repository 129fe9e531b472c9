"""Which figures belong together as the operands of one calculation, by learned signs.

The weights (``combining.json``) are a conditional logit over what the operands may be, and a
logistic regression for the chance that the best of it is right.
"""

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from math import log
from pathlib import Path

from rag.answering.computing.fitting import same_measure, time_fits
from rag.answering.computing.kin import kinship
from rag.answering.computing.known import Known
from rag.answering.computing.objections import objection
from rag.answering.computing.operands import Choice, differ_in_time, likeness
from rag.answering.computing.places import Place
from rag.answering.computing.selection import Case
from rag.answering.computing.task import Operation, Task
from rag.answering.ranker import linear, logistic
from rag.facts import Fact, Scope
from rag.language.answering_units import same_unit

WEIGHTS = Path(__file__).with_name("combining.json")
_LEAST = 0.002
_NEAR = 2
"""Sentences between figures that stand near each other."""


@dataclass(frozen=True, slots=True)
class Possible:
    """What an operand may be: a figure and its place in the text, where the question's sentences
    have it; the chance that the operand's question has this answer, its fit by the words beside
    it, and the share of the operand's words that stand by its place (all about 0-1)."""

    known: Known
    chance: float
    fit: float = 0.0
    share: float = 0.0
    place: Place | None = None

    @property
    def key(self) -> tuple[str, int]:
        """The document and offset of the figure."""
        return self.known.fact.document, self.known.fact.figure.start


def kin(one: Possible, other: Possible) -> float:
    """How surely (0-1) two figures measure one thing at two times, or two things of a row."""
    if one.place is not None and other.place is not None:
        return kinship(one.place, other.place)
    return likeness(one.known.fact, other.known.fact)


@dataclass(frozen=True, slots=True)
class Combination:
    """A figure for each operand."""

    parts: tuple[Possible, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The figures in the order of the formula."""
        return tuple(one.known.fact for one in self.parts)

    @property
    def values(self) -> tuple[Decimal, ...]:
        """Their values; others of the same give the same result."""
        return tuple(fact.value for fact in self.facts)


def combination_signs(case: Case, one: Combination, usual: Choice | None) -> dict[str, float]:
    """What speaks for or against a combination, each sign of about 0 to 1 (logs of chances less).

    Args:
        case: the calculation, with all its operands.
        one: the figures.
        usual: those that fit by their words alone.
    """
    task, facts = case.task, one.facts
    logs = [log(part.chance + _LEAST) for part in one.parts]
    timed = [
        time_fits(fact, side.periods or case.question.periods)
        for side, fact in zip(task.sides, facts, strict=True)
    ]
    first = facts[0]
    known = Choice(tuple(part.known for part in one.parts), 0.0, 0.0, 0.0)
    units = {side.unit or task.unit for side in task.sides}
    asked = units.pop() if len(units) == 1 else ""
    places = {(fact.document, fact.sentence) for fact in facts}
    sentences = [fact.sentence for fact in facts]
    signs = {
        "chance": sum(logs) / len(logs),
        "least": min(logs),
        "fit": sum(part.fit for part in one.parts) / len(one.parts),
        "fit.least": min(part.fit for part in one.parts),
        "share": sum(part.share for part in one.parts) / len(one.parts),
        "share.least": min(part.share for part in one.parts),
        "kin": min(kin(*pair) for pair in pairwise(one.parts)),
        "timed": sum(timed) / len(timed),
        "astray": float(min(timed) == 0.0),
        "unit.same": float(all(same_measure(first.unit, fact.unit) for fact in facts[1:])),
        "unit.akin": float(all(same_unit(first.unit, fact.unit) for fact in facts[1:])),
        "unit.asked": float(bool(asked) and all(same_measure(asked, fact.unit) for fact in facts)),
        "alike": min(likeness(first, fact) for fact in facts[1:]),
        "one.sentence": float(len(places) == 1),
        "near": float(
            max(sentences) - min(sentences) <= _NEAR and len({f.document for f in facts}) == 1
        ),
        "usual": float(
            usual is not None and one.values == tuple(k.fact.value for k in usual.facts)
        ),
        "objection": float(bool(objection(task, known))),
        "change": float(any({Scope.INCREASE, Scope.DECREASE} & fact.scopes for fact in facts)),
        "equal": float(len(set(one.values)) < len(one.values)),
    }
    if differ_in_time(task.sides):
        signs["apart*alike"] = signs["alike"]
        signs["apart*kin"] = signs["kin"]
        signs["apart*sentence"] = signs["one.sentence"]
    if task.sign:
        signs["order"] = float((one.values[0] - one.values[-1]) * task.sign > 0)
    if task.operation is Operation.SHARE or task.operation is Operation.REST:
        signs["part"] = (
            float(one.values[0] < one.values[-1])
            if task.operation is Operation.SHARE
            else float(one.values[0] > sum(one.values[1:]))
        )
        signs["adds"] = float(_adds_up(one))
    return signs


def _adds_up(one: Combination) -> bool:
    """Whether the sentence of a whole tells its other part too: 共179家，改制20家，尚有159家."""
    part, whole = sorted(one.parts[:2], key=lambda possible: possible.known.fact.value)
    rest = whole.known.fact.value - part.known.fact.value
    return any(found.value == rest for found in whole.known.analysis.quantities)


def choice_score(signs: dict[str, float]) -> float:
    """How well figures belong together, to be compared with others of one question."""
    return linear(_weights()["choice"], signs)


def trust_signs(task: Task, signs: dict[str, float], score: float, lead: float) -> dict[str, float]:
    """What tells whether the best combination is right."""
    return {
        **signs,
        "bias": 1.0,
        "score": score / 5,
        "lead": min(lead, 5.0) / 5,
        "many": float(len(task.sides) > 2),
        f"operation.{task.operation.value}": 1.0,
    }


def trusted(task: Task, signs: dict[str, float], score: float, lead: float) -> float:
    """The chance (0-1) that the best combination is right.

    Args:
        task: the calculation.
        signs: of the combination.
        score: how well its figures belong together.
        lead: by how much more than the best others that give another result.
    """
    return logistic(linear(_weights()["trust"], trust_signs(task, signs, score, lead)))


@cache
def _weights() -> dict[str, dict[str, float]]:
    read: dict[str, dict[str, float]] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return read
