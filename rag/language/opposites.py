"""Words of opposite meaning (``opposites.tsv``): what a text says may deny what a question says."""

from functools import cache
from pathlib import Path

from rag.language.patterns import late_regex

_DENIAL = late_regex(r"(?<!是)[不没未](?:有|用|要|须|需|必|再|曾)?$")
Sides = tuple[tuple[str, ...], tuple[str, ...]]


@cache
def opposites() -> tuple[Sides, ...]:
    """The pairs of sides of this package, read once, each in both directions."""
    path = Path(__file__).with_name("opposites.tsv")
    return parse(path.read_text(encoding="utf-8"))


def parse(table: str) -> tuple[Sides, ...]:
    """Pairs of sides from lines of words, TAB, words; each line gives both directions."""
    found: list[Sides] = []
    for line in table.splitlines():
        if line and not line.startswith("#"):
            left, right = (tuple(side.split()) for side in line.split("\t"))
            found += [(left, right), (right, left)]
    return tuple(found)


def opposing(asked: str) -> tuple[Sides, ...]:
    """The sides that a folded question takes, each with the side against it.

    A question that denies a word (不掏钱) takes the side against it; one that takes both sides
    takes none.
    """
    return tuple(
        (own, against)
        for own, against in opposites()
        if _takes(own, against, asked) and not _takes(against, own, asked)
    )


def _takes(own: tuple[str, ...], against: tuple[str, ...], asked: str) -> bool:
    """Whether a question has a word of a side, or denies one of the side against it."""
    return any(_said(word, asked, denied=False) for word in own) or any(
        _said(word, asked, denied=True) for word in against
    )


def _said(word: str, asked: str, *, denied: bool) -> bool:
    """Whether a word stands in a text, with a denial before it or without one."""
    at = asked.find(word)
    while at >= 0:
        if (_DENIAL.search(asked, 0, at) is not None) is denied:
            return True
        at = asked.find(word, at + 1)
    return False


def denies(sides: tuple[Sides, ...], told: str) -> bool:
    """Whether a folded text takes the other side of any, and not its own."""
    return any(
        any(word in told for word in against) and not any(word in told for word in own)
        for own, against in sides
    )


def affirms(sides: tuple[Sides, ...], told: str) -> bool:
    """Whether a folded text takes a side with the question, and not the one against it."""
    return any(
        any(word in told for word in own) and not any(word in told for word in against)
        for own, against in sides
    )
