"""What the sentences of an index hold: search terms, clauses, figures and times.

Made on first need and kept: a question touches a few dozen sentences, and each is analysed
once in the life of an index.
"""

from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING

from rag.language.clauses import clauses
from rag.language.names import Name, find_names
from rag.language.normalise import NormalText, normalise
from rag.language.quantities import Quantity, find_quantities
from rag.language.times import GoverningTime, TimeExpression, find_times, time_at
from rag.language.tokens import tokenize
from rag.types import Document, Period, Section, Sentence

if TYPE_CHECKING:
    from rag.facts import Fact
    from rag.language.enumeration_types import Enumeration
    from rag.language.glosses import Gloss


_CONTEXT = 3


@lru_cache(maxsize=256)
def _title_terms(title: str) -> frozenset[str]:
    return frozenset(tokenize(title))


class SentenceAnalysis:
    """One sentence in its document. All offsets count in ``sentence.text``."""

    def __init__(
        self,
        document: Document,
        sentence: Sentence,
        facts: "Callable[[], dict[int, Fact]]" = dict,
        terms_of: Callable[[int], frozenset[str]] | None = None,
    ) -> None:
        """Args: document, sentence: what is analysed.

        facts: gives the facts of the paragraph by the reading offsets of their figures.
        terms_of: gives the terms of a sentence of the document by its number, where they are kept.
        """
        self.document = document
        self.sentence = sentence
        self._facts = facts
        self._terms_of = terms_of or self._terms_by_number
        self._times_at: dict[int, GoverningTime | None] = {}

    @property
    def text(self) -> str:
        """The reading text."""
        return self.sentence.text

    @cached_property
    def section(self) -> Section | None:
        """The section that holds the sentence, None in a preamble."""
        return self.document.section(self.sentence.section)

    @cached_property
    def folded(self) -> NormalText:
        """The matching form with its way back to the reading text."""
        return normalise(self.text)

    @cached_property
    def terms(self) -> frozenset[str]:
        """The search tokens of the sentence."""
        return frozenset(set(tokenize(self.text)))  # a copy of a set has no room to grow

    @property
    def context_terms(self) -> frozenset[str]:
        """Tokens of the section title, and in the paragraph of its first sentence and of the three
        before this one.

        Put together each time: kept, they would take as much memory as all terms.
        """
        title, *before = self._context()
        return title.union(*before)

    def context_terms_of(self, wanted: frozenset[str]) -> frozenset[str]:
        """Those of the wanted terms that are ``context_terms``: few, where these are hundreds."""
        title, *before = self._context()
        return (wanted & title).union(*[wanted & terms for terms in before])

    def _context(self) -> list[frozenset[str]]:
        """The terms of the section title, and of each sentence shortly before this one."""
        first = self.document.paragraphs[self.sentence.paragraph - 1].sentences[0]
        number = self.sentence.number
        near = range(max(first, number - _CONTEXT), number)
        # The first sentence tells what a paragraph is about (县中医院创建于……), however long it is.
        before = near if first in near or first == number else (first, *near)
        title = _title_terms(self.section.title) if self.section else frozenset()
        return [title, *map(self._terms_of, before)]

    def _terms_by_number(self, number: int) -> frozenset[str]:
        return frozenset(tokenize(self.document.sentences[number - 1].text))

    @cached_property
    def clauses(self) -> list[tuple[int, int]]:
        """Half-open intervals that tile the sentence."""
        return clauses(self.text)

    @cached_property
    def semicolons(self) -> list[int]:
        """The numbers of the clauses that end with a semicolon."""
        ends = enumerate(end for _, end in self.clauses)
        return [number for number, end in ends if self.text[end - 1] in "；;"]

    @cached_property
    def quantities(self) -> list[Quantity]:
        """The figures with their units."""
        return find_quantities(self.text)

    @cached_property
    def names(self) -> list[Name]:
        """Names of people, bodies, places, works; what stands in quotes and 《》."""
        return find_names(self.text)

    @cached_property
    def enumerations(self) -> "list[Enumeration]":
        """Coordinated lists."""
        from rag.language.enumerations import find_enumerations

        return find_enumerations(self.text)

    @cached_property
    def glosses(self) -> "list[Gloss]":
        """The terms that the sentence explains."""
        from rag.language.glosses import find_glosses

        return find_glosses(self.text)

    @cached_property
    def times(self) -> list[TimeExpression]:
        """Time expressions; relative ones are resolved against the inherited time."""
        return find_times(self.text, anchor=self.inherited_period)

    @cached_property
    def inherited(self) -> tuple[GoverningTime, ...]:
        """The times stated earlier in the paragraph, in the form ``time_at`` takes."""
        return tuple(
            GoverningTime(time.period, -1, time.start, time.end, True)
            for time in self.sentence.times
            if time.inherited
        )

    @property
    def inherited_period(self) -> Period | None:
        """The first inherited period, None where there is none."""
        return self.inherited[0].period if self.inherited else None

    def time_at(self, offset: int) -> GoverningTime | None:
        """The time that governs the words at the offset; see ``rag.language.times.time_at``."""
        if offset not in self._times_at:
            turn = self._turns
            figure = next((one for one in self.quantities if one.start <= offset < one.end), None)
            time = turn.get(figure.start) if turn and figure is not None else None
            self._times_at[offset] = (
                time_at(self.text, offset, self.inherited)
                if time is None or time.period is None
                else GoverningTime(time.period, -1, time.start, time.end, False, time.openness)
            )
        return self._times_at[offset]

    @cached_property
    def _turns(self) -> "Mapping[int, TimeExpression]":
        """The times of figures that stand in a row, as the times do before them."""
        from rag.language.time_turns import times_in_turn

        return times_in_turn(self.text, self.times, self.quantities)

    def fact_at(self, offset: int) -> "Fact | None":
        """What the figure that begins at the offset counts; None where it is no fact."""
        return self._facts().get(self.sentence.reading.start + offset)

    def clause_at(self, offset: int) -> int:
        """Index of the clause that holds the offset."""
        for number, (_, end) in enumerate(self.clauses):
            if offset < end:
                return number
        return len(self.clauses) - 1


class Analyses:
    """The analyses of one index, made on first need."""

    def __init__(self, documents: dict[str, Document]) -> None:
        self._documents = documents
        self._made: dict[tuple[str, int], SentenceAnalysis] = {}
        self._facts: dict[tuple[str, int], dict[int, Fact]] = {}

    def of(self, document: str, number: int) -> SentenceAnalysis:
        """The analysis of sentence ``number`` (from 1) of a document."""
        key = (document, number)
        if key not in self._made:
            whole = self._documents[document]
            sentence = whole.sentences[number - 1]
            facts = partial(self._facts_of, whole, sentence.paragraph)
            terms_of = partial(self._terms, document)
            self._made[key] = SentenceAnalysis(whole, sentence, facts, terms_of)
        return self._made[key]

    def _terms(self, document: str, number: int) -> frozenset[str]:
        return self.of(document, number).terms

    def _facts_of(self, document: Document, paragraph: int) -> "dict[int, Fact]":
        from rag.facts import facts_of_paragraph

        key = (document.id, paragraph)
        if key not in self._facts:
            found = facts_of_paragraph(document, document.paragraphs[paragraph - 1])
            self._facts[key] = {fact.figure.start: fact for fact in found}
        return self._facts[key]
