"""References to places as JSON."""

from collections.abc import Iterable

from api.bibliography import Style
from api.schemas.places import Out


class StyleOut(Out):
    """One form of a reference; BibTeX and RIS hold line ends."""

    id: str
    name: str
    text: str


class ReferenceOut(Out):
    """A reference in every style."""

    styles: list[StyleOut]

    @classmethod
    def of(cls, styles: Iterable[Style]) -> "ReferenceOut":
        """From the bibliography's record."""
        return cls(styles=[StyleOut(id=one.id, name=one.name, text=one.text) for one in styles])
