"""What speaks for a candidate and against it, in numbers that do not depend on the text.

Every feature is a share, a flag or a bounded count, so that weights learned on encyclopaedia
paragraphs carry over to a chronicle. Nothing here names a word of any one text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from rag.analysis import SentenceAnalysis
from rag.answering.body_fit import asked_bodies, body_fit
from rag.answering.candidates import Candidate
from rag.answering.claims import Part
from rag.answering.figure_fit import fact_fit, figure_fit, surroundings
from rag.answering.name_fit import name_fit
from rag.answering.prose_fit import prose_fit
from rag.answering.run_fit import run_features
from rag.answering.sort_fit import sort_fit
from rag.language.answering_units import same_unit
from rag.language.asking import Wanted
from rag.language.events import event_classes, other_stage
from rag.language.name_matching import matches_asked
from rag.language.name_types import NameKind
from rag.language.numerals import parse_numeral
from rag.language.patterns import late_regex
from rag.matching import Matches, TermWeights
from rag.question import Question
from rag.types import Period

Features = dict[str, float]

_WINDOW = 12
_PURPOSE = late_regex(r"^(?:为|为了|以|用于|以便)(?!.{0,6}[一1])")
_COPULA = late_regex(r"(?:是|为|达|共|有|约|近|即|叫|称|至|到|了)$")
_ATTRIBUTIVE = late_regex(r"[对把将使].{0,6}已|已.{1,8}的|所.{1,4}的")
_VERBAL = late_regex(
    r"(?:[是为由在被给向与和对叫]|成立|举办|授予|下发|制定|召开|设立|建立|获得?|出版)$"
)
_PART = late_regex(r"其中")
_COUNT = late_regex(r"哪([二三四五六七八九十两\\d]+)")
_STOPS = "，。；：、！？,.;（"
_NAMING = frozenset({Wanted.PERSON, Wanted.PLACE, Wanted.NAME})
_EXPLAINING = frozenset({Wanted.REASON, Wanted.MANNER})
_LOCATED = frozenset({NameKind.PLACE, NameKind.ORGANISATION})


@dataclass(frozen=True, slots=True)
class Scene:
    """What all candidates of a question share.

    ``best`` is the highest sentence score among those considered, ``periods`` are the question's.
    """

    question: Question
    weights: TermWeights
    best: float
    periods: tuple[Period, ...] = field(init=False, repr=False)
    bodies: tuple[Part, ...] = field(init=False, repr=False)
    _of_sentence: dict[int, Features] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "periods", self.question.periods)
        object.__setattr__(self, "bodies", asked_bodies(self.question))

    def of_sentence(self, candidate: Candidate, rank: int) -> Features:
        """What the candidates of one ranked sentence share, told once."""
        told = self._of_sentence.get(rank)
        if told is None:
            told = self._of_sentence[rank] = _of_sentence(self, candidate, rank)
        return told


def features(scene: Scene, candidate: Candidate, matches: Matches, rank: int) -> Features:
    """The features of one candidate.

    Args:
        scene: the question and its term weights.
        candidate: the stretch.
        matches: the question's terms in the candidate's sentence.
        rank: place of its sentence among the ranked ones, from 0.
    """
    values = dict(scene.of_sentence(candidate, rank))
    values.update(_of_place(scene, candidate, matches))
    kind = scene.question.asked.kind
    if kind is Wanted.QUANTITY:
        values.update(_of_figure(scene, candidate))
    elif kind is Wanted.DATE:
        values.update(_of_date(scene, candidate))
    else:
        values.update(run_features(scene.question, candidate, matches))
        values.update(_of_name(scene, candidate))
        values.update(_of_list(scene, candidate))
        values.update(name_fit(scene.question, candidate))
        if kind in _NAMING:
            values.update(sort_fit(scene.question, candidate, matches))
        elif kind in _EXPLAINING:
            values.update(prose_fit(scene.question, candidate))
    return values


def _of_sentence(scene: Scene, candidate: Candidate, rank: int) -> Features:
    hit = dict(candidate.hit.features)
    return {
        "sentence.rank": 1.0 / (1 + rank),
        "sentence.behind": candidate.hit.score - scene.best,
        "sentence.coverage": hit.get("coverage", 0.0),
        "sentence.time": hit.get("time", 0.0),
        "sentence.similarity": hit.get("similarity", 0.0),
        "sentence.passage": hit.get("passage", 0.0),
        "sentence.context": hit.get("context", 0.0),
        "place.ordinal": _ordinal(scene.question, candidate.analysis),
        **body_fit(scene.bodies, candidate.analysis),
    }


def _of_place(scene: Scene, candidate: Candidate, matches: Matches) -> Features:
    start, end, clause = candidate.start, candidate.end, candidate.clause
    time, periods = candidate.time, scene.periods
    return {
        "place.near": matches.near(clause),
        "place.clause": matches.clause(clause),
        "place.before": matches.clause(clause - 1),
        "place.after": matches.clause(clause + 1),
        "place.left": matches.coverage(start - _WINDOW, start),
        "place.right": matches.coverage(end, end + _WINDOW),
        "place.own": matches.coverage(start, end),
        "time.fit": time_fit(periods, time.period if time else None),
        "time.exact": 1.0 if time and time.period in periods else 0.0,
        "time.own": 1.0 if time is not None and not time.inherited else 0.0,
    }


def _of_figure(scene: Scene, candidate: Candidate) -> Features:
    figure, asked = candidate.figure, scene.question.asked
    if figure is None:
        return {}
    from rag.facts.finding import terms_of

    analysis, question = candidate.analysis, scene.question
    before, after = surroundings(analysis.text, figure, analysis.quantities)
    fact = analysis.fact_at(figure.start)
    words = f"{fact.subject}{fact.whole}{fact.metric}" if fact else ""
    said = scene.weights.coverage(terms_of(words))
    position = candidate.analysis.text[max(0, candidate.start - 2) : candidate.start]
    return {
        "figure.unit": 1.0 if asked.unit and asked.unit == figure.unit else 0.0,
        "figure.family": 1.0 if asked.unit and same_unit(asked.unit, figure.unit) else 0.0,
        "figure.other": 1.0 if asked.unit and not same_unit(asked.unit, figure.unit) else 0.0,
        "figure.bare": 1.0 if not figure.unit else 0.0,
        **figure_fit(asked, figure, before, after),
        **fact_fit(asked, fact, question.periods, question.focus, said),
        "figure.share": 1.0 if figure.unit == "%" and asked.unit != "%" else 0.0,
        "figure.money": 1.0 if figure.unit == "元" and asked.unit != "元" else 0.0,
        "figure.part": 1.0 if _PART.search(_clause_before(candidate)) else 0.0,
        "figure.copula": 1.0 if _COPULA.search(position) else 0.0,
        "figure.one": 1.0 if figure.value == 1 else 0.0,
        "figure.stated": 1.0 if candidate.text in scene.question.folded else 0.0,
    }


def _clause_before(candidate: Candidate) -> str:
    """The candidate's clause up to the candidate."""
    start = candidate.analysis.clauses[candidate.clause][0]
    return candidate.analysis.text[start : candidate.start]


