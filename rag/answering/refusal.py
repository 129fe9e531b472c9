"""When not to answer, and why.

Most questions that the text does not answer fail a constraint, not a score: the quoted title is
nowhere, the year has no such figure, the metric is reported for other years only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.analysis import Analyses
from rag.answering.candidates import Candidate
from rag.language.normalise import fold
from rag.language.tokens import tokenize
from rag.matching import TermWeights
from rag.question import Question
from rag.types import Document, Period, Reason, SentenceHit


@dataclass(frozen=True, slots=True)
class RefusalSettings:
    """How much evidence an answer needs; chosen on questions for development only.

    ``known``: share of the question's pairs of characters that occur in the texts at all;
    ``covered``: share of the question's weight that the best sentence and its context cover.
    """

    known: float = 0.2
    covered: float = 0.3


class Judge:
    """Decides on refusals over the documents of one index."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        analyses: Analyses,
        settings: RefusalSettings | None = None,
    ) -> None:
        self._texts = [fold(document.reading) for document in documents.values()]
        self._documents = documents
        self._analyses = analyses
        self._settings = settings or RefusalSettings()

    def before(self, question: Question, weights: TermWeights) -> Reason | None:
        """A reason that needs no candidate: nothing asked, nothing known, a title not there."""
        pairs = [term for term in dict.fromkeys(tokenize(question.focus)) if len(term) > 1]
        if not pairs and not weights.weights:
            return Reason.UNCLEAR if not question.periods else Reason.NOT_IN_SOURCE
        known = sum(1 for term in pairs if term in weights.weights)
        if pairs and known < self._settings.known * len(pairs):
            return Reason.OFF_TOPIC if known == 0 else Reason.NOT_IN_SOURCE
        if any(not self._mentioned(name) for name in question.names):
            return Reason.UNKNOWN_ENTITY
        if question.periods and not any(self._covered(period) for period in question.periods):
            return Reason.PERIOD_NOT_COVERED
        return None

    def after(
        self, question: Question, best: Candidate | None, weights: TermWeights
    ) -> Reason | None:
        """A reason that the best candidate gives: none found, too weak, of another time."""
        if best is None:
            return Reason.VALUE_NOT_REPORTED
        covered = weights.coverage(best.analysis.terms | best.analysis.context_terms)
        if covered < self._settings.covered:
            return Reason.NOT_IN_SOURCE
        if question.periods and best.time is not None:
            asked, given = question.periods, best.time.period
            if not any(period.overlaps(given) for period in asked):
                return Reason.VALUE_NOT_REPORTED
        return None

    def _mentioned(self, name: str) -> bool:
        return any(name in text for text in self._texts)

    def _covered(self, period: Period) -> bool:
        return any(
            period.overlaps(time.period)
            for document in self._documents.values()
            for sentence in document.sentences
            for time in sentence.times
        )


def nearest(ranked: Sequence[SentenceHit], limit: int = 3) -> list[SentenceHit]:
    """The sentences to show beside a refusal."""
    return list(ranked[:limit])
