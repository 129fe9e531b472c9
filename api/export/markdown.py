"""A conversation as Markdown (CommonMark), every word of it escaped."""

import re
from collections.abc import Iterator

from api.bibliography import gbt_2025
from api.export.transcript import Entry, Source, printable

TITLE = "有据问答 · Youju"
NOTE = (
    "引文在导出时重新取自原文，逐字照录。 · "
    "Quotes were read from the source anew, to the letter, when this was exported."
)
ROLES = {"evidence": "依据 · evidence", "context": "背景 · context"}
REPAIRED = "整理后 · as repaired"

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~!&$^@]|:(?=//)|(?<=[wW])\.")
_NUMBER = re.compile(r"(\d{1,9})([.)])")
_FIRST = re.compile(r"[-+=]")


def markdown(entries: tuple[Entry, ...]) -> bytes:
    """The file, UTF-8."""
    lines = [f"# {TITLE}", "", f"*{NOTE}*", ""]
    for number, entry in enumerate(entries, start=1):
        lines += [f"## {number}\\. {escaped(entry.question)}", ""]
        if entry.short_answer:
            lines += [f"**{_joined(entry.short_answer)}**", ""]
        lines += [_joined(entry.answer), ""]
        for source in entry.sources:
            lines += [*_source(source), ""]
    return ("\n".join(lines).rstrip() + "\n").encode()


def escaped(line: str) -> str:
    """One line as text that no Markdown reader takes for a mark, a link, HTML or a formula."""
    line = _SPECIAL.sub(lambda match: "\\" + match.group(), line.strip())
    line = _NUMBER.sub(r"\1\\\2", line, count=1) if _NUMBER.match(line) else line
    return "\\" + line if _FIRST.match(line) else line


def _joined(text: str) -> str:
    return "  \n".join(escaped(line) for line in text.splitlines())


def _source(source: Source) -> Iterator[str]:
    where = source.place.locator("，")
    yield f"\\[{source.marker}\\] {ROLES[source.role]}：{escaped(where)}"
    yield ""
    yield from (f"> {escaped(line)}  " for line in printable(source.quote).splitlines())
    yield ""
    if source.reading is not None:
        yield f"{REPAIRED}：{escaped(' '.join(printable(source.reading).split()))}"
        yield ""
    yield escaped(gbt_2025(source.place))
