"""Time expressions of a text, resolved to periods, and the times that govern sentences.

Years of two digits (89年) are of 1930-2029. Durations (3年, 30天) are quantities, not times. Names
such as 文革 or 改革开放初期 are in ``eras``. Not read: times of day, weekdays, movable feasts, the
months of the old calendar, "now" (今年 is the year of the anchor).
"""

from rag.language.normalise import normalise
from rag.language.time_govern import govern, time_at
from rag.language.time_resolve import resolve
from rag.language.time_roles import mentions
from rag.language.time_types import (
    GoverningTime,
    Openness,
    TimeExpression,
    TimeKind,
    TimeRole,
    open_interval,
)
from rag.types import Period

__all__ = [
    "GoverningTime",
    "Openness",
    "TimeExpression",
    "TimeKind",
    "TimeRole",
    "find_times",
    "govern",
    "open_interval",
    "time_at",
]


def find_times(text: str, anchor: Period | None = None) -> list[TimeExpression]:
    """Every time expression in text order, none overlapping.

    Args:
        text: a question, a sentence or more; any script and width.
        anchor: the time at which the text begins, for 同年, 次年, 5月 and the like. Times in the
            text that carry its narrative move the anchor on.

    Returns:
        Expressions whose offsets are in ``text``. Never raises; linear in the length.
    """
    normal = normalise(text)
    past: list[Period] = [] if anchor is None else [anchor]
    found: list[TimeExpression] = []
    for mention in mentions(text):
        period = resolve(mention, past[-1] if past else None, past[-8:])
        stated = mention.role in (TimeRole.MAIN, TimeRole.ATTRIBUTE)
        if period is not None and (mention.anchors or (stated and not past)):
            past.append(period)
        start, end = normal.original_span(mention.start, mention.end)
        found.append(
            TimeExpression(
                start,
                end,
                text[start:end],
                period,
                mention.kind,
                mention.openness,
                mention.role,
                mention.relative,
            )
        )
    return found
