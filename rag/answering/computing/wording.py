"""Computed answers in words: each operand as the text states it, then the formula."""

from collections.abc import Sequence

from rag.analysis import SentenceAnalysis
from rag.answering.checks import unsupported_figures
from rag.answering.citing import Citer
from rag.answering.computing.interval import Interval
from rag.answering.computing.known import Known
from rag.answering.computing.ordinals import ordinals_in, stated_in
from rag.answering.computing.task import Operation
from rag.answering.draft import Line
from rag.answering.wording import sentence
from rag.facts import Fact, FactTime
from rag.language.clauses import clauses
from rag.language.period_words import period_in_words
from rag.types import Citation, Computation, Operand, Role, Span

_SIGNS = {
    Operation.DIFFERENCE: " − ",
    Operation.REST: " − ",
    Operation.SUM: " + ",
    Operation.RATIO: " ÷ ",
    Operation.SHARE: " ÷ ",
    Operation.AVERAGE: " ÷ ",
}


def lines_of(
    chosen: Sequence[Known], citer: Citer, *, series: bool = False
) -> tuple[tuple[Line, ...], list[int]]:
    """One line for each sentence that states operands, in the order of the operands.

    A line is the clauses from the first figure's time to the last figure; where its figures are
    not carried by that, the whole sentence. With ``series``, the sentence before that says of
    which number (第二十届) the figures are is cited as context.

    Returns:
        The lines, and for each operand the marker of the citation that states it.
    """
    groups: dict[tuple[str, int], list[Known]] = {}
    for known in chosen:
        groups.setdefault((known.fact.document, known.fact.sentence), []).append(known)
    made = {key: _line(group, citer, series) for key, group in groups.items()}
    markers = [
        made[known.fact.document, known.fact.sentence].citations[0].marker for known in chosen
    ]
    return tuple(made.values()), markers


def _line(group: Sequence[Known], citer: Citer, series: bool) -> Line:
    analysis = group[0].analysis
    runs = [_run(analysis, known.start, known.fact.time) for known in group]
    run = Span(min(one.start for one in runs), max(one.end for one in runs))
    times = [known.fact.time for known in group if known.fact.time and known.fact.time.inherited]
    context = tuple(dict.fromkeys(_cite_stated(citer, analysis, time.start) for time in times))
    before = f"〔{period_in_words(times[0].period)}〕" if times else ""
    if series:
        context = (*context, *_numbered(group, citer))
    for span in (run, Span(0, len(analysis.text))):
        cited = (_cite(citer, analysis, span, Role.EVIDENCE), *context)
        line = Line(before + sentence(cited[0].text), cited)
        if not unsupported_figures(line.text, cited, "")[1]:
            break
    return line


def _numbered(group: Sequence[Known], citer: Citer) -> list[Citation]:
    """What says of which number of a series the figures are, where it stands further up."""
    found = []
    for known in group:
        holder, _ = stated_in(known.analysis, known.start)
        if holder.number != known.analysis.sentence.number and ordinals_in(holder.text):
            found.append(citer.cite(known.analysis.document, holder.reading, Role.CONTEXT))
    return list(dict.fromkeys(found))


def interval_lines(
    found: Interval, result: str, citer: Citer, *, by_year: bool
) -> tuple[tuple[Line, ...], tuple[Operand, ...], Line]:
    """The two dated events, the years as operands, and the formula."""
    lines = []
    for event in (found.last, found.first):
        analysis, time = event.analysis, event.time
        base = analysis.sentence.reading.start
        run = Span(event.start, event.end)
        context: tuple[Citation, ...] = ()
        before = ""
        if time.inherited:
            context = (_cite_stated(citer, analysis, time.start),)
            before = f"〔{period_in_words(time.period)}〕"
        else:
            run = _reach(analysis, run, time.start, time.end)
        span = Span(base + run.start, base + run.end)
        main = citer.cite(analysis.document, span, Role.EVIDENCE)
        lines.append(Line(before + sentence(main.text), (main, *context)))
    operands = tuple(
        Operand(f"{event.year}年", float(event.year), "年", line.citations[0].marker)
        for event, line in zip((found.last, found.first), lines, strict=True)
    )
    cited = tuple(dict.fromkeys(citation for line in lines for citation in line.citations))
    first, last = (period_in_words(event.time.period) for event in (found.first, found.last))
    text = f"{first}与{last}，{'按年份' if by_year else ''}相差{result}。"
    return tuple(lines), operands, Line(text, cited)


