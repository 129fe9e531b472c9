"""Computed answers and refusals to compute, as drafts."""

import re
from collections.abc import Sequence

from rag.answering.citing import Citer
from rag.answering.computing.interval import Interval
from rag.answering.computing.known import Known
from rag.answering.computing.numbers import Outcome, scale_for
from rag.answering.computing.objections import NEAREST
from rag.answering.computing.operands import Choice
from rag.answering.computing.ordinals import ordinals_in
from rag.answering.computing.selection import Case
from rag.answering.computing.task import Operation, Task
from rag.answering.computing.wording import formula_line, in_signs, interval_lines, lines_of
from rag.answering.draft import Draft
from rag.language.period_words import period_in_words
from rag.types import Computation, Operand, Reason, Refusal, Role


def computed_draft(
    case: Case,
    choice: Choice,
    chosen: Sequence[Known],
    outcome: Outcome,
    opposed: bool,
) -> Draft:
    """The operands as the text states them, the formula and the result."""
    facts = [known.fact for known in chosen]
    words = outcome.words(scale_for(outcome, facts, case.task.scale))
    series = any(ordinals_in(side.text) for side in case.task.sides)
    lines, markers = lines_of(chosen, case.citer, series=series)
    computation = Computation(
        in_signs(outcome.expression),
        float(outcome.value),
        tuple(
            Operand(_label(known), float(known.fact.value), known.fact.unit, marker)
            for known, marker in zip(chosen, markers, strict=True)
        ),
    )
    formula = formula_line(case.task.operation, facts, words, lines, computation)
    return Draft(
        lines=(*lines, formula) if formula else lines,
        short=f"{_opposite(case.task)}{words}" if opposed else words,
        computation=computation,
        # Not calibrated: it rises with the fit and with the lead over other operands.
        confidence=bounded(0.3 + 0.5 * choice.fit + min(0.2, choice.margin)),
        decisions=(
            f"{case.task.operation.value}: {outcome.expression}",
            f"fit {choice.fit:.2f}, weakest {choice.weakest:.2f}",
        ),
        written_by="computation",
    )


def _opposite(task: Task) -> str:
    """What is said before a result that goes the other way than was asked."""
    if task.operation is Operation.DECLINE:
        return "下降"
    if task.operation is Operation.GROWTH:
        return "上升"
    return "少" if task.sign > 0 else "多"


def _label(known: Known) -> str:
    """The operand in words: its time, its subject, what it counts."""
    fact = known.fact
    time = ""
    if fact.time is not None:
        words = known.analysis.document.reading[fact.time.start : fact.time.end]
        dated = any(character.isdigit() for character in words)
        time = words.strip("，,") if dated else period_in_words(fact.time.period)
    subject = fact.subject if fact.subject not in fact.metric else ""
    return re.sub(r"\s", "", time + subject + fact.metric)


def bounded(confidence: float) -> float:
    """A confidence that is neither certain nor none."""
    return round(min(0.95, max(0.05, confidence)), 4)


def interval_draft(found: Interval, citer: Citer, task: Task) -> Draft:
    """The interval in years; where more is asked for and told, in months, or in years and months
    (3年零2个月) where no unit is asked for (多久)."""
    months = found.months if task.finely else None
    in_months = months is not None and months % 12 > 0
    value, told = found.years, f"{found.years}年"
    if months is not None and in_months:
        years, rest = divmod(months, 12)
        value = months
        told = f"{years}年零{rest}个月" if years and task.unit != "个月" else f"{months}个月"
    lines, operands_, formula = interval_lines(found, told, citer, by_year=not in_months)
    first, last = found.first.time.period.first, found.last.time.period.first
    expression = f"{last.year} − {first.year}"
    if in_months:
        expression = f"({expression}) × 12 + {last.month} − {first.month}"
    return Draft(
        lines=(*lines, formula),
        short=told,
        computation=Computation(expression, float(value), operands_),
        confidence=bounded(0.2 + 0.6 * found.fit),
        decisions=(f"interval: {expression}", f"fit {found.fit:.2f}"),
        written_by="computation",
    )


def refused(case: Case, message: str, known: Sequence[Known]) -> Draft:
    """A refusal with the message, and the figures nearest to what was asked for."""
    shown = dict.fromkeys(
        case.citer.cite(one.analysis.document, one.analysis.sentence.reading, Role.CONTEXT)
        for one in known[:3]
    )
    told = message + (NEAREST if shown else "")
    return Draft(
        refusal=Refusal(Reason.VALUE_NOT_REPORTED, told, tuple(shown)),
        confidence=0.6,
        decisions=(f"{case.task.operation.value}: {message}",),
    )
