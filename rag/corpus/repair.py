"""What a scan or a layout broke: sentences cut at the end of a page or line, stray spaces.

When is a line continued by the next? Headings, captions, table rows and list items are never
the next part of anything, and nothing is joined behind a line that ends in final punctuation.
Otherwise the line is continued where grammar is certain:

* the next begins with a mark no line may begin with (，。、》”);
* it ends in ， or 、, or an opening bracket or quote, or closes later one it opened;

or where the line shows that it is a full line of prose broken off, not a caption, a signature,
a date or a verse: it is at least ``MIN_FULL_LINE`` long, holds a comma or a sentence already
ended, the next line is punctuated prose without the indent of a new paragraph, and the text
otherwise ends its paragraphs with punctuation. In a text wrapped at a fixed width a line that
reaches the margin is full. A figure is never joined to a figure: printing does not part the
digits of a number, so two such lines are two statements.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.corpus.align import Edit
from rag.corpus.characters import CLINGING, CLOSERS, HANGING, OPENERS, is_blank, is_han
from rag.corpus.lines import Line
from rag.corpus.outline import HeadingLine, Outline, is_complete, leaves_open
from rag.language.patterns import late_regex
from rag.types import Span

MIN_FULL_LINE = 30
"""Code points. A paragraph cut by a page break fills its last printed line; book lines of
Chinese run from about 25 to 45 characters, and a cut behind a first line is rare."""

_TAIL = 400
"""Code points of a paragraph that decide whether the next line continues it."""

_MIN_WRAP, _MAX_WRAP, _MIN_WRAPPED_LINES = 16, 120, 4
_PROSE = late_regex(r"[，。；！？：、,]|[.;!?](?:\s|$)")
_ENDED = late_regex(r"[。；！？]|[.!?;]\s")
_COMMA = late_regex(r"[，,]")
_SPACES = late_regex(r"[^\S\n]+")
_GROUPED = late_regex(
    r"(?<![\d.,][^\S\n])(?<![\d.,])[1-9]\d{0,2}(?:[^\S\n]\d{3})+(?![\d]|[^\S\n]\d)"
)
_FULL_WIDTH = "，。、；：！？（）《》〈〉【】〔〕「」『』％"
_EITHER_WIDTH = "“”‘’—…·"
_FIGURE_SIGNS = "%‰℃°"
_STRAY = ({"figure", "han"}, {"figure", "mark"}, {"han", "mark"}, {"mark"})
_UNUSUAL = late_regex(r"[^\x20-\x7e\u3000-\ud7ff\uff01-\uffee]")


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one paragraph, or the one line of a heading."""

    lines: tuple[Line, ...]
    heading: HeadingLine | None = None

    @property
    def source(self) -> Span:
        """From its first visible character to its last."""
        return Span(self.lines[0].start, self.lines[-1].end)


@dataclass(frozen=True, slots=True)
class Habits:
    """How the text as a whole is set.

    ``margin`` is the length from which a line of a text wrapped at a fixed width is full, or
    None; ``punctuated`` whether paragraphs end in final punctuation rather than without.
    """

    margin: int | None
    punctuated: bool


