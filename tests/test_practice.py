"""Practice questions."""

from pathlib import Path

import pytest

from eval.cases import DATA, Split, read_cases
from eval.learning.practice import ASKED, SHIPPED, Drill, read_natural, read_practice
from eval.split import paragraphs_of
from eval.validate import problems
from rag.corpus.document import read_document


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


def test_questions_in_full_form_are_proved_and_far_from_the_test_side() -> None:
    source = SHIPPED.read_text(encoding="utf-8-sig")
    document = read_document(SHIPPED)
    every = read_cases(DATA / "beihai-union" / "questions.jsonl")
    kept = {
        number
        for case in every
        if case.split is Split.TEST
        for number in paragraphs_of(case, document)
    }
    asked = read_cases(ASKED)
    assert len(asked) == 600
    assert not {case.question for case in asked} & {case.question for case in every}
    for case in asked:
        assert all(source[one.start : one.end] == one.quote for one in case.places), case.id
        assert not kept.intersection(paragraphs_of(case, document)), case.id
        assert case.answerable == bool(case.proof), case.id


def test_questions_as_people_ask_are_sound() -> None:
    learned, measured = read_natural(Split.DEV), read_natural(Split.HELD)
    assert [one.name for one in learned] == ["health", "post", "sports", "women"]
    assert [one.name for one in measured] == ["coop", "harbour", "union"]
    assert sum(len(one.cases) for one in (*learned, *measured)) == 699
    for one in (*learned, *measured):
        assert problems(one.cases, read_document(one.text)) == [], one.name
