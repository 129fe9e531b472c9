"""A dictionary of general words, read from a file as it lies on the disk.

The file is a trie. It is mapped, not loaded: opening it takes no time, and only the pages that
questions touch become memory (a table of the same 349,045 words takes 31 MB and 0.15 s at every
start). Where the words come from stands in ``words.md``; ``build`` makes the file from the list.

Layout, little endian: magic, number of nodes n, length of the tags, sum of all frequencies; then
for each node where its children begin (n + 1 times u32), its value (u32: frequency << 6 | number
of the tag, 0 where no word ends) and its character (u16); then the tags, one a line. Nodes stand
level by level, the children of one node side by side in the order of their characters; node 0 is
the root.
"""

import mmap
import struct
from bisect import bisect_left
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, Self

from embeddings.mapped import as_needed, let_go

_HEAD = struct.Struct("<4sIII")
_MAGIC = b"YJW1"
_TAG_BITS = 6
_HELD = 4096
"""Times that is looked up before the pages that were touched are given back."""
_MOST = 1 << 32 - _TAG_BITS


class Entry(NamedTuple):
    """How often a word was counted, and its part of speech.

    Frequency 0 is no word, but a character whose part of speech is known.
    """

    frequency: int
    tag: str


class Dictionary:
    """Words by their beginnings. Thread-safe. ``total`` is the sum of all frequencies.

    Args:
        data: a file that ``build`` made.
    """

    def __init__(self, data: "bytes | mmap.mmap") -> None:
        magic, nodes, tags, self.total = _HEAD.unpack_from(data)
        if magic != _MAGIC or len(data) != _HEAD.size + 4 * (nodes + 1) + 6 * nodes + tags:
            raise ValueError("this is no dictionary, or not all of one: install Youju again")
        self._data, self._asked = data, 0
        view = memoryview(data)
        values = _HEAD.size + 4 * (nodes + 1)
        characters = values + 4 * nodes
        end = characters + 2 * nodes
        self._children = view[_HEAD.size : values].cast("I")
        self._values = view[values:characters].cast("I")
        self._characters = view[characters:end].cast("H")
        self._tags = bytes(view[end:]).decode().split("\n")

    @classmethod
    def open(cls, path: Path) -> Self:
        """Map the file. Raises OSError, and ValueError where it is none of ours."""
        with path.open("rb") as stream:
            mapped = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        as_needed(mapped)
        return cls(mapped)

    def beginning(self, text: str, start: int) -> list[tuple[int, int]]:
        """Where each word ends that begins at ``start``, the shortest first, and its frequency."""
        return [
            (end, frequency)
            for end, value in self._beginning(text, start)
            if (frequency := value >> _TAG_BITS)
        ]

    def get(self, word: str) -> Entry | None:
        """The entry of a word, or of a character, if it has one."""
        for end, value in self._beginning(word, 0):
            if end == len(word):
                return Entry(value >> _TAG_BITS, self._tags[value & (1 << _TAG_BITS) - 1])
        return None

    def _beginning(self, text: str, start: int) -> list[tuple[int, int]]:
        children, characters, values = self._children, self._characters, self._values
        self._asked += 1
        if self._asked > _HELD:
            self._asked = 0
            let_go(self._data)
        found = []
        node = 0
        for place in range(start, len(text)):
            code, last = ord(text[place]), children[node + 1]
            node = bisect_left(characters, code, children[node], last)
            if node == last or characters[node] != code:
                break
            if value := values[node]:
                found.append((place + 1, value))
        return found


def build(entries: Iterable[tuple[str, Entry]]) -> bytes:
    """The file for some words. Of a word given twice the last entry stands.

    Raises:
        ValueError: more than 63 tags, or a frequency that is not 0 to 67,108,863, or a word that
            is empty or has a character beyond U+FFFF.
    """
    known = dict(sorted(dict(entries).items()))
    tags = ["", *sorted({entry.tag for entry in known.values()})]
    if len(tags) > 1 << _TAG_BITS:
        raise ValueError(f"{len(tags) - 1} tags are too many: 63 fit")
    numbers = {tag: number for number, tag in enumerate(tags)}
    for word, entry in known.items():
        if not word or max(word) > "\uffff" or not 0 <= entry.frequency < _MOST:
            raise ValueError(f"{word!r} with frequency {entry.frequency} does not fit")
    children, values, characters = [1], [0], [0]
    words = list(known)
    ranges = [(0, len(words), 0)]  # of each node: the words below it, and how deep it stands
    for first, last, depth in ranges:
        place = first
        while place < last:
            end = _same(words, place, last, depth)
            word = words[place]
            entry = known[word]
            ends = len(word) == depth + 1
            values.append(entry.frequency << _TAG_BITS | numbers[entry.tag] if ends else 0)
            characters.append(ord(word[depth]))
            ranges.append((place + ends, end, depth + 1))
            place = end
        children.append(len(values))
    listed, count = "\n".join(tags).encode(), len(values)
    return b"".join(
        (
            _HEAD.pack(_MAGIC, count, len(listed), sum(one.frequency for one in known.values())),
            struct.pack(f"<{count + 1}I", *children),
            struct.pack(f"<{count}I", *values),
            struct.pack(f"<{count}H", *characters),
            listed,
        )
    )


def _same(words: list[str], first: int, last: int, depth: int) -> int:
    """Where the words end that have the same character at ``depth`` as the first."""
    character = words[first][depth]
    while first < last and words[first][depth] == character:
        first += 1
    return first
