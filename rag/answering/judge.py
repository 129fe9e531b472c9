"""How likely the best candidate is right: a logistic regression over readable features.

Most near misses are a failed constraint, not a low score: a name of the question that the
sentence and its context do not have, a time that does not fit, a rare word that stands
elsewhere in the text but not here. Learned together with the ranker (``python -m
eval.learning``); the same number is the answer's confidence.
"""

from collections.abc import Container, Mapping, Sequence
from functools import cache

from rag.analysis import SentenceAnalysis
from rag.answering.candidates import Candidate
from rag.answering.features import Features
from rag.answering.ranker import GROUPS, Scored, linear, logistic, shipped_weights
from rag.language.asking import Wanted
from rag.language.content import content
from rag.language.framing import unframed
from rag.language.names import NameKind, find_names
from rag.language.normalise import fold
from rag.language.times import find_times
from rag.language.tokens import tokenize
from rag.matching import TermWeights
from rag.question import Question

BIAS = "bias"
_NAMING = frozenset({NameKind.ORGANISATION, NameKind.PLACE, NameKind.TITLE, NameKind.LATIN})
_FAR = 4.0
_TELLING = ("figure.", "fit.", "fact.", "name.", "list.", "run.", "date.", "read.")
"""Groups of the best candidate's features that the judge sees as well."""
_SEEN = ("logit", "start", "end", "inside")
_BY_GROUP = ("share", "coverage", "margin", "noun.missing")
_INSIDE = ("里", "方面", "上", "中")


def judge_features(
    question: Question, scored: Sequence[Scored], share: float, terms: TermWeights
) -> Features:
    """What tells a right best candidate from a wrong one.

    Args:
        question: the question.
        scored: the candidates, best first, at least one.
        share: the softmax share of the best candidate's words.
        terms: the weights of the question's terms.
    """
    best = scored[0]
    analysis = best.candidate.analysis
    held = analysis.terms | analysis.context_terms
    group = GROUPS[question.asked.kind]
    told = {
        f"best.{name}": value for name, value in best.features.items() if name.startswith(_TELLING)
    }
    values = {
        BIAS: 1.0,
        f"group.{group}": 1.0,
        "share": share,
        "share.low": 1.0 if share < 0.3 else 0.0,
        "coverage": terms.coverage(held),
        "coverage.own": terms.coverage(analysis.terms),
        "missing.rarest": _rarest_missing(terms, held),
        "unknown": _unknown(question, terms),
        "names.missing": names_missing(question, analysis),
        "names.elsewhere": _names_elsewhere(question, held, terms),
        "margin": _margin(scored),
        "noun.unknown": _noun_unknown(question, terms),
        "noun.missing": _noun_missing(question, held),
        "predicate": best.features.get("date.predicate", 0.0),
        "predicate.none": 1.0 if best.features.get("date.predicate", 1.0) == 0.0 else 0.0,
        "rank.held": max(0.0, best.features.get("place.ordinal", 0.0)),
        "ordinal.conflict": 1.0 if ordinal_conflict(question, analysis) else 0.0,
        "place.body": best.features.get("place.body", 0.0),
        "place.absent": best.features.get("place.absent", 0.0),
        "place.rival": best.features.get("place.rival", 0.0),
        "place.near": best.features.get("place.near", 0.0),
        "similarity": best.features.get("sentence.similarity", 0.0),
        "passage": best.features.get("sentence.passage", 0.0),
        "rank": best.features.get("sentence.rank", 0.0),
        "time.fit": best.features.get("time.fit", 0.0),
        "time.conflict": 1.0 if best.features.get("time.fit", 0.0) < 0 else 0.0,
        "time.asked": 1.0 if question.periods else 0.0,
        **told,
    }
    if any(name.startswith("read.") for name in best.features):
        values |= _said(question, best.candidate) | _ahead(scored)
    # What these weigh differs with what is asked: a list shares no words with its question.
    values.update({f"{group}.{name}": values[name] for name in _BY_GROUP})
    return values


def _said(question: Question, candidate: Candidate) -> Features:
    """What sort of thing the best candidate is, for each kind of question by itself."""
    text = fold(candidate.text).strip("，。；：、 ")
    kinds = {name.kind for name in find_names(text) if not name.inner}
    flags = {
        "figure": any(map(str.isdigit, text)),
        "time": any(one.period for one in find_times(text)),
        "person": NameKind.PERSON in kinds,
        "body": bool(kinds & {NameKind.ORGANISATION, NameKind.PLACE}),
        "quoted": text[:1] in '"《[“',
        "parts": "、" in text,
        "clauses": "，" in text,
        "long": len(text) > 30,
        "short": len(text) < 4,
    }
    wanted = question.asked.kind.value
    return {f"{wanted}.said.{name}": 1.0 for name, flag in flags.items() if flag}


