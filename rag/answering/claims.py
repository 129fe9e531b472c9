"""The names and figures that a yes/no question supposes, and what a clause says to a figure.

The question 城西水厂是县设计院承建的吗 supposes two bodies, the first of which it is about. A
figure of it is borne out by the clause, contradicted, or not touched.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from rag.answering.naming import bodies, plain
from rag.language.answering_units import same_unit
from rag.language.content import content
from rag.language.names import NameKind, find_names
from rag.language.patterns import late_regex
from rag.language.quantities import Quantity, find_quantities
from rag.language.tokens import tokenize
from rag.question import Question

_THOUSANDS = late_regex("[上成近]([千万])(?![一-龥]*分)")
_FIRST = late_regex(r"头一?名|冠军|榜首|首位|头等奖")
_MORE = late_regex(r"(?:比|上|过|突破|超过)(?=\d)(?=[^，。]{1,12}(?:多|高|大|长)[?？吗吧呢了没]*$)")
_LESS = late_regex(r"比(?=\d)(?=[^，。]{1,12}(?:少|低|小|短)[?？吗吧呢了没]*$)")
_PASSED = late_regex(
    r"(?<![通经不超])过了?(?=[\d.一二两三四五六七八九十百千]+(?:[万千百亿成%半]|[多余]?[个人名家户岁元吨亩项件]|[了吗吧?？]))"
)
_PLANS = late_regex(
    r"计划|打算|原定|本来|规划(?!局|处|院|设计)|要求|提出|建议|目标|指标|预计|预定|限额|拟(?!稿|定的)|"
    r"(?<![响供适反相对感效])应(?![用急聘邀对届试援征承酬变激])"
)
_OUT_OF = late_regex(r"[由从][^由从]{0,6}$")
_INTO = late_regex(r"[^，,；;。、\d]{0,6}[为到至成]")
_FORMER = late_regex(r"[由从原]|以前|过去|起初|最初|本来")
_PIECES = "，,；;：:。、"
_HONOUR = late_regex(r"(?:奖|奖章|称号|勋章|奖状|模范|标兵|冠军|单位|工作者)[”》]?$")
_AT_LEAST = frozenset({"以上", "超过", "突破", "多", "余", "至少"})
_AT_MOST = frozenset({"以下", "不足", "近", "最多", "以内"})


class Sort(StrEnum):
    """What sort of thing a part is."""

    PERSON = "person"
    BODY = "body"
    HONOUR = "honour"


@dataclass(frozen=True, slots=True)
class Part:
    """A name that a question supposes: where it stands, and whether the question opens with it."""

    sort: Sort
    text: str
    start: int
    end: int
    topic: bool


def supposed(question: Question) -> str:
    """The question without its asking words, ranks and comparisons put as figures are."""
    text = _PASSED.sub("超过", ranked(question.folded))
    text = _THOUSANDS.sub(r"1\1以上", text)
    return _LESS.sub("不足", _MORE.sub("超过", text))


def ranked(text: str) -> str:
    """A folded text with the words for the first place put as a rank."""
    return _FIRST.sub("第一名", text)


def parts(question: Question) -> tuple[Part, ...]:
    """The names that the question supposes, in order."""
    asked = content(question.folded)
    found: list[Part] = []
    for name in bodies(asked):
        text = plain(name.text)
        found.append(Part(Sort.BODY, text, name.start, name.end, _leads(asked, name.start)))
    for name in find_names(asked):
        text = plain(name.text)
        if name.kind is NameKind.PERSON and len(text) > 1:
            found.append(Part(Sort.PERSON, text, name.start, name.end, _leads(asked, name.start)))
        elif _is_honour(name.kind, name.text) and not name.inner:
            found.append(Part(Sort.HONOUR, text, name.start, name.end, False))
    return tuple(found)


def _leads(asked: str, start: int) -> bool:
    """Whether nothing but a time or a short adverbial stands before the name."""
    return len(asked[:start].replace(" ", "")) < 2


def _is_honour(kind: NameKind, text: str) -> bool:
    return kind in (NameKind.WORK, NameKind.QUOTED) and _HONOUR.search(text) is not None


def figure_agrees(
    claimed: str,
    figure: Quantity,
    evidence: str,
    topic: str,
    *,
    meant: bool = True,
    least: bool = False,
) -> bool | None:
    """Whether the evidence's figure for the same thing bears out a figure of the question.

    Of several figures of the unit, the one counts whose own piece says most of what the question
    says around its figure: 特刊2万份 is no answer to 手册2万份. Words of the topic count nothing.

    Args:
        claimed: the question, in which the figure stands.
        figure: the figure.
        evidence: the clause, in matching form.
        topic: the words that name what the question is about.
        meant: whether what was meant to be (应开展155家, 提出退还4.8万亩) counts as well.
        least: whether more than the figure will do, as where a thing was to be reached.

    Returns:
        None where the evidence has no figure of the unit.
    """
    alike_ones = [
        one
        for one in find_quantities(evidence)
        if _comparable(figure, one)
        and (meant or not planned(_before(evidence, one)))
        and not (_left(evidence, one) and not _FORMER.search(claimed))
    ]
    if not alike_ones:
        return None
    around = _around(claimed, figure) - frozenset(tokenize(topic))
    shares = [len(around & _around(evidence, one)) for one in alike_ones]
    best = max(shares)
    pairs = frozenset(one for one in around if len(one) > 1)
    told = any(one.unit in claimed or pairs & _around(evidence, one) for one in alike_ones)
    if not figure.unit and not told:
        # 岗位上千 takes any unit, so the words have to tell that 2242人次 is something else.
        return None
    bound = [one for one, share in zip(alike_ones, shares, strict=True) if share == best]
    if least and any(one.value >= figure.value for one in bound):
        return True
    return any(compatible(figure, one) for one in bound)


def planned(text: str) -> bool:
    """Whether a folded text says what was meant to be: 计划, 提出, 应, 目标."""
    return _PLANS.search(text) is not None


def _left(text: str, figure: Quantity) -> bool:
    """Whether a figure is what something was before it changed: 5天 of 由5天压缩为2天."""
    opened = _OUT_OF.search(_before(text, figure)) is not None
    return opened and _INTO.match(text, figure.end) is not None


def _before(text: str, figure: Quantity) -> str:
    """The words of its piece before a figure."""
    return text[max(text.rfind(mark, 0, figure.start) for mark in _PIECES) + 1 : figure.start]


def _comparable(claimed: Quantity, stated: Quantity) -> bool:
    """Whether both count the same; a bare number of the question (上千) takes any count."""
    if claimed.ordinal != stated.ordinal:
        return False
    if not claimed.unit:
        return stated.unit not in ("", "%", "年", "月", "日")
    return same_unit(claimed.unit, stated.unit)


def _around(text: str, figure: Quantity) -> frozenset[str]:
    """The pairs of characters in the piece that holds a figure."""
    start = figure.start - len(_before(text, figure))
    ends = [at for mark in _PIECES if (at := text.find(mark, figure.end)) >= 0]
    piece = text[start : min(ends, default=len(text))]
    own = text[figure.start : figure.end]
    return frozenset(token for token in tokenize(piece.replace(own, " ")) if not token.isdigit())


def compatible(claimed: Quantity, stated: Quantity) -> bool:
    """Whether a stated figure bears out a claimed one, with its 以上, 不足, 至."""
    low: Decimal = claimed.value
    if _AT_LEAST & set(claimed.qualifiers):
        return stated.value >= low
    if _AT_MOST & set(claimed.qualifiers):
        return stated.value < low or (stated.value == low and "以内" in claimed.qualifiers)
    return low <= stated.value <= (claimed.upper or low)
