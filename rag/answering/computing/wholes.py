"""A whole and its parts: what is left of it, and what share of it a part is.

The text tells them in a row: 投资486万元，其中拨款210万元、集资196万元，其余为贷款. What is left is
the whole without the parts that the question leaves out; where it asks for what the text calls
其余, without all that are named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.answering.computing.aim_patterns import REMAINING
from rag.answering.computing.fitting import same_measure, time_fits, unit_fits
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
from rag.facts.finding import terms_of
from rag.language.patterns import late_regex
from rag.question import Question

_REST_WORDS = late_regex(r"其余|余下|剩余|剩下|余|[的为由归系皆均者款以占全部]")
_FIGURE = late_regex(r"[0-9０-９]|[一二三四五六七八九十百千万两]+[人名户家个元成]")
_CALLED = 0.4
"""Least share of the words of the rest that the question must have."""
_SHOWN = 0.3
_DENIED = late_regex(r"[未没]|不(?!足|少|过)|无(?!线|锡)|非(?!常|洲)")
_PARTS = 5
_NEXT = 2
"""How many sentences behind the whole its parts may stand."""
_INSIDE = late_regex(r"其中|当中|[中里]有?|内有?")
_STOP = late_regex(r"[，。；,;]")
_JOIN = late_regex(r"[和与、及跟]|以及")


@dataclass(frozen=True, slots=True)
class Parted:
    """A whole, its parts in the order of the text, and whether the text says 其中 of them."""

    whole: Place
    parts: tuple[Place, ...]
    told: bool


def left_over(
    task: Task, question: Question, places: Sequence[Place], weigher: Weigher
) -> Choice | None:
    """The whole and the parts to take from it, None where no whole is told."""
    out = task.sides[1].text
    members = [one for one in _JOIN.split(out) if one.strip()] or [out]
    wanted = weighed(task.shared, weigher, question)
    named = [weighed(one, weigher, question) for one in members] if out.strip() else []
    own = {term for one in named for term in one}
    kept = {term: weight for term, weight in wanted.items() if term not in own}
    found: list[tuple[float, tuple[Place, ...]]] = []
    for parted in _parted(places, task.unit, question):
        told = _told(wanted, (parted.whole, *parted.parts))
        base = 0.4 * told + 0.15 * parted.whole.known.rank + (0.15 if parted.told else 0.0)
        base += 0.1 * _timed(parted.whole, question)
        if named:
            chosen = _named_parts(named, parted)
            if chosen is None:
                continue
            parts, share = chosen
            if any(_DENIED.search(part.own) for part in parts):
                continue
            if not parted.told and share < _SHOWN:
                continue
            found.append((base + 0.3 * share, (parted.whole, *parts)))
            continue
        rest = _remainder(parted)
        if rest is None:
            for part in parted.parts[:2]:
                found.append((base - 0.05, (parted.whole, part)))
            continue
        share = _share_of(kept, rest)
        found.append((base + 0.3 * share + 0.1, (parted.whole, *parted.parts)))
    return _best(found)


def implied(
    task: Task, question: Question, places: Sequence[Place], weigher: Weigher
) -> Choice | None:
    """What is left, where the question asks for it by what the text says of the rest."""
    wanted = weighed(task.shared, weigher, question)
    found: list[tuple[float, tuple[Place, ...]]] = []
    for parted in _parted(places, task.unit, question):
        rest = _remainder(parted)
        if rest is None or _FIGURE.search(rest):
            continue
        named = {term for term in terms_of(_REST_WORDS.sub(" ", rest)) if len(term) > 1}
        asked = terms_of(question.folded)
        share = len(named & asked) / len(named) if named else 0.0
        if share < _CALLED:
            continue
        told = _told(wanted, (parted.whole, *parted.parts))
        score = 0.5 * share + 0.3 * told + 0.2 * parted.whole.known.rank
        found.append((score, (parted.whole, *parted.parts)))
    return _best(found)


def part_and_whole(
    task: Task, question: Question, places: Sequence[Place], weigher: Weigher
) -> Choice | None:
    """The part and the whole of a share."""
    part, of = (weighed(side.text, weigher, question) for side in task.sides)
    own = {term: weight for term, weight in part.items() if term not in of} or part
    wanted = {**of, **part}
    found: list[tuple[float, tuple[Place, ...]]] = []
    for parted in _parted(places, "", question):
        for one in parted.parts:
            told = _told(wanted, (parted.whole, one))
            score = 0.4 * told + 0.3 * one.share(own) + 0.15 * one.known.rank
            score += (0.1 if parted.told else 0.0) + 0.1 * _timed(one, question)
            score += 0.1 * parted.whole.share(of) if of else 0.05
            found.append((score, (one, parted.whole)))
    return _best(found)


def _best(found: list[tuple[float, tuple[Place, ...]]]) -> Choice | None:
    if not found:
        return None
    found.sort(key=lambda one: (-one[0], one[1][0].number, -len(one[1])))
    fit, best = found[0]
    values = [place.known.fact.value for place in best]
    rival = next(
        (score for score, places in found if [p.known.fact.value for p in places] != values), 0.0
    )
    return Choice(tuple(place.known for place in best), fit, fit - rival, fit)


def _told(wanted: Mapping[str, float], places: Sequence[Place]) -> float:
    total = sum(wanted.values())
    if not total:
        return 0.0
    return (
        sum(
            weight * max(place.nearness.get(term, 0.0) for place in places)
            for term, weight in wanted.items()
        )
        / total
    )


def _timed(place: Place, question: Question) -> float:
    return time_fits(place.known.fact, question.periods) if question.periods else 0.5


def _parted(places: Sequence[Place], unit: str, question: Question) -> list[Parted]:
    found = []
    for whole in places:
        fact = whole.known.fact
        if fact.unit == "%" or not unit_fits(unit, fact):
            continue
        parts, told = _parts(whole, places)
        facts = [fact, *(part.known.fact for part in parts)]
        if question.periods and not any(time_fits(one, question.periods) for one in facts):
            continue
        if parts:
            found.append(Parted(whole, parts, told))
    return found


def _parts(whole: Place, places: Sequence[Place]) -> tuple[tuple[Place, ...], bool]:
    """The smaller figures of the unit behind a whole, up to the next that is no part."""
    parts: list[Place] = []
    told = False
    total = whole.known.fact.value
    for place in places[whole.number + 1 : whole.number + 12]:
        known = place.known
        if not same_paragraph(known, whole.known) or len(parts) == _PARTS:
            break
        if known.fact.sentence - whole.known.fact.sentence > _NEXT:
            break
        if not same_measure(known.fact.unit, whole.known.fact.unit):
            continue
        if {Scope.AVERAGE, Scope.SHARE} & known.fact.scopes - whole.known.fact.scopes:
            continue
        if known.fact.value > total:
            break
        if not parts:
            told = _inside(whole, place)
        parts.append(place)
        total -= known.fact.value
    return tuple(parts), told


def _inside(whole: Place, part: Place) -> bool:
    """Whether the text says that the one is a part of the other."""
    first, second = whole.known, part.known
    text = second.analysis.text
    start = end_of(first) if same_sentence(first, second) else 0
    between = text[start : second.start]
    return "其中" in between or (_INSIDE.search(between) is not None and "，" not in between)


def _named_parts(
    named: Sequence[Mapping[str, float]], parted: Parted
) -> tuple[tuple[Place, ...], float] | None:
    """For each thing left out the part that is called by it."""
    chosen: list[Place] = []
    total = 0.0
    for terms in named:
        rated = [
            (place.share(terms) - 0.3 * parted.whole.share(terms), -place.number, place)
            for place in parted.parts
            if place not in chosen
        ]
        if not rated:
            return None
        share, _, place = max(rated, key=lambda one: one[:2])
        total += share
        chosen.append(place)
    chosen.sort(key=lambda place: place.number)
    return tuple(chosen), total / len(named)


def _remainder(parted: Parted) -> str | None:
    """What the text says of the rest behind the last part, None where it says nothing."""
    last = parted.parts[-1].known
    text = last.analysis.text
    match = REMAINING.search(text, end_of(last))
    if match is None:
        return None
    return _STOP.split(text[match.start() :], maxsplit=1)[0][:30]


def _share_of(terms: Mapping[str, float], text: str) -> float:
    total = sum(terms.values())
    return sum(weight for term, weight in terms.items() if term in text) / total if total else 0.0