def habits(lines: Sequence[Line]) -> Habits:
    """Whether lines are wrapped at a width, and whether paragraphs end in punctuation."""
    unfinished = [line for line in lines if not is_complete(line.text)]
    broken = sum(len(line.text) >= MIN_FULL_LINE for line in unfinished)
    punctuated = broken <= len(lines) - len(unfinished)
    widest = max((line for line in lines), key=lambda line: len(line.text), default=None)
    if widest is None or not _MIN_WRAP <= len(widest.text) <= _MAX_WRAP:
        return Habits(None, punctuated)
    # Chinese fills a line to the margin; words of Latin script leave it ragged.
    width = len(widest.text)
    margin = width - (3 if any(map(is_han, widest.text)) else width // 6)
    full = sum(len(line.text) >= margin for line in unfinished)
    wrapped = full >= _MIN_WRAPPED_LINES and 3 * full >= 2 * len(unfinished)
    return Habits(margin if wrapped else None, punctuated)


def continues(before: str, line: Line, following: Line, text: Habits) -> bool:
    """Whether ``following`` is the rest of the paragraph ``before`` that ``line`` ends.

    Neither line is a heading; ``before`` is the paragraph so far, its lines run together.
    """
    if following.is_list_item or following.is_label or line.is_label:
        return False
    if following.text[0] in CLINGING:
        return True
    if is_complete(before) or (before[-1].isdigit() and following.text[0].isdigit()):
        return False
    if before[-1] in HANGING + OPENERS or _closes(before, following.text):
        return True
    return not following.indented and _breaks_off(before, line, following, text)


def find_blocks(lines: Sequence[Line], outline: Outline) -> tuple[Block, ...]:
    """Headings and paragraphs in text order, the parts of a broken paragraph put together."""
    titles = {heading.line: heading for heading in outline.headings}
    text = habits([line for index, line in enumerate(lines) if index not in titles])
    blocks: list[Block] = []
    parts: list[Line] = []
    before = ""
    for index, line in enumerate(lines):
        if parts and (index in titles or not continues(before, parts[-1], line, text)):
            blocks.append(Block(tuple(parts)))
            parts, before = [], ""
        if index in titles:
            blocks.append(Block((line,), titles[index]))
        else:
            parts.append(line)
            before = (before + line.text)[-_TAIL:]
    return (*blocks, Block(tuple(parts))) if parts else tuple(blocks)


def seam(left: Line, right: Line) -> Edit:
    """The edit that joins two lines; words of Latin script keep a space between them."""
    spaced = all(c.isascii() and c not in "([{" for c in (left.text[-1], right.text[0]))
    hyphen = left.text[-1] == "-"
    return Edit(left.end, right.start, " " if spaced and not hyphen else "")


def stray_spaces(source: str, start: int, end: int) -> Iterator[Edit]:
    """The spaces of a line that stand beside a figure or a full-width mark, or part thousands.

    A space between two Chinese characters means something (two issuers, a name), as does one
    between words of Latin script or between two figures; all of these stay. One that parts a
    long figure into groups of three digits (GB/T 15835-2011, 5.2.1: 1 920元) is no part of it.
    """
    parting = {
        space.start()
        for figure in _GROUPED.finditer(source, start, end)
        for space in _SPACES.finditer(source, *figure.span())
    }
    for match in _SPACES.finditer(source, start, end):
        if match.start() > start and match.end() < end:
            sides = {_kind(source[match.start() - 1]), _kind(source[match.end()])}
            if "full" in sides or sides in _STRAY or match.start() in parting:
                yield Edit(match.start(), match.end())


def hidden(source: str, start: int, end: int) -> Iterator[Edit]:
    """What cannot be seen inside a line: zero-width, bidirectional and tag characters."""
    for match in _UNUSUAL.finditer(source, start, end):
        if not match.group().isspace() and is_blank(match.group()):
            yield Edit(*match.span())


def _kind(character: str) -> str:
    if character.isdigit() or character in _FIGURE_SIGNS:
        return "figure"
    if character in _FULL_WIDTH:
        return "full"
    if character in _EITHER_WIDTH:
        return "mark"
    return "han" if is_han(character) else "other"


def _breaks_off(before: str, line: Line, following: Line, text: Habits) -> bool:
    """Whether a line without any mark at its end is a full line of prose."""
    if text.margin is not None and len(line.text) >= text.margin:
        return True
    if len(before) < MIN_FULL_LINE or not text.punctuated or not _PROSE.search(following.text):
        return False
    ended = _ENDED.search(before) is not None
    return ended or (_COMMA.search(before) is not None and not line.is_list_item)


def _closes(before: str, following: str) -> bool:
    """Whether a bracket or quote left open before is the first thing closed after."""
    first = next((c for c in following[:_TAIL] if c in OPENERS + CLOSERS), "")
    return first != "" and first in CLOSERS and leaves_open(before)
