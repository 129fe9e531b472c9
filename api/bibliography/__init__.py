"""The reference to a place in a text, in the forms that scholars paste.

Nothing is invented: what the metadata does not say takes the standard's own words for unknown,
or is left out where the standard leaves it out. There are no pages, so section and paragraph
say where; what kind of publication a text is nobody told us, so its type is "other".
"""

from dataclasses import dataclass

from api.bibliography.entries import bibtex, ris
from api.bibliography.places import Place, place_of
from api.bibliography.styles import gbt_2015, gbt_2025, plain

__all__ = ["STYLES", "Place", "Style", "bibtex", "gbt_2025", "place_of", "references", "ris"]


@dataclass(frozen=True, slots=True)
class Style:
    """One form of a reference: ``id`` for programs, ``name`` for people, and the text."""

    id: str
    name: str
    text: str


STYLES = (
    ("gbt7714-2015", "GB/T 7714—2015", gbt_2015),
    ("gbt7714-2025", "GB/T 7714—2025", gbt_2025),
    ("bibtex", "BibTeX", bibtex),
    ("ris", "RIS", ris),
    ("plain", "一般 · Plain", plain),
)


def references(place: Place) -> tuple[Style, ...]:
    """The reference to a place in every style."""
    return tuple(Style(id, name, write(place)) for id, name, write in STYLES)
