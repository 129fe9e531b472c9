"""How much of a question stands in a sentence, and where.

The terms of a question (its search tokens, weighted by rarity) are looked up in a sentence
once; coverage of any stretch is then a sum over those places. A set of terms is a number with
one bit for each: stretches are asked for by the thousand, and most hold the same few sets.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
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
    known: frozenset[str] = field(init=False, repr=False, compare=False)
    """The terms, as a set: meeting two of these is faster than a set and the keys of a dict."""
    bits: dict[str, int] = field(init=False, repr=False, compare=False)
    """The bit that stands for each term."""
    _values: dict[int, float] = field(init=False, repr=False, compare=False)
    _shares: dict[int, float] = field(default_factory=dict, init=False, repr=False, compare=False)
    _matches: dict[tuple[str, int], "Matches"] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        bits = {term: 1 << at for at, term in enumerate(self.weights)}
        object.__setattr__(self, "known", frozenset(self.weights))
        object.__setattr__(self, "bits", bits)
        object.__setattr__(self, "_values", {bits[one]: told for one, told in self.weights.items()})

    def matches(self, analysis: SentenceAnalysis) -> "Matches":
        """The places of the terms in a sentence, looked up once."""
        key = (analysis.document.id, analysis.sentence.number)
        found = self._matches.get(key)
        if found is None:
            found = self._matches[key] = Matches(self, analysis)
        return found

    def coverage(self, terms: frozenset[str]) -> float:
        """Weight share (0-1) of the question's terms that occur in ``terms``."""
        if not self.total:
            return 0.0
        return sum([self.weights[term] for term in self.known & terms]) / self.total

    def share(self, terms: int) -> float:
        """Weight share (0-1) of a set of terms, given as the sum of their ``bits``."""
        told = self._shares.get(terms)
        if told is None:
            total, rest = 0.0, terms
            while rest:
                lowest = rest & -rest
                total += self._values[lowest]
                rest ^= lowest
            told = self._shares[terms] = total / self.total if self.total else 0.0
        return told


class Matches:
    """The places of a question's terms in one sentence. Offsets count in its reading text."""

    __slots__ = ("_clauses", "_near", "_places", "_shares", "_starts", "_weights", "analysis")

    def __init__(self, weights: TermWeights, analysis: SentenceAnalysis) -> None:
        self.analysis = analysis
        self._weights = weights
        self._places = sorted(_find(weights, analysis))
        self._starts = [place[0] for place in self._places]
        self._clauses: list[int] | None = None
        self._shares: list[float] | None = None
        self._near: dict[int, float] = {}

    @property
    def clauses(self) -> list[int]:
        """The question's terms in each clause of the sentence, as bits of ``TermWeights``."""
        if self._clauses is None:
            ends = [end for _, end in self.analysis.clauses]
            last = len(ends) - 1
            held = [0] * len(ends)
            for start, _, term in self._places:
                held[min(bisect_right(ends, start), last)] |= term
            self._clauses = held
        return self._clauses

    def share(self, terms: int) -> float:
        """Weight share (0-1) of a set of terms."""
        return self._weights.share(terms)

    def coverage(self, start: int, end: int) -> float:
        """Weight share of the terms that stand wholly inside ``[start, end)``."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        terms = 0
        for _, stop, term in self._places[low:high]:
            if stop <= end:
                terms |= term
        return self._weights.share(terms)

    def clause(self, number: int) -> float:
        """Weight share of one clause; 0 beyond the ends of the sentence."""
        shares = self._clause_shares()
        return shares[number] if 0 <= number < len(shares) else 0.0

    def clauses_together(self, first: int, last: int) -> float:
        """Weight share of a run of clauses, both ends included."""
        return self._weights.share(together(self.clauses[first : last + 1]))

    def whole(self) -> float:
        """Weight share of the whole sentence."""
        return self._weights.share(together([place[2] for place in self._places]))

    def best_clause(self) -> float:
        """The highest share of any clause."""
        return max(self._clause_shares(), default=0.0)

    def near(self, clause: int) -> float:
        """Coverage as seen from one clause: a term counts less with its distance in clauses."""
        told = self._near.get(clause)
        if told is None:
            told = self._near[clause] = self._seen_from(clause)
        return told

    def _clause_shares(self) -> list[float]:
        if self._shares is None:
            self._shares = [self._weights.share(terms) for terms in self.clauses]
        return self._shares

    def _seen_from(self, clause: int) -> float:
        terms = self.clauses
        count = len(terms)
        seen, total = 0, 0.0
        for distance in range(max(clause, count - 1 - clause) + 1):
            before, after = clause - distance, clause + distance
            around = terms[before] if 0 <= before < count else 0
            if after < count:
                around |= terms[after]
            fresh = around & ~seen
            if fresh:
                total += exp(-distance / _REACH) * self._weights.share(fresh)
                seen |= fresh
        return total


def together(terms: Iterable[int]) -> int:
    """The terms that stand in any of several sets."""
    every = 0
    for one in terms:
        every |= one
    return every


def _find(weights: TermWeights, analysis: SentenceAnalysis) -> Iterator[tuple[int, int, int]]:
    """Start, end and bit of each term wherever it stands."""
    folded = analysis.folded.text
    same = len(folded) == len(analysis.text)
    for term in weights.known & analysis.terms:
        bit = weights.bits[term]
        place = folded.find(term)
        if place < 0:
            # A numeral in another spelling: it is in the sentence, somewhere in it.
            yield 0, len(analysis.text), bit
        while place >= 0:
            end = place + len(term)
            start, stop = (place, end) if same else analysis.folded.original_span(place, end)
            yield start, stop, bit
            place = folded.find(term, end)
