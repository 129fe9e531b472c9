"""Edges of a stretch set to whole words and whole pairs of marks."""

from rag.language.enumeration_frames import OPENERS, PAIRS, pairs
from rag.language.segments import segment

_ROUND = frozenset("（(")
_NUMERALS = frozenset("0123456789一二两三四五六七八九十")
_QUOTES = frozenset("“‘「『")


def whole_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch with no mark at an edge, or within it, whose partner lies outside.

    A partner that stands right beside the stretch is taken in; else the lone mark is left out
    where it stands at the edge. A bracket that is told in part is left out: what is before it
    stands without it.
    """
    taken: set[tuple[int, int]] = set()
    while start < end:
        openers, closers = _lone(text, start, end)
        # Crossed marks (“（”） would be taken in and left out for ever.
        fresh = (start, end) not in taken
        taken.add((start, end))
        if fresh and closers and text[start - 1 : start] == OPENERS[text[closers[0]]]:
            start -= 1
        elif fresh and openers and text[end : end + 1] == PAIRS[text[openers[-1]]]:
            end += 1
        elif start in (*openers, *closers):
            start += 1
        elif end - 1 in (*openers, *closers):
            end -= 1
        elif openers and text[openers[-1]] in _ROUND:
            end = openers[-1]
        else:
            return start, end
    return start, end


def _lone(text: str, start: int, end: int) -> tuple[list[int], list[int]]:
    """The opening and the closing marks of a stretch that have no partner in it."""
    partner = pairs(text[start:end])
    closed = set(partner.values())
    places = range(end - start)
    openers = [start + at for at in places if text[start + at] in PAIRS and at not in partner]
    closers = [start + at for at in places if text[start + at] in OPENERS and at not in closed]
    return openers, closers


def inside_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch inside the one pair of quotation marks that holds all of it, or as it is."""
    held = end - start > 2 and text[start] in _QUOTES and text[end - 1] == PAIRS[text[start]]
    if held and _lone(text, start + 1, end - 1) == ([], []):
        return start + 1, end - 1
    return start, end


def whole_words(
    text: str, start: int, end: int, leading: frozenset[str] = frozenset()
) -> tuple[int, int]:
    """The stretch out to the ends of the words that its edges cut.

    A word that begins with one of ``leading`` is cut at its start: 以 of 以德 leads 德. Before a
    numeral a stretch may end: what is behind it is counted.
    """
    for word in segment(text):
        if word.start < start < word.end and text[word.start] not in leading:
            start = word.start
        if word.start < end < word.end and text[end] not in _NUMERALS:
            end = word.end
    return start, end
