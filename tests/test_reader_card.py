"""The reader's card says what the folder holds and what the network is."""

import re

from embeddings.reading.characters import SPECIAL, Characters
from embeddings.reading.files import CHARACTERS
from embeddings.reading.reader import LONGEST, SHIPPED

CARD = (SHIPPED / "README.md").read_text(encoding="utf-8")


def test_every_file_is_listed_with_its_size() -> None:
    table = CARD.partition("## Files")[2]
    listed = dict(re.findall(r"^\| ([\w.]+) \| (\d+) \|$", table, re.MULTILINE))
    files = {path.name: str(path.stat().st_size) for path in SHIPPED.iterdir()}
    assert files.pop("README.md")
    assert listed == files


def test_the_numbers_of_characters_are_the_shipped_ones() -> None:
    characters = Characters.load(SHIPPED / CHARACTERS)
    assert f"| characters | {len(characters.listed):,}, and {len(SPECIAL)} special ones" in CARD
    assert f"| reads at once | {LONGEST} characters" in CARD
