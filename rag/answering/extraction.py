"""From the best candidate to an answer in the words of the source."""

from typing import TYPE_CHECKING

from rag.analysis import SentenceAnalysis
from rag.answering.candidates import Candidate, Kind
from rag.answering.checks import unsupported_figures
from rag.answering.citing import Citer
from rag.answering.draft import Draft, Line
from rag.answering.runs import evidence_run, with_sequel
from rag.answering.wording import sentence, trimmed
from rag.language.asking import Wanted
from rag.language.clauses import clauses
from rag.language.patterns import late_regex
from rag.language.period_words import period_in_words
from rag.language.reign_words import COMMON_YEAR, by_reign, reign_counted, tells_year
from rag.language.times import GoverningTime, find_times
from rag.matching import TermWeights
from rag.question import Question
from rag.types import Citation, Item, Role, Span

if TYPE_CHECKING:
    from rag.language.enumeration_types import Enumeration

_EVEN = 0.5
_FAR = 40
"""A time this many characters beyond the run is cited on its own instead of by a longer run."""

_YEAR_ONLY = late_regex(
    r"(?:哪一?年|何年|什么年份|哪个年份|几几年)(?![^，。？?]{0,6}(?:月|日|号))|what year|which year"
)
_OPENERS = late_regex(r"^(?:截至|截止到?|直?到|至|自从?|从|在|于)|(?:以来|起|开始|以后|之后)$")
_PLACED = late_regex(r"^[在于]")
_THAT_YEAR = late_regex(r"^(?:同|当|该|是|此|这一?|那一?|次|翌|第二|本|全)?年(?:内|间|度|里)?")
_PART_OF_YEAR = late_regex(r"[\d一二三四五六七八九十月日至到、底初末中上下半旬春夏秋冬季度第-]*年?")
_EVERY = late_regex(r"(?:每|逐|历)(?:年|岁|届)(?:均|都|例|皆)?[在于至到自]?$")
_BEFORE = late_regex(r"(?:之|以)?前$")
_SHORT_YEAR = late_regex(r"\d年(?!代)")


def extract(
    question: Question,
    best: Candidate,
    weights: TermWeights,
    citer: Citer,
    yes: float | None = None,
) -> Draft:
    """An answer made of the candidate's own words, with its citations.

    ``yes`` is the chance that a yes/no question is answered with yes, where it is known.
    """
    analysis = best.analysis
    run = evidence_run(weights.matches(analysis), best.start, best.end)
    if question.asked.kind is Wanted.YES_NO:
        run = with_sequel(analysis, run)
    short = short_form(question, best, yes)
    if best.time is not None and not best.time.inherited:
        reached = _reach(analysis, run, best.time.start, best.time.end)
        run = reached if _length(reached) <= _length(run) + _FAR else run
    citations = [_cite(citer, analysis, run, Role.EVIDENCE)]
    prefix = ""
    if best.time is not None and not _states_time(analysis, run, best.time):
        frame = _frame(analysis, best.time)
        citations.extend(_cite_time(citer, analysis, frame))
        prefix = f"〔{_framed_words(_stated(analysis, frame), frame, analysis)}〕"
    elif best.kind is Kind.TIME or _has_relative_time(analysis, run):
        citations.extend(_anchor(citer, analysis))
    line = Line(prefix + sentence(analysis.text[run.start : run.end]), tuple(citations))
    _, failed = unsupported_figures(f"{line.text}{short}", line.citations, question.standalone)
    if failed:
        whole = _cite(citer, analysis, Span(0, len(analysis.text)), Role.EVIDENCE)
        line = Line(sentence(analysis.text), (whole, *_anchor(citer, analysis)))
    return Draft(lines=(line,), short=short, items=_items(best, line))


def _items(best: Candidate, line: Line) -> tuple[Item, ...]:
    """The members of a list, each with the citation that shows it."""
    if best.listing is None:
        return ()
    marker = line.citations[0].marker
    text = best.analysis.text
    return tuple(Item(trimmed(text[start:end]), marker) for start, end in best.listing.members)


