"""What the reader saw, as candidates of the kind that is asked for, and in numbers.

A stretch it read is a candidate as it stands; a list that the grammar found starts and ends where
the reader sees it.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from rag.analysis import Analyses, SentenceAnalysis
from rag.answering.candidates import Candidate, Kind
from rag.answering.reading import RECKONED, Part, Sight
from rag.language.asking import Wanted
from rag.language.enumeration_types import Enumeration
from rag.language.names import NameKind
from rag.language.patterns import late_regex
from rag.question import Question
from rag.types import SentenceHit

_OPENS = late_regex(
    r"(?:^|[，。；、：（“《(\s有为是由在于达约近余叫称即设如以从至到对把将被向经任的了过])$"
)
_SEVERAL = late_regex(r"[、，；]")
"""In no figure, but between two: of 5.4万人、312个 one is asked for."""
# 舞厅等娱乐设施: of what kind the members are is no part of the last one; 高等 and 平等 are words.
_SORT = late_regex(
    r"(?<![高初中同平优均对相劣头上下特甲乙丙一二三四五六七八九十])等(?![级式候待于])[\u4e00-\u9fff]{1,8}$"
)
_CLOSES = late_regex(r"[，。；、：）”》)等的]|$")


def read_candidates(question: Question, sight: Sight, analyses: Analyses) -> list[Candidate]:
    """The best stretches as candidates of the kind that is asked for."""
    wanted = question.asked.kind
    made = []
    for one in sight.found:
        hit, analysis = sight.parts[one.key].hit, analyses.of(*one.key)
        if wanted is Wanted.QUANTITY and _no_figure(analysis, one.start, one.end):
            continue
        clause = analysis.clause_at(one.start)
        time = analysis.time_at(max(one.start, one.end - 1))
        plain = Candidate(Kind.READ, hit, analysis, one.start, one.end, clause, time)
        if wanted is Wanted.DATE and time is not None:
            made.append(replace(plain, kind=Kind.TIME))
        elif wanted is Wanted.YES_NO:
            last = analysis.clause_at(one.end - 1)
            start, end = analysis.clauses[clause][0], analysis.clauses[last][1]
            made.append(replace(plain, kind=Kind.RUN, start=start, end=end))
        elif wanted is Wanted.LIST:
            made.append(replace(plain, listing=listed(analysis, one.start, one.end)))
        else:
            made.append(plain)
    return made


def _no_figure(analysis: SentenceAnalysis, start: int, end: int) -> bool:
    """Whether a stretch holds several figures, or is a piece of one: 元 of 9800万元."""
    if _SEVERAL.search(analysis.text, start, end):
        return True
    around = next((q for q in analysis.quantities if q.start <= start and end <= q.end), None)
    if around is None:
        return False
    lead = analysis.text[around.start : start]
    return end < around.end or any(map(str.isnumeric, lead))


def with_read(
    candidates: Sequence[Candidate],
    read: Sequence[Candidate],
    hit: SentenceHit,
    sight: Sight | None,
) -> list[Candidate]:
    """The candidates of a sentence, and what the reader makes of it that is none of them.

    That is the stretches it read, and lists with their edges where it sees them: the grammar
    of lists cannot tell how much of the words before the first member belongs to it.
    """
    part = sight.parts.get((hit.document, hit.sentence.number)) if sight is not None else None
    if part is None:
        return list(candidates)
    lists = [_edged(one, part) for one in candidates if one.listing is not None]
    known = {(one.start, one.end) for one in candidates}
    more: dict[tuple[int, int], Candidate] = {}
    for one in (*lists, *(one for one in read if one.hit is hit)):
        if (one.start, one.end) not in known:
            more.setdefault((one.start, one.end), one)
    return [*candidates, *more.values()]


def _edged(candidate: Candidate, part: Part) -> Candidate:
    """A list that starts and ends where the reader sees it, within its first and last member."""
    listing = candidate.listing
    assert listing is not None, "only lists have members"
    (start, first), (last, end) = listing.members[0], listing.members[-1]
    low, high = start - part.offset, end - part.offset
    if low < 0 or high > len(part.start) or start >= first or last >= end:
        return candidate
    start += int(np.argmax(part.start[low : first - part.offset]))
    end = last + 1 + int(np.argmax(part.end[last - part.offset : high]))
    members = list(listing.members)
    members[0] = (start, members[0][1])
    members[-1] = (members[-1][0], end)
    if members[0][0] >= members[0][1] or members[-1][0] >= members[-1][1]:
        return candidate
    return replace(
        candidate,
        start=start,
        end=end,
        listing=replace(listing, start=start, end=end, members=tuple(members)),
    )


def listed(analysis: SentenceAnalysis, start: int, end: int) -> Enumeration | None:
    """The members of a stretch, where marks part it: 、, else ； or ，. None for a single one."""
    text = analysis.text
    while end > start and text[end - 1] in "等，；。、 ":
        end -= 1
    sort = _SORT.search(text, start + 1, end)
    end = sort.start() if sort is not None else end
    for marks in ("、", "；;", "，,"):
        cuts = [at for at in range(start, end) if text[at] in marks and _outside(text, start, at)]
        if cuts:
            edges = [start, *(at + 1 for at in cuts)]
            members = list(zip(edges, [*cuts, end], strict=True))
            if marks == "、":
                members[-1:] = _parted_by_and(analysis, *members[-1])
            return Enumeration(start, end, tuple(one for one in members if one[1] > one[0]))
    return None


def _outside(text: str, start: int, at: int) -> bool:
    """Whether no bracket or quotation mark is open at a place."""
    before = text[start:at]
    return all(before.count(a) <= before.count(b) for a, b in ("《》", "“”", "（）", "()", "「」"))


def _parted_by_and(analysis: SentenceAnalysis, start: int, end: int) -> list[tuple[int, int]]:
    """The last member cut at its 和, 及, 与 or 以及, but not inside a name."""
    text = analysis.text
    for word in ("以及", "和", "及", "与"):
        at = text.find(word, start + 1, end - 1)
        while at > 0:
            if _outside(text, start, at) and not _named(analysis, at):
                return [(start, at), (at + len(word), end)]
            at = text.find(word, at + 1, end - 1)
    return [(start, end)]


def _named(analysis: SentenceAnalysis, at: int) -> bool:
    """Whether a place is inside the name of a body: 市劳动和社会保障局."""
    bodies = (name for name in analysis.names if name.kind is NameKind.ORGANISATION)
    return any(name.start < at < name.end for name in bodies)


def read_features(sight: Sight | None, candidate: Candidate) -> dict[str, float]:
    """How a candidate looks to the reader; empty where nothing was read.

    ``read.start`` and ``read.end`` are the chances that the answer starts and ends just there,
    ``read.inside`` that both are within; ``read.overlap`` how far (F1 of characters) it is the
    likeliest stretch; ``read.first`` and ``read.last`` the same chances by logits;
    ``read.reckoned`` how likely the answer stands nowhere but is to be reckoned (of several
    looks the likeliest).
    """
    if sight is None:
        return {}
    key = (candidate.hit.document, candidate.hit.sentence.number)
    part = sight.parts.get(key)
    best = sight.best
    if part is None or best is None:
        return {"read.unread": 1.0}
    first, last = candidate.start - part.offset, candidate.end - part.offset
    if not 0 <= first < last <= len(part.start):
        return {"read.unread": 1.0}
    starts, ends = (one[first:last] for one in sight.chances(key))
    shared = min(best.end, candidate.end) - max(best.start, candidate.start)
    same = key == best.key and shared > 0
    logit = float(part.start[first] + part.end[last - 1])
    text = candidate.analysis.text
    return {
        "read.edge.left": 1.0 if _OPENS.search(text[: candidate.start][-2:]) else 0.0,
        "read.edge.right": 1.0 if _CLOSES.match(text, candidate.end) else 0.0,
        "read.edge.comma": 1.0 if text[candidate.end : candidate.end + 1] == "、" else 0.0,
        "read.edge.figure": 1.0 if text[candidate.end - 1 : candidate.end + 1].isdigit() else 0.0,
        "read.mark": 1.0 if text[candidate.start] in "，。；、：" else 0.0,
        "read.commas": min(1.0, candidate.text.count("，") / 3),
        "read.start": float(starts[0]),
        "read.end": float(ends[-1]),
        "read.inside": float(min(1.0, starts.sum()) * min(1.0, ends.sum())),
        "read.overlap": 2 * shared / (best.end - best.start + candidate.end - candidate.start)
        if same
        else 0.0,
        "read.logit": max(-2.0, min(2.0, logit / 10)),
        "read.reckoned": sum(sight.verdict[RECKONED:]),
        "read.behind": max(-2.0, (logit - best.logit) / 10),
    }
