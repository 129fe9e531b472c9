"""The smallest run of clauses that carries an answer."""

from rag.analysis import SentenceAnalysis
from rag.matching import Matches, together
from rag.types import Span

# A clause joins the run when it adds at least this share of the question's weight.
_WORTH = 0.08


def evidence_run(matches: Matches, start: int, end: int) -> Span:
    """Clauses around ``[start, end)`` that a reader needs to see that it is the answer.

    The run holds the stretch itself, and reaches as far as clauses add terms of the question
    that the run does not have yet. Offsets count in the sentence.
    """
    analysis = matches.analysis
    first, last = analysis.clause_at(start), analysis.clause_at(max(start, end - 1))
    seen = together(matches.clauses[first : last + 1])
    numbers = _member(analysis, first, last)
    for step in sorted(numbers, key=lambda number: (_distance(number, first, last), number)):
        if first <= step <= last:
            continue
        if matches.share(matches.clauses[step] & ~seen) >= _WORTH:
            first, last = min(first, step), max(last, step)
            seen = together(matches.clauses[first : last + 1])
    return Span(analysis.clauses[first][0], analysis.clauses[last][1])


def with_sequel(analysis: SentenceAnalysis, run: Span, clauses: int = 2) -> Span:
    """The run and the clauses after it, up to the next semicolon: Chinese puts the verdict last."""
    last = analysis.clause_at(run.end - 1)
    stop = min(_member(analysis, last, last).stop - 1, last + clauses)
    return Span(run.start, analysis.clauses[stop][1])


def _member(analysis: SentenceAnalysis, first: int, last: int) -> range:
    """The clauses between the semicolons around a stretch: what is beyond tells of others."""
    stops = [
        number
        for number, (_, end) in enumerate(analysis.clauses)
        if analysis.text[end - 1] in "；;"
    ]
    low = max((number + 1 for number in stops if number < first), default=0)
    high = min((number for number in stops if number >= last), default=len(analysis.clauses) - 1)
    return range(low, high + 1)


def _distance(number: int, first: int, last: int) -> int:
    return max(first - number, number - last, 0)
