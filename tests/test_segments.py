"""Words by a general dictionary: they tile the text and tell what lies inside a word."""

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
