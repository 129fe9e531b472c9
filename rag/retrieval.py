"""From a question to ranked passages and sentences.

Lexical and dense lists are over-fetched and fused; then the sentences of the best passages are
ranked in their context and lift their passages.
"""

from collections import Counter
from dataclasses import replace
from functools import lru_cache
from math import log, sqrt

from embeddings.cross_encoder import Reranker
from embeddings.encoder import Encoder
from rag.analysis import Analyses
from rag.fusion import fuse, normalise_scores
from rag.language.tokens import tokenize
from rag.matching import TermWeights
from rag.question import Question, is_joint
from rag.sentence_ranking import RankingWeights, SentenceRanker
from rag.sentence_vectors import SentenceVectors
from rag.store import Index
from rag.store.contents import indexed_text
from rag.types import Filters, Hit, Passage, SentenceHit
from rag.weighed_encoder import WeighedEncoder

__all__ = ["OVER_FETCH", "RERANKED", "RankingWeights", "Retriever"]

OVER_FETCH = 40
"""Candidates taken from each side before fusion."""

ADDED = 0.5
"""What the texts' own words for the question's words count beside these."""

LEADING = 0.5
"""What the topic of earlier turns, and what leads to the question, count beside the clause that
asks."""

LOOKED_INTO = 80
"""Passages near to the question whose sentences are compared with it one by one."""

WHOLE = 0.3
"""What the nearness of a whole passage counts beside that of its nearest sentence."""

RERANKED = 20

TIMED = 12
"""Fused passages behind these whose sentences are ranked too, as they are of a time asked for."""
"""Fused passages whose sentences are ranked."""

_REMEMBERED = 256
"""Words whose tokens are kept: those that texts have for the words of questions are few."""

BLENDED = 0.3
"""Most that a passage can lose where a re-ranker finds another to answer better."""


