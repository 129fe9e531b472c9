"""Which facts the operands of a calculation are, taken together."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from rag.answering.computing.fitting import CONTENT, Asked, same_measure, side_score, unit_fits
from rag.answering.computing.known import Known, Weigher
from rag.answering.computing.ordinals import ordinals_in
from rag.answering.computing.task import Side
from rag.facts import Fact
from rag.facts.finding import terms_of
from rag.language.answering_units import count_alike, same_unit
from rag.language.patterns import late_regex

COMBINED = 64
"""Combinations of facts looked at; the more operands, the fewer facts are kept for each."""
_SERIES = late_regex(r"第[一二三四五六七八九十百0-9]{1,4}[届次期批回轮]")


@dataclass(frozen=True, slots=True)
class Choice:
    """A fact for each operand, and how well they fit (about 0-1).

    ``margin`` is the lead over the best other choice that gives other values, ``weakest`` the
    fit of the operand that fits worst; ``adding`` is true where the facts are to be added up,
    whatever the question's wording.
    """

    facts: tuple[Known, ...]
    fit: float
    margin: float
    weakest: float
    adding: bool = False


def choose(asked: Asked, pool: Sequence[Known], weigher: Weigher) -> Choice | None:
    """The facts that fit the operands best together, None where an operand has none.

    Operands of the same words at other times must count the same thing; operands of other
    words must be different facts.
    """
    kept = max(1, int(COMBINED ** (1 / max(1, len(asked.sides))) + 0.01))
    rated = [
        sorted(
            (
                (score, number)
                for number, known in enumerate(pool)
                if unit_fits(side.unit or asked.unit, known.fact)
                and (not asked.exact or not side.unit or same_measure(side.unit, known.fact.unit))
                and (score := side_score(asked, side, known, weigher)) > 0
            ),
            key=lambda pair: (-pair[0], pair[1]),
        )[:kept]
        for side in asked.sides
    ]
    best: list[tuple[float, tuple[Known, ...], float]] = []
    for combination in product(*rated):
        numbers = [number for _, number in combination]
        chosen = tuple(pool[number] for number in numbers)
        if len(set(numbers)) < len(numbers) or not _together(asked, chosen):
            continue
        scores = [score for score, _ in combination]
        fit = sum(scores) / len(scores) + _kinship(asked.sides, chosen)
        best.append((fit, chosen, min(scores)))
    if not best:
        return None
    best.sort(key=lambda one: -one[0])
    fit, chosen, weakest = best[0]
    values = [known.fact.value for known in chosen]
    other = next((rival for rival, facts, _ in best if [k.fact.value for k in facts] != values), 0)
    return Choice(chosen, fit, fit - other, weakest)


def later_first(pair: Sequence[Known], *, falls: bool) -> tuple[Known, ...]:
    """The later of two figures first; where their times do not tell, the larger, or, if the
    question says that it fell, the smaller."""
    first, second = (known.fact for known in pair)
    if first.time is not None and second.time is not None:
        one, other = first.time.period, second.time.period
        if one.first != other.first:
            return tuple(pair) if one.first > other.first else tuple(pair[::-1])
    return tuple(sorted(pair, key=lambda known: known.fact.value, reverse=not falls))


def comparable(first: Fact, second: Fact) -> bool:
    """Whether two figures are in one unit: 人 and 人次 are two, so are 户 and 户次."""
    if same_measure(first.unit, second.unit) or count_alike(first.unit, second.unit):
        return True
    return same_unit(first.unit, second.unit) and likeness(first, second) >= 0.5


def likeness(first: Fact, second: Fact) -> float:
    """0-1: how much the words for what is counted have in common, by their pairs."""
    a = {term for term in terms_of(first.metric) if len(term) > 1}
    b = {term for term in terms_of(second.metric) if len(term) > 1}
    if not a or not b:
        return 1.0 if first.metric == second.metric else 0.0
    return len(a & b) / min(len(a), len(b))


def differ_in_time(sides: Sequence[Side]) -> bool:
    """Whether the operands are told apart by their times, or their numbers in a series (第几届).

    One without a time has the other's.
    """
    numbers = {tuple(ordinals_in(side.text)) for side in sides}
    return len({side.periods for side in sides if side.periods}) > 1 or len(numbers) > 1


def same_words(sides: Sequence[Side]) -> bool:
    """Whether nothing but time tells the operands apart: the same words, or none of their own."""
    texts = {_SERIES.sub("", side.text) for side in sides}
    return len(texts) == 1 or any(len(CONTENT.sub("", text)) < 2 for text in texts)


def _together(asked: Asked, chosen: Sequence[Known]) -> bool:
    first = chosen[0].fact
    if asked.part and first.value > chosen[-1].fact.value:
        return False
    return not asked.alike or all(comparable(first, known.fact) for known in chosen[1:])


def _kinship(sides: Sequence[Side], chosen: Sequence[Known]) -> float:
    """Operands at different times should count the same thing; others may share a sentence."""
    first = chosen[0].fact
    alike = min(likeness(first, known.fact) for known in chosen[1:]) if len(chosen) > 1 else 0.0
    if differ_in_time(sides):
        return 0.15 * alike
    same = len({(known.fact.document, known.fact.sentence) for known in chosen}) == 1
    return (0.1 if same else 0.0) + 0.05 * alike
