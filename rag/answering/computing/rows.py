"""The figures of a total: one for each member that is named, or a row that the text tells."""

from collections.abc import Mapping, Sequence
from itertools import product

from rag.answering.computing.fitting import same_measure, time_fits, unit_fits
from rag.answering.computing.kin import comparable_places, kinship
from rag.answering.computing.known import Weigher
from rag.answering.computing.operands import Choice
from rag.answering.computing.places import (
    Place,
    end_of,
    same_paragraph,
    same_sentence,
    weighed,
)
from rag.answering.computing.task import Task
from rag.facts import Scope
from rag.language.patterns import late_regex
from rag.question import Question

_NAMED = 0.4
"""Least weight share of what is counted that must stand by the figure of each year."""

_KEPT = {2: 10, 3: 6, 4: 4}
_TIMES = frozenset({"年", "岁", "天", "个月", "周岁"})
_BETWEEN = late_regex(r"[、，,和与及；;]")


def members(
    task: Task, question: Question, places: Sequence[Place], weigher: Weigher
) -> Choice | None:
    """A figure for each member of the sum, None where one has none."""
    texts = [weighed(side.text, weigher, question) for side in task.sides]
    dated = len({side.periods for side in task.sides}) > 1
    own = []
    for number, terms in enumerate(texts):
        rest = {term for at, one in enumerate(texts) if at != number for term in one}
        own.append({term: weight for term, weight in terms.items() if term not in rest})
    whole = weighed(task.shared, weigher, question)
    kept = _KEPT.get(len(task.sides), 3)
    rated: list[list[tuple[float, Place]]] = []
    for number, side in enumerate(task.sides):
        periods = side.periods or question.periods
        scored = []
        for place in places:
            if not unit_fits(task.unit, place.known.fact) and task.unit not in ("", "个"):
                continue
            time = time_fits(place.known.fact, periods)
            if side.periods and (not time or place.share(texts[number]) < _NAMED):
                continue
            mine = place.share(own[number]) if own[number] else 0.5
            score = 0.4 * mine + 0.25 * place.share(whole) + 0.2 * time + 0.15 * place.known.rank
            scored.append((score, place))
        rated.append(sorted(scored, key=lambda one: (-one[0], one[1].number))[:kept])
    found: list[tuple[float, tuple[Place, ...]]] = []
    for combination in product(*rated):
        chosen = tuple(place for _, place in combination)
        if len({place.number for place in chosen}) < len(chosen):
            continue
        if not all(comparable_places(chosen[0], place) for place in chosen[1:]):
            continue
        score = sum(score for score, _ in combination) / len(combination)
        score += _joined(chosen, dated) + _apart(own, chosen)
        found.append((score, chosen))
    return _best(found)


def row(task: Task, question: Question, places: Sequence[Place], weigher: Weigher) -> Choice | None:
    """The figures of one row, told side by side in one sentence and unit."""
    whole = weighed(task.shared, weigher, question)
    found: list[tuple[float, tuple[Place, ...]]] = []
    for told_ in _rows(places, task):
        places_ = _one_a_time(told_, whole)
        time = time_fits(places_[0].known.fact, question.periods) if question.periods else 0.5
        if not time:
            continue
        told = sum(
            weight * max(place.nearness.get(term, 0.0) for place in places_)
            for term, weight in whole.items()
        ) / (sum(whole.values()) or 1.0)
        score = 0.5 * told + 0.2 * places_[0].known.rank + 0.2 * time + 0.1
        found.append((score, places_))
    return _best(found)


def _one_a_time(places: tuple[Place, ...], whole: Mapping[str, float]) -> tuple[Place, ...]:
    """Of a row that tells several figures of each time (培训2160人，就业1345人；次年…) the one of
    each that is nearest to the question; other rows as they are."""
    by_time: dict[object, list[Place]] = {}
    for place in places:
        time = place.known.fact.time
        by_time.setdefault(time.period if time is not None else None, []).append(place)
    several = len(by_time) > 1 and None not in by_time
    if not several or all(len(held) == 1 for held in by_time.values()):
        return places
    return tuple(
        max(held, key=lambda place: (place.share(whole), -place.number))
        for held in by_time.values()
    )


def _joined(chosen: Sequence[Place], dated: bool) -> float:
    together = all(same_sentence(chosen[0].known, place.known) for place in chosen[1:])
    near = all(same_paragraph(chosen[0].known, place.known) for place in chosen[1:])
    alike = min(kinship(chosen[0], place) for place in chosen[1:])
    if dated:
        return 0.2 * alike
    return (0.12 if together else 0.06 if near else 0.0) + 0.08 * alike


def _apart(own: Sequence[Mapping[str, float]], chosen: Sequence[Place]) -> float:
    """Less where the words of one member stand as near to the figure of another."""
    score = 0.0
    for number, terms in enumerate(own):
        if not terms:
            continue
        here = chosen[number].share(terms)
        there = max(place.share(terms) for at, place in enumerate(chosen) if at != number)
        score += min(0.0, here - there)
    return 0.2 * score / len(own)


def _rows(places: Sequence[Place], task: Task) -> list[tuple[Place, ...]]:
    """The longest runs of figures of one unit in one sentence with nothing but words between."""
    found: list[tuple[Place, ...]] = []
    run: list[Place] = []
    for place in [*places, None]:
        if place is not None and run and place.known.fact.unit in _TIMES:
            continue
        fits = place is not None and (
            not task.unit or same_measure(task.unit, place.known.fact.unit)
        )
        goes_on = (
            fits
            and place is not None
            and bool(run)
            and same_sentence(run[-1].known, place.known)
            and same_measure(run[-1].known.fact.unit, place.known.fact.unit)
            and _side_by_side(run[-1], place)
            and (len(run) < 2 or _listed(run[-2], run[-1]) == _listed(run[-1], place))
        )
        if not goes_on:
            if len(run) > 1:
                found.append(tuple(run))
            run = []
        if fits and place is not None:
            run.append(place)
    return found


def _listed(one: Place, other: Place) -> bool:
    """Whether an enumeration comma joins them; a row has one mark throughout."""
    between = one.known.analysis.text[end_of(one.known) : other.known.start]
    return "，" not in between and "；" not in between


def _side_by_side(one: Place, other: Place) -> bool:
    between = one.known.analysis.text[end_of(one.known) : other.known.start]
    if "其中" in between or "。" in between or len(between) > 30:
        return False
    if Scope.SHARE in other.known.fact.scopes and other.known.fact.unit != one.known.fact.unit:
        return False
    return _BETWEEN.search(between) is not None


def _best(found: list[tuple[float, tuple[Place, ...]]]) -> Choice | None:
    if not found:
        return None
    found.sort(key=lambda one: (-one[0], one[1][0].number))
    fit, best = found[0]
    total = sum(place.known.fact.value for place in best)
    rival = next(
        (score for score, places in found if sum(p.known.fact.value for p in places) != total), 0.0
    )
    return Choice(tuple(place.known for place in best), fit, fit - rival, fit, adding=True)
