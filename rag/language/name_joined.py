"""Bodies with 和 in their name: 某某市劳动和社会保障局, 某某县住房和城乡建设局.

The conjunction is a border for every other name. It joins one name where a place opens the left
side, or only its level (市), a field of work follows that is no body itself, and an office closes
the right side that names no place of its own: 某某市文化和旅游局 is one body, 某某市工会和县教育局
are two.
"""

from collections.abc import Iterator

from rag.language.name_bounds import Bounds, Listed, ending, organisation_ends
from rag.language.name_places import find_places

_JOINS = frozenset({"和", "与", "及"})
_SHORTEST, _LONGEST = 2, 8
_LEVELS = frozenset("省市县区镇乡村州全各本该")
_BARE = ("自治区", "省", "市", "县", "区", "州")
_OFFICES = ("局", "厅", "委员会", "办公室", "部", "处", "科")
"""What closes a body that only a level opens: 市机关和企业工会 is no one body."""


def find_joined(text: str, bounds: Bounds) -> Iterator[tuple[int, int]]:
    """Spans of such names."""
    heads = organisation_ends()
    for border in bounds.borders:
        if border.word not in _JOINS:
            continue
        begin, middle = bounds.left[border.start], border.start
        end = _office_end(text, border.end, bounds.right[border.end], heads)
        field = _after_place(text, begin, middle)
        if field is None and text.endswith(_OFFICES, 0, end):
            level = next((one for one in _BARE if text.startswith(one, begin)), "")
            field = begin + len(level) if level else None
        if not end or field is None or not _SHORTEST <= middle - field <= _LONGEST:
            continue
        if not ending(text, middle, heads) and text[border.end] not in _LEVELS:
            yield begin, end


def _office_end(text: str, start: int, stop: int, heads: Listed) -> int:
    """Where the first body of the right side ends, 0 where none does or a place opens it."""
    if stop - start < _SHORTEST + 1 or any(at == start for at, _ in find_places(text, start, stop)):
        return 0
    ends = (end for end in range(start + 3, min(stop, start + 12) + 1))
    return next((end for end in ends if ending(text, end, heads)), 0)


def _after_place(text: str, begin: int, stop: int) -> int | None:
    """Where the words after the place at the start of a stretch begin."""
    ends = [end for start, end in find_places(text, begin, stop) if start == begin]
    return max(ends, default=None)
