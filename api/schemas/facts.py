"""The table of figures as JSON."""

from datetime import date

from pydantic import Field, FiniteFloat

from api.schemas.places import CitationOut, Out
from rag import types


class PeriodOut(Out):
    """A closed interval of days."""

    first: date = Field(serialization_alias="from")
    last: date = Field(serialization_alias="to")


class FactOut(Out):
    """A figure: ``value`` (to ``upper``, where it is a range) in ``unit``, as ``figure`` says.

    ``time`` is null where the text gives none.
    """

    time: PeriodOut | None
    subject: str
    metric: str
    value: FiniteFloat
    upper: FiniteFloat | None
    unit: str
    qualifiers: list[str]
    scopes: list[str]
    figure: str
    citation: CitationOut

    @classmethod
    def of(cls, row: types.FactRow) -> "FactOut":
        """From the pipeline's record."""
        period = row.period
        return cls(
            time=None if period is None else PeriodOut(first=period.first, last=period.last),
            subject=row.subject,
            metric=row.metric,
            value=row.value,
            upper=row.upper,
            unit=row.unit,
            qualifiers=list(row.qualifiers),
            scopes=list(row.scopes),
            figure=row.figure,
            citation=CitationOut.of(row.citation),
        )


class FactsOut(Out):
    """One page of figures; ``total`` counts those that fit, ``scanned`` all there are."""

    scanned: int
    total: int
    limit: int
    offset: int
    facts: list[FactOut]
    index: str

    @classmethod
    def of(cls, table: types.FactTable, limit: int, offset: int) -> "FactsOut":
        """From the pipeline's record."""
        return cls(
            scanned=table.scanned,
            total=len(table.rows),
            limit=limit,
            offset=offset,
            facts=[FactOut.of(row) for row in table.rows[offset : offset + limit]],
            index=table.index,
        )
