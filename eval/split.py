"""The split into development and test questions, by connected groups of evidence paragraphs.

Two questions that share a paragraph are never on different sides: what is tuned on one must not
have seen the proof of the other. Within that rule a seeded search balances the sides.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from eval.cases import Case, QuestionType, Split, case_json
from eval.errors import CaseError
from rag.types import Document

SEED = 20
RESTARTS = 40
MIN_EACH = 20
MIN_UNANSWERABLE = 40
MIN_FACTOID = 60
_FACTOID = (QuestionType.NUMBER, QuestionType.DATE, QuestionType.ENTITY)


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that must stay together."""

    cases: tuple[Case, ...]


def paragraphs_of(case: Case, document: Document) -> tuple[int, ...]:
    """Numbers of the paragraphs that a question's evidence or nearest facts touch."""
    return tuple(
        paragraph.number
        for paragraph in document.paragraphs
        if any(
            place.start < paragraph.source.end and paragraph.source.start < place.end
            for place in case.places
        )
    )


def groups(cases: Sequence[Case], document: Document) -> tuple[Group, ...]:
    """Connected components over shared paragraphs; a question without paragraphs is its own."""
    parent: dict[object, object] = {}

    def find(node: object) -> object:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for case in cases:
        for paragraph in paragraphs_of(case, document):
            parent[find(case.id)] = find(paragraph)
    members: dict[object, list[Case]] = defaultdict(list)
    for case in cases:
        members[find(case.id)].append(case)
    return tuple(Group(tuple(found)) for found in members.values())


def assign(cases: Sequence[Case], document: Document, seed: int = SEED) -> dict[str, Split]:
    """The side of every question, by id.

    Questions without paragraphs (off topic) are spread by a hash of their id. The others are
    moved group by group from seeded starts while that lowers ``cost``; the best start wins.

    Raises:
        CaseError: no start meets the minimum numbers of the test side.
    """
    found = groups(cases, document)
    loose = [g for g in found if not paragraphs_of(g.cases[0], document)]
    bound = [g for g in found if paragraphs_of(g.cases[0], document)]
    fixed = {c.id: _spread(c.id) for group in loose for c in group.cases}
    best: tuple[float, dict[str, Split]] | None = None
    for start in range(RESTARTS):
        sides = _climb(bound, cases, fixed, random.Random(seed + start))  # noqa: S311
        value = cost(cases, sides)
        if best is None or value < best[0]:
            best = (value, sides)
    assert best is not None, "there is at least one start"
    if shortfall(Counter(c.type for c in cases if best[1][c.id] is Split.TEST)):
        raise CaseError(
            "No split gives the test side its minimum numbers.",
            "Write more questions of the rare types, or ones that link fewer paragraphs.",
        )
    return best[1]


def shortfall(types: Mapping[QuestionType, int]) -> int:
    """How many questions the test side lacks to meet its minimum numbers."""
    lacking = sum(max(0, MIN_EACH - types.get(kind, 0)) for kind in QuestionType)
    lacking += max(0, MIN_UNANSWERABLE - types.get(QuestionType.UNANSWERABLE, 0))
    return lacking + max(0, MIN_FACTOID - sum(types.get(kind, 0) for kind in _FACTOID))


def cost(cases: Sequence[Case], sides: Mapping[str, Split]) -> float:
    """What is wrong with a split: lacking numbers first, then imbalance of every share."""
    test = [case for case in cases if sides[case.id] is Split.TEST]
    types = Counter(case.type for case in test)
    value = 1000.0 * shortfall(types) + 2.0 * abs(2 * len(test) - len(cases))
    for kind, total in Counter(case.type for case in cases).items():
        least = MIN_UNANSWERABLE if kind is QuestionType.UNANSWERABLE else MIN_EACH
        value += 2.0 * abs(types[kind] - max(total / 2, least))
    for weight, counted, had in _shares(cases, test):
        value += weight * abs(had - counted * len(test) / len(cases))
    return value


def frozen_digest(cases: Sequence[Case]) -> str:
    """SHA-256 over the test questions, one JSON line each, by id: what a freeze holds."""
    lines = [case_json(c) for c in sorted(cases, key=lambda c: c.id) if c.split is Split.TEST]
    return sha256("\n".join(lines).encode()).hexdigest()


def _shares(cases: Sequence[Case], test: Sequence[Case]) -> Iterator[tuple[float, int, int]]:
    for key, weight in (("register", 2.0), ("sections", 0.5)):
        total = Counter(str(getattr(case, key)) for case in cases)
        had = Counter(str(getattr(case, key)) for case in test)
        for name, count in total.items():
            yield weight, count, had[name]


def _spread(identifier: str) -> Split:
    return Split.TEST if sha256(identifier.encode()).digest()[0] % 2 else Split.DEV


def _climb(
    bound: Sequence[Group], cases: Sequence[Case], fixed: Mapping[str, Split], dice: random.Random
) -> dict[str, Split]:
    sides = dict(fixed)
    for group in bound:
        _move(group, sides, dice.choice((Split.DEV, Split.TEST)))
    value = cost(cases, sides)
    improved = True
    while improved:
        improved = False
        for group in dice.sample(list(bound), len(bound)):
            before = sides[group.cases[0].id]
            _move(group, sides, Split.DEV if before is Split.TEST else Split.TEST)
            now = cost(cases, sides)
            if now < value:
                value, improved = now, True
            else:
                _move(group, sides, before)
    return sides


def _move(group: Group, sides: dict[str, Split], side: Split) -> None:
    for case in group.cases:
        sides[case.id] = side
