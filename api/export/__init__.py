"""Conversations as files that researchers keep: Markdown, Word, BibTeX, RIS.

Quotes are read from the source again, so a file never carries a quote that does not stand there.
What the answers say is the client's word: the server keeps no conversation.
"""

from collections.abc import Callable
from dataclasses import dataclass

from api.bibliography import bibtex, ris
from api.export.markdown import markdown
from api.export.transcript import Entry, cited_once


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its name's ending, its media type, and what makes it."""

    ending: str
    media_type: str
    write: Callable[[tuple[Entry, ...]], bytes]


def _bibtex(entries: tuple[Entry, ...]) -> bytes:
    made = [bibtex(source.place, source.quote) for source in cited_once(entries)]
    return ("\n\n".join(made) + "\n").encode()


def _ris(entries: tuple[Entry, ...]) -> bytes:
    made = [ris(source.place, source.quote) for source in cited_once(entries)]
    return ("\r\n\r\n".join(made) + "\r\n").encode()


def _word(entries: tuple[Entry, ...]) -> bytes:
    from api.export.word import word

    return word(entries)


FORMATS = {
    "md": Format("md", "text/markdown; charset=utf-8", markdown),
    "docx": Format(
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _word,
    ),
    "bib": Format("bib", "application/x-bibtex; charset=utf-8", _bibtex),
    "ris": Format("ris", "application/x-research-info-systems; charset=utf-8", _ris),
}
