"""A name found in a text, and the kinds of names."""

from dataclasses import dataclass
from enum import StrEnum


class NameKind(StrEnum):
    """What a name names. ``WORK``: meetings, honours, laws, campaigns, products."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    TITLE = "title"
    QUOTED = "quoted"
    WORK = "work"
    FOREIGN = "foreign"
    LATIN = "latin"


@dataclass(frozen=True, slots=True)
class Name:
    """``text == source[start:end]``; ``inner`` where a longer name holds it."""

    start: int
    end: int
    text: str
    kind: NameKind
    inner: bool = False
