"""Where the words of a question stand about a figure, seen from its own place in a row.

In 高级讲师11人、讲师34人 or 由31%升为92% the figures share a clause, so a clause does not tell
them apart. Each figure has the words from the figure before it to itself, and those that follow
it up to the next mark; a figure with a bare verb (1967年扩大到19.8万亩) goes on with the words of
the figure before in its unit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.answering.computing.known import Known, Weigher
from rag.facts.finding import terms_of
from rag.language.patterns import late_regex
from rag.question import Question

_OWN, _NAMED, _CONTINUED, _CLAUSE, _OTHERS, _SENTENCE, _BEFORE = (
    1.0,
    0.9,
    0.85,
    0.7,
    0.35,
    0.5,
    0.35,
)
_SINGLE = 0.3
"""What a single character counts beside a pair."""
_ADDED = 0.5

_BARE = late_regex(
    r"[\W\d]|年底?|月|末|初|[的了到至为达有是共约仅只又再也则增加减少升降扩大缩小提高跌回落上下反猛剧骤更而当次翌其中时已才即又由从自并各]"
)
_MARK = late_regex(r"[，。；：、！？,;:!?）)]")


@dataclass(frozen=True, slots=True)
class Place:
    """A figure and how near to it (0-1) each word of the question stands; ``own`` are the words
    of its place in the row, ``continues`` the place whose words it goes on with."""

    known: Known
    number: int
    own: str
    nearness: Mapping[str, float]
    continues: int | None = None

    def share(self, terms: Mapping[str, float]) -> float:
        """The weight share (0-1) of the terms that stand by the figure."""
        total = sum(terms.values())
        near = self.nearness
        return (
            sum(weight * near.get(term, 0.0) for term, weight in terms.items()) / total
            if total
            else 0.0
        )


def places_of(pool: Sequence[Known], asked: frozenset[str]) -> list[Place]:
    """The places of the facts, in the order of the text."""
    found: list[Place] = []
    for number, known in enumerate(pool):
        found.append(_place(known, _next(pool, number), asked, found))
    return found


def weighed(text: str, weigher: Weigher, question: Question) -> dict[str, float]:
    """The terms of a part of a question with their weights; single characters count little, the
    texts' own words for those of the question as much as they are sure."""
    found: dict[str, float] = {}
    for term in terms_of(text):
        if weigher.known(term):
            found[term] = weigher.weight(term) * (1.0 if len(term) > 1 else _SINGLE)
    for added in question.added:
        if added.source in text and len(added.text) > 1:
            for term in terms_of(added.text):
                if len(term) > 1 and weigher.known(term):
                    found.setdefault(term, weigher.weight(term) * added.weight * _ADDED)
    return found


def _next(pool: Sequence[Known], number: int) -> Known | None:
    known = pool[number + 1] if number + 1 < len(pool) else None
    return known if known is not None and same_sentence(known, pool[number]) else None


def same_sentence(first: Known, second: Known) -> bool:
    """Whether two figures stand in one sentence."""
    one, other = first.fact, second.fact
    return (one.document, one.sentence) == (other.document, other.sentence)


def same_paragraph(first: Known, second: Known) -> bool:
    """Whether two figures stand in one paragraph."""
    return (
        first.fact.document == second.fact.document
        and first.analysis.sentence.paragraph == second.analysis.sentence.paragraph
    )


def end_of(known: Known) -> int:
    """Where a figure ends in its sentence."""
    return known.start + len(known.fact.text)


def _place(
    known: Known, behind: Known | None, asked: frozenset[str], found: Sequence[Place]
) -> Place:
    number, before = len(found), found[-1] if found else None
    analysis, text = known.analysis, known.analysis.text
    clause = analysis.clauses[analysis.clause_at(known.start)]
    inside = before is not None and same_sentence(before.known, known)
    floor = max(clause[0], end_of(before.known)) if inside and before else clause[0]
    left = text[floor : known.start]
    stop = min(behind.start if behind else len(text), clause[1])
    right = _MARK.split(text[end_of(known) : stop], maxsplit=1)[0]
    own, continues = left + " " + right, None
    if len(_BARE.sub("", own)) < 2:
        continues = _continued(known, before, found, inside, clause)
        if continues is None:
            floor = analysis.clauses[max(0, analysis.clause_at(known.start) - 1)][0]
            if inside and before:
                floor = max(floor, end_of(before.known))
            own = text[floor : known.start] + " " + right
    levels = [
        (analysis.context_terms, _BEFORE),
        (analysis.terms, _SENTENCE),
        (terms_of(text[slice(*clause)]), _CLAUSE),
    ]
    if inside and before and end_of(before.known) > clause[0]:
        levels[2] = (terms_of(text[slice(*clause)]), _OTHERS)
        levels.append((terms_of(text[clause[0] : _row_start(known, found, clause)]), _CLAUSE))
    if continues is not None:
        levels.append((terms_of(found[continues].own), _CONTINUED))
    levels.append((terms_of(known.fact.subject + " " + known.fact.whole), _CLAUSE))
    levels.append((terms_of(known.fact.metric), _NAMED))
    levels.append((terms_of(own), _OWN))
    nearness: dict[str, float] = {}
    for terms, level in levels:
        for term in asked & terms:
            nearness[term] = (
                max(level, nearness.get(term, 0.0))
                if level > _OTHERS
                else nearness.get(term, level)
            )
    return Place(
        known, number, own if continues is None else found[continues].own, nearness, continues
    )


def _row_start(known: Known, found: Sequence[Place], clause: tuple[int, int]) -> int:
    """Where the first figure of the clause stands."""
    starts = [
        place.known.start
        for place in found
        if same_sentence(place.known, known) and place.known.start >= clause[0]
    ]
    return min(starts, default=known.start)


def _continued(
    known: Known,
    before: Place | None,
    found: Sequence[Place],
    inside: bool,
    clause: tuple[int, int],
) -> int | None:
    """The nearest figure before in the same unit and paragraph, whose words are meant."""
    for place in reversed(found[-8:]):
        if not same_paragraph(place.known, known):
            return None
        if place.known.fact.unit == known.fact.unit:
            return place.continues if place.continues is not None else place.number
    return None
