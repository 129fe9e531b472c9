"""What a time expression is: the public records, and the unresolved mention behind them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rag.types import Period


class TimeKind(StrEnum):
    """How finely the words name the time."""

    DAY = "day"
    MONTH = "month"
    PART = "part"  # 年底, 上半年, 第四季度, 中旬, 春
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    RANGE = "range"
    NAMED = "named"  # 文革, 改革开放初期, 十二五时期
    RELATIVE = "relative"  # 同年, 次年, 此后, 五年间


class Openness(StrEnum):
    """Which side of the named time is meant."""

    AT = "at"
    UNTIL = "until"  # 截至1978年, 到2012年: the state at the end of it
    BEFORE = "before"  # 1966年以前
    FROM = "from"  # 从1990年起
    SINCE = "since"  # 1994年以来
    AFTER = "after"  # 1985年以后, 此后


class TimeRole(StrEnum):
    """What the time does in its sentence."""

    MAIN = "main"
    ATTRIBUTE = "attribute"  # 荣获2008年全国先进单位称号
    BACKGROUND = "background"  # 按照1950年颁布的《…》
    COMPARISON = "comparison"  # 比1976年增长
    TITLE = "title"  # inside 《》 or quotation marks


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression of a text.

    ``text == original[start:end]``; words that open one side (截至, 从…起, 以来) are inside.
    ``period`` is the time named, whatever the openness: 截至1978年 is the year 1978, and so is
    1978年以来; ``interval`` applies the openness. It is None for relative expressions without
    an anchor (or beyond what the anchor can tell) and for years before 1.
    """

    start: int
    end: int
    text: str
    period: Period | None
    kind: TimeKind
    openness: Openness = Openness.AT
    role: TimeRole = TimeRole.MAIN
    relative: bool = False

    @property
    def interval(self) -> Period | None:
        """The days meant: open sides run to the ends of the calendar."""
        return None if self.period is None else open_interval(self.period, self.openness)


@dataclass(frozen=True, slots=True)
class GoverningTime:
    """A period that governs a sentence and where it is stated.

    ``sentence`` is the index of the sentence that states it, ``start``/``end`` offsets in that
    sentence; ``inherited`` is true when that is an earlier sentence.
    """

    period: Period
    sentence: int
    start: int
    end: int
    inherited: bool
    openness: Openness = Openness.AT


def open_interval(period: Period, openness: Openness) -> Period:
    """The days meant by a period with one side open.

    AFTER a year or less includes it, as Chinese usage does (1985年以后); after a longer named
    period it begins where that ends (文革后).
    """
    match openness:
        case Openness.UNTIL:
            return Period(date.min, period.last)
        case Openness.BEFORE:
            return Period(date.min, max(date.min, _day_before(period.first)))
        case Openness.FROM | Openness.SINCE:
            return Period(period.first, date.max)
        case Openness.AFTER:
            short = (period.last - period.first).days < 366
            return Period(period.first if short else period.last, date.max)
        case _:
            return period


def _day_before(day: date) -> date:
    return date.fromordinal(max(1, day.toordinal() - 1))


@dataclass(frozen=True, slots=True)
class Stamp:
    """A point of time as written: absolute, or relative to an anchor.

    ``period`` is set when nothing is left to resolve. Otherwise ``year`` may be missing; then
    ``shift`` years are added to the anchor's. ``scope`` says what is taken from the anchor:
    "year", "month" (同月, 中旬), "day" (同日), "whole" (此后), "span" (五年间, ``shift`` long), or
    "reign" (the ``shift``-th year of the anchor's reign).
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    period: Period | None = None
    shift: int = 0
    scope: str = "year"
    void: bool = False  # a time no calendar date can hold (公元前221年)

    @property
    def relative(self) -> bool:
        """Whether an anchor is needed."""
        return self.period is None and self.year is None and not self.void


@dataclass(frozen=True, slots=True)
class Mention:
    """A time expression before resolution; offsets in the folded text.

    ``core_start``/``core_end`` bound the time itself, ``start``/``end`` include its openness.
    """

    core_start: int
    core_end: int
    kind: TimeKind
    first: Stamp
    last: Stamp | None = None
    start: int = 0
    end: int = 0
    openness: Openness = Openness.AT
    role: TimeRole = TimeRole.MAIN
    anchors: bool = False  # whether it moves the narrative on

    @property
    def relative(self) -> bool:
        """Whether its first point needs an anchor."""
        return self.first.relative