class Retriever:
    """Retrieval over one open index. Thread-safe: it only reads."""

    def __init__(
        self,
        index: Index,
        encoder: Encoder,
        weights: RankingWeights | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        self.index = index
        self._reranker = reranker
        self.analyses = Analyses(dict(index.documents))
        encoder = WeighedEncoder(encoder, list(index.documents.values()))
        self._encoder = encoder
        self._weights = weights or RankingWeights()
        self._vectors = SentenceVectors(self.analyses, encoder)
        self._sentences = SentenceRanker(self.analyses, encoder, self._vectors, self._weights)

    def fused(self, question: Question, filters: Filters, k: int = OVER_FETCH) -> list[Hit]:
        """The ``k`` best passages by lexical and dense score alone."""
        wanted = self._allowed(filters)
        fetch = k if wanted is None else len(self.index.passages)
        lexical = self._lexical(question, fetch)
        near_by = max(fetch, LOOKED_INTO)
        dense = self._dense(question, near_by, wanted) if self._weights.dense else {}
        if wanted is not None:
            lexical = {row: score for row, score in lexical.items() if row in wanted}
        near, alike = normalise_scores(lexical, 0.0), normalise_scores(dense, 0.0)
        return [
            Hit(self.index.passages[row], score, near.get(row, 0.0), alike.get(row, 0.0))
            for row, score in fuse(near, alike, self._weights.dense)[:k]
        ]

    def _lexical(self, question: Question, k: int) -> dict[int, float]:
        """BM25 of the question's own words, and at a lower rate of the texts' words for them."""
        if not k:
            return {}
        scores = dict(self.index.lexical.search(question.tokens, k))
        added = [token for term in question.added for token in _words(term.text)]
        if added:
            for row, score in self.index.lexical.search(added, k):
                scores[row] = scores.get(row, 0.0) + ADDED * score
        return scores

    def _dense(self, question: Question, k: int, wanted: set[int] | None) -> dict[int, float]:
        """The passages whose nearest sentence, and a little they themselves, are nearest."""
        query = self._encoder.encode_queries([_with_years(question)])
        scores, rows = self.index.vectors.search(query, k)
        found = [
            (int(row), float(score))
            for row, score in zip(rows[0], scores[0], strict=True)
            if row >= 0 and (wanted is None or int(row) in wanted)
        ][:LOOKED_INTO]
        nearest = self._vectors.nearest([self.index.passages[row] for row, _ in found], query[0])
        return {
            row: (near + WHOLE * score) / (1 + WHOLE)
            for (row, score), near in zip(found, nearest, strict=True)
        }

    def weigh(self, question: Question) -> TermWeights:
        """Inverse document frequency (BM25's) of the question's terms that the index knows.

        The texts' own words for a word of the question share one word's weight.
        """
        weights = self._rarities(question.focus[: question.asking], LEADING)
        weights |= self._rarities(question.focus[question.asking :], 1.0)
        alternatives = Counter(term.source for term in question.added)
        for term in question.added:
            rate = ADDED * term.weight / sqrt(alternatives[term.source])
            for token, weight in self._rarities(term.text, rate).items():
                if len(token) > 1:
                    weights.setdefault(token, weight)
        return TermWeights(weights, sum(weights.values()))

    def _rarities(self, text: str, rate: float) -> dict[str, float]:
        count = len(self.index.passages)
        weights = {}
        for term in _terms(text):
            found = self.index.lexical.document_frequency(term)
            if found:
                weight = log(1 + (count - found + 0.5) / (found + 0.5))
                # A single character says less than a pair: pairs are near to words.
                weights[term] = rate * weight * (0.4 if len(term) == 1 else 1.0)
        return weights

    def rank(
        self, question: Question, filters: Filters, top_k: int
    ) -> tuple[list[Hit], list[SentenceHit], TermWeights]:
        """The whole search: passages reordered by their best sentence, and the sentences."""
        hits = self._rescored(question, self.fused(question, filters))
        weights = self.weigh(question)
        ranked = self._sentences.rank(question, self._looked_at(question, hits), weights)
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

    def _looked_at(self, question: Question, hits: list[Hit]) -> list[Hit]:
        """The best passages; who asks about a year in other words means one that is of it."""
        first = hits[:RERANKED]
        if not question.periods:
            return first
        timed = [hit for hit in hits[RERANKED:] if self._of_then(question, hit.passage)]
        return first + timed[:TIMED]

    def _of_then(self, question: Question, passage: Passage) -> bool:
        return any(
            asked.contains(time.period)
            for number in passage.sentences
            for time in self.analyses.of(passage.document, number).sentence.times
            for asked in question.periods
        )

    def _rescored(self, question: Question, hits: list[Hit]) -> list[Hit]:
        """The best passages once more, each less what the re-ranker thinks it behind the best.

        A re-ranker that finds all alike changes nothing; one that errs costs ``BLENDED`` at most.
        """
        if self._reranker is None or not hits:
            return hits
        first = hits[:RERANKED]
        read = self._reranker.scores(
            question.standalone, [indexed_text(hit.passage) for hit in first]
        )
        behind = BLENDED * (read.max() - read)
        scored = [
            replace(hit, score=max(0.0, hit.score - float(loss)))
            for hit, loss in zip(first, behind, strict=True)
        ]
        place = {hit.passage.id: at for at, hit in enumerate(hits)}
        scored.sort(key=lambda hit: (-hit.score, place[hit.passage.id]))
        return [*scored, *hits[RERANKED:]]

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


def _with_years(question: Question) -> str:
    """The question and the years that it means, where it writes them in another way."""
    years = [
        f"{period.first.year}年"
        for period in question.periods
        if period.first.year == period.last.year
    ]
    unsaid = dict.fromkeys(year for year in years if year not in question.folded)
    return " ".join([question.folded, *unsaid])


@lru_cache(maxsize=_REMEMBERED)
def _words(text: str) -> tuple[str, ...]:
    """The tokens that are near to words; single characters of an added word only add noise."""
    return tuple(token for token in tokenize(text) if len(token) > 1)


@lru_cache(maxsize=_REMEMBERED)
def _terms(text: str) -> tuple[str, ...]:
    """The different tokens that say something."""
    return tuple(dict.fromkeys(one for one in tokenize(text) if not is_joint(one)))
