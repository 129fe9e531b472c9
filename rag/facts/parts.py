"""Which figure a figure is a part of: 其中 and what follows it up to the end of the segment."""

from collections.abc import Sequence

from rag.language.patterns import late_regex
from rag.language.quantities import Quantity

_SEGMENT = late_regex(r"[；;。]")


def wholes(text: str, figures: Sequence[Quantity]) -> list[int | None]:
    """For each figure, the number of the figure that it is a part of, None where none is.

    The whole is the nearest figure before 其中 in the same unit that is not less than the part,
    in the same stretch between semicolons (their sum may be told by the colon before them).
    """
    found: list[int | None] = []
    for number, figure in enumerate(figures):
        opened = text.rfind("其中", 0, figure.start)
        if opened < 0 or _SEGMENT.search(text, opened, figure.start):
            found.append(None)
            continue
        fitting = [
            at
            for at in range(number)
            if figures[at].end <= opened
            and figures[at].unit == figure.unit
            and figures[at].value >= figure.value
        ]
        found.append(fitting[-1] if fitting else None)
    return found
