from pathlib import Path

import pytest

from eval.cases import DATA, QuestionType, shipped
from eval.errors import CaseError
from eval.user import kind_of, read_user_cases, run
from rag.corpus import read_document
from rag.types import Document
from tests.conftest import make_document


@pytest.fixture(scope="module")
def chapter() -> Document:
    return read_document(shipped().text)


@pytest.mark.parametrize("name", ["template.csv", "template.jsonl"])
def test_both_templates_read_alike(name: str, chapter: Document) -> None:
    first, second, third = read_user_cases(DATA / name, chapter)
    assert (first.id, first.type, first.answer) == ("q-001", QuestionType.NUMBER, "2902人")
    place = first.evidence[0]
    assert chapter.source[place.start : place.end] == place.quote
    assert second.items == ("维护", "建设", "参与", "教育")
    assert (third.type, third.answer, third.evidence) == (QuestionType.UNANSWERABLE, None, ())


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("2902人", QuestionType.NUMBER),
        ("1952年8月", QuestionType.DATE),
        ("不是，居第二位", QuestionType.YES_NO),
        ("苏甫贻", QuestionType.ENTITY),
        ("为了解决外来职工的住房困难，由各单位集资修建宿舍楼", QuestionType.WHY_HOW),
        (None, QuestionType.UNANSWERABLE),
    ],
)
def test_the_type_is_told_by_the_answer(answer: str | None, kind: QuestionType) -> None:
    assert kind_of(answer, (), follows=False) is kind


def test_a_list_and_a_follow_up_are_told_by_what_they_bring() -> None:
    assert kind_of("甲、乙", ("甲", "乙"), follows=False) is QuestionType.LIST
    assert kind_of("3人", (), follows=True) is QuestionType.FOLLOW_UP


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("q.csv", "question,answer,quotes\n几人？,3人,没有的话\n", "line 2: a quote is not"),
        ("q.csv", "question,colour\n几人？,红\n", "line 2 has the key colour"),
        ("q.jsonl", '{"question": "几人？", "register": "loud"}\n', "key register"),
        ("q.csv", "question,answer\n", "holds no question"),
        ("q.txt", "几人？", "neither .csv nor .jsonl"),
    ],
)
def test_what_is_wrong_is_named(name: str, text: str, told: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(CaseError, match=told):
        read_user_cases(tmp_path / name, make_document("d", "有3人。"))


def test_a_quote_as_it_reads_is_found_in_the_source(tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("一九五〇年，全市已有工会 84 个，会员三千人。\n", encoding="utf-8")
    document = read_document(text)
    assert "工会84个" in document.reading, "stray spaces are dropped"
    (tmp_path / "q.jsonl").write_text(
        '{"question": "几个工会？", "answer": "84个", "quotes": ["工会84个"]}', encoding="utf-8"
    )
    place = read_user_cases(tmp_path / "q.jsonl", document)[0].evidence[0]
    assert document.source[place.start : place.end] == place.quote
    assert place.quote == "工会 84 个"


def test_a_users_questions_are_run_and_graded(tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("1950年，全市有工会84个，会员三千人。\n", encoding="utf-8")
    (tmp_path / "q.csv").write_text(
        "question,answer,quotes\n1950年全市有多少个工会？,84个,全市有工会84个\n", encoding="utf-8"
    )
    done = run(tmp_path / "q.csv", text)
    assert done.variants == ("lexical", "dense", "hybrid", "hybrid+sentences", "full")
    row = done.of("full")[0]
    assert (row.gold, row.type) == ("84个", "number")
    assert row.measures["evidence_any@1"] == 1, "there is one passage"
    assert row.measures["verbatim"] == 1
