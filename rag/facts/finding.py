"""Looking facts up by subject, metric, years and unit."""

from collections.abc import Iterable
from functools import lru_cache

from rag.facts.records import Fact
from rag.language.tokens import tokenize

_ENOUGH = 0.5
"""Share of the asked terms that a fact's words must have."""


@lru_cache(maxsize=65536)
def terms_of(text: str) -> frozenset[str]:
    """The search tokens of a few words; kept, because a table asks for the same ones again."""
    return frozenset(tokenize(text))


def find_facts(
    facts: Iterable[Fact],
    subject: str = "",
    metric: str = "",
    years: tuple[int | None, int | None] = (None, None),
    unit: str = "",
) -> list[Fact]:
    """The facts that fit, best first; ties in text order. Empty conditions let all pass.

    Args:
        facts: the table.
        subject: words for the body or group, matched by shared tokens.
        metric: words for what is counted, matched likewise.
        years: first and last year, both included, None for an open side; a fact without a
            time never fits a year.
        unit: the exact unit.
    """
    scored: list[tuple[float, Fact]] = []
    for fact in facts:
        if unit and fact.unit != unit:
            continue
        if not _in_years(fact, years):
            continue
        name = _share(subject, fact.subject)
        counted = max(_share(metric, fact.metric), _share(metric, fact.subject + fact.metric))
        if name >= _ENOUGH and counted >= _ENOUGH:
            scored.append((name + counted, fact))
    scored.sort(key=lambda pair: (-pair[0], pair[1].document, pair[1].figure.start))
    return [fact for _, fact in scored]


def _share(asked: str, given: str) -> float:
    """The share of the asked tokens that are given; pairs count double, 1.0 for none asked."""
    wanted = terms_of(asked)
    if not wanted:
        return 1.0
    shared = wanted & terms_of(given)
    return sum(map(len, shared)) / sum(map(len, wanted))


def _in_years(fact: Fact, years: tuple[int | None, int | None]) -> bool:
    if years == (None, None):
        return True
    if fact.time is None:
        return False
    first, last = years[0] or 1, years[1] or 9999
    return fact.time.period.first.year <= last and first <= fact.time.period.last.year
