"""One question, its ranked sentences, and the answer or refusal that comes of them."""

from collections.abc import Mapping, Sequence
from math import exp

from rag.analysis import Analyses, TermWeights
from rag.answering.candidates import Candidate, find_candidates
from rag.answering.citing import Citer
from rag.answering.draft import Draft
from rag.answering.extraction import extract
from rag.answering.refusal import Judge, nearest
from rag.answering.wording import refusal_message
from rag.question import Question
from rag.types import Document, Passage, Reason, Refusal, Role, SentenceHit

CONSIDERED = 12
"""Ranked sentences from which candidates are taken."""


class Answerer:
    """Extractive answers over the documents of one index. Thread-safe: it only reads."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        passages: Sequence[Passage],
        analyses: Analyses,
    ) -> None:
        self._analyses = analyses
        self._judge = Judge(documents, analyses)
        self._holders = {
            (passage.document, number): passage
            for passage in passages
            for number in passage.sentences
        }

    def answer(
        self, question: Question, ranked: Sequence[SentenceHit], weights: TermWeights
    ) -> Draft:
        """The best answer the sentences allow, or a refusal with the nearest facts."""
        reason = self._judge.before(question, weights)
        if reason is not None:
            return self.refuse(reason, ranked, f"{reason.value}: before looking at sentences")
        considered = ranked[:CONSIDERED]
        analyses = [self._analyses.of(hit.document, hit.sentence.number) for hit in considered]
        candidates = find_candidates(question, considered, analyses, weights)
        best = candidates[0] if candidates else None
        reason = self._judge.after(question, best, weights)
        if best is None or reason is not None:
            told = reason or Reason.VALUE_NOT_REPORTED
            return self.refuse(told, ranked, f"{told.value}: no candidate meets the constraints")
        draft = extract(question, best, weights, Citer(self._holders))
        return Draft(
            lines=draft.lines,
            short=draft.short,
            items=draft.items,
            confidence=confidence(candidates),
            decisions=tuple(f"{name}: {value:.3f}" for name, value in best.features),
        )

    def refuse(self, reason: Reason, ranked: Sequence[SentenceHit], decision: str) -> Draft:
        """A refusal. The nearest facts are shown as what they are, never as proof."""
        citer = Citer(self._holders)
        shown = [] if reason in (Reason.OFF_TOPIC, Reason.UNCLEAR) else nearest(ranked)
        for hit in shown:
            analysis = self._analyses.of(hit.document, hit.sentence.number)
            citer.cite(analysis.document, analysis.sentence.reading, Role.CONTEXT)
        message = refusal_message(reason, bool(shown))
        return Draft(
            refusal=Refusal(reason, message, citer.citations),
            confidence=0.6,
            decisions=(decision,),
        )


def confidence(candidates: Sequence[Candidate]) -> float:
    """A rising function of the best score and its lead, 0.05 to 0.95.

    Not calibrated yet: it orders answers, it is no probability to rely on.
    """
    best = candidates[0].score
    rivals = [one for one in candidates[1:] if one.text != candidates[0].text]
    lead = best - rivals[0].score if rivals else 1.0
    return round(0.05 + 0.9 / (1 + exp(-(best - 2.5 + 2 * lead))), 4)
