"""Chronicles with questions of their own, as the evaluation and the reader's recipe read them."""

import json
from pathlib import Path

import pytest

from embeddings.errors import EncoderError
from embeddings.reading.reader import VERDICTS
from embeddings.training.reader.chronicles import (
    COMPUTED,
    FAR,
    NATURAL,
    Asked,
    read_chronicles,
)
from embeddings.training.reader.reckoned import figures
from eval.cases import QuestionType, Register, Split
from eval.chronicles import READING, read_written
from eval.errors import CaseError

TEXT = "青石造纸厂于1957年建成。设制浆、抄纸、整理三个车间。厂长周明远没有退休。\n"
MADE = "青石造纸厂于1957年建成。"
SHOPS = "设制浆、抄纸、整理三个车间。"
HEAD = "厂长周明远没有退休。"


def line(q: str, kind: str, a: list[str], ev: list[str]) -> str:
    return json.dumps({"q": q, "type": kind, "reg": "formal", "a": a, "ev": ev})


GOOD = [
    line("造纸厂何时建成？", "date", ["1957年"], [MADE]),
    line("设哪几个车间？", "list", ["制浆、抄纸、整理"], [SHOPS]),
    line("厂长退休了吗？", "yes_no", ["没有退休"], [HEAD]),
    line("职工有多少人？", "unanswerable", [], []),
]