def _of_date(scene: Scene, candidate: Candidate) -> Features:
    clause = candidate.text
    analysis, time = candidate.analysis, candidate.time
    stated = (
        time is not None and not time.inherited and candidate.start <= time.start < candidate.end
    )
    return {
        "date.stated": 1.0 if stated else 0.0,
        "date.purpose": 1.0 if _PURPOSE.search(clause) else 0.0,
        "date.predicate": _predicate_share(scene.question, clause),
        "date.stage": 1.0 if other_stage(scene.question.asked.noun, clause) else 0.0,
        "date.attributive": 1.0 if _ATTRIBUTIVE.search(clause) else 0.0,
        "date.first": 1.0 if candidate.clause == 0 else 0.0,
        "date.distance": -0.1 * min(10, _clauses_between(analysis, candidate, time.start))
        if time is not None and not time.inherited
        else -0.6,
    }


def _predicate_share(question: Question, clause: str) -> float:
    """How much of what happened (移交 of 哪年移交) the clause says, in its words or the texts'."""
    predicate = question.asked.noun
    if len(predicate) < 2:
        return 0.0
    pairs = [predicate[at : at + 2] for at in range(len(predicate) - 1)]
    said = sum(1 for pair in pairs if pair in clause) / len(pairs)
    if event_classes(predicate) & event_classes(clause):
        return max(said, 0.8)
    if any(term.source in predicate and term.text in clause for term in question.added):
        return max(said, 0.8)
    return said


