"""How well one fact fits one operand.

Time and unit are conditions; words are weighed: those that name what is counted say most, those of
the clause less, those of the sentence and of what stands before it least.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.answering.computing.known import NEGATION, Known, Weigher
from rag.answering.computing.ordinals import governing, ordinals_in
from rag.answering.computing.task import Side
from rag.facts import Fact
from rag.facts.finding import terms_of
from rag.language.answering_units import same_unit
from rag.language.patterns import late_regex
from rag.types import Period

CONTENT = late_regex(r"[^\u4e00-\u9fffa-z0-9]|[的了拿用把在从年底末初时]")
_HEAD = late_regex(r"[^\s，,、；;]{1,8}[\s，,]*")
_ASIDE = 0.85
"""What a figure counts that is of something narrower or other than what is asked for."""
_CHANGING = ("新增", "新建", "新发展", "新成立", "新组建", "净增", "精简", "裁减", "减少", "缩减")
_INEXACT = 0.7
"""What a figure counts whose unit is only akin to the one asked for (场 and 次)."""
_PEOPLE = frozenset("人名位")
_APART = frozenset("人户家名")
"""What is counted in another way by turns: 人次 are no 人."""
NEAR = 0.6
"""Nearness from which a word stands in the figure's own segment."""
_BESIDE = 0.75
"""Nearness from which a word stands in the figure's own clause, or names its subject or whole."""
_NAMING = 0.9
"""Nearness from which a word names what is counted, or whose it is."""
_OF = late_regex(r"的[\u4e00-\u9fff]{2,}")
_MARKS = late_regex(r"[^\u4e00-\u9fffa-z0-9]|[的了]")
_TOLD_BEFORE = 0.3
"""Nearness from which a word stands before the figure in its paragraph."""
_AGREEING = 0.25
"""Least weight share of an operand's words that stand in the figure's segment."""
_COUNTING = late_regex(
    r"(?:的?(?:数量|总数|总量|人数|人次|户数|次数|数目|数|量|金额|总额|额|情况|那年|当年|时)|[的了呢里中])+$"
)
_SERIES = late_regex(
    r"第?[一二三四五六七八九十百0-9]{1,4}届|第[一二三四五六七八九十百0-9]{1,4}[次期批回轮]"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: the operands, the words said of all, unit, counted noun, times.

    ``alike`` is false where the operands count different things (people to a course),
    ``part`` true where the first must be less than the second, being its part; ``named`` where
    each operand is called by its name, so that a figure must agree with it; ``exact`` where an
    operand's own unit is no other than the figure's (14个 are no people).
    """

    sides: tuple[Side, ...]
    shared: str
    unit: str
    noun: str
    periods: tuple[Period, ...]
    alike: bool = True
    part: bool = False
    named: bool = False
    exact: bool = False


def side_score(asked: Asked, side: Side, known: Known, weigher: Weigher) -> float:
    """How well a fact fits one operand: its own words first, then those said of all."""
    time = time_fits(known.fact, side.periods or asked.periods)
    series = _series_fits(side, known)
    if not time or not series:
        return 0.0
    if asked.named and not _agrees(asked, side, known, weigher):
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
    polarity = 1.0 if NEGATION.search(side.text + asked.shared) or not known.denied else 0.3
    unit = side.unit or asked.unit
    exact = 1.0 if unit in ("", "百分点") or same_measure(unit, known.fact.unit) else _INEXACT
    terms = own | shared | others
    meant = polarity * exact * time * series
    meant *= _whole_fits(terms, known) * _change_fits(side.text + asked.shared, known)
    fit = told / total if total else 0.0
    return meant * (0.8 * fit + 0.05 * _precision(terms, known)) + 0.15 * known.rank


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


def same_measure(first: str, second: str) -> bool:
    """Whether two units are one: 人, 名 and 位 all count people; 件(次) is told in 件 and in 次."""
    if first == second or (first in _PEOPLE and second in _PEOPLE):
        return True
    return second in _told_in(first) or first in _told_in(second)


def _told_in(unit: str) -> tuple[str, ...]:
    """The units that one with an alternative stands for; 人(次) leaves open which of two it is."""
    one, bracket, other = unit.rstrip(")").partition("(")
    return (one, other) if bracket and one not in _APART else ()


def _whole_fits(asked: frozenset[str], known: Known) -> float:
    """Less than 1 for a part (其中女职工290人) where what sets it off is not asked for."""
    text = known.analysis.text
    segment = max(text.rfind(mark, 0, known.start) for mark in ";；") + 1
    start = text.rfind("其中", segment, known.start)
    if start < 0:
        return 1.0
    pairs = {term for term in terms_of(text[start + 2 : known.start]) if len(term) > 1}
    own = pairs - terms_of(known.fact.metric)
    named = len(pairs & asked) >= 0.6 * len(pairs) or len(own & asked) > 1
    return 1.0 if named else _ASIDE


def _change_fits(asked: str, known: Known) -> float:
    """Less than 1 for a change (精简职工320人) where its verb is not asked for."""
    verbs = [verb for verb in _CHANGING if verb in known.fact.metric]
    return _ASIDE if verbs and not any(verb in asked for verb in verbs) else 1.0


def _precision(asked: frozenset[str], known: Known) -> float:
    """The share of the pairs of a metric that are asked for: 精简职工 says more than 职工."""
    pairs = [term for term in terms_of(known.fact.metric) if len(term) > 1]
    return sum(term in asked for term in pairs) / len(pairs) if pairs else 0.0


def _head(*sides: Side) -> str:
    """What an operand is a number of: 学员 in 夜校的学员, as what stands before 的 limits it."""
    ends = [side.text.rpartition("的") for side in sides]
    heads = [CONTENT.sub("", end) for _, of, end in ends if of and _HEAD.fullmatch(end)]
    return next((head for head in heads if len(head) > 1), "")


def _series_fits(side: Side, known: Known) -> float:
    """1 where the figure is of the numbered one asked for (第十九届), little where of another."""
    wanted = ordinals_in(side.text)
    if not wanted:
        return 1.0
    given = governing(known.analysis, known.start)
    if not given:
        return 0.6
    if wanted.keys() & given.keys():
        return 1.0
    # Another number of the series is another thing; of another series it says nothing.
    return 0.0 if {kind for _, kind in wanted} & {kind for _, kind in given} else 0.6


def _agrees(asked: Asked, side: Side, known: Known, weigher: Weigher) -> bool:
    """Whether enough of what the operand is called stands by the figure, and what is counted.

    What is counted is the noun behind 多少, else the last noun of the operand. It must stand in
    the figure's segment where the unit is the one asked for, in its clause where none is asked
    for, and in the words of the metric where the unit is only akin.
    """
    text = words_of(side)
    own = pairs_of(text)
    if not any(weigher.weight(term) for term in own):
        text = max((words_of(one) for one in asked.sides), key=len)
        own = pairs_of(text)
    if weigher.near(own, known, NEAR) < _AGREEING or not _whose(side, known, weigher):
        return False
    # What only this operand is called must stand by its figure.
    rest = frozenset[str]().union(*(pairs_of(words_of(one)) for one in asked.sides if one != side))
    alone = _known(own - rest, weigher)
    if alone and weigher.near(alone, known, NEAR) == 0:
        return False
    unit = side.unit or asked.unit
    exact = unit in ("百分点", "%") or same_measure(unit, known.fact.unit)
    noun = _known_pairs(asked.noun, weigher)
    # Later figures in one unit leave the noun out: 放映电影26场。次年放映30场。
    least = (_TOLD_BEFORE if exact else _NAMING) if unit else _BESIDE
    if noun and weigher.near(noun, known, least) == 0:
        return False
    # 1997年劳动竞赛的: the noun is left out.
    if noun or side.text.rstrip(" ,，").endswith("的"):
        return True
    # 甲厂的产值是乙厂的几倍: what one operand names is counted of the other as well.
    counted = [text.split()[-1]] if text else []
    if "的" not in side.text:
        counted += [words_of(one).split()[-1] for one in asked.sides if _OF.search(one.text)]
    heads = [pairs for words in counted if (pairs := _known_pairs(words[-4:], weigher))]
    least = (NEAR if exact else _NAMING) if unit else _BESIDE
    return not heads or any(weigher.near(head, known, least) > 0 for head in heads)


def _whose(side: Side, known: Known, weigher: Weigher) -> bool:
    """For 西站的金牌: whether the figure stands by what limits the noun, if only in its paragraph.

    Words that the texts do not have cannot be told from a body that is not in them.
    """
    limits = pairs_of(_MARKS.sub(" ", _SERIES.sub("", side.text.rpartition("的")[0])))
    if not limits or not side.text.rpartition("的")[2].strip():
        return True
    return weigher.near(_known(limits, weigher), known, _TOLD_BEFORE) > 0 and any(
        weigher.known(term) for term in limits
    )


def _known(terms: frozenset[str], weigher: Weigher) -> frozenset[str]:
    return frozenset(term for term in terms if weigher.known(term))


def _known_pairs(text: str, weigher: Weigher) -> frozenset[str]:
    return _known(pairs_of(text), weigher)


def words_of(side: Side) -> str:
    """What an operand is called, without numbers of a series and words of counting."""
    text = _SERIES.sub("", side.text.strip(" ,，"))
    return " ".join(_COUNTING.sub("", _MARKS.sub(" ", text)).split())


def pairs_of(text: str) -> frozenset[str]:
    """The search tokens of more than one character."""
    return frozenset(term for term in terms_of(text) if len(term) > 1)
