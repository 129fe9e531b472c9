"""Facts as a question sees them: how near its words stand to each figure, and their rank."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from rag.analysis import Analyses, SentenceAnalysis
from rag.facts import Fact
from rag.facts.finding import terms_of
from rag.language.patterns import late_regex
from rag.matching import TermWeights
from rag.types import SentenceHit

# Of the metric, the subject, the clause and the whole that the figure is a part of, the segment
# between semicolons, the sentence, and what stands before it.
_LEVELS = (1.0, 0.9, 0.75, 0.6, 0.4, 0.3)
NEGATION = late_regex(r"[未没]|尚无|不[曾能]")
_ASKING = frozenset("多少几了的是有共一个和与比呢吗出从到得把")


@dataclass(frozen=True, slots=True)
class Known:
    """A fact in its sentence, seen from a question.

    ``nearness`` says for each term of the question how near it stands to the figure: 1 in the
    words of its metric, less in its clause and sentence; terms that stand nowhere are left out.
    ``rank`` is the score of its sentence as a share of the best one's.
    """

    fact: Fact
    analysis: SentenceAnalysis
    nearness: Mapping[str, float]
    rank: float

    @property
    def start(self) -> int:
        """Where the figure begins in its sentence."""
        return self.fact.figure.start - self.analysis.sentence.reading.start

    @property
    def denied(self) -> bool:
        """Whether the figure counts what is not so: 尚有159家未改制."""
        end = self.start + len(self.fact.text)
        return bool(NEGATION.search(self.fact.metric + self.analysis.text[end : end + 2]))


class Weigher:
    """Weights of the words of a question; those it asks with count nothing."""

    def __init__(self, weights: TermWeights) -> None:
        self._weights = weights.weights
        self._usual = median(weights.weights.values()) if weights.weights else 1.0
        self._totals: dict[frozenset[str], float] = {}

    def weight(self, term: str) -> float:
        """The weight of a term; unknown words count a little, for they may be paraphrase."""
        if len(term) == 1 and term in _ASKING:
            return 0.0
        usual = 0.25 * self._usual * (0.4 if len(term) == 1 else 1.0)
        return self._weights.get(term, usual)

    def share(self, terms: frozenset[str], known: Known) -> float:
        """The weight share (0-1) of the terms that stand by the fact."""
        total = self._total(terms)
        if not total:
            return 0.0
        near = known.nearness
        return sum(self.weight(term) * near[term] for term in terms if term in near) / total

    def known(self, term: str) -> bool:
        """Whether the texts have the term."""
        return term in self._weights

    def near(self, terms: frozenset[str], known: Known, least: float) -> float:
        """The weight share (0-1) of the terms that stand at least so near; 1 without terms."""
        total = self._total(terms)
        near = known.nearness
        return (
            sum(self.weight(term) for term in terms if near.get(term, 0.0) >= least) / total
            if total
            else 1.0
        )

    def _total(self, terms: frozenset[str]) -> float:
        if terms not in self._totals:
            self._totals[terms] = sum(self.weight(term) for term in terms)
        return self._totals[terms]


def gather(
    terms: frozenset[str],
    ranked: Sequence[SentenceHit],
    analyses: Analyses,
    facts: Mapping[str, Sequence[Fact]],
) -> list[Known]:
    """The facts of the ranked sentences, in the order of the text.

    Args:
        terms: those of the question.
        ranked: its sentences, best first.
        analyses: of the sentences.
        facts: document id to its table.
    """
    top = ranked[0].score if ranked and ranked[0].score > 0 else 1.0
    scores = {(hit.document, hit.sentence.number): hit.score / top for hit in ranked}
    found = []
    for document in sorted({hit.document for hit in ranked}):
        for fact in facts.get(document, ()):
            rank = scores.get((document, fact.sentence))
            if rank is not None:
                found.append(_known(terms, fact, analyses.of(document, fact.sentence), rank))
    return found


def _known(asked: frozenset[str], fact: Fact, analysis: SentenceAnalysis, rank: float) -> Known:
    start = fact.figure.start - analysis.sentence.reading.start
    text = analysis.text
    first = max(text.rfind(mark, 0, start) for mark in ";；") + 1
    ends = [place for mark in ";；" if (place := text.find(mark, start)) >= 0]
    levels = (
        terms_of(fact.metric),
        terms_of(fact.subject),
        terms_of(text[slice(*analysis.clauses[analysis.clause_at(start)])]) | terms_of(fact.whole),
        terms_of(text[first : min(ends, default=len(text))]),
        analysis.terms,
        analysis.context_terms,
    )
    nearness: dict[str, float] = {}
    for terms, weight in zip(levels[::-1], _LEVELS[::-1], strict=True):
        nearness.update(dict.fromkeys(asked & terms, weight))
    return Known(fact, analysis, nearness, rank)
