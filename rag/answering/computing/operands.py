"""Which facts the operands of a calculation are.

A fact fits an operand by its time and unit, which are conditions, and by its words, which are
weighed: the words that name what is counted say most, those of the clause less, those of the
sentence and of what stands before it least.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from statistics import median

from rag.analysis import Analyses, SentenceAnalysis
from rag.answering.computing.ordinals import governing, ordinals_in
from rag.answering.computing.task import Side
from rag.facts import Fact
from rag.facts.finding import terms_of
from rag.language.answering_units import same_unit
from rag.matching import TermWeights
from rag.types import Period, SentenceHit

COMBINED = 64
"""Combinations of facts looked at; the more operands, the fewer facts are kept for each."""

# Of the metric, its clause, the segment between semicolons with the subject, the sentence, and
# what stands before it.
_LEVELS = (1.0, 0.75, 0.6, 0.4, 0.3)
_CONTENT = re.compile(r"[^\u4e00-\u9fffa-z0-9]|[的了拿用把在从年底末初时]")
_HEAD = re.compile(r"[^\s，,、；;]{1,8}[\s，,]*")
_SERIES = re.compile(r"第[一二三四五六七八九十百0-9]{1,4}[届次期批回轮]")
_NEGATION = re.compile(r"[未没]|尚无|不[曾能]")
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
        return bool(_NEGATION.search(self.fact.metric + self.analysis.text[end : end + 2]))


@dataclass(frozen=True, slots=True)
class Choice:
    """A fact for each operand, and how well they fit (0-1). ``margin`` is the lead over the
    best other choice that gives other values."""

    facts: tuple[Known, ...]
    fit: float
    margin: float


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
        terms_of(text[slice(*analysis.clauses[analysis.clause_at(start)])]),
        terms_of(text[first : min(ends, default=len(text))]) | terms_of(fact.subject),
        analysis.terms,
        analysis.context_terms,
    )
    nearness: dict[str, float] = {}
    for terms, weight in zip(levels[::-1], _LEVELS[::-1], strict=True):
        nearness.update(dict.fromkeys(asked & terms, weight))
    return Known(fact, analysis, nearness, rank)


def time_fits(fact: Fact, periods: Sequence[Period]) -> float:
    """1 where the fact's time is one asked for, less where it is only near it, 0 elsewhere.

    A fact without a time fits any, weakly: nothing says that it is of another.
    """
    if not periods:
        return 1.0
    if fact.time is None:
        return 0.2
    given = fact.time.period
    return max(_agreement(asked, given) for asked in periods)


def _agreement(asked: Period, given: Period) -> float:
    if asked.contains(given):
        return 1.0
    if given.contains(asked):
        same_year = given.first.year == given.last.year
        return 0.7 if same_year else 0.3
    return 0.0


def unit_fits(asked: str, fact: Fact) -> bool:
    """Whether the fact's unit answers the one asked for; any does where none is asked for."""
    if asked == "百分点":
        return fact.unit == "%"
    return not asked or same_unit(asked, fact.unit)


def comparable(first: Fact, second: Fact) -> bool:
    """Whether two figures are in one unit: 人 and 人次 are two, so are 户 and 户次."""
    if first.unit == second.unit:
        return True
    return same_unit(first.unit, second.unit) and likeness(first, second) >= 0.5


