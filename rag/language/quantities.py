"""Quantities: value, unit, qualifiers."""

import re
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its unit."""

    start: int
    end: int
    text: str
    value: Decimal
    upper: Decimal | None
    unit: str
    qualifiers: tuple[str, ...]
    ordinal: bool


def find_quantities(text: str) -> list[Quantity]:
    """Every quantity in text order."""
    return [
        Quantity(
            m.start(), m.end(), m.group(), Decimal(m.group(1)), None, m.group(2), (), False
        )
        for m in re.finditer(r"([0-9]+(?:\.[0-9]+)?) ?(人次|[个家人份期万元]?)(?!年)", text)
    ]
