"""The candidates of the best sentences, weighed: what may be the answer, best first."""

from collections.abc import Sequence

from embeddings.reading.reader import Reads
from rag.analysis import Analyses
from rag.answering.candidates import candidates
from rag.answering.features import Scene, features
from rag.answering.founding import telling
from rag.answering.ranker import LinearRanker, Offered, Scored
from rag.answering.read_candidates import read_candidates, read_features, with_read
from rag.answering.reading import LOOKS, MOST, Sight, look
from rag.answering.ruled_out import ruled_out
from rag.answering.sort_fit import is_called
from rag.language.asking import Wanted
from rag.matching import TermWeights
from rag.question import Question
from rag.types import SentenceHit

CONSIDERED = 10
"""Ranked sentences from which candidates are taken without a reader; with one those it reads."""
OFFERING = 3
"""Of those that the reader reads, sentences that offer answers of their own too, where each has
dozens; 5 in 1000 answers stand in a later one, and what the reader finds there is kept."""
_WEIGHED = 40
"""Of the candidates of such a question, those whose every feature is weighed."""
_FEW = frozenset({Wanted.QUANTITY, Wanted.DATE, Wanted.YES_NO, Wanted.COMPARISON})


class Weighing:
    """Offers candidates and scores them. Thread-safe: it only reads."""

    def __init__(self, analyses: Analyses, ranker: LinearRanker, reader: Reads | None) -> None:
        self._analyses = analyses
        self._ranker = ranker
        self._reader = reader

    def weigh(
        self,
        question: Question,
        ranked: Sequence[SentenceHit],
        weights: TermWeights,
        looks: int = LOOKS,
    ) -> tuple[list[Scored], Sight | None]:
        """The candidates, best first, and what the reader saw, if there is one.

        Args:
            question: the question.
            ranked: sentences, best first.
            weights: of the question's terms.
            looks: how often the reader may look.
        """
        ranked = telling(question, ranked, self._analyses)
        considered = ranked[: CONSIDERED if self._reader is None else MOST]
        scene = Scene(question, weights, considered[0].score if considered else 0.0)
        sight = None
        if self._reader is not None:
            sight = look(self._reader, question, considered, self._analyses, weights, looks=looks)
        few = self._reader is None or question.asked.kind in _FEW
        offered = self._offered(question, considered, sight, len(considered) if few else OFFERING)
        if not few:
            kept = self._ranker.foremost(question.asked.kind, offered, _WEIGHED)
            inside = {id(one) for one in kept}
            # What is called by the noun asked for stays, though the reader passes over it.
            offered = [
                one
                for one in offered
                if id(one) in inside or is_called(question.asked.noun, one.candidate)
            ]
        found = [
            (
                one.candidate,
                features(scene, one.candidate, weights.matches(one.candidate.analysis), one.rank)
                | one.seen,
            )
            for one in offered
        ]
        return self._ranker.rank(question.asked.kind, found), sight

    def _offered(
        self,
        question: Question,
        considered: Sequence[SentenceHit],
        sight: Sight | None,
        alone: int,
    ) -> list[Offered]:
        """What the reader found, and what the first ``alone`` sentences offer of their own."""
        read = read_candidates(question, sight, self._analyses) if sight is not None else []
        offered: list[Offered] = []
        for rank, hit in enumerate(considered):
            analysis = self._analyses.of(hit.document, hit.sentence.number)
            own = candidates(question.asked, hit, analysis) if rank < alone else []
            offered.extend(
                Offered(rank, candidate, read_features(sight, candidate))
                for candidate in with_read(own, read, hit, sight)
                if not ruled_out(question, candidate)
            )
        return offered
