"""The two figures of a difference, each by its place, its time and its fellow.

What the question says of one operand alone must stand by its figure, what it says of both by
either. An operand that is only called earlier (起初, 上年) or not named at all is found through the
other: the figure that the text itself puts beside it (由31%升为92%; 1985年1万吨，1990年2万吨).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.answering.computing.aim_patterns import ENDS, PEAK
from rag.answering.computing.fitting import same_measure, time_fits, unit_fits
from rag.answering.computing.kin import changed, comparable_places, kinship
from rag.answering.computing.known import Known, Weigher
from rag.answering.computing.operands import Choice
from rag.answering.computing.ordinals import governing, ordinals_in
from rag.answering.computing.places import (
    Place,
    end_of,
    same_paragraph,
    same_sentence,
    weighed,
)
from rag.answering.computing.sides import content_of
from rag.answering.computing.task import Side, Task
from rag.facts import Scope
from rag.language.patterns import late_regex
from rag.question import Question

_KEPT = 28
"""Figures of which pairs are made, the nearest to the question."""
_NAMED = 0.4
"""Least weight share of what only one operand is called that must stand by its figure."""

_EARLIER = late_regex(
    r"最初|起初|当初|首[年批届期次任]|头一?[年批届期次]|刚|开办|初[版次期创]|成立|第一|原先|原来|从前|以前|先前|之前|此前|过去|前一?年|上一?年|上届|手届|起步|当年|时"
)
_CHANGES = frozenset({Scope.INCREASE, Scope.DECREASE})


@dataclass(frozen=True, slots=True)
class Wanted:
    """The operands as weighed words: each one's own, and those of the whole question."""

    task: Task
    question: Question
    own: tuple[Mapping[str, float], ...]
    whole: Mapping[str, float]


def pair(
    task: Task, question: Question, places: Sequence[Place], weigher: Weigher
) -> Choice | None:
    """The figures of the first and the second operand, None where no two are comparable."""
    wanted = _wanted(task, question, weigher)
    rated = sorted(
        (place for place in places if _counts(task, place)),
        key=lambda place: (-_alone(wanted, place), place.number),
    )[:_KEPT]
    found: list[tuple[float, tuple[Place, Place]]] = []
    for one in rated:
        for other in rated:
            if one is other or not comparable_places(one, other):
                continue
            score = _together(wanted, one, other)
            if score > 0:
                found.append((score, (one, other)))
    if not found:
        return None
    found.sort(key=lambda pair: (-pair[0], pair[1][0].number, pair[1][1].number))
    fit, best = found[0]
    values = {best[0].known.fact.value, best[1].known.fact.value}
    rival = next(
        (score for score, pair in found if {one.known.fact.value for one in pair} != values), 0.0
    )
    return Choice((best[0].known, best[1].known), fit, fit - rival, fit)


def _wanted(task: Task, question: Question, weigher: Weigher) -> Wanted:
    own: list[Mapping[str, float]] = []
    texts = [weighed(_last(side.text), weigher, question) for side in task.sides]
    for number, terms in enumerate(texts):
        rest = {term for at, one in enumerate(texts) if at != number for term in one}
        own.append({term: weight for term, weight in terms.items() if term not in rest})
    whole = weighed(" ".join(side.text for side in task.sides), weigher, question)
    return Wanted(task, question, tuple(own), whole)


def _last(text: str) -> str:
    """What an operand is called, without what it is of: 护理 of 首批新生里护理."""
    ends = [match.end() for match in ENDS.finditer(text)]
    return text[ends[-1] :] if ends and len(content_of(text[ends[-1] :])) > 0 else text


def _counts(task: Task, place: Place) -> bool:
    fact = place.known.fact
    return unit_fits(task.unit, fact) or task.unit in ("", "个") or _loose(task, fact.unit)


def _loose(task: Task, unit: str) -> bool:
    return task.unit == "点" and unit == "%"


def _alone(wanted: Wanted, place: Place) -> float:
    task = wanted.task
    score = place.share(wanted.whole) + 0.3 * place.known.rank
    periods = [period for side in task.sides for period in side.periods] or list(
        wanted.question.periods
    )
    if periods:
        score += 0.5 * max(time_fits(place.known.fact, [period]) for period in periods)
    return score


def _together(wanted: Wanted, one: Place, other: Place) -> float:
    """How well two figures fit as the first and the second operand; 0 where they cannot."""
    task = wanted.task
    pair_of = (one, other)
    joined = changed(one, other)
    times = _times(wanted, pair_of, joined)
    if times <= 0 or not (joined or _all_named(wanted, pair_of)):
        return 0.0
    if not _in_named_units(task, pair_of):
        return 0.0
    said = {
        term: max(one.nearness.get(term, 0.0), other.nearness.get(term, 0.0))
        for term in wanted.whole
    }
    total = sum(wanted.whole.values())
    told = (
        sum(weight * said[term] for term, weight in wanted.whole.items()) / total if total else 0.5
    )
    score = 0.45 * told + 0.15 * times + 0.1 * max(one.known.rank, other.known.rank)
    score += 0.1 * kinship(one, other)
    apart = _apart(wanted, pair_of)
    score += 0.2 * apart
    if joined:
        score += 0.15 if len(task.sides) < 2 or not _named_apart(wanted) else 0.05
    elif len(task.sides) < 2:
        score -= 0.1
    score += _unit(task, one) + _direction(task, one, other) + _scopes(wanted, one, other)
    if not same_paragraph(one.known, other.known):
        score -= 0.08
    if len(task.sides) == 2 and _part_of(one, other):
        score -= 0.2
    return score