def _ahead(scored: Sequence[Scored]) -> Features:
    """How far the reader sees the best candidate above the next other answer."""
    best, other = scored[0], _next_other(scored)
    if other is None:
        return {}
    ahead = {
        f"ahead.{name}": best.features.get(f"read.{name}", 0.0)
        - other.features.get(f"read.{name}", 0.0)
        for name in _SEEN
    }
    return ahead | {"ahead.beside": float(other.candidate.hit is best.candidate.hit)}


def _margin(scored: Sequence[Scored]) -> float:
    """How far (0-1) the best candidate's score is above that of the next other answer."""
    other = _next_other(scored)
    return 1.0 if other is None else min(1.0, (scored[0].score - other.score) / _FAR)


def _next_other(scored: Sequence[Scored]) -> Scored | None:
    """The best candidate that does not say the same as the best of all."""
    said = scored[0].candidate.said
    return next((one for one in scored[1:] if one.candidate.said != said), None)


def _noun_pairs(question: Question) -> list[str]:
    """The pairs of what is counted or named, in the question's words; what happened is apart."""
    noun = "" if question.asked.kind is Wanted.DATE else question.asked.noun
    return [noun[at : at + 2] for at in range(len(noun) - 1)]


def _noun_unknown(question: Question, terms: TermWeights) -> float:
    """1 where no text has any pair of the noun and none has another word for it."""
    pairs = _noun_pairs(question)
    if not pairs or any(pair in terms.weights for pair in pairs):
        return 0.0
    noun = question.asked.noun
    return 0.0 if any(term.source in noun for term in question.added) else 1.0


def _noun_missing(question: Question, held: Container[str]) -> float:
    """Share (0-1) of the noun's pairs that the sentence and its context lack."""
    pairs = _noun_pairs(question)
    if not pairs:
        return 0.0
    noun = question.asked.noun
    if any(
        term.source in noun and all(pair in held for pair in tokenize(term.text) if len(pair) > 1)
        for term in question.added
    ):
        return 0.0
    return sum(1 for pair in pairs if pair not in held) / len(pairs)


def names_missing(question: Question, analysis: SentenceAnalysis) -> float:
    """Share (0-1) of the question's names that neither sentence nor context holds.

    A name is held when most of its character pairs are: 北海市化肥厂 is 北海化肥厂, 罐头厂 is not
    印刷厂.
    """
    names = question_names(question)
    if not names:
        return 0.0
    held = analysis.terms | analysis.context_terms
    return sum(1 for name in names if not is_held(name, held)) / len(names)


def _names_elsewhere(question: Question, held: Container[str], terms: TermWeights) -> float:
    """Share of the question's names that the texts know, but not here: asked of another body."""
    names = question_names(question)
    if not names:
        return 0.0
    elsewhere = [
        name for name in names if not is_held(name, held) and is_held(name, terms.weights, 1.0)
    ]
    return len(elsewhere) / len(names)


def ordinal_conflict(question: Question, analysis: SentenceAnalysis) -> bool:
    """Whether the question names a rank (第六次) and the sentence only others of its kind.

    The first is left out: 第一次 also means for the first time.
    """
    for asked in question.ordinals:
        if asked.value <= 1:
            continue
        alike = [one for one in analysis.quantities if one.ordinal and one.unit == asked.unit]
        first = f"首{asked.unit}" in analysis.text
        if (alike or first) and all(one.value != asked.value for one in alike):
            return True
    return False


def question_names(question: Question) -> tuple[str, ...]:
    """The bodies, places and titles that the question names, in matching form.

    Personal names are left out: in questions too many ordinary words look like one.
    """
    asked = content(unframed(question.folded))
    found = [
        name.text.strip("《》“” ")
        for name in find_names(asked)
        if not name.inner and name.kind in _NAMING and not name.text.endswith(_INSIDE)
    ]
    return tuple(dict.fromkeys(fold(name) for name in found if len(name) > 1))


def is_held(name: str, terms: Container[str], share: float = 0.6) -> bool:
    """Whether at least this share of a name's character pairs is among the terms."""
    pairs = [token for token in tokenize(name) if len(token) > 1] or tokenize(name)
    if not pairs:
        return True
    return sum(1 for pair in pairs if pair in terms) >= share * len(pairs)


def _rarest_missing(terms: TermWeights, held: frozenset[str]) -> float:
    """Weight of the rarest known term that is missing, as a share of the rarest of all."""
    top = max(terms.weights.values(), default=0.0)
    missing = [weight for term, weight in terms.weights.items() if term not in held]
    return max(missing, default=0.0) / top if top else 0.0


def _unknown(question: Question, terms: TermWeights) -> float:
    pairs = {token for token in tokenize(question.focus) if len(token) > 1}
    if not pairs:
        return 0.0
    return sum(1 for pair in pairs if pair not in terms.weights) / len(pairs)


class Judge:
    """Turns judge features into the chance that the answer is right."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights

    def probability(self, values: Features) -> float:
        """0-1."""
        return logistic(linear(self._weights, values))


@cache
def shipped_judge(*, reads: bool = False) -> Judge:
    """The judge with the shipped weights, as ``shipped_ranker``."""
    return Judge(shipped_weights(reads=reads)["judge"])
