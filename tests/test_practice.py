"""Practice questions."""

from pathlib import Path

import pytest

from eval.learning.practice import SHIPPED, Drill, read_practice


def test_a_table_names_its_text(tmp_path: Path) -> None:
    (tmp_path / "mill.txt").write_text("1952年，甲厂有工人12人。\n", encoding="utf-8")
    (tmp_path / "mill.tsv").write_text("# 注\n甲厂有多少工人？\t12人|十二人\n", encoding="utf-8")
    (tmp_path / "own.tsv").write_text("何时成立？\t1953年12月\n几时撤销？\t-\n", encoding="utf-8")
    mill, own = read_practice(tmp_path)
    assert mill.text == tmp_path / "mill.txt"
    assert mill.drills == (Drill("甲厂有多少工人？", ("12人", "十二人")),)
    assert own.text == SHIPPED
    assert own.drills[1] == Drill("几时撤销？", ())


def test_a_row_without_an_answer_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.tsv").write_text("何时成立？\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"bad\.tsv line 1"):
        read_practice(tmp_path)


def test_the_shipped_practice_reads_and_its_texts_exist() -> None:
    found = read_practice()
    assert found
    assert all(one.text.exists() and one.drills for one in found)
