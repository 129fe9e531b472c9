"""What a yes/no question supposes, part by part, and what a stretch of text says to each part.

The question 城西水厂是县设计院承建的吗 supposes a body that built. The clause that says the rest
of it (城西水厂……承建) either names that body, or another of its sort, or none: the part is borne
out, contradicted, or not touched.

Not done here: coreference, and words of opposite meaning beyond negation.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from rag.answering.naming import alike, bodies, plain, stands_in
from rag.language.answering_units import same_unit
from rag.language.asking import content
from rag.language.clauses import clauses
from rag.language.names import NameKind, find_names
from rag.language.normalise import fold
from rag.language.patterns import late_regex
from rag.language.quantities import Quantity, find_quantities
from rag.language.tokens import tokenize
from rag.question import Question

_THOUSANDS = late_regex("[上成近]([千万])(?![一-龥]*分)")
_FIRST = late_regex(r"头一?名|冠军|榜首|首位|头等奖")
_MORE = late_regex(r"(?:比|上|过|突破|超过)(?=\d)(?=[^，。]{1,12}(?:多|高|大|长)[?？吗吧呢了没]*$)")
_LESS = late_regex(r"比(?=\d)(?=[^，。]{1,12}(?:少|低|小|短)[?？吗吧呢了没]*$)")
_HONOUR = late_regex(r"(?:奖|奖章|称号|勋章|奖状|模范|标兵|冠军|单位|工作者)[”》]?$")
_AT_LEAST = frozenset({"以上", "超过", "突破", "多", "余", "至少"})
_AT_MOST = frozenset({"以下", "不足", "近", "最多", "以内"})
_PARTICLES = late_regex(r"[的了过在是所由被给\s]")
_MOST = 0.6
_SPLIT = late_regex("、")


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
    text = _FIRST.sub("第一名", question.folded)
    text = _THOUSANDS.sub(r"1\1以上", text)
    return _LESS.sub("不足", _MORE.sub("超过", text))


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


def rest_of(question: Question, part: Part) -> frozenset[str]:
    """The pairs of characters that the question has besides the part."""
    asked = content(question.folded)
    rest = asked[: part.start] + " " + asked[part.end :]
    added = " ".join(term.text for term in question.added if term.source not in part.text)
    return frozenset(token for token in tokenize(f"{rest} {added}") if len(token) > 1)


def units(text: str) -> list[str]:
    """The clauses of a text, cut at enumeration commas outside of quotes as well."""
    found: list[str] = []
    for start, end in clauses(text):
        piece = text[start:end]
        found.extend(_SPLIT.split(piece) if not re.search(r"[《“（]", piece) else [piece])
    return found


def binding(pairs: frozenset[str], pieces: list[str]) -> list[int]:
    """The pieces that say most of the pairs, neighbours counting a third; none may say any."""
    own = [len(pairs & frozenset(tokenize(piece))) for piece in pieces]
    seen = [
        own[at] + (own[at - 1] if at else 0) / 3 + (own[at + 1] if at + 1 < len(own) else 0) / 3
        for at in range(len(own))
    ]
    top = max(seen, default=0.0)
    return [at for at, value in enumerate(seen) if value >= top - 1e-9 and own[at]] if top else []


def name_agrees(question: Question, part: Part, evidence: str, before: str) -> bool | None:
    """Whether the piece that says the rest of the question names the part.

    A name that the question opens with may stand in ``before``, the folded text that leads up to
    the evidence: Chinese names a topic once.

    Returns:
        True where it does, False where it names others of the sort instead, None where it names
        none.
    """
    pieces = units(evidence)
    if part.topic:
        return True if stands_in(part.text, before) else None
    own = parts(question)
    if any(_held(part.text, piece) and _acts(question, part, piece) for piece in pieces):
        return True
    best = binding(rest_of(question, part), pieces)
    rivals = False
    for at in best:
        piece = pieces[at]
        named = list(_named(part.sort, piece))
        if _held(part.text, piece) or any(alike(part.text, one) for one in named):
            return True
        rivals = rivals or any(not any(alike(other.text, one) for other in own) for one in named)
    return False if rivals else None


def _held(name: str, piece: str) -> bool:
    """Whether a piece has the name, a longer form of it, or most of its pairs of characters."""
    folded = fold(piece)
    pairs = [name[at : at + 2] for at in range(len(name) - 1)]
    most = sum(pair in folded for pair in pairs) >= _MOST * len(pairs)
    return stands_in(name, folded) or most


def _acts(question: Question, part: Part, piece: str) -> bool:
    """Whether the piece has what the question says after the name, or before a name at its end."""
    asked = content(question.folded)
    after = _PARTICLES.sub("", asked[part.end :])[:2]
    beside = after or _PARTICLES.sub("", asked[: part.start])[-2:]
    return any(character in piece for character in beside)


def _named(sort: Sort, piece: str) -> Iterator[str]:
    if sort is Sort.BODY:
        yield from (name.text for name in bodies(piece))
        return
    for name in find_names(piece):
        if (sort is Sort.PERSON and name.kind is NameKind.PERSON and len(name.text) > 1) or (
            sort is Sort.HONOUR and _is_honour(name.kind, name.text)
        ):
            yield name.text


def figure_agrees(claimed: str, figure: Quantity, evidence: str, topic: str) -> bool | None:
    """Whether the evidence's figure for the same thing bears out a figure of the question.

    Of several figures of the unit, the one counts whose own piece says most of what the question
    says around its figure: 特刊2万份 is no answer to 手册2万份. Words of the topic count nothing.

    Returns:
        None where the evidence has no figure of the unit.
    """
    alike_ones = [one for one in find_quantities(evidence) if _comparable(figure, one)]
    if not alike_ones:
        return None
    around = _around(claimed, figure) - frozenset(tokenize(topic))
    shares = [len(around & _around(evidence, one)) for one in alike_ones]
    best = max(shares)
    bound = [one for one, share in zip(alike_ones, shares, strict=True) if share == best]
    return any(_compatible(figure, one) for one in bound)


def _comparable(claimed: Quantity, stated: Quantity) -> bool:
    """Whether both count the same; a bare number of the question (上千) takes any count."""
    if claimed.ordinal != stated.ordinal:
        return False
    if not claimed.unit:
        return stated.unit not in ("", "%", "年", "月", "日")
    return same_unit(claimed.unit, stated.unit)


def _around(text: str, figure: Quantity) -> frozenset[str]:
    """The pairs of characters in the piece that holds a figure."""
    start = max(text.rfind(mark, 0, figure.start) for mark in "，,；;：:。、") + 1
    ends = [at for mark in "，,；;：:。、" if (at := text.find(mark, figure.end)) >= 0]
    piece = text[start : min(ends, default=len(text))]
    own = text[figure.start : figure.end]
    return frozenset(token for token in tokenize(piece.replace(own, " ")) if not token.isdigit())


def _compatible(claimed: Quantity, stated: Quantity) -> bool:
    low: Decimal = claimed.value
    if _AT_LEAST & set(claimed.qualifiers):
        return stated.value >= low
    if _AT_MOST & set(claimed.qualifiers):
        return stated.value < low or (stated.value == low and "以内" in claimed.qualifiers)
    return low <= stated.value <= (claimed.upper or low)
