"""How many clauses of an explanation are the answer: what something is, why, or how.

The reader sees how far an explanation goes where it goes over several clauses; the ranker chooses
among runs of clauses and likes the first. A clause of the same build as the one before
(以甲为主体，以乙为两翼) belongs to it; a clause of purpose or cause before the means, and one of
result behind them, do not answer how.
"""

from dataclasses import replace

from rag.answering.candidates import Candidate
from rag.answering.reading import Found
from rag.answering.run_starts import run_end, run_start
from rag.answering.whole_marks import whole_marks
from rag.language.asking import Wanted
from rag.language.enumeration_types import Span
from rag.language.patterns import late_regex
from rag.question import Question

_LEADING = late_regex(r"^[即是指]?(?P<word>[以对由将把按从向给使])")
_PURPOSE = late_regex(r"^(?:为(?!期|止)|由于|因|针对|鉴于|随着)")
_CAUSE = late_regex(r"^(?:由于|因(?!此|而)|鉴于|原因)")
_RESULT = late_regex(r"(?:从而|从此|由此|因此|因而|致使|使|于是|遂|乃|故|以致|并(?:自|于|从))")
_MEANS_ASKED = late_regex(r"法子|办法|招数|招儿|啥招|怎么|怎样|如何|途径|举措")
_CLOSING = late_regex(r"[，；。）);]")
_SEEN = 2.0
"""Logit above "no answer" from which the reader knows how far an explanation goes."""
_HEADING = 5
"""Characters of a clause that only heads what follows: 奖励兑现，从新增效益中提取…"""
_MARKS = "，,；;：:、。 "


def settled_run(question: Question, candidate: Candidate, best: Found | None) -> Candidate:
    """The chosen stretch with the clauses that belong to it, without those that do not."""
    wanted, text = question.asked.kind, candidate.analysis.text
    spans = _spans(candidate, candidate.start, candidate.end)
    if best is not None and best.logit > _SEEN and best.start <= candidate.start < best.end:
        read = _spans(candidate, best.start, best.end)
        if wanted is Wanted.DEFINITION:
            spans = _defining(candidate, spans, read)
        elif wanted is Wanted.MANNER or _MEANS_ASKED.search(question.folded):
            spans = _means(candidate, spans, read)
        elif wanted is Wanted.REASON:
            spans = _causes(candidate, spans, read)
    first, last = spans[0][0], _alike(text, *spans[-1])
    first = run_start(wanted, candidate, first, last)
    start, end = whole_marks(text, first, run_end(candidate, first, last))
    return replace(candidate, start=start, end=end, clause=candidate.analysis.clause_at(start))


def _spans(candidate: Candidate, start: int, end: int) -> list[Span]:
    """A stretch clause by clause; its first and last are cut where it begins and ends."""
    analysis = candidate.analysis
    clauses = analysis.clauses[analysis.clause_at(start) : analysis.clause_at(end - 1) + 1]
    return [(max(start, first), min(end, last)) for first, last in clauses]


def _said(candidate: Candidate, span: Span) -> str:
    return candidate.analysis.text[span[0] : span[1]].strip(_MARKS)


def _means(candidate: Candidate, chosen: list[Span], read: list[Span]) -> list[Span]:
    """What was done, where the clause before it was chosen: what for, or its mere heading."""
    said = _said(candidate, chosen[0])
    purpose = _PURPOSE.search(said) is not None
    behind = [one for one in read if one[0] >= chosen[0][1]]
    if len(chosen) > 1 or not behind or not (purpose or len(said) <= _HEADING):
        return chosen
    for at, one in enumerate(behind):
        if at and _RESULT.match(_said(candidate, one)):
            behind = behind[:at]
            break
    return behind if purpose else [*chosen, *behind]


def _defining(candidate: Candidate, chosen: list[Span], read: list[Span]) -> list[Span]:
    """The whole explanation that the reader sees, up to a clause that tells more of a part.

    专职4人、兼职3人，兼职者为…: the second clause takes up a word of the first.
    """
    if chosen[0][1] > read[0][1] or len(read) <= len(chosen):
        return chosen
    read = [(chosen[0][0], read[0][1]), *read[1:]]
    for at in range(len(chosen), len(read)):
        said = candidate.analysis.text[chosen[0][0] : read[at][0]]
        if _said(candidate, read[at])[:2] in said or _RESULT.match(_said(candidate, read[at])):
            return read[:at]
    return read


def _causes(candidate: Candidate, chosen: list[Span], read: list[Span]) -> list[Span]:
    """The cause that the reader's stretch begins with, where what came of it was chosen."""
    text = [_said(candidate, one) for one in read]
    if chosen[0][0] < read[0][1] or not _CAUSE.search(text[0]):
        return chosen
    times = [time.start for time in candidate.analysis.times]
    for at, one in enumerate(read):
        begins = any(one[0] <= start < one[0] + 2 for start in times)
        if at and (begins or _RESULT.match(text[at])):
            return read[:at]
    return read


def _alike(text: str, start: int, end: int) -> int:
    """The end with the clauses behind it that begin with the same word: 以甲为主体，以乙为两翼.

    Inside brackets as well, where the sentence has no clauses of its own.
    """
    end = start + len(text[start:end].rstrip(_MARKS))
    led = _LEADING.search(text[start:end].lstrip(_MARKS))
    while (
        led is not None
        and text.startswith("，" + led["word"], end)
        and not _RESULT.match(text, end + 1)
    ):
        closing = _CLOSING.search(text, end + 1)
        end = closing.start() if closing is not None else len(text)
    return end
