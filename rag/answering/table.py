"""The table of figures as a user sees it: each row with its citation."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from rag.answering.citing import Citer
from rag.facts import Fact, find_facts
from rag.types import Document, FactRow, Filters, Role

Years = tuple[int | None, int | None]


def fact_rows(
    facts: Mapping[str, Iterable[Fact]],
    documents: Mapping[str, Document],
    citer: Citer,
    *,
    subject: str,
    metric: str,
    years: Years,
    filters: Filters,
) -> tuple[FactRow, ...]:
    """The figures that fit, best first; each row's citation has the row's number as marker."""
    within = [
        fact
        for name, table in sorted(facts.items())
        if not filters.documents or name in filters.documents
        for fact in table
        if not filters.sections or fact.section in filters.sections
    ]
    found = find_facts(within, subject, metric, years)
    return tuple(
        _row(fact, number, documents[fact.document], citer)
        for number, fact in enumerate(found, start=1)
    )


def _row(fact: Fact, number: int, document: Document, citer: Citer) -> FactRow:
    sentence = document.sentences[fact.sentence - 1]
    citation = citer.cite(document, sentence.reading, Role.EVIDENCE)
    return FactRow(
        period=None if fact.time is None else fact.time.period,
        subject=fact.subject,
        metric=fact.metric,
        figure=fact.text,
        value=float(fact.value),
        upper=None if fact.upper is None else float(fact.upper),
        unit=fact.unit,
        qualifiers=fact.qualifiers,
        scopes=tuple(sorted(scope.value for scope in fact.scopes)),
        citation=replace(citation, marker=number),
    )
