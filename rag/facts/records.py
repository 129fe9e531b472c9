"""A figure of a text and what it measures: the row of the table of facts."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from rag.language.times import Openness
from rag.types import Period, Span


class Scope(StrEnum):
    """How a figure counts. Figures of different scopes are not to be added or compared."""

    CUMULATIVE = "cumulative"  # 累计, 截至, 以来: everything up to a time
    TOTAL = "total"  # 共, 合计
    ANNUAL = "annual"  # 全年, 当年, 年内: what one year brought
    INCREASE = "increase"  # 新增, 增长21.51%: a change, not a state
    DECREASE = "decrease"  # 减少, 下降
    SHARE = "share"  # a part of a whole
    AVERAGE = "average"  # 平均, 人均, 每


@dataclass(frozen=True, slots=True)
class FactTime:
    """The time a figure is for.

    ``start``/``end`` are reading offsets of the words that state it; ``inherited`` is true when
    they stand in an earlier sentence of the paragraph.
    """

    period: Period
    openness: Openness
    inherited: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of one sentence.

    ``subject`` is the body or group that the clause is about ("" where none is found),
    ``metric`` the words that name what is counted, ``unit`` and ``qualifiers`` as
    ``rag.language.quantities`` has them; ``figure`` and ``words`` are the reading offsets of
    the figure and of the metric's words. ``whole`` is the metric of the figure that this one
    is a part of (其中), "" where it is no part.
    """

    document: str
    sentence: int
    section: str | None
    time: FactTime | None
    subject: str
    metric: str
    value: Decimal
    upper: Decimal | None
    unit: str
    qualifiers: tuple[str, ...]
    scopes: frozenset[Scope]
    figure: Span
    words: Span
    text: str
    whole: str = ""
