"""From the best candidate to an answer in the words of the source."""

import re

from rag.analysis import SentenceAnalysis
from rag.answering.candidates import Candidate, Kind
from rag.answering.checks import unsupported_figures
from rag.answering.citing import Citer
from rag.answering.draft import Draft, Line
from rag.answering.runs import evidence_run
from rag.answering.wording import period_in_words, sentence, trimmed
from rag.language.asking import Wanted
from rag.language.clauses import clauses
from rag.language.times import GoverningTime, find_times
from rag.matching import TermWeights
from rag.question import Question
from rag.types import Citation, Role, Span

_NEGATION = re.compile(r"[不没未无非否莫勿]|停止|取消|禁止|拒绝|杜绝")
_AFFIRMATION_FORMS = ("是不是", "有没有", "能不能", "可不可以", "会不会", "对不对")
_ASKS_EXISTENCE = re.compile(r"有没有|有无|有.{0,20}吗|没有?$")
_ASKS_PERMISSION = re.compile(r"可不可以|可以|可否|能不能|能否|允许")
_YEAR_ONLY = re.compile(r"哪一?年|何年|什么年份|哪个年份|几几年|what year|which year")
_HAS_YEAR = re.compile(r"\d{4}|[一二][〇零一二三四五六七八九]{3}|世纪")


def extract(question: Question, best: Candidate, weights: TermWeights, citer: Citer) -> Draft:
    """An answer made of the candidate's own words, with its citations."""
    analysis = best.analysis
    run = evidence_run(weights.matches(analysis), best.start, best.end)
    short = short_form(question, best)
    if best.time is not None and not best.time.inherited:
        run = _reach(analysis, run, best.time.start, best.time.end)
    citations = [_cite(citer, analysis, run, Role.EVIDENCE)]
    prefix = ""
    if best.time is not None and best.time.inherited and not _own_time(analysis, run):
        citations.append(_cite_time(citer, analysis, best.time))
        prefix = f"〔{period_in_words(best.time.period)}〕"
    elif best.kind is Kind.TIME or _has_relative_time(analysis, run):
        citations.extend(_anchor(citer, analysis))
    line = Line(prefix + sentence(analysis.text[run.start : run.end]), tuple(citations))
    _, failed = unsupported_figures(f"{line.text}{short}", line.citations, question.standalone)
    if failed:
        whole = _cite(citer, analysis, Span(0, len(analysis.text)), Role.EVIDENCE)
        line = Line(sentence(analysis.text), (whole, *_anchor(citer, analysis)))
    return Draft(lines=(line,), short=short)


def short_form(question: Question, candidate: Candidate) -> str:
    """The shortest complete answer that a candidate gives."""
    if candidate.kind is Kind.FIGURE:
        return candidate.text.replace(" ", "")
    if candidate.kind is Kind.TIME and candidate.time is not None:
        return _date_words(question, candidate.analysis, candidate.time)
    text = trimmed(candidate.text)
    if question.asked.kind is Wanted.YES_NO:
        return f"{_verdict(question, text)}，{text}"
    return text


def _date_words(question: Question, analysis: SentenceAnalysis, time: GoverningTime) -> str:
    if _YEAR_ONLY.search(question.folded) and time.period.first.year == time.period.last.year:
        return f"{time.period.first.year}年"
    if not time.inherited:
        words = trimmed(analysis.text[time.start : time.end]).replace(" ", "")
        if _HAS_YEAR.search(words):
            return words
    return period_in_words(time.period)


def _verdict(question: Question, evidence: str) -> str:
    """是/不是, 有/没有 or 可以/不可以, by the polarity of question and evidence."""
    folded = question.folded
    asked = folded
    for form in _AFFIRMATION_FORMS:
        asked = asked.replace(form, "")
    agrees = bool(_NEGATION.search(asked)) == bool(_NEGATION.search(evidence))
    if _ASKS_PERMISSION.search(folded):
        return "可以" if agrees else "不可以"
    if _ASKS_EXISTENCE.search(folded):
        return "有" if agrees else "没有"
    return "是" if agrees else "不是"


def _reach(analysis: SentenceAnalysis, run: Span, start: int, end: int) -> Span:
    """The run made to hold ``[start, end)`` as well, in whole clauses."""
    first = analysis.clauses[analysis.clause_at(start)][0]
    last = analysis.clauses[analysis.clause_at(max(start, end - 1))][1]
    return Span(min(run.start, first), max(run.end, last))


def _own_time(analysis: SentenceAnalysis, run: Span) -> bool:
    return any(run.start <= time.start < run.end and time.period for time in analysis.times)


def _has_relative_time(analysis: SentenceAnalysis, run: Span) -> bool:
    """Whether the run holds a time that means nothing without an earlier one."""
    alone = {time.start for time in find_times(analysis.text[run.start : run.end]) if time.period}
    return any(
        run.start <= time.start < run.end and time.start - run.start not in alone
        for time in analysis.times
    )


def _cite(citer: Citer, analysis: SentenceAnalysis, run: Span, role: Role) -> Citation:
    base = analysis.sentence.reading.start
    return citer.cite(analysis.document, Span(base + run.start, base + run.end), role)


def _anchor(citer: Citer, analysis: SentenceAnalysis) -> list[Citation]:
    """The context citation of the inherited time, if there is one."""
    return [_cite_time(citer, analysis, time) for time in analysis.inherited[:1]]


def _cite_time(citer: Citer, analysis: SentenceAnalysis, time: GoverningTime) -> Citation:
    """Cite the clause of the earlier sentence that states the inherited time."""
    document = analysis.document
    holder = next(
        one for one in document.sentences if one.reading.start <= time.start < one.reading.end
    )
    for start, end in clauses(holder.text):
        if holder.reading.start + start <= time.start < holder.reading.start + end:
            span = Span(holder.reading.start + start, holder.reading.start + end)
            return citer.cite(document, span, Role.CONTEXT)
    return citer.cite(document, holder.reading, Role.CONTEXT)