def formula_line(
    operation: Operation,
    facts: Sequence[Fact],
    result: str,
    lines: Sequence[Line],
    computation: Computation,
) -> Line | None:
    """The formula in words, in the first form that the checks let pass; None where none does.

    A figure that carries 截至 or 共 in the text is another figure without it, so operands are
    also tried with those words.
    """
    cited = tuple(dict.fromkeys(citation for line in lines for citation in line.citations))
    for operands in _forms(facts):
        text = f"{_formula(operation, operands)} = {result}。"
        if not unsupported_figures(text, cited, "", computation)[1]:
            return Line(text, cited)
    return None


def in_signs(expression: str) -> str:
    """A formula with the signs that people write: 26506 − 2902, 20 ÷ 179 × 100."""
    for plain, sign in ((" - ", " − "), (" / ", " ÷ "), (" * ", " × ")):
        expression = expression.replace(plain, sign)
    return expression


def _forms(facts: Sequence[Fact]) -> list[list[str]]:
    bare = [fact.text.replace(" ", "") for fact in facts]
    named = [_with_words(fact, text) for fact, text in zip(facts, bare, strict=True)]
    dated = [f"{_until(fact)}{text}" for fact, text in zip(facts, named, strict=True)]
    return [bare, named, dated]


def _with_words(fact: Fact, text: str) -> str:
    """The figure with the 共 or 累计 that belongs to it."""
    before = [word for word in ("累计", "共") if word in fact.qualifiers and word not in text]
    return "".join(before) + text


def _until(fact: Fact) -> str:
    if fact.time is None or "截至" not in fact.qualifiers:
        return ""
    return f"截至{period_in_words(fact.time.period)}"


def _formula(operation: Operation, operands: Sequence[str]) -> str:
    if operation is Operation.DOUBLINGS:
        return f"log2（{operands[0]} ÷ {operands[1]}）"
    if operation in (Operation.GROWTH, Operation.MULTIPLE):
        return f"（{operands[0]} − {operands[1]}）÷ {operands[1]}"
    if operation is Operation.DECLINE:
        return f"（{operands[0]} − {operands[1]}）÷ {operands[0]}"
    return _SIGNS[operation].join(operands)


def _run(analysis: SentenceAnalysis, start: int, time: FactTime | None) -> Span:
    """The clause of the figure, reaching to the time that governs it if it is in the sentence."""
    run = Span(*analysis.clauses[analysis.clause_at(start)])
    if time is None or time.inherited:
        return run
    base = analysis.sentence.reading.start
    return _reach(analysis, run, time.start - base, time.end - base)


def _reach(analysis: SentenceAnalysis, run: Span, start: int, end: int) -> Span:
    """The run made to hold ``[start, end)`` as well, in whole clauses."""
    first = analysis.clauses[analysis.clause_at(start)][0]
    last = analysis.clauses[analysis.clause_at(max(start, end - 1))][1]
    return Span(min(run.start, first), max(run.end, last))


def _cite(citer: Citer, analysis: SentenceAnalysis, run: Span, role: Role) -> Citation:
    base = analysis.sentence.reading.start
    return citer.cite(analysis.document, Span(base + run.start, base + run.end), role)


def _cite_stated(citer: Citer, analysis: SentenceAnalysis, start: int) -> Citation:
    """The clause of the earlier sentence that states a time; ``start`` counts in the reading."""
    document = analysis.document
    holder = next(one for one in document.sentences if one.reading.start <= start < one.reading.end)
    base = holder.reading.start
    for first, last in clauses(holder.text):
        if base + first <= start < base + last:
            return citer.cite(document, Span(base + first, base + last), Role.CONTEXT)
    return citer.cite(document, holder.reading, Role.CONTEXT)
