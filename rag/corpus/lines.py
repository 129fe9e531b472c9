"""The visible lines of a source, with what stands around them."""

from dataclasses import dataclass

from rag.corpus.characters import strip_span
from rag.language.patterns import late_regex

# Line ends of every system, and those that page layout and scanners leave.
_LINE = late_regex(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_LIST_MARK = late_regex(
    r"[-*+•●○■□◆◇▪·]\s"
    r"|[(（][一二三四五六七八九十百\d]{1,4}[)）]"
    r"|[一二三四五六七八九十百]{1,4}、"
    r"|\d{1,3}(?:[.．](?!\d)|[、)）])"
    r"|[①-⑳㈠-㈩⑴-⒇]"
)
_CAPTION = late_regex(r"[图圖表][\s\d一二三四五六七八九十]|照片")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something to see. ``start``/``end`` are source offsets without its blanks."""

    text: str
    start: int
    end: int
    indented: bool

    @property
    def is_list_item(self) -> bool:
        """Whether it begins with the number or bullet of a list."""
        return _LIST_MARK.match(self.text) is not None

    @property
    def is_label(self) -> bool:
        """Whether it is a caption or a table row, which nothing continues."""
        if "\t" in self.text or self.text.count("|") > 1:
            return True
        return _CAPTION.match(self.text) is not None


def split_lines(source: str) -> tuple[Line, ...]:
    """The lines that are not blank, in order."""
    lines = []
    for match in _LINE.finditer(source):
        start, end = strip_span(source, *match.span())
        if start < end:
            indented = start - match.start() >= 2
            lines.append(Line(source[start:end], start, end, indented))
    return tuple(lines)