def written(folder: Path, lines: list[str], text: str | None = TEXT) -> Path:
    (folder / "mill.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    if text is not None:
        (folder / "mill.txt").write_text(text, encoding="utf-8")
    return folder


def test_questions_are_cases_with_places(tmp_path: Path) -> None:
    (data,) = read_written(written(tmp_path, GOOD))
    assert (data.name, data.text) == ("mill", tmp_path / "mill.txt")
    date, shops, _, lost = data.cases
    assert (date.id, date.type, date.register) == ("mill-001", QuestionType.DATE, Register.FORMAL)
    assert (date.answer, date.split) == ("1957年", Split.HELD)
    assert [(one.quote, one.start, one.end) for one in date.evidence] == [(MADE, 0, 14)]
    assert shops.items == ("制浆", "抄纸", "整理")
    assert (lost.answer, lost.answerable, lost.evidence) == (None, False, ())


@pytest.mark.parametrize(
    "bad",
    [
        "{",
        json.dumps({"q": "何时？"}),
        line("何时？", "when", ["1957年"], [MADE]),
        line("何时？", "date", ["1957年"], ["青石造纸厂于1958年建成。"]),
        line("何时？", "date", ["1957年"], ["、"]),  # stands there twice
        json.dumps({"q": "何时？", "type": "date", "reg": "formal", "a": "1957年", "ev": []}),
        "[]",
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, bad: str) -> None:
    with pytest.raises(CaseError, match=r"Line 2 of mill\.jsonl"):
        read_written(written(tmp_path, [GOOD[0], bad]))


def test_a_missing_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"mill\.txt"):
        read_written(written(tmp_path, GOOD, None))


def test_the_recipe_reads_the_stretch_that_answers(tmp_path: Path) -> None:
    ((text, asked),) = read_chronicles(written(tmp_path, GOOD))
    assert text == TEXT
    assert asked[3] == Asked("职工有多少人？", -1, -1, 0)
    told = [text[one.start : one.end] for one in asked[:3]]
    # Of a yes or no question the whole proof, and 2 for no.
    assert told == ["1957年", "制浆、抄纸、整理", HEAD]
    assert [one.verdict for one in asked] == [0, 0, 2, 0]


def test_what_no_figures_give_is_not_read(tmp_path: Path) -> None:
    sums = [line("共几个车间？", kind, ["3个"], [SHOPS]) for kind in ("comparison", "aggregation")]
    assert read_chronicles(written(tmp_path, sums))[0][1] == []


def test_what_is_computed_is_taught_by_its_figures(tmp_path: Path) -> None:
    text = "1957年有职工120人，其中女工45人、青工30人；1958年增到150人，产值2.5万元。"
    asked = [
        ("女工和青工共多少人？", ["75人"], ["女工45人、青工30人"]),
        ("女工之外有多少人？", ["75人"], ["职工120人，其中女工45人"]),
        ("比上年多多少人？", ["多30人", "30人"], ["职工120人", "增到150人"]),
        ("女工占几成？", ["37.5%"], ["职工120人，其中女工45人"]),
        ("1957年有职工多少？", ["999人"], ["职工120人，其中女工45人"]),
    ]
    lines = [line(q, "aggregation", forms, proofs) for q, forms, proofs in asked]
    ((_, found),) = read_chronicles(written(tmp_path, lines, text))
    told = [(VERDICTS[one.verdict], [text[a:b] for a, b in one.operands]) for one in found]
    assert told == [
        ("sum", ["45", "30"]),
        ("difference", ["120", "45"]),
        ("difference", ["120", "150"]),
        ("ratio", ["120", "45"]),
    ]
    assert all((one.start, one.end) == (-1, -1) for one in found)


def test_scales_count_and_years_are_no_figures() -> None:
    told = [(one.value, one.unit) for one in figures("2005年有1.2万人、1,250户、3亿元，历3年")]
    assert told == [(12_000.0, "人"), (1250.0, "户"), (3e8, "元")]


def test_an_answer_in_other_words_is_its_members_or_its_proof(tmp_path: Path) -> None:
    lines = [
        line("有哪些车间？", "list", ["制浆、整理"], [SHOPS]),
        line("厂长怎样？", "why_how", ["仍在任"], [HEAD]),
        line("何时建成？", "date", ["1949年1957年"], [MADE]),  # a year too many before it
    ]
    ((text, asked),) = read_chronicles(written(tmp_path, lines))
    told = [text[one.start : one.end] for one in asked]
    assert told == ["制浆、抄纸、整理", HEAD, "1957年"]


@pytest.mark.parametrize("bad", ["{", json.dumps({"q": "何时？"})])
def test_the_recipe_names_a_bad_line(tmp_path: Path, bad: str) -> None:
    with pytest.raises(EncoderError, match="Line 2"):
        read_chronicles(written(tmp_path, [GOOD[0], bad]))


def test_questions_in_far_words_are_of_the_same_text(tmp_path: Path) -> None:
    far = tmp_path / "mill.far.jsonl"
    written(tmp_path, GOOD)
    far.write_text(line("纸厂哪年盖好的？", "date", ["1957年"], [MADE]) + "\n", encoding="utf-8")
    more, near = read_written(tmp_path)
    assert (more.name, near.name, more.text) == ("mill.far", "mill", near.text)
    assert more.cases[0].id == "mill.far-001"
    (text, asked), (same, others) = read_chronicles(tmp_path)
    assert text == same
    assert [one.table for one in asked] == [FAR]
    assert {one.table for one in others} == {""}


def test_every_chronicle_for_reading_is_sound() -> None:
    data = read_written(READING)
    more = [one for one in data if Path(one.name).suffix]
    near = [one for one in data if one not in more]
    assert len(near) >= 300
    assert {len(one.cases) for one in near} == {40, 45, 60, 75}
    assert sum(one.name.endswith(FAR) for one in more) == len(near)
    natural = [one for one in more if one.name.endswith(NATURAL)]
    assert len(natural) > 100
    assert {len(one.cases) for one in natural} <= {9, *range(18, 31)}
    computed = [one for one in more if one.name.endswith(COMPUTED)]
    assert {len(one.cases) for one in computed} == {14}
    kinds = {QuestionType.COMPARISON, QuestionType.AGGREGATION, QuestionType.UNANSWERABLE}
    assert {case.type for one in computed for case in one.cases} == kinds
