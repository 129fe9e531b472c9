"""Which of two figures of a text is the greater, and what share one is, for a yes/no question.

专科生比本科生多吗 is answered by 本科生612人、专科生2894人, and 上岗的占参加竞聘者的九成以上吗 by
参加竞聘1021人，上岗963人: each figure is found by the words that only its side of the question has.

Not done here: sides that differ by their times alone, and figures of different sentences.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from rag.answering.claims import compatible, planned
from rag.answering.supposing import Claim
from rag.language.answering_units import same_unit
from rag.language.clauses import clauses
from rag.language.patterns import late_regex
from rag.language.quantities import Quantity, find_quantities
from rag.language.tokens import tokenize

_THAN = late_regex(
    r"(?P<one>[^,，]{2,}?)比(?P<other>[^,，]{2,14}?)(?:还|更|要|都|来得)*"
    r"(?:(?P<more>[多高大长贵])|[少低小短便宜])(?:[些了得]|一些)*[吗呢吧?？]*$"
)
_OF = late_regex(r"(?P<one>[^,，]{2,}?)占到?了?(?P<other>[^,，]{2,14}?)的?$")
_AMONG = late_regex(r"[中里内]|，?其中")
_MARK = "、"
_HUNDRED = Decimal(100)

Piece = tuple[frozenset[str], Quantity]


def sized(claim: Claim, told: str) -> bool | None:
    """Whether two figures of a folded text bear out what the question says of their sizes.

    Returns:
        None where the question compares nothing, or a side of it has no figure of its own.
    """
    compared = _THAN.search(claim.main)
    if compared is not None:
        pair = _sides(told, compared["one"], compared["other"])
        if pair is None or pair[0].value == pair[1].value:
            return None
        return (pair[0].value > pair[1].value) is (compared["more"] is not None)
    shares = [one for one in claim.figures if one.unit == "%" and one.text in claim.main]
    if len(shares) != 1 or any(one.unit == "%" for one in find_quantities(told)):
        return None
    before = claim.main[: claim.main.find(shares[0].text)]
    of = _OF.search(before)
    pair = _sides(told, of["one"], of["other"]) if of is not None else _among(told, before)
    if pair is None or not 0 < pair[0].value <= pair[1].value:
        return None
    share = pair[0].value * _HUNDRED / pair[1].value
    return compatible(shares[0], replace(pair[0], value=share, unit="%"))


def _sides(told: str, one: str, other: str) -> tuple[Quantity, Quantity] | None:
    """The figures of two sides, each by the words that the other side lacks."""
    first, second = frozenset(tokenize(one)), frozenset(tokenize(other))
    pieces = _pieces(told)
    left, right = _own(pieces, first - second), _own(pieces, second - first)
    if left is None or right is None or left == right or not same_unit(left.unit, right.unit):
        return None
    return left, right


def _own(pieces: Sequence[Piece], words: frozenset[str]) -> Quantity | None:
    """The figure of the one piece that has most of the words; pairs of characters count."""
    pairs = frozenset(word for word in words if len(word) > 1)
    shares = [len(pairs & held) for held, _ in pieces]
    most = max(shares, default=0)
    if most == 0 or shares.count(most) > 1:
        return None
    return pieces[shares.index(most)][1]


def _pieces(told: str) -> list[Piece]:
    """The members and clauses that state one figure, no place in a series and nothing planned."""
    pieces: list[Piece] = []
    for start, end in clauses(told):
        for piece in told[start:end].split(_MARK):
            figures = [one for one in find_quantities(piece) if not one.ordinal]
            if len(figures) == 1 and not planned(piece):
                rest = piece.replace(figures[0].text, " ")
                pieces.append((frozenset(tokenize(rest)), figures[0]))
    return pieces


def _among(told: str, asked: str) -> tuple[Quantity, Quantity] | None:
    """A part and its whole of one kind, as in 理事15人中外部理事占8人."""
    figures = [one for one in find_quantities(told) if not one.ordinal]
    for at, whole in enumerate(figures):
        if _AMONG.match(told[whole.end :]) is None:
            continue
        kind = frozenset(tokenize(told[: whole.start]))
        parts = [one for one in figures[at + 1 :] if one.unit == whole.unit]
        starts = [whole.end, *(one.end for one in parts)]
        pieces = [
            (frozenset(tokenize(told[start : one.start])), one)
            for start, one in zip(starts, parts, strict=False)
        ]
        words = frozenset(tokenize(asked)) - kind
        if len(pieces) == 1 and pieces[0][0] & words:
            return parts[0], whole
        part = _own(pieces, words)
        if part is not None:
            return part, whole
    return None
