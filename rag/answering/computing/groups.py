"""Operands that a question only counts (三所学校一共), and what is left to the text to state."""

from rag.answering.computing.fitting import (
    NEAR,
    pairs_of,
    same_measure,
    side_score,
    time_fits,
    unit_fits,
    words_of,
)
from rag.answering.computing.known import Known
from rag.answering.computing.operands import Choice
from rag.answering.computing.selection import Case, asked_of
from rag.answering.computing.task import Operation
from rag.facts import Scope
from rag.facts.finding import terms_of
from rag.language.patterns import late_regex

_NAMED = 0.5
"""Least weight share of a part's words that name a figure."""
_TOGETHER = 0.7
"""Least weight share of each member's words by a figure that is of all of them."""
_CLAUSE = 0.75
_NAMING = 0.9
_TELLING = 0.3
_WITHOUT = late_regex(r"[未没无非不]|其余|其他|剩")


def group(case: Case) -> Choice | None:
    """As many figures of a row (甲、乙、丙分别为) as the question counts members.

    None where no row has that many, or two rows that differ fit as well.
    """
    asked = asked_of(case)
    scored = sorted(
        (
            (side_score(asked, asked.sides[0], known, case.weigher), -number)
            for number, known in enumerate(case.pool)
            if unit_fits(asked.unit, known.fact)
        ),
        reverse=True,
    )
    for fit, number in scored:
        if fit <= 0:
            return None
        row = _row(case, case.pool[-number])
        if len(row) == case.task.members:
            return Choice(row, fit, 0.1, fit, adding=True)
    return None


def others(case: Case) -> Choice | None:
    """The other members of the row that the part is of: what is left where no whole is told."""
    part = case.task.sides[1]
    words = pairs_of(words_of(part))
    periods = part.periods or case.question.periods
    named = [
        (case.weigher.near(words, known, _NAMING), -number)
        for number, known in enumerate(case.pool)
        if time_fits(known.fact, periods) >= 0.7 and len(_row(case, known)) > 1
    ]
    share, number = max(named, default=(0.0, 0))
    if not words or share < _NAMED:
        return None
    known = case.pool[-number]
    rest = tuple(one for one in _row(case, known) if one is not known)
    return Choice(rest, share, 0.1, share, adding=True)


def _row(case: Case, model: Known) -> tuple[Known, ...]:
    """The figures of one thing in one sentence, each of another body."""
    fact = model.fact
    found = {
        known.fact.subject: known
        for known in case.pool
        if (known.fact.document, known.fact.sentence) == (fact.document, fact.sentence)
        and (known.fact.metric, known.fact.unit) == (fact.metric, fact.unit)
        and known.fact.subject
    }
    return tuple(found.values())


def left_to_the_text(case: Case) -> bool:
    """Whether the text itself may state what could not be worked out."""
    task = case.task
    if task.operation is Operation.SUM:
        return any(_covers(case, known) for known in case.pool)
    words = terms_of(" ".join([*(side.text for side in task.sides), task.shared]))
    return any(
        _states(case, known)
        and time_fits(known.fact, case.question.periods) >= 0.7
        and case.weigher.share(words, known) >= _TELLING
        for known in case.pool
    )


def _states(case: Case, known: Known) -> bool:
    """Whether a figure is of the kind that would be the result."""
    operation, fact = case.task.operation, known.fact
    if operation is Operation.SHARE:
        return fact.unit == "%"
    if operation is Operation.AVERAGE:
        return Scope.AVERAGE in fact.scopes
    if operation is not Operation.REST or not unit_fits(case.task.unit, fact):
        return False
    start, end = known.analysis.clauses[known.analysis.clause_at(known.start)]
    return known.denied or _WITHOUT.search(known.analysis.text[start:end]) is not None


def _covers(case: Case, known: Known) -> bool:
    """Whether one figure is of all the members together: 甲、乙共35人."""
    task, fact = case.task, known.fact
    unit = not task.unit or same_measure(task.unit, fact.unit)
    if not unit or not time_fits(fact, case.question.periods):
        return False
    if task.members or len({side.periods for side in task.sides}) > 1:
        return (
            Scope.TOTAL in fact.scopes
            and case.weigher.near(pairs_of(words_of(task.sides[0])), known, NEAR) >= _NAMED
            and not task.sides[0].periods
        )
    return all(
        case.weigher.near(pairs_of(words_of(side)), known, _CLAUSE) >= _NAMED for side in task.sides
    )
