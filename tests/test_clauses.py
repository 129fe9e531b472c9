"""Clauses tile a sentence and respect quotes, titles, brackets and numbers."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rag.language.clauses import clauses


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in clauses(text)]


def test_marks_inside_titles_and_brackets_do_not_cut() -> None:
    assert cut("1990年，下发《关于，加强》（有、无）：共1,200人，好。") == [
        "1990年，",
        "下发《关于，加强》（有、无）：",
        "共1,200人，",
        "好。",
    ]


def test_the_enumeration_comma_joins() -> None:
    assert cut("球赛、射击、展览等。") == ["球赛、射击、展览等。"]


def test_an_unclosed_quote_protects_nothing() -> None:
    assert cut("他说“好，走吧。") == ["他说“好，", "走吧。"]


def test_a_stray_closing_mark_inside_brackets_does_no_harm() -> None:
    assert cut("（甲，”乙）丙，丁") == ["（甲，”乙）丙，", "丁"]


@given(st.text(alphabet="甲乙，。；：（）《》“”、1,2", max_size=60))
@settings(max_examples=2000, deadline=None)
def test_clauses_tile_the_text(text: str) -> None:
    assert "".join(cut(text)) == text
    assert all(part for part in cut(text))
