"""Numbered lists that run over several sentences: 一是…。二是…。三是…。

The chosen stretch is of one sentence; a list that it begins, leads to or belongs to is told whole,
each member with the sentence that opens it.
"""

from itertools import pairwise

from rag.answering.candidates import Candidate
from rag.answering.citing import Citer
from rag.answering.draft import Draft, Line
from rag.answering.list_edges import number_asked
from rag.answering.wording import sentence, trimmed
from rag.language.asking import Wanted
from rag.language.enumeration_series import find_series
from rag.language.enumeration_types import Enumeration
from rag.language.patterns import late_regex
from rag.question import Question
from rag.types import Document, Item, Role, Span

_STOP = late_regex(r"[。！？][”’）」』]*")
_CLOSING = 2
"""Characters behind the words of a member that close it: its stop and the mark of a quotation."""


def spread_list(question: Question, chosen: Candidate, citer: Citer) -> Draft | None:
    """The whole list in the place of one of its sentences; None where there is none.

    Args:
        question: only one for a list is answered so, and only by as many members as it wants.
        chosen: the stretch that was chosen.
        citer: of the answer.
    """
    wanted = number_asked(question)
    if question.asked.kind is not Wanted.LIST or _answers(chosen, wanted):
        return None
    document, sentence_ = chosen.analysis.document, chosen.analysis.sentence
    alike = [one for one in document.sentences if one.paragraph == sentence_.paragraph]
    base, last = alike[0].reading.start, alike[-1].reading.end
    text = document.reading[base:last]
    start = sentence_.reading.start - base + chosen.start
    fitting = [
        listing
        for listing in find_series(text)
        if wanted in (0, len(listing.members))
        and _runs_on(text, listing)
        and start < listing.end
        # What leads to a list is of the sentence in which it begins.
        and _STOP.search(text, start, max(start, listing.start)) is None
    ]
    innermost = min(fitting, key=lambda listing: listing.end - listing.start, default=None)
    return None if innermost is None else _told(document, base, text, innermost, citer)


def _answers(chosen: Candidate, wanted: int) -> bool:
    """Whether what was chosen is itself a list of as many members as are asked for."""
    count = len(chosen.listing.members) if chosen.listing is not None else 1
    return count == wanted if wanted else count > 1


def _runs_on(text: str, listing: Enumeration) -> bool:
    """Whether a sentence ends between every two members."""
    openings = [start for start, _ in listing.members]
    return all(_STOP.search(text, one, other) for one, other in pairwise(openings))


def _told(
    document: Document, base: int, text: str, listing: Enumeration, citer: Citer
) -> Draft | None:
    lines, items = [], []
    for start, end in listing.members:
        stop = _STOP.search(text, start, end + _CLOSING)
        words = text[start : stop.end() if stop else end]
        if not trimmed(words):
            return None
        span = Span(base + start, base + start + len(words.rstrip("。！？")))
        cited = citer.cite(document, span, Role.EVIDENCE)
        lines.append(Line(sentence(document.reading[span.start : span.end]), (cited,)))
        items.append(Item(trimmed(words), cited.marker))
    short = "；".join(item.text for item in items)
    return Draft(lines=tuple(lines), short=short, items=tuple(items))
