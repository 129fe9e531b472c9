"""A conversation as a Word document. The only importer of python-docx."""

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from api.bibliography import gbt_2025
from api.export.markdown import NOTE, REPAIRED, ROLES, TITLE
from api.export.transcript import Entry, Source, printable

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_BODY, _HEADINGS, _LATIN = "宋体", "黑体", "Times New Roman"
_STYLES = {
    "Normal": _BODY,
    "Title": _HEADINGS,
    "Heading 1": _HEADINGS,
    "Quote": "楷体",
    "List Paragraph": _BODY,
}


def word(entries: tuple[Entry, ...]) -> bytes:
    """The file."""
    made = Document()
    _fonts(made)
    properties = made.core_properties
    properties.author, properties.title, properties.comments = "", TITLE, ""
    properties.created = properties.modified = datetime.now(UTC)
    made.add_heading(TITLE, level=0)
    made.add_paragraph(NOTE)
    for number, entry in enumerate(entries, start=1):
        made.add_heading(f"{number}. {printable(entry.question)}", level=1)
        if entry.short_answer:
            made.add_paragraph().add_run(printable(entry.short_answer)).bold = True
        for line in entry.answer.splitlines():
            made.add_paragraph(printable(line))
        for source in entry.sources:
            _source(made, source)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _source(made: "WordDocument", source: Source) -> None:
    where = source.place.locator("，")
    made.add_paragraph(f"[{source.marker}] {ROLES[source.role]}：{where}")
    made.add_paragraph(printable(source.quote), style="Quote")
    if source.reading is not None:
        made.add_paragraph(f"{REPAIRED}：{' '.join(printable(source.reading).split())}")
    made.add_paragraph(gbt_2025(source.place), style="List Paragraph")


def _fonts(made: "WordDocument") -> None:
    """Chinese fonts by name: Word takes them from an attribute that ``font.name`` leaves out."""
    for name, font in _STYLES.items():
        style = made.styles[name]
        style.font.name = _LATIN
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), font)
    made.styles["Normal"].font.size = Pt(11)