def _of_name(scene: Scene, candidate: Candidate) -> Features:
    name, asked = candidate.name, scene.question.asked
    if name is None:
        return {}
    text, start, end = candidate.analysis.text, candidate.start, candidate.end
    fits = matches_asked(asked.noun, name) if asked.noun else 0.0
    return {
        "name.is": 1.0,
        f"name.{name.kind.value}": 1.0,
        "name.inner": 1.0 if name.inner else 0.0,
        "name.fits": fits,
        "name.misfits": 1.0 if asked.noun and fits == 0 else 0.0,
        "name.person.wanted": 1.0
        if asked.kind is Wanted.PERSON and name.kind is NameKind.PERSON
        else 0.0,
        "name.place.wanted": 1.0 if asked.kind is Wanted.PLACE and name.kind in _LOCATED else 0.0,
        "name.stated": 1.0 if name.text in scene.question.folded else 0.0,
        "name.subject": 1.0 if _opens_clause(candidate) else 0.0,
        "name.object": 1.0 if text[end : end + 1] in _STOPS else 0.0,
        "name.verbal": 1.0 if _VERBAL.search(text[max(0, start - 3) : start]) else 0.0,
        "name.length": min(1.0, (end - start) / 20),
    }


def _of_list(scene: Scene, candidate: Candidate) -> Features:
    listing, asked = candidate.listing, scene.question.asked
    if listing is None:
        return {}
    text = candidate.analysis.text
    count = _COUNT.search(scene.question.folded)
    wanted = parse_numeral(count[1]) if count else None
    head = listing.head
    noun = asked.noun
    after = text[candidate.end : candidate.end + 8]
    beside = sum(1 for character in noun if character in head + after) / len(noun) if noun else 0
    return {
        "list.is": 1.0,
        "list.members": min(1.0, len(listing.members) / 6),
        "list.pair": 1.0 if len(listing.members) == 2 else 0.0,
        "list.count": 1.0 if wanted == len(listing.members) else 0.0,
        "list.miscount": 1.0 if wanted is not None and wanted != len(listing.members) else 0.0,
        "list.counted": 1.0 if listing.count is not None else 0.0,
        "list.head": float(beside),
        "list.bracket": 1.0 if text[: candidate.start].endswith(("（", "(", "[")) else 0.0,
        "list.open": 1.0 if listing.open else 0.0,
        "list.length": min(2.0, (candidate.end - candidate.start) / 40),
    }


def _ordinal(question: Question, analysis: SentenceAnalysis) -> float:
    """1 where the sentence has a rank that is asked of (第二十届), -1 where it has another."""
    asked = [one for one in question.ordinals if one.value > 1]
    alike = [one for one in analysis.quantities if one.ordinal]
    if any(one.value == rank.value for rank in asked for one in alike):
        return 1.0
    return -1.0 if any(one.unit == rank.unit for rank in asked for one in alike) else 0.0


def _opens_clause(candidate: Candidate) -> bool:
    return candidate.start == candidate.analysis.clauses[candidate.clause][0]


def time_fit(asked: Sequence[Period], given: Period | None) -> float:
    """1 where the stretch's own time is within what is asked, -1 where it is another time."""
    if not asked:
        return 0.0
    if given is None:
        return -0.3
    if any(period.contains(given) for period in asked):
        return 1.0
    if any(given.contains(period) for period in asked):
        return 0.3
    return 0.2 if any(given.overlaps(period) for period in asked) else -1.0


def _clauses_between(analysis: SentenceAnalysis, candidate: Candidate, offset: int) -> int:
    return abs(candidate.clause - analysis.clause_at(offset))