def likeness(first: Fact, second: Fact) -> float:
    """0-1: how much the words for what is counted have in common, by their pairs."""
    a = {term for term in terms_of(first.metric) if len(term) > 1}
    b = {term for term in terms_of(second.metric) if len(term) > 1}
    if not a or not b:
        return 1.0 if first.metric == second.metric else 0.0
    return len(a & b) / min(len(a), len(b))


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: the operands, the words said of all, unit, counted noun, times.

    ``alike`` is false where the operands count different things (people to a course),
    ``part`` true where the first must be less than the second, being its part.
    """

    sides: tuple[Side, ...]
    shared: str
    unit: str
    noun: str
    periods: tuple[Period, ...]
    alike: bool = True
    part: bool = False


def choose(asked: Asked, pool: Sequence[Known], weigher: Weigher) -> Choice | None:
    """The facts that fit the operands best together, None where an operand has none.

    Operands of the same words at other times must count the same thing; operands of other
    words must be different facts.
    """
    kept = max(1, int(COMBINED ** (1 / max(1, len(asked.sides))) + 0.01))
    rated = [
        sorted(
            (
                (score, number)
                for number, known in enumerate(pool)
                if unit_fits(side.unit or asked.unit, known.fact)
                and (score := side_score(asked, side, known, weigher)) > 0
            ),
            key=lambda pair: (-pair[0], pair[1]),
        )[:kept]
        for side in asked.sides
    ]
    best: list[tuple[float, tuple[Known, ...]]] = []
    for combination in product(*rated):
        numbers = [number for _, number in combination]
        chosen = tuple(pool[number] for number in numbers)
        if len(set(numbers)) < len(numbers) or not _together(asked, chosen):
            continue
        fit = sum(score for score, _ in combination) / len(combination)
        best.append((fit + _kinship(asked.sides, chosen), chosen))
    if not best:
        return None
    best.sort(key=lambda pair: -pair[0])
    values = [known.fact.value for known in best[0][1]]
    other = next((fit for fit, chosen in best if [k.fact.value for k in chosen] != values), 0.0)
    return Choice(best[0][1], best[0][0], best[0][0] - other)


def side_score(asked: Asked, side: Side, known: Known, weigher: Weigher) -> float:
    """How well a fact fits one operand: its own words first, then those said of all."""
    time = time_fits(known.fact, side.periods or asked.periods)
    if not time:
        return 0.0
    own = terms_of(side.text)
    others = frozenset[str]().union(*(terms_of(one.text) for one in asked.sides)) - own
    shared = terms_of(asked.shared) - own
    words = [(own, 0.6), (shared, 0.15), (others, 0.1)]
    # An operand named by its time alone (比1978年多) is described by the words of the other.
    if not any(weigher.weight(term) for term in own):
        words = [(others | shared, 0.7)]
    words.append((terms_of(asked.noun or _head(side) or _head(*asked.sides)), 0.3))
    total = sum(weight for terms, weight in words if terms)
    told = sum(weight * weigher.share(terms, known) for terms, weight in words if terms)
    polarity = 1.0 if _NEGATION.search(side.text + asked.shared) or not known.denied else 0.3
    exact = 1.0 if _same_measure(side.unit or asked.unit, known.fact.unit) else 0.85
    meant = polarity * exact * time * _series_fits(side, known)
    return meant * (told / total if total else 0.0) * 0.85 + 0.15 * known.rank


def _head(*sides: Side) -> str:
    """What an operand is a number of: 学员 in 夜校的学员, as what stands before 的 limits it."""
    ends = [side.text.rpartition("的") for side in sides]
    heads = [_CONTENT.sub("", end) for _, of, end in ends if of and _HEAD.fullmatch(end)]
    return next((head for head in heads if len(head) > 1), "")


def _same_measure(asked: str, given: str) -> bool:
    """Whether a unit is the one asked for, not only one that may answer it."""
    people = ("人", "名", "位")
    alike = asked in people and given in people
    return not asked or alike or asked in (given, "百分点")


def _series_fits(side: Side, known: Known) -> float:
    """1 where the figure is of the numbered one asked for (第十九届), little where of another."""
    wanted = ordinals_in(side.text)
    if not wanted:
        return 1.0
    given = governing(known.analysis, known.start)
    if not given:
        return 0.6
    return 1.0 if wanted.keys() & given.keys() else 0.15


def differ_in_time(sides: Sequence[Side]) -> bool:
    """Whether the operands are told apart by their times, or their numbers in a series (第几届).

    One without a time has the other's.
    """
    numbers = {tuple(ordinals_in(side.text)) for side in sides}
    return len({side.periods for side in sides if side.periods}) > 1 or len(numbers) > 1


def same_words(sides: Sequence[Side]) -> bool:
    """Whether nothing but time tells the operands apart: the same words, or none of their own."""
    texts = {_SERIES.sub("", side.text) for side in sides}
    return len(texts) == 1 or any(len(_CONTENT.sub("", text)) < 2 for text in texts)


def _together(asked: Asked, chosen: Sequence[Known]) -> bool:
    first = chosen[0].fact
    if asked.part and first.value > chosen[-1].fact.value:
        return False
    return not asked.alike or all(comparable(first, known.fact) for known in chosen[1:])


def _kinship(sides: Sequence[Side], chosen: Sequence[Known]) -> float:
    """Operands at different times should count the same thing; others may share a sentence."""
    first = chosen[0].fact
    alike = min(likeness(first, known.fact) for known in chosen[1:]) if len(chosen) > 1 else 0.0
    if differ_in_time(sides):
        return 0.15 * alike
    same = len({(known.fact.document, known.fact.sentence) for known in chosen}) == 1
    return (0.1 if same else 0.0) + 0.05 * alike
