"""When not to answer, and why.

Most questions that the text does not answer fail a constraint, not a score: the quoted title is
nowhere, the year has no such figure, the metric is reported for other years only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.answering.judge import is_held, ordinal_conflict, question_names
from rag.answering.ranker import Scored
from rag.language.asking import Wanted
from rag.language.normalise import fold
from rag.language.times import Openness
from rag.language.tokens import tokenize
from rag.matching import TermWeights
from rag.question import Question
from rag.types import Document, Period, Reason, SentenceHit


@dataclass(frozen=True, slots=True)
class RefusalSettings:
    """How much evidence an answer needs; chosen on questions for development only.

    ``known``: share of the question's pairs of characters that occur in the texts at all;
    ``confidence``: the least chance of being right at which an answer is given.
    """

    known: float = 0.15
    confidence: float = 0.3


class Constraints:
    """What a question demands that no score can make up for, over the documents of one index."""

    def __init__(
        self, documents: Mapping[str, Document], settings: RefusalSettings | None = None
    ) -> None:
        self._texts = [fold(document.reading) for document in documents.values()]
        self._periods = sorted(
            {
                time.period
                for document in documents.values()
                for sentence in document.sentences
                for time in sentence.times
            }
        )
        self._settings = settings or RefusalSettings()

    def before(self, question: Question, weights: TermWeights) -> Reason | None:
        """A reason that needs no candidate: nothing asked, nothing known, a title not there."""
        pairs = [term for term in dict.fromkeys(tokenize(question.focus)) if len(term) > 1]
        if not pairs and not weights.weights:
            return Reason.UNCLEAR if not question.periods else Reason.NOT_IN_SOURCE
        known = sum(1 for term in pairs if term in weights.weights)
        if pairs and known < self._settings.known * len(pairs):
            return Reason.OFF_TOPIC if known == 0 else Reason.NOT_IN_SOURCE
        if any(not self.mentions(name) for name in question.names):
            return Reason.UNKNOWN_ENTITY
        if question.periods and not any(self.covers(period) for period in question.periods):
            return Reason.PERIOD_NOT_COVERED
        return None

    def after(
        self,
        question: Question,
        scored: Sequence[Scored],
        terms: TermWeights,
        chance: float,
    ) -> Reason | None:
        """A reason that the candidates give: none, of another time, or too unlikely."""
        if not scored:
            return Reason.VALUE_NOT_REPORTED
        best = scored[0]
        # A question for a date may name a time that is not the answer's (文革停办，哪年恢复), and
        # a wrong year in a yes/no question is what the answer corrects.
        dated = question.asked.kind not in (Wanted.DATE, Wanted.YES_NO)
        if dated and best.features.get("time.fit", 0.0) <= -1.0:
            return Reason.VALUE_NOT_REPORTED
        longer = question.asked.kind is Wanted.QUANTITY and _of_a_longer_time(question, best)
        if longer or ordinal_conflict(question, best.candidate.analysis):
            return Reason.VALUE_NOT_REPORTED
        if chance >= self._settings.confidence:
            return None
        if any(
            not self.mentions(name) and not is_held(name, terms.weights)
            for name in question_names(question)
        ):
            return Reason.UNKNOWN_ENTITY
        near = best.features.get("place.near", 0.0)
        return Reason.VALUE_NOT_REPORTED if near > _ON_TOPIC else Reason.NOT_IN_SOURCE

    def mentions(self, name: str) -> bool:
        """Whether any text has the name, in matching form."""
        return any(name in text for text in self._texts)

    def covers(self, period: Period) -> bool:
        """Whether anything in the texts is dated within the period."""
        return any(period.overlaps(one) for one in self._periods)


_ON_TOPIC = 0.4


def _of_a_longer_time(question: Question, best: Scored) -> bool:
    """Whether the figure counts several years where one of them is asked for."""
    time = best.candidate.time
    if time is None or time.openness is not Openness.AT or not question.periods:
        return False
    given = time.period
    years = given.last.year - given.first.year
    return years > 0 and all(
        asked != given and given.contains(asked) and asked.last.year - asked.first.year < years
        for asked in question.periods
    )


def nearest(ranked: Sequence[SentenceHit], limit: int = 3) -> list[SentenceHit]:
    """The sentences to show beside a refusal."""
    return list(ranked[:limit])