def short_form(question: Question, candidate: Candidate, yes: float | None = None) -> str:
    """The shortest complete answer that a candidate gives.

    ``yes`` as for ``extract``; without it the candidate alone tells whether it is so.
    """
    text = trimmed(candidate.text)
    read, wanted = candidate.kind is Kind.READ, question.asked.kind
    if candidate.kind is Kind.FIGURE or (read and wanted is Wanted.QUANTITY):
        return text.replace(" ", "")
    time = candidate.time
    if time is not None and (candidate.kind is Kind.TIME or (read and _is_time(text))):
        return _date_words(question, candidate.analysis, time)
    if candidate.listing is not None:
        return _listed(candidate, candidate.listing)
    if question.asked.kind is Wanted.YES_NO:
        from rag.answering.verdict import chance_of_yes, verdict

        chance = chance_of_yes(question, candidate) if yes is None else yes
        return f"{verdict(question, chance > _EVEN)}，{_when(question, candidate)}{text}"
    return text


def _is_time(text: str) -> bool:
    """Whether the words are a time and nothing else, such as 1月 or 翌年1月."""
    return any(one.start == 0 and one.end == len(text) for one in find_times(text))


def _when(question: Question, candidate: Candidate) -> str:
    """The time that corrects a question wrong about it, where the clause does not state it."""
    from rag.answering.bearing import times_agree
    from rag.answering.supposing import read_claim

    time = candidate.time
    if time is None or not read_claim(question).timed:
        return ""
    stated = not time.inherited and candidate.start <= time.start < candidate.end
    if stated or times_agree(question, candidate) is not False:
        return ""
    analysis = candidate.analysis
    rank = "" if time.inherited else _rank_after(analysis, time.end)
    return f"{_date_words(question, analysis, time)}{rank}" + ("，" if rank else "")


def _rank_after(analysis: SentenceAnalysis, at: int) -> str:
    """The place in a series that stands right behind a time: 第五届 of 1990年第五届."""
    ranks = (one.text for one in analysis.quantities if one.ordinal and one.start == at)
    return next(ranks, "")


def _listed(candidate: Candidate, listing: "Enumeration") -> str:
    """The members side by side; titles and quoted terms stand without a mark between them."""
    members = [trimmed(candidate.analysis.text[start:end]) for start, end in listing.members]
    marked = all(member[:1] in "《“「" for member in members)
    return ("" if marked else "、").join(members)


def _date_words(question: Question, analysis: SentenceAnalysis, time: GoverningTime) -> str:
    """The time as the text states it, made whole; only the year where only that is asked."""
    stated = _stated(analysis, time)
    if not time.inherited and _EVERY.search(analysis.text[: time.start]):
        return _bare(stated)
    words = _time_words(stated, time, analysis)
    one_year = time.period.first.year == time.period.last.year
    if _YEAR_ONLY.search(question.folded) and one_year and COMMON_YEAR.search(words):
        return f"{time.period.first.year}年"
    return words if time.inherited or not COMMON_YEAR.search(stated) else _bare(stated)


def _stated(analysis: SentenceAnalysis, time: GoverningTime) -> str:
    text = analysis.document.reading if time.inherited else analysis.text
    return text[time.start : time.end]


def _time_words(stated: str, time: GoverningTime, analysis: SentenceAnalysis) -> str:
    """A time in words that the text vouches for.

    The year that 同年, 年底 or 5月 leave to the context is put before them, by the reign where the
    text counts so: its months are of another calendar. A named period (文革期间) keeps its name:
    its dates are common knowledge, not the text's.
    """
    bare, period = _bare(stated), time.period
    if COMMON_YEAR.search(bare):
        return bare
    # 抗战 is a time by the 期间 behind it only.
    if any(one.period and not one.relative for one in find_times(f"{stated}期间")):
        return period_in_words(period) if _SHORT_YEAR.search(bare) else bare
    reign = reign_counted(period.first.year, bare)
    if reign:
        return f"{reign}{bare}"
    rest = _THAT_YEAR.sub("", bare, count=1)
    year = by_reign(period.first.year, _counted_from(analysis, time))
    if year and (not rest or _PART_OF_YEAR.fullmatch(_BEFORE.sub("", rest))):
        return f"{year}{rest}"
    if period.first.year == period.last.year and _PART_OF_YEAR.fullmatch(_BEFORE.sub("", rest)):
        return f"{period.first.year}年{rest}"
    return period_in_words(period)


