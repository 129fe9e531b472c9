"""Time expressions to periods."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rag.types import Period


class TimeKind(StrEnum):
    """What sort of expression it is."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"
    NAMED = "named"
    RELATIVE = "relative"


class Openness(StrEnum):
    """Which end the words leave open."""

    AT = "at"
    UNTIL = "until"
    FROM = "from"
    SINCE = "since"


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression; ``period`` is None for a relative one without an anchor."""

    start: int
    end: int
    text: str
    period: Period | None
    kind: TimeKind
    openness: Openness = Openness.AT


@dataclass(frozen=True, slots=True)
class GoverningTime:
    """A period that governs a sentence and where it is stated."""

    period: Period
    sentence: int
    start: int
    end: int
    inherited: bool


def find_times(text: str, anchor: Period | None = None) -> list[TimeExpression]:
    """Every time expression in text order."""
    return [
        TimeExpression(
            m.start(),
            m.end(),
            m.group(),
            Period(date(int(m.group(1)), 1, 1), date(int(m.group(1)), 12, 31)),
            TimeKind.YEAR,
        )
        for m in re.finditer(r"([12][0-9]{3}) ?年", text)
    ]


def govern(sentences: Sequence[str]) -> list[tuple[GoverningTime, ...]]:
    """The periods that govern each sentence of one paragraph, own ones first."""
    result: list[tuple[GoverningTime, ...]] = []
    last: GoverningTime | None = None
    for number, sentence in enumerate(sentences):
        own = tuple(
            GoverningTime(t.period, number, t.start, t.end, False)
            for t in find_times(sentence)
            if t.period
        )
        result.append(own or ((last,) if last else ()))
        if own:
            first = own[0]
            last = GoverningTime(first.period, number, first.start, first.end, True)
    return result


def time_at(
    sentence: str, offset: int, inherited: Sequence[GoverningTime]
) -> GoverningTime | None:
    """The time that governs the words at an offset of a sentence."""
    before = [t for t in find_times(sentence) if t.start <= offset and t.period]
    if before and before[-1].period:
        last = before[-1]
        return GoverningTime(before[-1].period, 0, last.start, last.end, False)
    return inherited[0] if inherited else None