def _all_named(wanted: Wanted, pair_of: tuple[Place, Place]) -> bool:
    """Whether each figure stands by what only its operand is called, 起初 and 高峰 apart."""
    sides = wanted.task.sides
    if len(sides) < 2:
        # One thing at two times: what it is called stands by both.
        return all(place.share(wanted.whole) >= _NAMED for place in pair_of)
    return all(
        not own
        or place.share(own) >= _NAMED
        or _EARLIER.search(side.text)
        or PEAK.search(side.text)
        for side, own, place in zip(sides, wanted.own, pair_of, strict=True)
    )


def _in_named_units(task: Task, pair_of: tuple[Place, Place]) -> bool:
    """Whether an operand that says in which unit it is told (参保人次) is told in it."""
    return len(task.sides) < 2 or all(
        not side.unit or same_measure(side.unit, place.known.fact.unit)
        for side, place in zip(task.sides, pair_of, strict=True)
    )


def _part_of(one: Place, other: Place) -> bool:
    """Whether the text tells one as a part of the other, which is seldom compared with it."""
    first, second = sorted((one.known, other.known), key=lambda known: known.start)
    if not same_sentence(first, second) or first.fact.value < second.fact.value:
        return False
    return "其中" in first.analysis.text[end_of(first) : second.start]


def _named_apart(wanted: Wanted) -> bool:
    return len(wanted.own) == 2 and all(sum(own.values()) > 0 for own in wanted.own)


def _apart(wanted: Wanted, pair_of: tuple[Place, Place]) -> float:
    """How well each operand's own words stand by its own figure and not by the other's."""
    if len(wanted.own) < 2:
        return 0.5
    found = 0.0
    for number, own in enumerate(wanted.own):
        if not own:
            found += 0.5
            continue
        here, there = pair_of[number].share(own), pair_of[1 - number].share(own)
        found += 0.5 * here + 0.5 * min(1.0, max(0.0, 0.5 + here - there))
    return found / 2


def _times(wanted: Wanted, pair_of: tuple[Place, Place], joined: bool) -> float:
    """1 where each figure is of its time; an operand without one may be of any."""
    sides = wanted.task.sides
    if len(sides) < 2:
        periods = wanted.question.periods
        if not periods:
            return 0.7
        best = max(time_fits(place.known.fact, periods) for place in pair_of)
        return best if best > 0 else 0.0
    found = []
    dated = any(side.periods for side in sides)
    for side, place in zip(sides, pair_of, strict=True):
        if not _series_fits(side, place):
            return 0.0
        if side.periods:
            fit = time_fits(place.known.fact, side.periods)
            if fit <= 0:
                return 0.0
            found.append(fit)
        elif not dated and wanted.question.periods:
            found.append(max(0.1, time_fits(place.known.fact, wanted.question.periods)))
        else:
            found.append(_untimed(side, place, pair_of, sides))
    return sum(found) / len(found)


def _untimed(
    side: Side, place: Place, pair_of: tuple[Place, Place], sides: Sequence[Side]
) -> float:
    """For 起初 or 上年: whether the figure stands before the other one."""
    other = pair_of[1] if place is pair_of[0] else pair_of[0]
    if PEAK.search(side.text):
        return 0.9 if PEAK.search(_clause_of(place)) else 0.2
    if _EARLIER.search(side.text):
        return (0.9 if place.continues is None else 0.6) if place.number < other.number else 0.3
    periods = [period for one in sides for period in one.periods]
    # 八六年底价比市价高: what only one operand is dated with holds for the other.
    return (
        max(0.2, 0.9 * time_fits(place.known.fact, periods))
        if periods and content_of(side.text)
        else 0.6
    )


def _clause_of(place: Place) -> str:
    analysis = place.known.analysis
    at = analysis.clause_at(place.known.start)
    start = analysis.clauses[max(0, at - 1)][0]
    return analysis.text[start : analysis.clauses[at][1]]


def _series_fits(side: Side, place: Place) -> bool:
    wanted = ordinals_in(side.text)
    if not wanted:
        return True
    given = governing(place.known.analysis, place.known.start)
    kinds = {kind for _, kind in wanted} & {kind for _, kind in given}
    return not kinds or bool(wanted.keys() & given.keys())


def _unit(task: Task, one: Place) -> float:
    unit = one.known.fact.unit
    if not task.unit:
        return 0.0
    if task.unit == "百分点":
        return 0.05 if unit == "%" else -0.2
    if task.unit == "个":
        return 0.0
    return 0.05 if same_measure(task.unit, unit) else -0.05


def _direction(task: Task, one: Place, other: Place) -> float:
    """Whether the figures differ the way that is asked for; of one operand, the later is first."""
    first, second = one.known.fact.value, other.known.fact.value
    if len(task.sides) < 2:
        if one.number < other.number and changed(one, other):
            return -0.2  # the end of a change comes first
        rises = first > second
    else:
        rises = first > second
    if not task.sign:
        return 0.0
    return 0.04 if rises == (task.sign > 0) else -0.08


def _scopes(wanted: Wanted, one: Place, other: Place) -> float:
    """Less where a change or a part is put beside a state."""
    kinds = [bool(_CHANGES & place.known.fact.scopes) for place in (one, other)]
    score = -0.06 if kinds[0] != kinds[1] else 0.0
    if one.known.fact.value == other.known.fact.value:
        score -= 0.3
    return score


def stated_change(known: Known) -> bool:
    """Whether a figure is itself a change: 提高9个百分点."""
    return bool(_CHANGES & known.fact.scopes)
