"""Where a sentence ends.

Behind 。！？ and …… with the closing quotes and brackets that follow; ；and ：end none. Not
inside a bracket or a book title, nor inside a quotation whose sentence goes on behind it
(“……。”的, “……！”，). A straight quote closes where an odd number of them stands before. An ASCII
full stop ends a sentence only where blanks and no small letter follow, and not behind initials,
abbreviations, numbers or list numbers. Linear in the length.
"""

import re

from rag.corpus.characters import CLOSERS, OPENERS, PAIRS, QUOTE_OPENERS, is_blank, strip_span
from rag.language.patterns import late_regex
from rag.types import Span

MAX_HELD = 300
"""Code points a quotation or bracket may hold together: a scan that lost the closing mark
must not make one sentence of a page."""

_END = late_regex(
    rf"(?:[。！？｡]|…{{2,}}|[!?]+(?=[\s{re.escape(CLOSERS)}\"'㐀-鿿]|$)|\.(?=[{re.escape(CLOSERS)}\"']*(?:\s|$)))"
    rf"[。！？｡!?…]*(?:[{re.escape(CLOSERS)}]+[。！？｡…]*)*(?:[\"'](?=\s|$))?"
)
_GOES_ON = late_regex(r"[，、；：,;:]|的|等|之类|之[一中]")
_WORD = late_regex(r"[A-Za-z.]+$")
_ABBREVIATIONS = late_regex(
    r"mrs?|ms|dr|prof|st|nos?|vol|pp|fig|al|vs|etc|e\.g|i\.e|cf|ca|co|ltd|inc|[js]r|[a-z]"
)


def split_sentences(text: str) -> tuple[Span, ...]:
    """The sentences of one paragraph, blanks at their ends left out.

    Every visible character of ``text`` lies in exactly one span; spans are in order.
    """
    holds = _holding_pairs(text)
    spans = []
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        if text[end : end + 1] == '"' and text.count('"', start, end) % 2:
            end += 1
        if match.start() < start or not _is_end(text, match, (start, end), holds):
            continue
        span = strip_span(text, start, end)
        if span[0] < span[1]:
            spans.append(Span(*span))
        start = end
    rest = strip_span(text, start, len(text))
    if rest[0] < rest[1]:
        spans.append(Span(*rest))
    return tuple(spans)


def _holding_pairs(text: str) -> list[int]:
    """For each offset the end of the outermost pair around it that its sentence holds, or 0."""
    holds = [0] * (len(text) + 1)
    opened: list[int] = []
    for offset, character in enumerate(text):
        if character in OPENERS:
            opened.append(offset)
        elif character in CLOSERS:
            wanted = next(
                (k for k in range(len(opened) - 1, max(-1, len(opened) - 5), -1)
                 if PAIRS[text[opened[k]]] == character),
                None,
            )  # fmt: skip
            if wanted is None:
                continue
            first = opened[wanted]
            del opened[wanted:]
            if offset - first <= MAX_HELD and _holds(text, first, offset):
                holds[first : offset + 1] = [offset + 1] * (offset + 1 - first)
    return holds


def _holds(text: str, first: int, last: int) -> bool:
    """Whether the sentence around the pair at ``first`` and ``last`` goes on behind it."""
    after = text[last + 1 : last + 4].lstrip()
    if text[first] in "《〈":
        return True
    starts = first == 0 or text[first - 1] in "。！？…”’」』\n" or is_blank(text[first - 1])
    if text[first] not in QUOTE_OPENERS:
        return not starts or text[last - 1] not in "。｡！？!?…"
    if _GOES_ON.match(after):
        return True
    ends = text[last - 1]
    if ends in "！？!?…" and after:
        return not starts and text[first - 1] not in "：，:,—"
    return ends not in "。｡！？!?…"


def _is_end(text: str, match: re.Match[str], sentence: tuple[int, int], holds: list[int]) -> bool:
    start, end = sentence
    if holds[match.start()] >= match.end():
        # Inside a pair, or closing one, whose sentence goes on; the paragraph's end closes all.
        return end == len(text)
    if text[match.start()] == ".":
        return _is_full_stop(text, match, start)
    if text[match.start()] == "…" or text[end - 1] in CLOSERS + '"':
        return _GOES_ON.match(text, end) is None
    return True


def _is_full_stop(text: str, match: re.Match[str], start: int) -> bool:
    following = text[match.end() : match.end() + 8].lstrip()
    if following[:1].islower():
        return False
    if not following:
        return True
    before = text[max(start, match.start() - 12) : match.start()].lstrip()
    if len(before) <= 3 and before.isalnum():
        return False  # a list number
    word = _WORD.search(before)
    if word is None:
        return True
    letters = word.group().strip(".").lower()
    return _ABBREVIATIONS.fullmatch(letters) is None
