"""Which of several is the most or the least: 哪一年最多, 甲和乙哪个多."""

from dataclasses import replace

from rag.answering.computing.deriving import called
from rag.answering.computing.drafting import bounded, refused
from rag.answering.computing.extremes import winner
from rag.answering.computing.objections import ROUGH
from rag.answering.computing.ordinals import ordinals_in
from rag.answering.computing.parts import BELIEVED, FIRM, Ask, by_parts
from rag.answering.computing.selection import Case
from rag.answering.computing.task import Operation
from rag.answering.computing.wording import lines_of
from rag.answering.draft import Draft

_TWO = 2


def greatest(case: Case, ask: Ask | None) -> Draft | None:
    """The one that has most (or least); None where the text does not give the figures."""
    draft = _extreme(case)
    if ask is None or len(case.task.sides) != _TWO:
        return draft
    if draft is not None and draft.confidence >= FIRM:
        return draft
    return _of_two(case, ask) or draft


def _of_two(case: Case, ask: Ask) -> Draft | None:
    """Which of two is more (甲和乙哪个多), by their figures as they are answered."""
    compared = replace(case, task=replace(case.task, operation=Operation.DIFFERENCE))
    found = by_parts(compared, ask)
    if found is None or found.chance < BELIEVED:
        return None
    first, second = found.choice.facts
    if first.fact.value == second.fact.value:
        return None
    more = (first.fact.value > second.fact.value) == (case.task.operation is Operation.MOST)
    side, known = list(zip(found.case.task.sides, found.choice.facts, strict=True))[
        0 if more else 1
    ]
    lines, _ = lines_of(found.choice.facts, case.citer)
    return Draft(
        lines=lines,
        short=called(side, known),
        confidence=bounded(found.chance),
        decisions=(
            f"{case.task.operation.value} of 2",
            *(f"asked: {text}" for text in found.questions),
        ),
        written_by="computation",
    )


def _extreme(case: Case) -> Draft | None:
    won = winner(case.task, case.question, case.pool, case.weigher)
    if won is None:
        return None
    if won.doubtful:
        return refused(case, ROUGH, won.compared)
    lines, _ = lines_of(won.compared, case.citer, series=bool(ordinals_in(won.label)))
    return Draft(
        lines=lines,
        short=won.label,
        confidence=bounded(0.3 + 0.5 * won.fit),
        decisions=(f"{case.task.operation.value} of {len(won.compared)}", f"fit {won.fit:.2f}"),
        written_by="computation",
    )
