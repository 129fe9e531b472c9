"""What is calculated for a question: from figures that fit its words, from the answers to its
operands, or from the figures that the reader marks."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from rag.analysis import Analyses
from rag.answering.citing import Citer
from rag.answering.computing.aims import computes
from rag.answering.draft import Draft
from rag.answering.features import Features
from rag.answering.reading import Sight, reckons
from rag.matching import TermWeights
from rag.question import Question
from rag.types import Document, SentenceHit

if TYPE_CHECKING:
    from rag.answering.computing.marked import Marked
    from rag.answering.computing.parts import Ask
    from rag.answering.computing.selection import Given
    from rag.facts import Fact


class Reckoner:
    """Calculations over the figures of documents. Thread-safe: it only reads.

    ``citer`` makes a citer with no citation made yet; ``reads`` is whether there is a reader, which
    alone answers the operands of a calculation well enough.
    """

    def __init__(
        self,
        documents: Mapping[str, Document],
        analyses: Analyses,
        citer: Callable[[], Citer],
        *,
        reads: bool,
    ) -> None:
        self._documents = documents
        self._analyses = analyses
        self._citer = citer
        self._reads = reads

    @cached_property
    def facts(self) -> "Mapping[str, tuple[Fact, ...]]":
        """The figures of every document, with what they count. Made on first need."""
        from rag.facts import build_facts

        return {name: build_facts(document) for name, document in self._documents.items()}

    def given(
        self, question: Question, ranked: Sequence[SentenceHit], weights: TermWeights
    ) -> "Given":
        """A question with what the figures of a calculation are looked up in."""
        from rag.answering.computing.selection import Given

        return Given(question, ranked, weights, self._analyses, lambda: self.facts, self._citer())

    def by_words(
        self,
        question: Question,
        ranked: Sequence[SentenceHit],
        weights: TermWeights,
        ask: "Ask | None" = None,
    ) -> Draft | None:
        """What follows from several figures; None where nothing is to be computed."""
        if not computes(question):
            return None
        from rag.answering.computing.solving import compute

        return compute(self.given(question, ranked, weights), ask if self._reads else None)

    def by_parts(
        self,
        question: Question,
        ranked: Sequence[SentenceHit],
        weights: TermWeights,
        ask: "Ask | None",
    ) -> Draft | None:
        """A calculation from the answers to its operands alone, where no sentence answers."""
        if ask is None or not self._reads or not computes(question):
            return None
        from rag.answering.computing.solving import compute_by_parts

        return compute_by_parts(self.given(question, ranked, weights), ask)

    def marks(
        self,
        question: Question,
        ranked: Sequence[SentenceHit],
        weights: TermWeights,
        sight: Sight,
    ) -> "Marked | None":
        """The operands that the reader marks; None where it marks none, or nothing is to be
        reckoned as far as either the question or the reader tells."""
        from rag.answering.computing.loose import loosely_asked
        from rag.answering.computing.marked import marked
        from rag.answering.computing.solving import task_named

        if not question.may_want_figure:
            return None
        named = task_named(question)
        task = named or loosely_asked(question)
        if task is None and not reckons(sight):
            return None
        return marked(self.given(question, ranked, weights), task, sight, loose=named is None)

    def marks_may_tell(self, question: Question) -> bool:
        """Whether the reader may mark the operands: not where the largest of several is asked for,
        or the time between events."""
        from rag.answering.computing.marked import MARKED
        from rag.answering.computing.solving import task_named

        if not question.may_want_figure:
            return False
        task = task_named(question)
        return task is None or task.operation in MARKED

    def by_marks(self, found: "Marked", signs: Features) -> Draft | None:
        """What these operands give; None where they are not to be believed."""
        from rag.answering.computing.solving import compute_marked

        return compute_marked(found, signs)
