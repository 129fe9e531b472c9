"""The dictionary of words: made, mapped, and read as it was given."""

from pathlib import Path

import pytest

from rag.language.dictionary import Dictionary, Entry, build

WORDS = {
    "北": Entry(5, "n"),
    "北海": Entry(3, "ns"),
    "北海市": Entry(2, "ns"),
    "海": Entry(7, "n"),
    "郗": Entry(0, "nr"),
}


def test_words_come_back_as_given_and_nothing_else() -> None:
    made = Dictionary(build(reversed(WORDS.items())))
    assert {word: made.get(word) for word in WORDS} == WORDS
    assert [made.get(word) for word in ("", "北海市区", "市", "北市", "𠀀")] == [None] * 5
    assert made.total == 17
    assert Dictionary(build([])).get("北") is None


def test_words_that_begin_at_a_place_the_shortest_first() -> None:
    made = Dictionary(build(WORDS.items()))
    assert made.beginning("在北海市", 1) == [(2, 5), (3, 3), (4, 2)]
    assert made.beginning("北海", 1) == [(2, 7)]
    # A character of which only the part of speech is known is no word.
    assert made.beginning("郗", 0) == []


def test_a_file_is_mapped_and_a_damaged_one_refused(tmp_path: Path) -> None:
    data = build(WORDS.items())
    path = tmp_path / "words.trie"
    path.write_bytes(data)
    assert Dictionary.open(path).get("北海") == Entry(3, "ns")
    for damaged in (data[:-1], b"XXXX" + data[4:]):
        with pytest.raises(ValueError, match="install Youju again"):
            Dictionary(damaged)


@pytest.mark.parametrize("word", ["", "𠀀"])
def test_what_does_not_fit_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        build([(word, Entry(1, "n"))])
    with pytest.raises(ValueError, match="does not fit"):
        build([("北", Entry(1 << 26, "n"))])
    with pytest.raises(ValueError, match="64 tags are too many"):
        build((chr(0x4E00 + one), Entry(1, str(one))) for one in range(64))


def test_the_shipped_words() -> None:
    shipped = Dictionary.open(Path("rag/language/words.trie"))
    # The sum of the second column of jieba 0.42.1's dict.txt, and one of its lines.
    assert shipped.total == 60_101_964
    assert shipped.get("工会") == Entry(981, "n")
