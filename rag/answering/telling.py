"""Whether the text may state what a question seems to want calculated.

一共 and 剩 and 到 are words of reckoning, but most questions that have them ask for one figure that
stands in the text. A calculation that fails, or that only finds what the text says outright, gives
way to such a figure; one of two things that the question tells apart does not.
"""

from math import inf

from rag.answering.computing.aims import aim_of
from rag.answering.computing.reading import computation_asked
from rag.answering.computing.task import Operation
from rag.answering.draft import Draft
from rag.language.asking import Wanted
from rag.language.patterns import late_regex
from rag.question import Question

TOLD = 0.7
"""Chance from which what the text states stands before what is computed or cannot be."""
_SURER = 0.15
"""By how much it has to be the surer one where the question does ask for a calculation."""

_SHARE = late_regex(r"[%％‰成]|分之")
_FIGURES = frozenset({Wanted.QUANTITY, Wanted.COMPARISON, Wanted.STATEMENT})
_ONE = frozenset({Operation.REST, Operation.AVERAGE})
"""What a text often states itself: 仅余9灶, 日均6400人."""


def sure_enough(question: Question, computed: Draft) -> float:
    """The chance that a figure of the text needs to stand in the place of a calculation.

    Infinite where none may. A difference that was computed is left as it is: what is stated is
    one of its operands. A sum or share that the question asks for gives way where it is by far
    the less sure of the two; a share that cannot be worked out, to one that is stated.
    """
    if computed.refusal is not None:
        return TOLD if asks_of_one(question) or asks_a_share(question) else inf
    made = computed.computation
    if made is None or "−" in made.expression:
        return inf
    return TOLD if computation_asked(question) is None else computed.confidence + _SURER


def asks_a_share(question: Question) -> bool:
    """Whether a share is asked for, which a text that has one states as such: 占职工总数的81%."""
    task = aim_of(question) or computation_asked(question)
    return not asks_of_one(question) and task is not None and task.operation is Operation.SHARE


def states_a_share(text: str) -> bool:
    """Whether a stretch of the text is a share."""
    return _SHARE.search(text) is not None


def asks_of_one(question: Question) -> bool:
    """Whether the question names no two things that only a calculation brings together."""
    if question.asked.kind not in _FIGURES:
        return True
    task = aim_of(question) or computation_asked(question)
    if task is None or task.operation in _ONE:
        return True
    return len(task.sides) > 0 and len({side.text for side in task.sides}) == 1
