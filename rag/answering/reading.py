"""The best sentences read side by side for the answer, by the reader of ``embeddings.reading``.

A sentence whose time stands earlier in its paragraph is led by that time in brackets, so that
the reader sees it; what it makes of these words is put aside.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from embeddings.reading.reader import VERDICTS, Logits, Reads
from rag.analysis import Analyses, SentenceAnalysis
from rag.language.framing import squeezed, unframed
from rag.language.patterns import late_regex
from rag.matching import TermWeights
from rag.question import Question
from rag.types import SentenceHit

ROOM = 150
"""Characters of text read at once: the best two or three sentences. More are read only where
these have no sure answer, which takes less time than to read all at once and finds as much."""
MOST = 6
"""Sentences read at most."""
LOOKS = 2
"""How often what is left is read, where nothing was found; a third look found no more."""
SURE = 0.0
"""Logit above "no answer" from which nothing more is read."""
LONGEST = 240
"""Of a longer sentence what is around the question's words is read."""
_FOCUS = 100
"""Characters of it that are to hold most of the question's words: what is said of one thing in a
sentence of many (例如：…；…；…)."""
_FOUND = 8
_LOOKED = 5 * _FOUND
"""Stretches looked at to find so many: each that is taken puts aside four next to it at most."""
_YEAR = late_regex(r"\d{4}年|[一二][〇零一二三四五六七八九]{3}年")

RECKONED = VERDICTS.index("sum")
"""The first of the verdicts that something is to be reckoned."""
LIKELY = 0.25
"""Chance from which figures are looked at that the reader marks though the question names no
calculation."""

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence as read: its characters from ``offset`` on, with the logits of each.

    ``start``, ``end`` and ``figure`` are those of ``embeddings.reading.reader.Read``; ``rank`` its
    place among the sentences read.
    """

    hit: SentenceHit
    offset: int
    start: Logits
    end: Logits
    figure: Logits
    rank: int


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch ``[start, end)`` of a sentence and its logit above that of no answer."""

    key: Key
    start: int
    end: int
    logit: float


