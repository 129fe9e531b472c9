"""How well one fact fits one operand.

Time and unit are conditions; words are weighed: those that name what is counted say most, those of
the clause less, those of the sentence and of what stands before it least.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.answering.computing.known import NEGATION, Known, Weigher
from rag.answering.computing.ordinals import governing, ordinals_in
from rag.answering.computing.task import Side
from rag.facts import Fact
from rag.facts.finding import terms_of
from rag.language.answering_units import same_unit
from rag.types import Period

CONTENT = re.compile(r"[^\u4e00-\u9fffa-z0-9]|[的了拿用把在从年底末初时]")
_HEAD = re.compile(r"[^\s，,、；;]{1,8}[\s，,]*")
_ASIDE = 0.85
"""What a figure counts that is of something narrower or other than what is asked for."""
_CHANGING = ("新增", "新建", "新发展", "新成立", "新组建", "净增", "精简", "裁减", "减少", "缩减")
_PEOPLE = frozenset("人名位")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: the operands, the words said of all, unit, counted noun, times.

    ``alike`` is false where the operands count different things (people to a course),
    ``part`` true where the first must be less than the second, being its part.
    """

    sides: tuple[Side, ...]
    shared: str
    unit: str
    noun: str
    periods: tuple[Period, ...]
    alike: bool = True
    part: bool = False


def side_score(asked: Asked, side: Side, known: Known, weigher: Weigher) -> float:
    """How well a fact fits one operand: its own words first, then those said of all."""
    time = time_fits(known.fact, side.periods or asked.periods)
    if not time:
        return 0.0
    own = terms_of(side.text)
    others = frozenset[str]().union(*(terms_of(one.text) for one in asked.sides)) - own
    shared = terms_of(asked.shared) - own
    words = [(own, 0.6), (shared, 0.15), (others, 0.1)]
    # An operand named by its time alone (比1978年多) is described by the words of the other.
    if not any(weigher.weight(term) for term in own):
        words = [(others | shared, 0.7)]
    words.append((terms_of(asked.noun or _head(side) or _head(*asked.sides)), 0.3))
    total = sum(weight for terms, weight in words if terms)
    told = sum(weight * weigher.share(terms, known) for terms, weight in words if terms)
    polarity = 1.0 if NEGATION.search(side.text + asked.shared) or not known.denied else 0.3
    unit = side.unit or asked.unit
    exact = 1.0 if unit in ("", "百分点") or same_measure(unit, known.fact.unit) else 0.85
    terms = own | shared | others
    meant = polarity * exact * time * _series_fits(side, known)
    meant *= _whole_fits(terms, known) * _change_fits(side.text + asked.shared, known)
    fit = told / total if total else 0.0
    return meant * (0.8 * fit + 0.05 * _precision(terms, known)) + 0.15 * known.rank


def time_fits(fact: Fact, periods: Sequence[Period]) -> float:
    """1 where the fact's time is one asked for, less where it is only near it, 0 elsewhere.

    A fact without a time fits any, weakly: nothing says that it is of another.
    """
    if not periods:
        return 1.0
    if fact.time is None:
        return 0.2
    given = fact.time.period
    return max(_agreement(asked, given) for asked in periods)


def _agreement(asked: Period, given: Period) -> float:
    if asked.contains(given):
        return 1.0
    if given.contains(asked):
        same_year = given.first.year == given.last.year
        return 0.7 if same_year else 0.3
    return 0.0


def unit_fits(asked: str, fact: Fact) -> bool:
    """Whether the fact's unit answers the one asked for; any does where none is asked for."""
    if asked == "百分点":
        return fact.unit == "%"
    return not asked or same_unit(asked, fact.unit)


def same_measure(first: str, second: str) -> bool:
    """Whether two units are one: 人, 名 and 位 all count people."""
    return first == second or (first in _PEOPLE and second in _PEOPLE)


def _whole_fits(asked: frozenset[str], known: Known) -> float:
    """Less than 1 for a part (其中女职工290人) where what sets it off is not asked for."""
    text = known.analysis.text
    segment = max(text.rfind(mark, 0, known.start) for mark in ";；") + 1
    start = text.rfind("其中", segment, known.start)
    if start < 0:
        return 1.0
    pairs = {term for term in terms_of(text[start + 2 : known.start]) if len(term) > 1}
    own = pairs - terms_of(known.fact.metric)
    named = len(pairs & asked) >= 0.6 * len(pairs) or len(own & asked) > 1
    return 1.0 if named else _ASIDE


def _change_fits(asked: str, known: Known) -> float:
    """Less than 1 for a change (精简职工320人) where its verb is not asked for."""
    verbs = [verb for verb in _CHANGING if verb in known.fact.metric]
    return _ASIDE if verbs and not any(verb in asked for verb in verbs) else 1.0


def _precision(asked: frozenset[str], known: Known) -> float:
    """The share of the pairs of a metric that are asked for: 精简职工 says more than 职工."""
    pairs = [term for term in terms_of(known.fact.metric) if len(term) > 1]
    return sum(term in asked for term in pairs) / len(pairs) if pairs else 0.0


def _head(*sides: Side) -> str:
    """What an operand is a number of: 学员 in 夜校的学员, as what stands before 的 limits it."""
    ends = [side.text.rpartition("的") for side in sides]
    heads = [CONTENT.sub("", end) for _, of, end in ends if of and _HEAD.fullmatch(end)]
    return next((head for head in heads if len(head) > 1), "")


def _series_fits(side: Side, known: Known) -> float:
    """1 where the figure is of the numbered one asked for (第十九届), little where of another."""
    wanted = ordinals_in(side.text)
    if not wanted:
        return 1.0
    given = governing(known.analysis, known.start)
    if not given:
        return 0.6
    return 1.0 if wanted.keys() & given.keys() else 0.15
