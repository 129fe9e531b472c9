"""Whether the figures that the reader marks are to be believed as operands.

What speaks for or against them, of their own and of the question beside, is weighed by a logistic
regression (``marking.json``, learned by ``eval.learning.marking``).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from embeddings.reading.reader import VERDICTS
from rag.answering.computing.fitting import same_measure, time_fits
from rag.answering.computing.known import Known
from rag.answering.computing.operands import Choice, likeness
from rag.answering.computing.selection import Case
from rag.answering.computing.task import Operation, Task
from rag.answering.draft import Draft
from rag.answering.ranker import linear, logistic
from rag.answering.reading import Sight
from rag.facts import Scope
from rag.language.answering_units import same_unit

WEIGHTS = Path(__file__).with_name("marking.json")
_SUM, _DIFFERENCE, _RATIO = (VERDICTS.index(one) for one in ("sum", "difference", "ratio"))
VERDICT_OF = {
    Operation.SUM: _SUM,
    Operation.DIFFERENCE: _DIFFERENCE,
    Operation.REST: _DIFFERENCE,
    Operation.SHARE: _RATIO,
    Operation.GROWTH: _RATIO,
    Operation.AVERAGE: _RATIO,
    Operation.MULTIPLE: _RATIO,
    Operation.RATIO: _RATIO,
    Operation.DOUBLINGS: _RATIO,
}
"""What the reader calls the calculations whose operands it marks."""
CAP = 6.0
"""Logit beyond which a mark is as good as sure."""
_NEAR = 2

Signs = dict[str, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure and its logit of being an operand."""

    known: Known
    logit: float


def place_of(one: Mark) -> tuple[str, int]:
    """Where the figure stands: document and offset."""
    return one.known.fact.document, one.known.fact.figure.start


def signs_of(
    case: Case,
    task: Task | None,
    chosen: Sequence[Mark],
    marks: Sequence[Mark],
    sight: Sight,
) -> Signs:
    """What speaks for or against the operands, each of about -1 to 1."""
    facts = [one.known.fact for one in chosen]
    inside = {id(one) for one in chosen}
    logits = [max(-CAP, min(CAP, one.logit)) / CAP for one in chosen]
    left = [one.logit for one in marks if id(one) not in inside]
    meant = case.task
    timed = [time_fits(fact, case.question.periods) for fact in facts]
    verdict = VERDICT_OF[meant.operation]
    told = sight.best
    sentences = [fact.sentence for fact in facts]
    return {
        "bias": 1.0,
        "least": min(logits),
        "mean": sum(logits) / len(logits),
        "other": max(-CAP, min(CAP, max(left, default=-CAP))) / CAP,
        "verdict": sight.verdict[verdict],
        "verdict.none": sight.verdict[0],
        "told": max(-CAP, min(CAP, told.logit)) / CAP if told is not None else -1.0,
        "asked": float(task is not None),
        "asked*verdict": float(task is not None) * sight.verdict[verdict],
        "sides": float(len(meant.sides) == len(facts)),
        "many": float(len(facts) > 2),
        "unit.same": float(all(same_measure(facts[0].unit, one.unit) for one in facts[1:])),
        "unit.asked": float(bool(meant.unit) and same_unit(meant.unit, facts[0].unit)),
        "unit.other": float(bool(meant.unit) and not same_unit(meant.unit, facts[0].unit)),
        "timed": sum(timed) / len(timed),
        "astray": float(min(timed) == 0.0),
        "one.sentence": float(len({(one.document, one.sentence) for one in facts}) == 1),
        "near": float(
            max(sentences) - min(sentences) <= _NEAR and len({one.document for one in facts}) == 1
        ),
        "alike": min(likeness(facts[0], one) for one in facts[1:]),
        "change": float(any({Scope.INCREASE, Scope.DECREASE} & one.scopes for one in facts)),
        # 甲比乙多几个, and what is marked has it the other way round.
        "against": float((facts[0].value - facts[-1].value) * meant.sign < 0),
        "equal": float(len({one.value for one in facts}) < len(facts)),
        f"operation.{meant.operation.value}": 1.0,
        f"operation.{meant.operation.value}*asked": float(task is not None),
    }


def beside(computed: Draft | None, choice: Choice, chance: float, *, doubted: bool) -> Signs:
    """What else is known of the question: what its words came to, and what the text may state.

    Args:
        computed: what figures that fit the words gave, None where no calculation was tried.
        choice: the operands that the reader marks.
        chance: that the best candidate of the text is right.
        doubted: whether the question has a name that the texts lack.
    """
    made = computed.computation if computed is not None else None
    values = sorted(float(one.fact.value) for one in choice.facts)
    same = made is not None and sorted(one.value for one in made.operands) == values
    return {
        "usual.none": float(computed is None),
        "usual.refused": float(computed is not None and computed.refusal is not None),
        "usual.same": float(same),
        "usual.other": float(made is not None and not same),
        "usual.stated": float(computed is not None and computed.refusal is None and made is None),
        "told.chance": chance,
        "doubt": float(doubted),
    }


def chance_of(signs: Signs) -> float:
    """The chance (0-1) that the operands are the ones that are meant."""
    return logistic(linear(_weights(), signs))


@cache
def _weights() -> Signs:
    read: Signs = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return read
