"""English questions that want a calculation, in the frames that Chinese has for them.

A share of a whole (甲中乙占百分之多少), how far one exceeds another (甲比乙多多少), what is left of
a whole (甲中多少不是乙) and a total (一共多少). ``answering.computing`` reads these frames.
"""

from collections.abc import Sequence

from rag.language.english_order import Piece, turned
from rag.language.patterns import late_regex

_SHARE = "百分之多少"
_TOTAL = late_regex(
    r"\b(?:in total|in all|altogether|taken together|put together|all together|all told"
    r"|combined"
    r"|add(?:ing|ed)? (?:up|together)|total(?:led|ed)? (?:number|sum|amount|of)|total|sum)\b"
)
_TOTALS = frozenset(("一共", "合计", "共", "总数", "总", "总共", "总和", "总计"))
_EXCEEDS = late_regex(r"^(?:exceed|surpass|outnumber|outstrip)")
_THAN = late_regex(r"\bthan\b")
_NOT = late_regex(r"\bnot\b|n't\b")
_VERB = late_regex(r"\b(?:was|were|is|are|came|come|comes|went|did|does|do|had|has|have)\b")
_FROM = frozenset(("来自", "来", "源于"))
_ORDINAL = late_regex("^第[一二三四五六七八九十]+")


def totals(text: str) -> bool:
    """Whether a lower-case question asks for a total of several."""
    return _TOTAL.search(text) is not None


def untotalled(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without the words for a total."""
    return [piece for piece in pieces if piece.chinese not in _TOTALS]


def framed(
    pieces: Sequence[Piece], counted: Sequence[str], asking: str, end: int, text: str
) -> str:
    """The question in a frame for calculations, without its times; "" where it fits none.

    Args:
        pieces: without times and without what is counted, in the English order.
        counted: the Chinese of what "how many" counts.
        asking: the interrogative.
        end: where the English interrogative ends.
        text: the question in lower case.
    """
    before = [piece for piece in pieces if piece.start < end]
    behind = [piece for piece in pieces if piece.start >= end]
    if asking == _SHARE:
        return _share(before, behind, end, text)
    noun = "".join(counted)
    for at, piece in enumerate(behind):
        if at and _EXCEEDS.search(piece.english.lower()):
            first, second = behind[:at], behind[at + 1 :]
            sides = turned(first, text), turned(second, text)
            return "".join(turned(before, text)) + _against(*sides, noun, asking)
    than = _THAN.search(text, end)
    if than is not None and asking == "相差多少":
        first = [piece for piece in behind if piece.end <= than.start()]
        second = [piece for piece in behind if piece.start >= than.end()]
        if first and second:
            sides = turned(first, text), turned(second, text)
            return "".join(turned(before, text)) + _against(*sides, noun, "多少")
    if before and asking.startswith("多少"):
        denied = _NOT.search(text, end)
        left = [piece for piece in behind if denied and piece.start >= denied.end()]
        if left and len(left) == len(behind):
            whole = "".join(turned(before, text))
            out = "".join([*(one.chinese for one in left[:1]), *turned(left[1:], text)])
            return f"{whole}中{noun}{asking}不是{out}"
    return ""


def _share(before: Sequence[Piece], behind: Sequence[Piece], end: int, text: str) -> str:
    verb = _VERB.search(text, end)
    if verb is None or not behind:
        return ""
    whole = [piece for piece in behind if piece.end <= verb.start()]
    part = [piece for piece in behind if piece.start >= verb.start()]
    if part and part[0].chinese in _FROM:
        part = part[1:]
    if not whole or not part:
        return ""
    lead = "".join(turned(before, text))
    return f"{lead}{''.join(turned(whole, text))}中{''.join(turned(part, text))}占{_SHARE}"


def _against(one: Sequence[str], other: Sequence[str], noun: str, asking: str) -> str:
    """甲 noun 比 乙 多多少; an ordinal alone is of what the other ordinal is of."""
    if len(other) == 1 and _ORDINAL.match(other[0]):
        at = next((i for i, word in enumerate(one) if _ORDINAL.match(word)), len(one))
        other = [*other, *one[at + 1 :]]
    return f"{''.join(one)}{noun}比{''.join(other)}多{asking}"