def _counted_from(analysis: SentenceAnalysis, time: GoverningTime) -> list[str]:
    """The times of the text before this one, nearest first."""
    own = [one for one in analysis.times if not time.inherited and one.start < time.start]
    before = [_stated(analysis, one) for one in analysis.inherited if one != time]
    return [*(one.text for one in reversed(own) if one.period is not None), *before]


def _framed_words(stated: str, time: GoverningTime, analysis: SentenceAnalysis) -> str:
    """``_time_words`` with the words that open one side kept: 2007年以来 is not 2007年."""
    framed = _PLACED.sub("", trimmed(stated).replace(" ", ""))
    if COMMON_YEAR.search(framed) and _OPENERS.search(framed):
        return framed
    return _time_words(stated, time, analysis)


def _bare(stated: str) -> str:
    """The words of a time without blanks, marks, and the words that only open one side."""
    return _OPENERS.sub("", trimmed(stated).replace(" ", ""))


def _reach(analysis: SentenceAnalysis, run: Span, start: int, end: int) -> Span:
    """The run made to hold ``[start, end)`` as well, in whole clauses."""
    first = analysis.clauses[analysis.clause_at(start)][0]
    last = analysis.clauses[analysis.clause_at(max(start, end - 1))][1]
    return Span(min(run.start, first), max(run.end, last))


def _length(run: Span) -> int:
    return run.end - run.start


def _states_time(analysis: SentenceAnalysis, run: Span, time: GoverningTime) -> bool:
    """Whether the run states the time itself, or another one of its own where it inherits."""
    if time.inherited:
        return any(run.start <= one.start < run.end and one.period for one in analysis.times)
    return run.start <= time.start < run.end


def _frame(analysis: SentenceAnalysis, time: GoverningTime) -> GoverningTime:
    """The longest inherited time around an inherited one.

    A shorter time named in passing (2008年至2010年连续3年获奖) may not govern what follows; the
    longer one it lies in does in either case.
    """
    if not time.inherited:
        return time
    around = [one for one in analysis.inherited if one.period.contains(time.period)]
    return max(around, key=lambda one: one.period.last - one.period.first, default=time)


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
    """The context citations of the inherited time, if there is one."""
    return _cite_time(citer, analysis, analysis.inherited[0]) if analysis.inherited else []


def _cite_time(citer: Citer, analysis: SentenceAnalysis, time: GoverningTime) -> list[Citation]:
    """Cite the clause that states the time, and the one with the year that it counts from.

    同年 or 5月 prove no year; the nearest inherited time that states one is cited as well.
    """
    cited = [_cite_clause(citer, analysis, time)]
    if not tells_year(_stated(analysis, time)):
        for basis in analysis.inherited:
            if basis != time and tells_year(_stated(analysis, basis)):
                cited.append(_cite_clause(citer, analysis, basis))
                break
    return list(dict.fromkeys(cited))


def _cite_clause(citer: Citer, analysis: SentenceAnalysis, time: GoverningTime) -> Citation:
    """Cite the clause that states the time, here or in an earlier sentence of the paragraph."""
    document = analysis.document
    start = time.start if time.inherited else analysis.sentence.reading.start + time.start
    holder = next(one for one in document.sentences if one.reading.start <= start < one.reading.end)
    base = holder.reading.start
    for first, last in clauses(holder.text):
        if base + first <= start < base + last:
            return citer.cite(document, Span(base + first, base + last), Role.CONTEXT)
    return citer.cite(document, holder.reading, Role.CONTEXT)
