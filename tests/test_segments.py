"""Words by a general dictionary: they tile the text and tell what lies inside a word."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.language.segments import nouns, segment, verbs_at, word_starts


@given(st.text(max_size=60))
def test_words_tile_any_text(text: str) -> None:
    words = segment(text)
    assert "".join(text[word.start : word.end] for word in words) == text
    assert [word.start for word in words] == [0, *(word.end for word in words)][: len(words)]


def test_nouns_verbs_and_starts() -> None:
    text = "剧本扎根山区"
    assert next(text[word.start : word.end] for word in nouns(text)) == "剧本"
    assert word_starts(text) == {0, 2, 4}
    assert verbs_at("工厂注意质量") == {2: 4}


def test_a_county_named_like_a_conjunction_is_read_as_one() -> None:
    text = "公社和县砖瓦厂"
    assert [text[word.start : word.end] for word in segment(text)] == ["公社", "和", "县", "砖瓦厂"]


def test_words_are_those_of_jieba() -> None:
    """Where words end and what they are, in the whole shipped text and in odd strings."""
    jieba = pytest.importorskip("rjieba")
    text = Path("rag/data/beihai-union.txt").read_text(encoding="utf-8")
    odd = ["AB超12\r\n C+#1２é", "郗伯安，\t龐統", "𠀀丽﨎", "BP机和IP地址，3.5%_x"]
    for line in [*text.split("\n"), *odd]:
        # Ours cuts 和县 and 和州 in two.
        if "和县" not in line and "和州" not in line:
            found = [(line[word.start : word.end], word.tag) for word in segment(line)]
            assert found == jieba.tag(line, False)
