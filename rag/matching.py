"""How much of a question stands in a sentence, and where.

The terms of a question (its search tokens, weighted by rarity) are looked up in a sentence
once; coverage of any stretch is then a sum over those places.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import exp

from rag.analysis import SentenceAnalysis

_REACH = 1.2
"""Distance in clauses at which a term counts 1/e."""


@dataclass(frozen=True, slots=True)
class TermWeights:
    """Weights of a question's terms: inverse document frequencies, unknown terms left out.

    ``total`` is their sum.
    """

    weights: dict[str, float]
    total: float
    _matches: dict[tuple[str, int], "Matches"] = field(
        default_factory=dict, repr=False, compare=False
    )

    def matches(self, analysis: SentenceAnalysis) -> "Matches":
        """The places of the terms in a sentence, looked up once."""
        key = (analysis.document.id, analysis.sentence.number)
        if key not in self._matches:
            self._matches[key] = Matches(self, analysis)
        return self._matches[key]

    def coverage(self, terms: frozenset[str]) -> float:
        """Weight share (0-1) of the question's terms that occur in ``terms``."""
        if not self.total:
            return 0.0
        return sum([self.weights[term] for term in self.weights.keys() & terms]) / self.total


class Matches:
    """The places of a question's terms in one sentence. Offsets count in its reading text."""

    __slots__ = ("_clauses", "_near", "_places", "_shares", "_starts", "_weights", "analysis")

    def __init__(self, weights: TermWeights, analysis: SentenceAnalysis) -> None:
        self.analysis = analysis
        self._weights = weights
        self._places = sorted(_find(weights, analysis))
        self._starts = [place[0] for place in self._places]
        self._clauses: list[set[str]] | None = None
        self._shares: list[float] | None = None
        self._near: dict[int, float] = {}

    @property
    def clauses(self) -> list[set[str]]:
        """The question's terms in each clause of the sentence."""
        if self._clauses is None:
            ends = [end for _, end in self.analysis.clauses]
            self._clauses = [set() for _ in ends]
            for start, _, term in self._places:
                clause = min(bisect_left(ends, start + 1), len(ends) - 1)
                self._clauses[clause].add(term)
        return self._clauses

    def share(self, terms: set[str]) -> float:
        """Weight share (0-1) of a set of terms."""
        if not self._weights.total:
            return 0.0
        return sum([self._weights.weights[term] for term in terms]) / self._weights.total

    def coverage(self, start: int, end: int) -> float:
        """Weight share of the terms that stand wholly inside ``[start, end)``."""
        if not self._weights.total:
            return 0.0
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        if low == high:
            return 0.0
        return self.share({term for _, stop, term in self._places[low:high] if stop <= end})

    def clause(self, number: int) -> float:
        """Weight share of one clause; 0 beyond the ends of the sentence."""
        if self._shares is None:
            self._shares = [self.share(terms) for terms in self.clauses]
        return self._shares[number] if 0 <= number < len(self._shares) else 0.0

    def clauses_together(self, first: int, last: int) -> float:
        """Weight share of a run of clauses, both ends included."""
        return self.share(set().union(*self.clauses[first : last + 1]))

    def whole(self) -> float:
        """Weight share of the whole sentence."""
        return self.share({place[2] for place in self._places})

    def best_clause(self) -> float:
        """The highest share of any clause."""
        return max((self.clause(number) for number in range(len(self.clauses))), default=0.0)

    def near(self, clause: int) -> float:
        """Coverage as seen from one clause: a term counts less with its distance in clauses."""
        if clause not in self._near:
            self._near[clause] = self._seen_from(clause)
        return self._near[clause]

    def _seen_from(self, clause: int) -> float:
        if not self._weights.total:
            return 0.0
        terms = self.clauses
        fresh: set[str] = set()
        total = 0.0
        weights = self._weights.weights
        for distance in range(max(clause, len(terms) - 1 - clause) + 1):
            around: set[str] = set()
            for number in {clause - distance, clause + distance}:
                if 0 <= number < len(terms):
                    around |= terms[number]
            around -= fresh
            if around:
                total += exp(-distance / _REACH) * sum([weights[term] for term in around])
                fresh |= around
        return total / self._weights.total


def _find(weights: TermWeights, analysis: SentenceAnalysis) -> Iterator[tuple[int, int, str]]:
    folded = analysis.folded.text
    same = len(folded) == len(analysis.text)
    for term in weights.weights.keys() & analysis.terms:
        place = folded.find(term)
        if place < 0:
            # A numeral in another spelling: it is in the sentence, somewhere in it.
            yield 0, len(analysis.text), term
        while place >= 0:
            end = place + len(term)
            start, stop = (place, end) if same else analysis.folded.original_span(place, end)
            yield start, stop, term
            place = folded.find(term, end)
