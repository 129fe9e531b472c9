"""A calculation that a question asks for: the operation and its operands."""

from dataclasses import dataclass
from enum import StrEnum

from rag.types import Period


class Operation(StrEnum):
    """What is to be calculated."""

    DIFFERENCE = "difference"
    REST = "rest"
    SUM = "sum"
    RATIO = "ratio"
    SHARE = "share"
    GROWTH = "growth"
    AVERAGE = "average"
    MOST = "most"
    LEAST = "least"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True)
class Side:
    """One operand as the question names it: its words, its own times, its own unit if any."""

    text: str
    periods: tuple[Period, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A calculation to do.

    ``sides`` are the operands in the order of the formula (minuend first; for a share only the
    part may be named), empty where the text must tell them (哪一年最多); ``shared`` is what is
    said of all; ``unit`` and ``noun`` are what the interrogative counts, ``scale`` the 万 or 亿
    it counts in; ``classifier`` is what 哪 asks for (年, 届, 类 …); ``sign`` is 1 where the first
    is said to be more, -1 less, 0 neither; ``digits`` are the decimals asked for.
    """

    operation: Operation
    sides: tuple[Side, ...]
    shared: str
    unit: str = ""
    noun: str = ""
    classifier: str = ""
    sign: int = 0
    digits: int | None = None
    scale: str = ""
