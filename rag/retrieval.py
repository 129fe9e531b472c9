"""From a question to ranked passages and sentences.

Lexical and dense lists are over-fetched and fused; then every sentence of the best passages is
ranked in its context (the year that governs a sentence is often in the paragraph's first words,
the subject in the section's title) and lifts its passage. Agreement of time and of the kind of
figure are boosts, never filters: a hard year filter drops answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from embeddings.encoder import Encoder
from rag.analysis import Analyses, SentenceAnalysis, TermWeights
from rag.fusion import fuse, normalise_scores
from rag.language.answering_units import same_unit
from rag.language.asking import Wanted
from rag.language.tokens import tokenize
from rag.question import Question
from rag.store import Index
from rag.types import Filters, Hit, Passage, Period, SentenceHit

OVER_FETCH = 40
"""Candidates taken from each side before fusion."""

RERANKED = 24
"""Fused passages whose sentences are ranked."""


@dataclass(frozen=True, slots=True)
class RankingWeights:
    """How much each feature counts. Fixed on training questions, never on the shipped text.

    ``dense``: share of the dense side in fusion. The others weigh the features of a sentence:
    coverage by the sentence, by its best clause, by its context, similarity of vectors,
    agreement of time, presence of the wanted kind of figure, score of its passage.
    """

    dense: float = 0.3
    coverage: float = 1.0
    clause: float = 0.35
    context: float = 0.2
    similarity: float = 0.3
    time: float = 0.3
    figure: float = 0.15
    passage: float = 0.5


class Retriever:
    """Retrieval over one open index. Thread-safe: it only reads."""

    def __init__(
        self, index: Index, encoder: Encoder, weights: RankingWeights | None = None
    ) -> None:
        self.index = index
        self.analyses = Analyses(dict(index.documents))
        self._encoder = encoder
        self._weights = weights or RankingWeights()
        self._vectors: dict[tuple[str, int], np.ndarray] = {}

    def fused(self, question: Question, filters: Filters, k: int = OVER_FETCH) -> list[Hit]:
        """The ``k`` best passages by lexical and dense score alone."""
        wanted = self._allowed(filters)
        fetch = k if wanted is None else len(self.index.passages)
        lexical = dict(self.index.lexical.search(question.tokens, fetch)) if fetch else {}
        query = self._encoder.encode_queries([question.standalone])
        scores, rows = self.index.vectors.search(query, fetch)
        dense = {
            int(row): float(score)
            for row, score in zip(rows[0], scores[0], strict=True)
            if row >= 0
        }
        if wanted is not None:
            lexical = {row: score for row, score in lexical.items() if row in wanted}
            dense = {row: score for row, score in dense.items() if row in wanted}
        near, alike = normalise_scores(lexical, 0.0), normalise_scores(dense, 0.0)
        return [
            Hit(self.index.passages[row], score, near.get(row, 0.0), alike.get(row, 0.0))
            for row, score in fuse(near, alike, self._weights.dense)[:k]
        ]

    def weigh(self, text: str) -> TermWeights:
        """Inverse document frequency (BM25's) of the terms of ``text`` that the index knows."""
        count = len(self.index.passages)
        weights = {}
        for term in dict.fromkeys(tokenize(text)):
            found = self.index.lexical.document_frequency(term)
            if found:
                weight = log(1 + (count - found + 0.5) / (found + 0.5))
                # A single character says less than a pair: pairs are near to words.
                weights[term] = weight * (0.4 if len(term) == 1 else 1.0)
        return TermWeights(weights, sum(weights.values()))

    def sentences(
        self, question: Question, hits: Sequence[Hit], weights: TermWeights
    ) -> list[SentenceHit]:
        """The sentences of the passages, best first; ties by place in the text."""
        query = self._encoder.encode_queries([question.focus.strip() or question.standalone])[0]
        found = [
            self._rank(
                question, weights, query, hit, self.analyses.of(hit.passage.document, number)
            )
            for hit in hits
            for number in hit.passage.sentences
        ]
        return sorted(found, key=lambda hit: (-hit.score, hit.document, hit.sentence.number))

    def rank(
        self, question: Question, filters: Filters, top_k: int
    ) -> tuple[list[Hit], list[SentenceHit], TermWeights]:
        """The whole search: passages reordered by their best sentence, and the sentences."""
        hits = self.fused(question, filters)
        weights = self.weigh(question.focus)
        ranked = self.sentences(question, hits[:RERANKED], weights)
        best: dict[str, float] = {}
        for found in ranked:
            best.setdefault(found.passage, found.score)
        lifted = sorted(hits, key=lambda hit: (-best.get(hit.passage.id, 0.0), hit.passage.id))
        top = max(best.values(), default=1.0) or 1.0
        return (
            [
                Hit(
                    hit.passage,
                    round(min(1.0, max(0.0, best.get(hit.passage.id, 0.0) / top)), 6),
                    hit.lexical,
                    hit.dense,
                )
                for hit in lifted[:top_k]
            ],
            ranked,
            weights,
        )

    def _rank(
        self,
        question: Question,
        weights: TermWeights,
        query: np.ndarray,
        hit: Hit,
        analysis: SentenceAnalysis,
    ) -> SentenceHit:
        w = self._weights
        clause = max((weights.coverage(terms) for terms in analysis.clause_terms), default=0.0)
        features = (
            ("coverage", w.coverage * weights.coverage(analysis.terms)),
            ("clause", w.clause * clause),
            ("context", w.context * weights.coverage(analysis.context_terms - analysis.terms)),
            ("similarity", w.similarity * max(0.0, float(query @ self._vector(analysis)))),
            ("time", w.time * time_agreement(question, analysis)),
            ("figure", w.figure * figure_agreement(question, analysis)),
            ("passage", w.passage * hit.score),
        )
        return SentenceHit(
            hit.passage.document,
            analysis.sentence,
            hit.passage.id,
            sum(value for _, value in features),
            features,
        )

    def _vector(self, analysis: SentenceAnalysis) -> np.ndarray:
        key = (analysis.document.id, analysis.sentence.number)
        if key not in self._vectors:
            self._vectors[key] = self._encoder.encode_passages([analysis.text])[0]
        return self._vectors[key]

    def _allowed(self, filters: Filters) -> set[int] | None:
        if filters == Filters():
            return None
        return {
            row for row, passage in enumerate(self.index.passages) if self._fits(passage, filters)
        }

    def _fits(self, passage: Passage, filters: Filters) -> bool:
        if filters.documents and passage.document not in filters.documents:
            return False
        if filters.sections and passage.section not in filters.sections:
            return False
        if filters.year_from is None and filters.year_to is None:
            return True
        first, last = filters.year_from or 0, filters.year_to or 9999
        return any(
            time.period.first.year <= last and time.period.last.year >= first
            for number in passage.sentences
            for time in self.analyses.of(passage.document, number).sentence.times
        )


def time_agreement(question: Question, analysis: SentenceAnalysis) -> float:
    """-1 to 1: whether the times that govern the sentence agree with those asked for.

    1 where a governing period lies within an asked one or is the same, 0.6 where they
    overlap, -1 where the sentence is about other times, 0 where either names none.
    """
    periods = question.periods
    governing = [time.period for time in analysis.sentence.times]
    if not periods or not governing:
        return 0.0
    return max(_agreement(asked, given) for asked in periods for given in governing)


def _agreement(asked: Period, given: Period) -> float:
    if asked.contains(given):
        return 1.0
    return 0.6 if asked.overlaps(given) else -1.0


def figure_agreement(question: Question, analysis: SentenceAnalysis) -> float:
    """0 to 1: whether the sentence holds the kind of figure that is asked for."""
    kind = question.asked.kind
    if kind is Wanted.DATE:
        return 1.0 if analysis.sentence.times else 0.0
    if kind is Wanted.QUANTITY:
        unit = question.asked.unit
        if not unit:
            return 0.5 if analysis.quantities else 0.0
        return 1.0 if any(same_unit(unit, q.unit) for q in analysis.quantities) else 0.0
    return 0.0
