"""Promises 1 and 2, checked on every answer, whoever wrote it. What fails is not shown."""

from collections.abc import Mapping, Sequence

from rag.answering.draft import Line
from rag.answering.figures import Figure, figures, supported
from rag.language.patterns import late_regex
from rag.types import Checks, Citation, Computation, Document, Period, Role, Tally

_YEARS = late_regex(r"(\d{1,2})年")


def quote_holds(citation: Citation, documents: Mapping[str, Document]) -> bool:
    """Promise 1: the quote is the source, code point for code point, and not empty."""
    document = documents.get(citation.document)
    return (
        document is not None
        and bool(citation.quote)
        and document.source[citation.start : citation.end] == citation.quote
    )


def unsupported_figures(
    line: str, citations: Sequence[Citation], question: str, computation: Computation | None = None
) -> tuple[int, list[Figure]]:
    """Promise 2 for one line: how many figures it states, and those nothing supports.

    A figure is supported by a cited span, by the question it gives back, or by the shown
    computation.
    """
    claims = figures(line)
    grounds = [citation.text for citation in citations]
    outcome = supported(claims, [*grounds, question], anchors(citations))
    computed = set() if computation is None else {computation.result}
    failed = [claim for claim, ok in outcome if not ok and _number(claim) not in computed]
    return len(claims), failed


def _number(claim: Figure) -> float | None:
    """The value of a figure; 12年 may be a computed number of years as well as the year 2012."""
    if claim.value is not None:
        return float(claim.value)
    years = _YEARS.fullmatch(claim.text)
    return float(years[1]) if years else None


def anchors(citations: Sequence[Citation]) -> list[Period]:
    """The periods that the context citations state."""
    return [
        figure.period
        for citation in citations
        if citation.role is Role.CONTEXT
        for figure in figures(citation.text)
        if figure.period is not None
    ]


def check_lines(
    lines: Sequence[Line],
    documents: Mapping[str, Document],
    question: str,
    computation: Computation | None,
    written_by: str,
) -> tuple[tuple[Line, ...], Checks]:
    """Keep the lines that pass; count what was checked.

    ``checked`` and ``ok`` count what is shown, ``dropped`` the lines that failed.
    """
    kept: list[Line] = []
    quotes = numbers = 0
    for line in lines:
        if not line.citations or not all(quote_holds(c, documents) for c in line.citations):
            continue
        count, failed = unsupported_figures(line.text, line.citations, question, computation)
        if failed:
            continue
        kept.append(line)
        quotes += len(line.citations)
        numbers += count
    return tuple(kept), Checks(
        quotes=Tally(quotes, quotes),
        numbers=Tally(numbers, numbers),
        dropped=len(lines) - len(kept),
        written_by=written_by,
    )
