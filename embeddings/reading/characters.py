"""Characters as numbers: the vocabulary of the reader, one number a code point.

One number for each code point keeps offsets: the n-th number of a text is its n-th character.
It knows no words; what belongs together is the network's to learn.
"""

import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from embeddings.errors import EncoderError

PAD, UNKNOWN, START, SEPARATOR, MASK = range(5)
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
"""The first numbers, which stand for no character."""


class Characters:
    """A list of characters and their numbers."""

    def __init__(self, characters: Iterable[str]) -> None:
        self.listed = tuple(dict.fromkeys(map(plain, characters)))
        self._numbers = {char: at for at, char in enumerate(self.listed, start=len(SPECIAL))}

    def __len__(self) -> int:
        return len(self.listed) + len(SPECIAL)

    def encode(self, text: str) -> list[int]:
        """The number of each code point of the text; ``UNKNOWN`` for those not listed."""
        numbers = self._numbers
        return [numbers.get(char) or numbers.get(plain(char), UNKNOWN) for char in text]

    def decode(self, numbers: Iterable[int], unlisted: str) -> str:
        """The characters of numbers, ``unlisted`` for the special ones."""
        return "".join(
            self.listed[number - len(SPECIAL)] if number >= len(SPECIAL) else unlisted
            for number in numbers
        )

    def words(self) -> list[bool]:
        """For each number, whether its character can be part of a word: no mark, no blank."""
        return [False] * len(SPECIAL) + [char.isalnum() for char in self.listed]

    def save(self, path: Path) -> None:
        """Write one character a line."""
        path.write_text("\n".join(self.listed) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what ``save`` wrote.

        Raises:
            EncoderError: the file is missing, or a line is not one character.
        """
        try:
            lines = path.read_text(encoding="utf-8").split("\n")[:-1]
        except (OSError, UnicodeDecodeError) as error:
            raise EncoderError(f"{path} cannot be read.", "Install the package again.") from error
        if not lines or any(len(line) != 1 for line in lines):
            raise EncoderError(f"{path} is no list of characters.", "Install the package again.")
        return cls(lines)


def plain(char: str) -> str:
    """The character without width and case, where that is one character again."""
    form = unicodedata.normalize("NFKC", char).lower()
    return form if len(form) == 1 else char
