"""The calculation done, or refused.

A figure is only used where its time, unit and words agree with the operand asked for. Units are
never mixed (人 and 人次), nor are states and yearly counts, nor overlapping times in a sum. A rough
operand (2万多) makes the result rough (约); where the doubt is as large as the result, or the order
hangs on it, the answer is refused.
"""

from collections.abc import Mapping, Sequence

from rag.analysis import Analyses
from rag.answering.citing import Citer
from rag.answering.computing.extremes import winner
from rag.answering.computing.interval import Interval, interval
from rag.answering.computing.known import Known, Weigher, gather
from rag.answering.computing.numbers import SCALES, Outcome, common_scale, reckon
from rag.answering.computing.objections import MISSING, NEAREST, ROUGH, UNITS, objection
from rag.answering.computing.operands import Choice
from rag.answering.computing.reading import computation_asked
from rag.answering.computing.selection import Case, nearest, of_two_kinds, operands, stated
from rag.answering.computing.task import Operation
from rag.answering.computing.wording import formula_line, interval_lines, lines_of
from rag.answering.draft import Draft
from rag.facts import Fact
from rag.facts.finding import terms_of
from rag.language.period_words import period_in_words
from rag.matching import TermWeights
from rag.question import Question
from rag.types import Computation, Operand, Reason, Refusal, Role, SentenceHit

_ENOUGH = 0.3
"""Least fit (0-1) of the chosen operands; chosen on questions for development."""

_WEAKEST = 0.15
"""Least fit of any one operand."""

_CONTRARY = 0.05
"""Lead at which an order of operands against the question is believed, not blamed on a mix-up."""

# Their wording is common in questions that no calculation answers, so without operands the
# sentences are left to answer.
_UNSURE = frozenset({Operation.SUM, Operation.REST, Operation.SHARE, Operation.AVERAGE})


def compute(
    question: Question,
    ranked: Sequence[SentenceHit],
    *,
    weights: TermWeights,
    analyses: Analyses,
    facts: Mapping[str, Sequence[Fact]],
    citer: Citer,
) -> Draft | None:
    """The computed answer, or a refusal to compute.

    Args:
        question: the question as read.
        ranked: its sentences, best first; only their figures are used.
        weights: the weights of its words.
        analyses: of the sentences.
        facts: document id to the table of its facts, in text order.
        citer: makes the citations.

    Returns:
        None where the question asks for no calculation, where the text states the answer
        outright, or where it is not clear enough that a calculation is meant: then the
        sentences themselves answer.
    """
    task = computation_asked(question)
    if task is None:
        return None
    weigher = Weigher(weights)
    if task.operation is Operation.INTERVAL:
        found = interval(task, ranked, analyses, weigher)
        return _years(found, citer) if found else None
    pool = gather(terms_of(question.folded), ranked, analyses, facts)
    case = Case(question, task, pool, weigher, citer)
    if task.operation in (Operation.MOST, Operation.LEAST):
        return _extreme(case)
    return None if stated(case) else _reckoned(case)


def _reckoned(case: Case) -> Draft | None:
    task = case.task
    choice = operands(case)
    if of_two_kinds(case, choice):
        return _refuse(case, UNITS, nearest(case))
    if choice is None or choice.fit < _ENOUGH or choice.weakest < _WEAKEST:
        return None if task.operation in _UNSURE else _refuse(case, MISSING, nearest(case))
    problem = objection(task, choice)
    if problem:
        return _refuse(case, problem, choice.facts)
    chosen, opposed = _in_order(case, choice)
    outcome = reckon(task.operation, [known.fact for known in chosen], task.digits)
    return _draft(case, choice, chosen, outcome, opposed) if outcome else None


def _in_order(case: Case, choice: Choice) -> tuple[tuple[Known, ...], bool]:
    """A difference takes the smaller from the larger; whether the text has the order the other
    way round than the question."""
    if case.task.operation is not Operation.DIFFERENCE:
        return choice.facts, False
    falls = choice.facts[0].fact.value < choice.facts[1].fact.value
    chosen = choice.facts[::-1] if falls else choice.facts
    against = case.task.sign == (1 if falls else -1)
    return chosen, against and choice.margin >= _CONTRARY


def _draft(
    case: Case, choice: Choice, chosen: Sequence[Known], outcome: Outcome, opposed: bool
) -> Draft:
    facts = [known.fact for known in chosen]
    scale = common_scale(facts) if outcome.unit == facts[0].unit else ""
    if abs(outcome.value) < SCALES.get(scale, 0) and scale != case.task.scale:
        scale = ""
    words = outcome.words(scale)
    lines, markers = lines_of(chosen, case.citer)
    computation = Computation(
        outcome.expression,
        float(outcome.value),
        tuple(
            Operand(_label(known), float(known.fact.value), known.fact.unit, marker)
            for known, marker in zip(chosen, markers, strict=True)
        ),
    )
    formula = formula_line(case.task.operation, facts, words, lines, computation)
    return Draft(
        lines=(*lines, formula) if formula else lines,
        short=f"{'少' if case.task.sign > 0 else '多'}{words}" if opposed else words,
        computation=computation,
        # Not calibrated: it rises with the fit and with the lead over other operands.
        confidence=_bounded(0.3 + 0.5 * choice.fit + min(0.2, choice.margin)),
        decisions=(
            f"{case.task.operation.value}: {outcome.expression}",
            f"fit {choice.fit:.2f}, weakest {choice.weakest:.2f}",
        ),
        written_by="computation",
    )


def _label(known: Known) -> str:
    """The operand in words: its time, its subject, what it counts."""
    fact = known.fact
    time = ""
    if fact.time is not None:
        words = known.analysis.document.reading[fact.time.start : fact.time.end]
        dated = any(character.isdigit() for character in words)
        time = words.strip("，,") if dated else period_in_words(fact.time.period)
    return time + (fact.subject if fact.subject not in fact.metric else "") + fact.metric


def _bounded(confidence: float) -> float:
    return round(min(0.95, max(0.05, confidence)), 4)


def _extreme(case: Case) -> Draft | None:
    won = winner(case.task, case.question, case.pool, case.weigher)
    if won is None:
        return None
    if won.doubtful:
        return _refuse(case, ROUGH, won.compared)
    lines, _ = lines_of(won.compared, case.citer)
    return Draft(
        lines=lines,
        short=won.label,
        confidence=_bounded(0.3 + 0.5 * won.fit),
        decisions=(f"{case.task.operation.value} of {len(won.compared)}", f"fit {won.fit:.2f}"),
        written_by="computation",
    )


def _years(found: Interval, citer: Citer) -> Draft:
    lines, operands_, formula = interval_lines(found, citer)
    return Draft(
        lines=(*lines, formula),
        short=f"{found.years}年",
        computation=Computation(
            f"{found.last.year} - {found.first.year}", float(found.years), operands_
        ),
        confidence=_bounded(0.2 + 0.6 * found.fit),
        decisions=(f"interval: {found.last.year} - {found.first.year}", f"fit {found.fit:.2f}"),
        written_by="computation",
    )


def _refuse(case: Case, message: str, known: Sequence[Known]) -> Draft:
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
