"""References for programs: BibTeX and RIS, both escaped so that no text ends its field."""

import re

from api.bibliography.places import Place, one_line
from api.bibliography.styles import year_of

# BibTeX counts braces even where they are escaped, so braces become commands.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def bibtex(place: Place, quote: str | None = None) -> str:
    """One ``@misc`` entry; ``quote`` becomes its ``annote``."""
    work = place.work
    fields = (
        ("author", f"{{{_tex(work.creator)}}}" if work.creator else None),
        ("title", f"{{{_tex(work.title)}}}"),
        ("address", _tex(work.place)),
        ("publisher", _tex(work.publisher)),
        ("year", _tex(year_of(work.date)) if work.date else None),
        ("language", _tex(work.language)),
        ("note", _tex(place.locator(", "))),
        ("annote", _tex(quote)),
    )
    lines = [f"  {name} = {{{value}}}," for name, value in fields if value]
    return "\n".join([f"@misc{{{_key(place)},", *lines, "}"])


def ris(place: Place, quote: str | None = None) -> str:
    """One record, lines ended by CRLF as the format wants; ``quote`` becomes a note."""
    work = place.work
    year = year_of(work.date) if work.date else ""
    fields = (
        ("TY", "GEN"),
        ("AU", work.creator),
        ("TI", work.title),
        ("CY", work.place),
        ("PB", work.publisher),
        ("PY", year if re.fullmatch(r"[0-9]{4}", year) else None),
        ("N1", None if re.fullmatch(r"[0-9]{4}", year) else work.date),
        ("LA", work.language),
        ("N1", place.locator(", ")),
        ("N1", quote),
    )
    lines = [f"{tag}  - {one_line(value)}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - "])


def _tex(text: str | None) -> str:
    return "".join(_TEX.get(character, character) for character in one_line(text or ""))


def _key(place: Place) -> str:
    """A key of letters BibTeX takes: the text's id and the place."""
    name = re.sub(r"[^A-Za-z0-9]+", "-", place.work.id).strip("-") or "text"
    return name if place.start is None else f"{name}-{place.start}-{place.end}"
