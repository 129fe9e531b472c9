"""One question, its ranked sentences, and the answer or refusal that comes of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from embeddings.reading.reader import Reads
from rag.analysis import Analyses
from rag.answering.candidates import Candidate
from rag.answering.citing import Citer
from rag.answering.computing.reading import computation_asked
from rag.answering.draft import Draft
from rag.answering.edges import settled
from rag.answering.extraction import extract
from rag.answering.features import Features
from rag.answering.founding import told_elsewhere
from rag.answering.judge import Judge, judge_features, shipped_judge
from rag.answering.leading import leading
from rag.answering.ranker import LinearRanker, Scored, shipped_ranker
from rag.answering.reading import Sight
from rag.answering.reckoning import Reckoner
from rag.answering.refusal import Constraints, Missing, RefusalSettings, lacking, nearest
from rag.answering.spread_list import spread_list
from rag.answering.telling import asks_of_one, is_told, may_be_told
from rag.answering.weighing import Weighing
from rag.answering.wording import refusal_message
from rag.language.asking import Wanted
from rag.matching import TermWeights
from rag.question import Question
from rag.types import Document, Passage, Reason, Refusal, Role, SentenceHit

if TYPE_CHECKING:
    from rag.answering.computing.marked import Marked
    from rag.answering.computing.parts import Ask

Weighed = tuple[list[Scored], Sight | None]
"""The candidates, best first, and what the reader saw."""
_UNFOUND = frozenset({Reason.NOT_IN_SOURCE, Reason.VALUE_NOT_REPORTED})
_BORNE_OUT = frozenset({Reason.UNKNOWN_ENTITY, Reason.NOT_IN_SOURCE, Reason.OFF_TOPIC})
_SURE = 0.65
"""Confidence at which a calculation stands though the question has a word the texts lack."""


@dataclass(frozen=True, slots=True)
class _Tried:
    """What reckoning came to: the answer, what words alone gave, and what was weighed for it."""

    made: Draft | None = None
    computed: Draft | None = None
    weighed: Weighed | None = None


class Answerer:
    """Extractive answers over the documents of one index. Thread-safe: it only reads."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        passages: Sequence[Passage],
        analyses: Analyses,
        ranker: LinearRanker | None = None,
        judge: Judge | None = None,
        *,
        refusing: RefusalSettings | None = None,
        reader: Reads | None = None,
    ) -> None:
        self._reader = reader
        self._analyses = analyses
        self._weighing = Weighing(
            analyses, ranker or shipped_ranker(reads=reader is not None), reader
        )
        self._judge = judge or shipped_judge(reads=reader is not None)
        self._constraints = Constraints(documents, refusing)
        self.reckoner = Reckoner(documents, analyses, self.citer, reads=reader is not None)
        self._holders = {
            (passage.document, number): passage
            for passage in passages
            for number in passage.sentences
        }

    def answer(
        self,
        question: Question,
        ranked: Sequence[SentenceHit],
        weights: TermWeights,
        ask: "Ask | None" = None,
        *,
        explain: bool = True,
    ) -> Draft:
        """The best answer the sentences allow, or a refusal with the nearest facts.

        ``ask`` answers what a calculation lacks, see ``rag.answering.computing.parts``; without
        ``explain`` the candidates are not told among the decisions.
        """
        missing = self._constraints.before(question, weights)
        tried = _Tried()
        told_of = told_elsewhere(question, ranked, self._analyses, ask) if ask is not None else None
        if told_of is not None and told_of[1] >= self._constraints.least:
            draft = extract(question, told_of[0], weights, self.citer())
            return replace(draft, confidence=round(told_of[1], 4))
        if missing is None or missing.reason in _BORNE_OUT:
            # Words of reckoning (加, 占, 剩) look like parts of names; figures that fit all the
            # rest of the question bear it out.
            tried = self._reckon(question, ranked, weights, ask)
            if tried.made is not None and (missing is None or _is_sure(tried.made)):
                return tried.made
        reckoned = computation_asked(question) is not None and not asks_of_one(question)
        if missing is not None and (self._reader is None or reckoned):
            why = f"{missing.reason.value}: before looking at sentences"
            return self.refuse(missing.reason, ranked, why, missing.what)
        scored, sight = tried.weighed or self._weighing.weigh(question, ranked, weights)
        yes = None
        if question.asked.kind is Wanted.YES_NO and scored:
            from rag.answering.deciding import decides, deciding
            from rag.answering.verdict import chance_of_yes

            scored, decisive = deciding(question, scored, weights, sight)
            yes = chance_of_yes(question, scored[0].candidate, sight)
            judged = self.confidence(question, scored, weights)
            chance = decides(decisive, judged, read=sight is not None)
        else:
            chance = self.confidence(question, scored, weights)
        told = leading(question, scored) if explain else ()
        missing = self._refused(question, scored, weights, chance)
        if missing is not None:
            if tried.computed is None and missing.reason in _UNFOUND:
                computed = self.reckoner.by_parts(question, ranked, weights, ask)
                if computed is not None:
                    return computed
            why = f"{missing.reason.value}: chance of being right {chance:.2f}"
            refused = self.refuse(missing.reason, ranked, why, missing.what)
            decisions = (*refused.decisions, *told)
            return replace(refused, confidence=round(1 - chance, 4), decisions=decisions)
        chosen = settled(question, scored[0].candidate, sight)
        draft = spread_list(question, chosen, self.citer()) or extract(
            question, chosen, weights, self.citer(), yes
        )
        sure = chance if yes is None else chance * max(yes, 1.0 - yes)
        return replace(draft, confidence=round(sure, 4), decisions=told)

    def _reckon(
        self,
        question: Question,
        ranked: Sequence[SentenceHit],
        weights: TermWeights,
        ask: "Ask | None",
    ) -> "_Tried":
        """What the question comes to as a calculation: by the operands that the reader marks, else
        by figures that fit its words, unless the text states it."""
        marks = self._reader is not None and self.reckoner.marks_may_tell(question)
        computed = self.reckoner.by_words(question, ranked, weights, None if marks else ask)
        gives_way = computed is not None and may_be_told(question, computed)
        weighed, made = None, None
        if marks or (gives_way and self._reader is not None):
            weighed = self._weighing.weigh(question, ranked, weights)
        if marks and weighed is not None:
            made = self._by_marks(question, ranked, weights, weighed, computed)
            if made is None and computed is not None and ask is not None:
                # To ask for the operands one by one takes several readings.
                computed = self.reckoner.by_words(question, ranked, weights, ask)
                made = self._by_marks(question, ranked, weights, weighed, computed)
        made = made or self._untold(question, weights, weighed, computed)
        return _Tried(made, computed, weighed)

    def _is_told(
        self,
        computed: Draft,
        question: Question,
        scored: Sequence[Scored],
        weights: TermWeights,
    ) -> bool:
        """Whether the text states what was computed, or could not be."""
        if not scored:
            return False
        chance = self.confidence(question, scored, weights)
        return is_told(question, computed, scored[0].candidate, chance)

    def _refused(
        self, question: Question, scored: Sequence[Scored], weights: TermWeights, chance: float
    ) -> Missing | None:
        """Why there is no answer; None where the best candidate is one.

        Without a reader a constraint that fails is the end of it. With one it is a doubt that
        the judge has weighed, and the reason that is given where the answer is unlikely.
        """
        untold = self._constraints.untold(question, scored[0], chance) if scored else None
        if untold is not None:
            return untold
        if self._reader is None or not scored:
            return self._constraints.after(question, scored, weights, chance)
        unlikely = self._constraints.unlikely(question, scored[0], weights, chance)
        if unlikely is None:
            return None
        doubted = self._constraints.before(question, weights)
        return doubted or self._constraints.failed(question, scored[0]) or unlikely

    def doubts(
        self, question: Question, scored: Sequence[Scored], weights: TermWeights
    ) -> Features:
        """The constraints that the question or the best candidate fails, for the judge."""
        if self._reader is None or not scored:
            return {}
        before = self._constraints.before(question, weights)
        failed = self._constraints.failed(question, scored[0])
        doubts = {} if before is None else {f"doubt.{before.reason.value}": 1.0}
        return doubts if failed is None else doubts | {f"failed.{failed.reason.value}": 1.0}

    def _by_marks(
        self,
        question: Question,
        ranked: Sequence[SentenceHit],
        weights: TermWeights,
        weighed: Weighed,
        computed: Draft | None,
    ) -> Draft | None:
        """The calculation with the operands that the reader marks, where they are believed."""
        found = self._marks(question, ranked, weights, weighed, computed)
        return self.reckoner.by_marks(*found) if found is not None else None

    def _untold(
        self,
        question: Question,
        weights: TermWeights,
        weighed: Weighed | None,
        computed: Draft | None,
    ) -> Draft | None:
        """The calculation, unless the text states what is asked for."""
        if computed is None or weighed is None or not may_be_told(question, computed):
            return computed
        return None if self._is_told(computed, question, weighed[0], weights) else computed

    def marked(
        self,
        question: Question,
        ranked: Sequence[SentenceHit],
        weights: TermWeights,
        ask: "Ask | None" = None,
    ) -> "tuple[Marked, Features] | None":
        """The operands that the reader marks, with what is known of them; to learn from."""
        missing = self._constraints.before(question, weights)
        if missing is not None and missing.reason not in _BORNE_OUT:
            return None
        weighed = self._weighing.weigh(question, ranked, weights)
        computed = self.reckoner.by_words(question, ranked, weights, ask)
        return self._marks(question, ranked, weights, weighed, computed)

    def _marks(
        self,
        question: Question,
        ranked: Sequence[SentenceHit],
        weights: TermWeights,
        weighed: Weighed,
        computed: Draft | None,
    ) -> "tuple[Marked, Features] | None":
        scored, sight = weighed
        found = self.reckoner.marks(question, ranked, weights, sight) if sight else None
        if found is None:
            return None
        from rag.answering.computing.marking import beside

        chance = self.confidence(question, scored, weights)
        doubted = self._constraints.before(question, weights) is not None
        return found, found.signs | beside(computed, found.choice, chance, doubted=doubted)

    def citer(self) -> Citer:
        """A citer over the documents, with no citation made yet."""
        return Citer(self._holders)

    def candidates(
        self, question: Question, ranked: Sequence[SentenceHit], weights: TermWeights
    ) -> list[Scored]:
        """Every candidate of the best sentences, scored, best first."""
        return self._weighing.weigh(question, ranked, weights)[0]

    def chances(
        self, question: Question, ranked: Sequence[SentenceHit], weights: TermWeights
    ) -> list[tuple[Candidate, float]]:
        """The candidates, best first, each with the chance (0-1) that it is right.

        The reader looks once: these are parts of a question, of which several are asked.
        """
        scored, _ = self._weighing.weigh(question, ranked, weights, looks=1)
        first = self.confidence(question, scored, weights)
        return [(one.candidate, first * one.share / scored[0].share) for one in scored]

    def confidence(
        self, question: Question, scored: Sequence[Scored], weights: TermWeights
    ) -> float:
        """The chance (0-1) that the best candidate is right; 0 without one."""
        if not scored:
            return 0.0
        values = judge_features(question, scored, share_of_best(scored), weights)
        values |= self.doubts(question, scored, weights)
        return self._judge.probability(values)

    def refuse(
        self, reason: Reason, ranked: Sequence[SentenceHit], decision: str, what: str = ""
    ) -> Draft:
        """A refusal. The nearest facts are shown as what they are, never as proof.

        ``what`` is the name or time that the texts lack, "" where it is not known.
        """
        citer = self.citer()
        shown = [] if reason in (Reason.OFF_TOPIC, Reason.UNCLEAR) else nearest(ranked)
        for hit in shown:
            analysis = self._analyses.of(hit.document, hit.sentence.number)
            citer.cite(analysis.document, analysis.sentence.reading, Role.CONTEXT)
        message = refusal_message(reason, bool(shown), *lacking(what, shown))
        return Draft(
            refusal=Refusal(reason, message, citer.citations),
            confidence=0.8,
            decisions=(decision,),
        )


def _is_sure(computed: Draft) -> bool:
    return computed.computation is not None and computed.confidence >= _SURE


def share_of_best(scored: Sequence[Scored]) -> float:
    """The softmax share of the candidates that say the same as the best one."""
    best = scored[0].candidate.said
    return sum(one.share for one in scored if one.candidate.said == best)
