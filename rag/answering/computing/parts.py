"""Operands asked for one by one: what a calculation lacks is looked up as a user would.

Each operand is made a question of its own, which is answered like any other; the figures in its
answers, and those that fit it by the words beside them, are what the operand may be. Which of them
belong together, and whether they can be believed, is weighed by signs (``combining``).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import product

from rag.answering.candidates import Candidate
from rag.answering.computing.combining import (
    Combination,
    Possible,
    choice_score,
    combination_signs,
    trusted,
)
from rag.answering.computing.fitting import same_measure, side_score
from rag.answering.computing.known import Known
from rag.answering.computing.objections import MISSING, objection
from rag.answering.computing.operands import Choice
from rag.answering.computing.part_questions import part_questions, span_of, unit_of, years_of
from rag.answering.computing.places import Place, places_of, weighed
from rag.answering.computing.selection import Case, asked_of
from rag.answering.computing.task import Operation, Side
from rag.answering.computing.tiling import tilings
from rag.facts.finding import terms_of
from rag.language.answering_units import count_alike, same_unit
from rag.language.quantities import find_quantities

Ask = Callable[[str], "Sequence[tuple[Candidate, float]]"]
"""Answers a question: its candidates, best first, each with the chance (0-1) that it is right."""

BELIEVED = 0.5
"""Chance from which operands are believed by the answers to them."""
FIRM = 0.9
"""Confidence of a calculation from which its operands are not asked for again."""
_KEPT = {2: 8, 3: 4, 4: 3}
"""Figures of an operand that are looked at, by the number of operands; else 2."""
_BY_WORDS = 4
_MANY = 24
"""Figures that may be a part of a span."""
_GIVEN = 0.9
"""Chance of a figure that the question names."""
_NO_OPERANDS = frozenset({"", "年", "个月", "天", "月", "次", "届", "期", "位", "级", "类", "种"})
"""Units of figures that say which time or how many operands: 两年, 三类, 一位小数."""
_ALONE = 9.0
"""Lead of what has no rival."""
_UNTOLD = 0.004
"""Chance of a figure that no answer has."""
_OPERATIONS = frozenset(
    {
        Operation.DIFFERENCE,
        Operation.SUM,
        Operation.SHARE,
        Operation.RATIO,
        Operation.GROWTH,
        Operation.MULTIPLE,
        Operation.REST,
    }
)


@dataclass(frozen=True, slots=True)
class Parts:
    """The operands by their answers: the task with them, the figures, the questions asked, and
    the chance (0-1) that the figures are the ones that are meant."""

    case: Case
    choice: Choice
    questions: tuple[str, ...]
    chance: float


def by_parts(case: Case, ask: Ask, usual: Choice | None = None) -> Parts | None:
    """The figures that belong together best, None where an operand has none.

    Args:
        case: the calculation.
        ask: answers questions.
        usual: the figures that fit by their words alone.
    """
    questions, found = combinations(case, ask, usual)
    if not found:
        return None
    rated = sorted(
        ((choice_score(one.signs), -number) for number, one in enumerate(found)), reverse=True
    )
    first, best = rated[0]
    chosen = found[-best]
    values = chosen.combination.values
    rival = next((score for score, at in rated if found[-at].combination.values != values), None)
    lead = first - rival if rival is not None else _ALONE
    chance = trusted(chosen.case.task, chosen.signs, first, lead)
    facts = tuple(one.known for one in chosen.combination.parts)
    choice = Choice(facts, chance, 0.0, chance)
    if objection(chosen.case.task, choice) not in ("", MISSING):
        return None
    return Parts(chosen.case, choice, questions, chance)


@dataclass(frozen=True, slots=True)
class Signed:
    """What the operands may be, with its signs, and the task with the operands spelled out."""

    case: Case
    combination: Combination
    signs: dict[str, float]


def combinations(
    case: Case, ask: Ask, usual: Choice | None
) -> tuple[tuple[str, ...], list[Signed]]:
    """The questions for the operands, and what these may be."""
    task = case.task
    if task.operation not in _OPERATIONS:
        return (), []
    if task.operation is Operation.SUM and not task.sides:
        questions, found = _over_span(case, ask)
        if found:
            return questions, [_signed(case, sides, parts, usual) for sides, parts in found]
    sides = task.sides or years_of(case.question, task)
    questions = tuple(part_questions(case.question, task, sides))
    if len(questions) < 2 or len(set(questions)) < len(questions):
        return questions, []
    kept = _KEPT.get(len(questions), 2)
    whole = replace(case, task=replace(task, sides=tuple(sides)))
    places = _places(case)
    rated = [
        _possible(whole, side, ask(text), places, kept)
        for side, text in zip(sides, questions, strict=True)
    ]
    return questions, [
        _signed(case, sides, parts, usual) for parts in product(*rated) if _together(parts)
    ]


def _over_span(
    case: Case, ask: Ask
) -> tuple[tuple[str, ...], list[tuple[tuple[Side, ...], tuple[Possible, ...]]]]:
    """The chains of figures that cover the span of years that a sum is over."""
    span = span_of(case.question)
    if span is None:
        return (), []
    whole = Side(case.task.shared, (span,))
    (question,) = part_questions(case.question, case.task, (whole,))
    possible = _possible(case, whole, ask(question), _places(case), _MANY)
    found = []
    for chain in tilings(span, possible):
        times = [one.known.fact.time for one in chain]
        sides = tuple(Side(case.task.shared, (time.period,)) for time in times if time is not None)
        found.append((sides, chain))
    return (question,), found


def _signed(
    case: Case, sides: Sequence[Side], parts: tuple[Possible, ...], usual: Choice | None
) -> Signed:
    whole = replace(case, task=replace(case.task, sides=tuple(sides)))
    combination = Combination(parts)
    return Signed(whole, combination, combination_signs(whole, combination, usual))


def _possible(
    case: Case,
    side: Side,
    answers: "Sequence[tuple[Candidate, float]]",
    places: Sequence[Place],
    kept: int,
) -> list[Possible]:
    """What an operand may be: the figures of answers, each once, and those that fit by words.

    Of several in one answer (241批、1725人次) the one in the unit asked for is meant.
    """
    unit = unit_of(case.task, side)
    told: dict[tuple[str, int], Possible] = {one.key: one for one in _named(side, case)}
    for candidate, chance in answers:
        start, end, analysis = candidate.start, candidate.end, candidate.analysis
        held = [one for one in analysis.quantities if start <= one.start < one.end <= end]
        fitting = [one for one in held if not unit or _fits(unit, one.unit)]
        fact = analysis.fact_at(fitting[0].start) if len(fitting) == 1 else None
        if fact is not None and len(told) < kept:
            one = Possible(Known(fact, analysis, {}, 1.0), chance)
            told.setdefault(one.key, one)
    words = _by_the_words(case, side, unit, places)
    others = sorted(
        (one for key, one in words.items() if key not in told and one.fit + one.share > 0),
        key=lambda one: (-one.fit - one.share, one.key),
    )
    return [
        *(replace(words.get(key, one), chance=one.chance) for key, one in told.items()),
        *others[: max(_BY_WORDS, kept // 2)],
    ]


def _places(case: Case) -> list[Place]:
    question = case.question
    terms = terms_of(question.folded).union(*(terms_of(one.text) for one in question.added))
    return places_of(case.pool, terms)


def _by_the_words(
    case: Case, side: Side, unit: str, places: Sequence[Place]
) -> dict[tuple[str, int], Possible]:
    """The figures of the question's sentences by their places, with how they fit an operand."""
    asked = asked_of(case)
    weights = weighed(side.text, case.weigher, case.question)
    found = {}
    for place in places:
        known = place.known
        if not unit or _fits(unit, known.fact.unit):
            fit = side_score(asked, side, known, case.weigher)
            one = Possible(known, _UNTOLD, fit, place.share(weights), place)
            found[one.key] = one
    return found


def _named(side: Side, case: Case) -> list[Possible]:
    """The figures that the question itself names: 126家企业里达标的占多少."""
    named = [
        (one.value, one.unit)
        for one in find_quantities(side.text)
        if one.unit not in _NO_OPERANDS and side.text[one.start - 1 : one.start] != "每"
    ]
    return [
        Possible(known, _GIVEN)
        for known in case.pool
        if any(
            known.fact.value == value and same_measure(known.fact.unit, unit)
            for value, unit in named
        )
    ]


def _fits(asked: str, given: str) -> bool:
    """Whether a figure can answer; what counts things in another way (块 and 枚) can."""
    return same_unit(asked, given) or count_alike(asked, given)


def _together(parts: Sequence[Possible]) -> bool:
    """Whether the figures are different ones of one measure."""
    facts = [one.known.fact for one in parts]
    return len({one.key for one in parts}) == len(parts) and all(
        same_unit(facts[0].unit, fact.unit) or count_alike(facts[0].unit, fact.unit)
        for fact in facts[1:]
    )
