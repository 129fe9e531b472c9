"""Sentences of retrieved passages, ranked in their context.

Two steps: every sentence gets a cheap score from the words it shares with the question and the
time it is of; the best of them get the full set of features. Agreement of time and of the kind of
figure are boosts, never filters: a hard year filter drops answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from embeddings.encoder import Encoder
from rag.analysis import Analyses, SentenceAnalysis
from rag.language.answering_units import may_answer
from rag.language.asking import Wanted
from rag.matching import TermWeights
from rag.question import Question
from rag.sentence_vectors import SentenceVectors
from rag.types import Hit, Period, SentenceHit

FULL = 24
"""Sentences that get the full set of features."""


@dataclass(frozen=True, slots=True)
class RankingWeights:
    """How much each feature counts.

    ``dense``: share of the dense side in fusion. The others weigh the features of a sentence:
    coverage by the sentence, by its best clause, by its context, similarity of vectors,
    agreement of time, presence of the wanted kind of figure, score of its passage.
    """

    dense: float = 0.35
    coverage: float = 1.0
    clause: float = 0.35
    context: float = 0.2
    similarity: float = 0.5
    time: float = 0.3
    figure: float = 0.15
    passage: float = 0.5


class SentenceRanker:
    """Ranks the sentences of one index. Thread-safe: it only reads."""

    def __init__(
        self,
        analyses: Analyses,
        encoder: Encoder,
        vectors: SentenceVectors,
        weights: RankingWeights,
    ) -> None:
        self._analyses = analyses
        self._encoder = encoder
        self._vectors = vectors
        self._weights = weights

    def rank(
        self, question: Question, hits: Sequence[Hit], terms: TermWeights
    ) -> list[SentenceHit]:
        """The best sentences of the passages, best first; ties by place in the text."""
        rough = sorted(
            [
                (
                    -self._rough(question, hit, analysis, terms),
                    analysis.document.id,
                    number,
                    hit,
                    analysis,
                )
                for hit in hits
                for number in hit.passage.sentences
                for analysis in [self._analyses.of(hit.passage.document, number)]
            ],
            key=itemgetter(0, 1, 2),
        )[:FULL]
        if not rough:
            return []
        query = self._encoder.encode_queries([question.focus.strip() or question.standalone])[0]
        alike = self._vectors.of([entry[4] for entry in rough]) @ query
        found = [
            self._full(question, terms, entry[3], entry[4], float(likeness))
            for entry, likeness in zip(rough, alike, strict=True)
        ]
        return sorted(found, key=lambda hit: (-hit.score, hit.document, hit.sentence.number))

    def _rough(
        self, question: Question, hit: Hit, analysis: SentenceAnalysis, terms: TermWeights
    ) -> float:
        w = self._weights
        words = w.coverage * terms.coverage(analysis.terms) + w.passage * hit.score
        return words + w.time * time_agreement(question, analysis)

    def _full(
        self,
        question: Question,
        terms: TermWeights,
        hit: Hit,
        analysis: SentenceAnalysis,
        likeness: float,
    ) -> SentenceHit:
        w = self._weights
        matches = terms.matches(analysis)
        features = (
            ("coverage", matches.whole()),
            ("clause", matches.best_clause()),
            ("context", terms.coverage(analysis.context_terms_of(terms.known) - analysis.terms)),
            ("similarity", max(0.0, likeness)),
            ("time", time_agreement(question, analysis)),
            ("figure", figure_agreement(question, analysis)),
            ("passage", hit.score),
        )
        score = sum([getattr(w, name) * value for name, value in features])
        return SentenceHit(hit.passage.document, analysis.sentence, hit.passage.id, score, features)


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
        return 1.0 if any(may_answer(unit, q.unit) for q in analysis.quantities) else 0.0
    return 0.0