@dataclass(frozen=True, slots=True)
class Sight:
    """What the reader saw: the sentences, the best stretches, and the verdict.

    ``verdict`` holds the chances of ``embeddings.reading.reader.VERDICTS``, of what is to be
    reckoned the best of all looks, of the others those of the first.
    ``log_starts`` and ``log_ends`` are the log sums over all characters and "no answer", so that
    chances over the whole window can be told.
    """

    parts: dict[Key, Part]
    found: tuple[Found, ...]
    log_starts: float
    log_ends: float
    verdict: tuple[float, ...]
    _chances: dict[Key, tuple[Logits, Logits]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def chances(self, key: Key) -> tuple[Logits, Logits]:
        """For each character read of a sentence, the chance that the answer starts, or ends, there.

        Worked out once for all candidates of the sentence.
        """
        told = self._chances.get(key)
        if told is None:
            part = self.parts[key]
            told = np.exp(part.start - self.log_starts), np.exp(part.end - self.log_ends)
            self._chances[key] = told
        return told

    @property
    def best(self) -> Found | None:
        """The likeliest stretch."""
        return self.found[0] if self.found else None


def reckons(sight: Sight) -> bool:
    """Whether the reader may see something to be added up or subtracted."""
    return max(sight.verdict[RECKONED : RECKONED + 2], default=0.0) >= LIKELY


def look(
    reader: Reads,
    question: Question,
    ranked: Sequence[SentenceHit],
    analyses: Analyses,
    weights: TermWeights,
    *,
    looks: int = LOOKS,
) -> Sight | None:
    """Read the best sentences for the question; None where there is none to read."""
    left = list(ranked[:MOST])
    parts: dict[Key, Part] = {}
    found: list[Found] = []
    verdict: tuple[float, ...] = ()
    asked = as_read(question)
    for _ in range(looks):
        seen, left = _window(left, analyses, weights)
        if not seen or (found and found[0].logit > SURE):
            break
        read = reader.read(asked, [one.lead + one.text for one in seen])
        verdict = _both(verdict, read.verdict)
        told = zip(seen, read.starts, read.ends, read.figures, strict=True)
        for one, start, end, figure in told:
            hit, skip = one.hit, len(one.lead)
            key = (hit.document, hit.sentence.number)
            logits = start[skip:], end[skip:], figure[skip:]
            parts[key] = Part(hit, one.offset, *logits, len(parts))
            found.extend(_stretches(key, parts[key]))
        found.sort(key=lambda one: (-one.logit, one.key, one.start))
    if not parts:
        return None
    return Sight(
        parts,
        tuple(found[:_FOUND]),
        _log_sum([part.start for part in parts.values()]),
        _log_sum([part.end for part in parts.values()]),
        verdict,
    )


def as_read(question: Question) -> str:
    """The question as the reader gets it: less what only frames it, which it was not taught on."""
    return squeezed(unframed(question.folded)) or question.folded


@dataclass(frozen=True, slots=True)
class _Seen:
    hit: SentenceHit
    lead: str
    offset: int
    text: str


def _both(first: tuple[float, ...], more: tuple[float, ...]) -> tuple[float, ...]:
    """The verdict of the first look, with what any look would have reckoned."""
    if not first:
        return more
    return first[:RECKONED] + tuple(map(max, first[RECKONED:], more[RECKONED:]))


def _window(
    ranked: Sequence[SentenceHit], analyses: Analyses, weights: TermWeights
) -> tuple[list[_Seen], list[SentenceHit]]:
    """The best sentences that have room side by side, and those that are left."""
    seen: list[_Seen] = []
    left: list[SentenceHit] = []
    used = 0
    for hit in ranked:
        analysis = analyses.of(hit.document, hit.sentence.number)
        lead = _lead(analysis)
        offset, text = _cut(analysis, weights)
        if seen and used + len(lead) + len(text) > ROOM:
            left.append(hit)
            continue
        seen.append(_Seen(hit, lead, offset, text))
        used += len(lead) + len(text) + 1
    return seen, left


def _lead(analysis: SentenceAnalysis) -> str:
    """The inherited time in brackets, where the sentence states no year itself."""
    if not analysis.inherited or _YEAR.search(analysis.text):
        return ""
    time = analysis.inherited[0]
    return f"({analysis.document.reading[time.start : time.end].strip()})"


def _cut(analysis: SentenceAnalysis, weights: TermWeights) -> tuple[int, str]:
    """The sentence, or of a long one the whole clauses around the question's words."""
    text = analysis.text
    if len(text) <= LONGEST:
        return 0, text
    matches = weights.matches(analysis)
    best, focus = -1.0, 0
    for start, _ in analysis.clauses:
        held = matches.coverage(start, start + _FOCUS)
        if held > best + 1e-9:
            best, focus = held, start
    # What else there is room for: as much before it as behind, from where a clause begins.
    earliest = focus - (LONGEST - _FOCUS) // 2
    begin = min(start for start, _ in analysis.clauses if start >= min(earliest, focus))
    return begin, text[begin : begin + LONGEST]


def _stretches(key: Key, part: Part) -> list[Found]:
    """The likeliest stretches of a sentence, none inside another's edges."""
    count = len(part.start)
    if not count:
        return []
    # The best stretch from each start. As many of these as are looked at are at least as good as
    # the last of them, so that what is worse, and every start that has nothing better, is not.
    reach = part.start + np.maximum.accumulate(part.end[::-1])[::-1]
    least = np.partition(reach, -_LOOKED)[-_LOOKED] if count > _LOOKED else -np.inf
    starts = np.flatnonzero(reach >= least)
    scores = part.start[starts, None] + part.end[None, :]
    fits = (np.arange(count)[None, :] >= starts[:, None]) & (scores >= least)
    places = np.flatnonzero(fits)
    logits = scores.ravel()[places]
    best = np.argsort(-logits, kind="stable")[:_LOOKED]
    firsts, lasts = np.divmod(places[best], count)
    found: list[Found] = []
    told = zip(starts[firsts].tolist(), lasts.tolist(), logits[best].tolist(), strict=True)
    for first, last, logit in told:
        start, end = first + part.offset, last + 1 + part.offset
        if all(abs(one.start - start) + abs(one.end - end) > 1 for one in found):
            found.append(Found(key, start, end, logit))
            if len(found) == _FOUND:
                break
    return found


def _log_sum(logits: Sequence[Logits]) -> float:
    """The log of the sum over all characters and "no answer", whose logit is 0."""
    every = np.concatenate([*logits, np.zeros(1, np.float32)])
    top = float(every.max())
    return top + float(np.log(np.exp(every - top).sum()))
