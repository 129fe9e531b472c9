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
    DECLINE = "decline"
    MULTIPLE = "multiple"
    DOUBLINGS = "doublings"
    AVERAGE = "average"
    MOST = "most"
    LEAST = "least"
    INTERVAL = "interval"


class Course(StrEnum):
    """A thing whose beginning and end the text may date."""

    BUILDING = "building"
    OFFICE = "office"


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
    is said to be more, -1 less, 0 neither; ``digits`` are the decimals asked for; ``rank`` is 2
    for the second largest; ``members`` is how many unnamed operands there are (三所学校一共);
    ``course`` is what an interval is the length of, where no two events are named; ``finely``
    is whether months are wanted (多久); ``which`` whether a difference is to name the one that
    has more (哪个多，多几个).
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
    rank: int = 1
    members: int = 0
    course: Course | None = None
    finely: bool = False
    which: bool = False
