"""A coordinated list found in a text."""

from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Members in text order; [start, end) runs from the first member to the last.

    Attributes:
        open: 等 follows and no count closes the list, so there may be more members.
        head: the noun that names the list where the text gives it (工作机构 of 7个工作机构), or "".
        count: the number that the text gives for the list, or None.
    """

    start: int
    end: int
    members: tuple[Span, ...]
    open: bool = False
    head: str = ""
    count: int | None = None
