"""The best sentences read side by side for the answer, by the reader of ``embeddings.reading``.

A sentence whose time stands earlier in its paragraph is led by that time in brackets, so that
the reader sees it; what it makes of these words is put aside.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from embeddings.reading.reader import Logits, Reads
from rag.analysis import Analyses, SentenceAnalysis
from rag.language.patterns import late_regex
from rag.matching import TermWeights
from rag.question import Question
from rag.types import SentenceHit

ROOM = 150
"""Characters of text read at once: the best two or three sentences. More are read only where
these have no sure answer, which takes less time than to read all at once and finds as much."""
MOST = 6
"""Sentences read at most."""
LOOKS = 3
"""How often what is left is read, where nothing was found."""
SURE = 0.0
"""Logit above "no answer" from which nothing more is read."""
LONGEST = 160
"""Of a longer sentence what is around the question's words is read."""
LONGEST_SPAN = 160
_FOUND = 8
_YEAR = late_regex(r"\d{4}年|[一二][〇零一二三四五六七八九]{3}年")

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence as read: its characters from ``offset`` on, with the logits of each.

    ``start`` and ``end`` are those of ``embeddings.reading.reader.Read``; ``rank`` its place
    among the sentences read.
    """

    hit: SentenceHit
    offset: int
    start: Logits
    end: Logits
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

    ``log_starts`` and ``log_ends`` are the log sums over all characters and "no answer", so that
    chances over the whole window can be told.
    """

    parts: dict[Key, Part]
    found: tuple[Found, ...]
    log_starts: float
    log_ends: float
    verdict: tuple[float, float, float]

    @property
    def best(self) -> Found | None:
        """The likeliest stretch."""
        return self.found[0] if self.found else None


def look(
    reader: Reads,
    question: Question,
    ranked: Sequence[SentenceHit],
    analyses: Analyses,
    weights: TermWeights,
) -> Sight | None:
    """Read the best sentences for the question; None where there is none to read."""
    left = list(ranked[:MOST])
    parts: dict[Key, Part] = {}
    found: list[Found] = []
    verdict = (1.0, 0.0, 0.0)
    for look_number in range(LOOKS):
        seen, left = _window(left, analyses, weights)
        if not seen or (found and found[0].logit > SURE):
            break
        read = reader.read(question.folded, [one.lead + one.text for one in seen])
        verdict = verdict if look_number else read.verdict
        for one, start, end in zip(seen, read.starts, read.ends, strict=True):
            hit, skip = one.hit, len(one.lead)
            key = (hit.document, hit.sentence.number)
            parts[key] = Part(hit, one.offset, start[skip:], end[skip:], len(parts))
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


@dataclass(frozen=True, slots=True)
class _Seen:
    hit: SentenceHit
    lead: str
    offset: int
    text: str


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
    best, begin = -1.0, 0
    for start, _ in analysis.clauses:
        held = matches.coverage(start, start + LONGEST)
        if held > best + 1e-9:
            best, begin = held, start
    return begin, text[begin : begin + LONGEST]


def _stretches(key: Key, part: Part) -> list[Found]:
    """The likeliest stretches of a sentence, none inside another's edges."""
    scores = part.start[:, None] + part.end[None, :]
    count = len(part.start)
    place = np.arange(count)
    fits = (place[None, :] >= place[:, None]) & (place[None, :] < place[:, None] + LONGEST_SPAN)
    scores = np.where(fits, scores, -np.inf)
    found: list[Found] = []
    for at in _highest(scores.ravel(), 8 * _FOUND):
        first, last = divmod(int(at), count)
        if not np.isfinite(scores[first, last]) or len(found) == _FOUND:
            break
        start, end = first + part.offset, last + 1 + part.offset
        if all(abs(one.start - start) + abs(one.end - end) > 1 for one in found):
            found.append(Found(key, start, end, float(scores[first, last])))
    return found


def _highest(scores: Logits, most: int) -> list[int]:
    """The places of the highest scores, highest first, of equals the first."""
    most = min(most, len(scores))
    places = np.argpartition(-scores, most - 1)[:most]
    return [int(at) for at in places[np.lexsort((places, -scores[places]))]]


def _log_sum(logits: Sequence[Logits]) -> float:
    """The log of the sum over all characters and "no answer", whose logit is 0."""
    every = np.concatenate([*logits, np.zeros(1, np.float32)])
    top = float(every.max())
    return top + float(np.log(np.exp(every - top).sum()))
