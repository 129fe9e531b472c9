"""Whether the text may state what a question seems to want calculated.

一共 and 剩 and 到 are words of reckoning, but most questions that have them ask for one figure that
stands in the text. A calculation that fails, or that takes other figures than the one that fits the
question, gives way to that figure; one of those that it takes does not.
"""

from math import inf, isclose

from rag.answering.candidates import Candidate
from rag.answering.computing.aims import aim_of
from rag.answering.computing.reading import computation_asked
from rag.answering.computing.task import Operation
from rag.answering.draft import Draft
from rag.answering.misfits import no_mean
from rag.language.patterns import late_regex
from rag.question import Question
from rag.types import Computation

_UNWORKED = 0.5
"""Chance from which what the text states is told where nothing can be computed."""
_OTHER = 0.4
"""Chance from which it is told where a difference was computed from other figures than it, though
the question names no two things: 没过关的有几家 may be stated as such."""
_TOLD = 0.7
"""Chance from which it is told where a sum or share was computed that the question does not ask
for outright. These were chosen on the chronicles for ranking."""
_SURER = 0.15
"""By how much it has to be the surer one where the question does ask for a calculation."""

_SHARE = late_regex(r"[%％‰成]|分之")
_COMPARED = late_regex(r"比|较|增|减|升|降|差|多于|少于|超|倍|高出|低于|占|为.{1,12}的")
_COMPARING = late_regex(r"(?<![评对占无])比(?![例率重赛武如方])|相较|相差|差(?:多少|几)|倍")
_OF_TWO = frozenset({Operation.DIFFERENCE, Operation.RATIO, Operation.MULTIPLE, Operation.GROWTH})
_ONE = frozenset({Operation.REST, Operation.AVERAGE})
"""What a text often states itself: 仅余9灶, 日均6400人."""


def may_be_told(question: Question, computed: Draft) -> bool:
    """Whether to look at all: a difference between two things that are named is seldom stated."""
    if computed.refusal is not None:
        return True
    made = computed.computation
    return made is not None and ("−" not in made.expression or asks_of_one(question))


def is_told(question: Question, computed: Draft, stated: Candidate, chance: float) -> bool:
    """Whether the text states what was computed, or could not be, where it may.

    Args:
        question: the question.
        computed: what came of the calculation.
        stated: the best candidate of the text.
        chance: that it is right.
    """
    if no_mean(question, stated) or (computed.refusal is not None and _compares(question, stated)):
        return False
    if computed.refusal is not None and asks_a_share(question):
        return chance >= _UNWORKED and _SHARE.search(stated.text) is not None
    return chance >= _enough(question, computed, stated)


def _compares(question: Question, stated: Candidate) -> bool:
    """Whether two things are compared that the question names, and nothing in the clause of the
    figure is: one operand is no difference."""
    if asks_of_one(question) or not _COMPARING.search(question.folded):
        return False
    task = aim_of(question) or computation_asked(question)
    if task is None or task.operation not in _OF_TWO:
        return False
    start, end = stated.analysis.clauses[stated.clause]
    return _COMPARED.search(stated.analysis.text[start:end]) is None


def _enough(question: Question, computed: Draft, stated: Candidate) -> float:
    """The chance that a figure of the text needs to stand in the place of a calculation.

    Infinite where none may: what a difference was computed from is no difference. A sum or share
    that the question asks for gives way where it is by far the less sure of the two.
    """
    if computed.refusal is not None:
        return _UNWORKED
    made = computed.computation
    if made is None:
        return inf
    if "−" in made.expression:
        return inf if _is_operand(stated, made) else _OTHER
    return _TOLD if computation_asked(question) is None else computed.confidence + _SURER


def _is_operand(stated: Candidate, made: Computation) -> bool:
    """Whether the stated figure is one that the calculation takes."""
    figures = [
        float(one.value)
        for one in stated.analysis.quantities
        if stated.start <= one.start and one.end <= stated.end
    ]
    return any(isclose(value, one.value) for value in figures for one in made.operands)


def asks_a_share(question: Question) -> bool:
    """Whether a share is asked for, which a text that has one states as such: 占职工总数的81%."""
    task = aim_of(question) or computation_asked(question)
    return not asks_of_one(question) and task is not None and task.operation is Operation.SHARE


def asks_of_one(question: Question) -> bool:
    """Whether the question names no two things that only a calculation brings together."""
    if not question.may_want_figure:
        return True
    task = aim_of(question) or computation_asked(question)
    if task is None or task.operation in _ONE:
        return True
    return len(task.sides) > 0 and len({side.text for side in task.sides}) == 1
