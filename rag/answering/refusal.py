"""When not to answer, and why.

Most questions that the text does not answer fail a constraint, not a score: the quoted title is
nowhere, the year has no such figure, the metric is reported for other years only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.answering.claims import parts
from rag.answering.judge import is_held, ordinal_conflict, question_names
from rag.answering.misfits import misfit, no_mean
from rag.answering.naming import bare, nearly_in, unknown_names
from rag.answering.ordinals_told import untold_ordinal
from rag.answering.premises import denied, other_body
from rag.answering.ranker import Scored
from rag.language.asking import Wanted
from rag.language.english_tokens import is_english
from rag.language.events import life_untold
from rag.language.normalise import fold
from rag.language.patterns import late_regex
from rag.language.period_words import period_in_words
from rag.language.times import Openness, find_times
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
    confidence: float = 0.35


@dataclass(frozen=True, slots=True)
class Missing:
    """Why nothing is answered, and what the texts do not have: a name, a time, a rank; or ""."""

    reason: Reason
    what: str = ""


class Constraints:
    """What a question demands that no score can make up for, over the documents of one index."""

    def __init__(
        self, documents: Mapping[str, Document], settings: RefusalSettings | None = None
    ) -> None:
        self._documents = documents
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

    @property
    def least(self) -> float:
        """The chance of being right from which something is answered."""
        return self._settings.confidence

    def before(self, question: Question, weights: TermWeights) -> Missing | None:
        """A reason that needs no candidate: nothing asked, nothing known, a name not there."""
        # What a yes/no question supposes may be wrong; then the text puts it right.
        supposed = question.asked.kind is Wanted.YES_NO
        pairs = [term for term in dict.fromkeys(tokenize(question.focus)) if len(term) > 1]
        if not pairs and not weights.weights:
            return Missing(Reason.NOT_IN_SOURCE if question.periods else Reason.UNCLEAR)
        known = sum(1 for term in pairs if term in weights.weights)
        unknown = [] if supposed else unknown_names(question, self._texts)
        dated = any(self.covers(period) for period in question.periods)
        least = 0.0 if supposed and known else self._settings.known * len(pairs)
        if pairs and known < least and not unknown and not dated:
            return Missing(Reason.OFF_TOPIC if known == 0 else Reason.NOT_IN_SOURCE)
        unknown += [
            name
            for name in question.names
            if not self.mentions(name)
            and not any(name == time.text for time in question.times)
            and not is_held(name, weights.weights, _QUOTED)
            and not any(nearly_in(name, text) for text in self._texts)
        ]
        if not unknown and not supposed:
            ordinal = untold_ordinal(question.folded, self._texts)
            unknown = [ordinal] if ordinal else []
        if unknown:
            return Missing(Reason.UNKNOWN_ENTITY, unknown[0])
        if question.periods and not dated and not supposed:
            return Missing(Reason.PERIOD_NOT_COVERED, _asked_times(question))
        return None

    def after(
        self,
        question: Question,
        scored: Sequence[Scored],
        terms: TermWeights,
        chance: float,
    ) -> Missing | None:
        """A reason that the candidates give: none, of another time or body, or too unlikely."""
        if not scored:
            return Missing(Reason.VALUE_NOT_REPORTED)
        best = scored[0]
        failed = self.failed(question, best)
        if failed is not None:
            return failed
        return self.unlikely(question, best, terms, chance)

    def unlikely(
        self, question: Question, best: Scored, terms: TermWeights, chance: float
    ) -> Missing | None:
        """Why the best candidate is not answered with, where it is too unlikely to be right."""
        if chance >= self._settings.confidence:
            return None
        for name in (bare(one, self._texts) for one in question_names(question)):
            if not self.mentions(name) and not is_held(name, terms.weights):
                return Missing(Reason.UNKNOWN_ENTITY, name)
        near = best.features.get("place.near", 0.0)
        return Missing(Reason.VALUE_NOT_REPORTED if near > _ON_TOPIC else Reason.NOT_IN_SOURCE)

    def failed(self, question: Question, best: Scored) -> Missing | None:
        """The constraint that the best candidate does not meet, however well it scores."""
        kind = question.asked.kind
        # A question for a date may name a time that is not the answer's (文革停办，哪年恢复), and
        # a wrong year in a yes/no question is what the answer corrects.
        dated = kind not in (Wanted.DATE, Wanted.YES_NO)
        of_then = not (dated and best.features.get("time.fit", 0.0) <= -1.0)
        longer = kind is Wanted.QUANTITY and _of_a_longer_time(question, best)
        if not of_then or longer:
            return Missing(Reason.VALUE_NOT_REPORTED, _asked_times(question))
        if kind is Wanted.YES_NO:
            other = self._other_topic(question, best)
            return Missing(Reason.UNKNOWN_ENTITY, other) if other else None
        if ordinal_conflict(question, best.candidate.analysis):
            ranks = "、".join(one.text for one in question.ordinals)
            return Missing(Reason.VALUE_NOT_REPORTED, ranks)
        other = other_body(question, best.candidate, self._documents)
        if other:
            return Missing(Reason.VALUE_NOT_REPORTED, other)
        if denied(question, best.candidate):
            return Missing(Reason.FALSE_PREMISE)
        return None

    def untold(self, question: Question, best: Scored, chance: float) -> Missing | None:
        """What no likelihood makes up for: an event of a life that the sentence does not tell, or,
        where the answer is not sure, a foreign word that no text has."""
        if question.asked.kind is Wanted.YES_NO:
            return None
        if misfit(question, best.candidate):
            return Missing(Reason.VALUE_NOT_REPORTED, _asked_times(question))
        if no_mean(question, best.candidate):
            return Missing(Reason.VALUE_NOT_REPORTED)
        event = life_untold(question.asked.kind, question.folded, best.candidate.analysis.text)
        if event:
            return Missing(Reason.VALUE_NOT_REPORTED, event)
        if chance >= _SURE or is_english(question.text):
            return None
        words = [one for one in _FOREIGN.findall(question.folded) if not self.mentions(one)]
        meant = {term.source for term in question.added}
        foreign = next((one for one in words if one not in meant), "")
        return Missing(Reason.UNKNOWN_ENTITY, foreign) if foreign else None

    def _other_topic(self, question: Question, best: Scored) -> str:
        """What a yes/no question is about, where no text has it and the clause is of another."""
        topics = [part.text for part in parts(question) if part.topic]
        held = best.candidate.analysis.terms | best.candidate.analysis.context_terms
        for name in unknown_names(question, self._texts):
            if any(name in topic for topic in topics) and not is_held(name, held, _MEANT):
                return name
        return ""

    def mentions(self, name: str) -> bool:
        """Whether any text has the name, in matching form."""
        return any(name in text for text in self._texts)

    def covers(self, period: Period) -> bool:
        """Whether anything in the texts is dated within the period."""
        return any(period.overlaps(one) for one in self._periods)


_ON_TOPIC = 0.4
_SURE = 0.6
"""Chance from which a word that no text has may still be another name for what they have."""
_FOREIGN = late_regex(r"[a-z][a-z0-9+#]{2,}")
_QUOTED = 0.8
"""Share of a quoted name's pairs that texts must know: people quote titles from memory."""
_MEANT = 0.5
"""Share of the pairs of a topic's name by which the clause's sentence may still mean it."""
_NEAR = 0.6
"""Least share of the best one's words for a sentence to be shown beside a refusal."""


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


