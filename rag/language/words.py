"""``python -m rag.language.words dict.txt``: make the shipped dictionary again; see ``words.md``.

Args: jieba's list of words. rjieba must be installed: it tells the parts of speech of the
characters that are no word of the list.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from rag.language.dictionary import Entry, build


def entries(listed: str) -> Iterator[tuple[str, Entry]]:
    """The words of the list, and the characters outside it that have a part of speech.

    Args:
        listed: lines of a word, its frequency and its part of speech, with blanks between.
    """
    import rjieba

    words = {}
    for line in listed.splitlines():
        word, frequency, tag = line.split()
        words[word] = Entry(int(frequency), tag)
    yield from words.items()
    for code in (*range(1, 0xD800), *range(0xE000, 0x10000)):
        character = chr(code)
        if character not in words and not (character.isascii() and character.isalnum()):
            ((_, tag),) = rjieba.tag(character, False)
            if tag != "x":
                yield character, Entry(0, tag)


if __name__ == "__main__":
    made = build(entries(Path(sys.argv[1]).read_text(encoding="utf-8")))
    # Put in its place whole: services have the old file mapped.
    new = Path(__file__).with_name("words.new")
    new.write_bytes(made)
    new.replace(new.with_suffix(".trie"))
