"""How much of a question stands in a sentence, and where.

The terms of a question (its search tokens, weighted by rarity) are looked up in a sentence
once; coverage of any stretch is then a sum over those places.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import exp

from rag.analysis import SentenceAnalysis


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

    __slots__ = ("_clauses", "_places", "_starts", "_weights", "analysis")

    def __init__(self, weights: TermWeights, analysis: SentenceAnalysis) -> None:
        self.analysis = analysis
        self._weights = weights
        self._places = sorted(_find(weights, analysis))
        self._starts = [place[0] for place in self._places]
        self._clauses: list[set[str]] | None = None

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
        low = bisect_left(self._starts, start)
        inside = set()
        for place in self._places[low:]:
            if place[0] >= end:
                break
            if place[1] <= end:
                inside.add(place[2])
        return self.share(inside)

    def clause(self, number: int) -> float:
        """Weight share of one clause; 0 beyond the ends of the sentence."""
        return self.share(self.clauses[number]) if 0 <= number < len(self.clauses) else 0.0

    def clauses_together(self, first: int, last: int) -> float:
        """Weight share of a run of clauses, both ends included."""
        return self.share(set().union(*self.clauses[first : last + 1]))

    def whole(self) -> float:
        """Weight share of the whole sentence."""
        return self.share({place[2] for place in self._places})

    def best_clause(self) -> float:
        """The highest share of any clause."""
        return max((self.share(terms) for terms in self.clauses), default=0.0)

    def near(self, clause: int, reach: float = 1.2) -> float:
        """Coverage as seen from one clause: a term counts less with its distance in clauses.

        ``reach`` is the distance at which a term counts 1/e.
        """
        if not self._weights.total:
            return 0.0
        best: dict[str, int] = {}
        for number, terms in enumerate(self.clauses):
            distance = abs(number - clause)
            for term in terms:
                if distance < best.get(term, len(self.clauses) + 1):
                    best[term] = distance
        weights = self._weights.weights
        return (
            sum([weights[term] * exp(-distance / reach) for term, distance in best.items()])
            / self._weights.total
        )


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
