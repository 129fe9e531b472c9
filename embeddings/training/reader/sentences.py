"""The sentences of a paragraph, each with the time that an earlier one states for it."""

import re
from dataclasses import dataclass

_SENTENCE = re.compile(r"[^。！？]*[。！？]+[”’）》」』]*|[^。！？]+$")
_TIME = re.compile(r"(?:截至)?(?:1\d|20)\d\d年(?:\d{1,2}月|底|初|末)?")
_LEAST = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence ``[start, end)`` and the time words before it, (-1, -1) where it needs none."""

    start: int
    end: int
    time_start: int
    time_end: int


def lines_of(text: str) -> list[Line]:
    """Every sentence of some length, in order."""
    found: list[Line] = []
    time = (-1, -1)
    for one in _SENTENCE.finditer(text):
        own = list(_TIME.finditer(text, one.start(), one.end()))
        if len(one.group().strip()) >= _LEAST:
            found.append(Line(one.start(), one.end(), *((-1, -1) if own else time)))
        if own:
            time = own[-1].span() if len(own) == 1 else own[0].span()
    return found