def _asked_times(question: Question) -> str:
    return "、".join(time.text for time in question.times if time.period is not None)


def nearest(ranked: Sequence[SentenceHit], limit: int = 3) -> list[SentenceHit]:
    """The sentences to show beside a refusal: on the same matter, whatever their time.

    The time that was asked for is what they lack, so it does not order them.
    """
    valued = [(_matter(hit), hit) for hit in ranked]
    top = max((value for value, _ in valued), default=0.0)
    near = [pair for pair in valued if pair[0] >= _NEAR * top]
    near.sort(key=lambda pair: -pair[0])
    return [hit for _, hit in near[:limit]]


def lacking(what: str, shown: Sequence[SentenceHit]) -> tuple[str, tuple[str, ...]]:
    """What to tell of what is lacking, and the times of what is shown, where a time lacks.

    Nothing of either where the sentences shown are of the asked time: then it is not the time.
    Times are told as years where the sentences say no more.
    """
    asked = [time.period for time in find_times(what) if time.period is not None]
    if not asked:
        return what, ()
    told = [time.period for hit in shown for time in hit.sentence.times[:1] if not time.inherited]
    if any(period.overlaps(one) for period in asked for one in told):
        return "", ()
    return what, tuple(dict.fromkeys(map(period_in_words, told)))


def _matter(hit: SentenceHit) -> float:
    """How much of the question's words a sentence and what leads up to it have."""
    features = dict(hit.features)
    return (
        features.get("coverage", 0.0)
        + features.get("clause", 0.0)
        + features.get("context", 0.0) / 2
    )
