import json
from pathlib import Path

import pytest

from eval.__main__ import SETS, frozen
from eval.cases import (
    DATA,
    Case,
    QuestionType,
    Split,
    case_json,
    parse_case,
    read_cases,
    read_located,
    shipped,
    write_cases,
)
from eval.errors import CaseError
from eval.metrics import grading_of, score
from eval.shares import longest_run, packed, shares
from eval.split import (
    MIN_EACH,
    MIN_FACTOID,
    MIN_UNANSWERABLE,
    assign,
    frozen_digest,
    groups,
    paragraphs_of,
    shortfall,
)
from eval.validate import problems
from rag.corpus import read_document
from rag.types import Document, Role
from tests.conftest import make_document

ROW = {
    "id": "x-1",
    "question": "几人？",
    "type": "number",
    "register": "terse",
    "answer": "3人",
    "evidence": [{"quote": "有3人", "start": 0, "end": 3}],
    "sections": ["preamble"],
}


def case(**changes: object) -> Case:
    return parse_case({**ROW, **changes}, "here")


@pytest.fixture(scope="module")
def chapter() -> Document:
    return read_document(shipped().text)


def test_a_question_survives_writing_and_reading(tmp_path: Path) -> None:
    one = case(history=[{"question": "甲？", "answer": "乙"}], standalone="甲乙？")
    write_cases(tmp_path / "q.jsonl", [one])
    assert read_cases(tmp_path / "q.jsonl") == (one,)
    assert one.evidence[0].role is Role.EVIDENCE
    assert json.loads(case_json(one))["question"] == "几人？"


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"type": "riddle"}, "key type"),
        ({"colour": "red"}, "key colour"),
        ({"evidence": [{"quote": "有", "start": "zero", "end": 1}]}, "key evidence.0.start"),
    ],
)
def test_a_malformed_question_is_refused_by_line_and_key(
    changes: dict[str, object], named: str
) -> None:
    with pytest.raises(CaseError, match=named):
        case(**changes)


def test_a_file_that_is_no_json_lines_is_refused_by_line(tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text('{"id": 1}\nnot json\n', encoding="utf-8")
    with pytest.raises(CaseError, match="line 2 is no JSON"):
        read_cases(tmp_path / "q.jsonl")


@pytest.mark.parametrize("name", SETS)
def test_the_shipped_questions_are_sound(name: str) -> None:
    dataset = shipped(name)
    document = read_document(dataset.text)
    assert problems(dataset.cases, document) == []
    counted = shares(dataset.cases, document)
    assert counted.thin == (), "every paragraph is asked at least twice"
    assert counted.paraphrased >= 2 / 3
    assert counted.types["unanswerable"] >= 0.12 * counted.total
    assert set(counted.types) == set(QuestionType)
    assert len(counted.registers) == 9


def test_the_sets_are_as_large_as_the_readme_says() -> None:
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    for name in SETS:
        assert f"| {len(shipped(name).cases)} |" in readme
    assert f"| {len(read_located(DATA / 'retrieval40.jsonl'))} |" in readme
    assert f"({len(shipped().of(Split.TEST))} of {len(shipped().cases)})" in readme


@pytest.mark.parametrize("name", SETS)
def test_every_gold_answer_earns_full_marks(name: str) -> None:
    answerable = [one for one in shipped(name).cases if one.answerable]
    poor = [
        one.id
        for one in answerable
        if score(grading_of(one), one.answer, one.items, one, refused=False) < 1
    ]
    assert poor == []


def test_the_test_side_is_frozen_and_large_enough() -> None:
    dataset = shipped()
    assert frozen_digest(dataset.cases) == frozen()
    types = dict.fromkeys(QuestionType, 0)
    for one in dataset.of(Split.TEST):
        types[one.type] += 1
    assert min(types.values()) >= MIN_EACH
    assert types[QuestionType.UNANSWERABLE] >= MIN_UNANSWERABLE
    factoid = (QuestionType.NUMBER, QuestionType.DATE, QuestionType.ENTITY)
    assert sum(types[kind] for kind in factoid) >= MIN_FACTOID
    assert 0.4 <= len(dataset.of(Split.TEST)) / len(dataset.cases) <= 0.6


def test_no_paragraph_proves_questions_of_both_sides(chapter: Document) -> None:
    sides: dict[int, set[Split | None]] = {}
    for one in shipped().cases:
        for number in paragraphs_of(one, chapter):
            sides.setdefault(number, set()).add(one.split)
    assert [number for number, found in sides.items() if len(found) > 1] == []


def test_a_changed_test_question_changes_the_digest() -> None:
    first = case(split="test")
    assert frozen_digest([first]) != frozen_digest([case(split="test", answer="4人")])
    assert frozen_digest([first]) == frozen_digest([first, case(id="x-2", split="dev")])


def test_questions_that_share_a_paragraph_are_one_group() -> None:
    document = make_document("d", "有3人。", "有4家。", "有5次。")
    second = {"quote": "有4家", "start": 5, "end": 8}
    third = {"quote": "有5次", "start": 10, "end": 13}
    cases = [
        case(id="a"),
        case(id="b", evidence=[*ROW["evidence"], second]),
        case(id="c", evidence=[second]),
        case(id="d", evidence=[third]),
        case(id="e", type="unanswerable", answer=None, evidence=[], reason="off_topic"),
    ]
    found = [[one.id for one in group.cases] for group in groups(cases, document)]
    assert found == [["a", "b", "c"], ["d"], ["e"]]


def test_a_split_that_cannot_be_is_refused() -> None:
    with pytest.raises(CaseError, match="No split"):
        assign([case()], make_document("d", "有3人。"))


def test_shortfall_counts_what_the_test_side_lacks() -> None:
    full = dict.fromkeys(QuestionType, MIN_EACH) | {QuestionType.UNANSWERABLE: 40}
    assert shortfall(full) == 0
    assert shortfall(full | {QuestionType.LIST: 17}) == 3
    # One number question less: below 20 of its type and below 60 of the three.
    assert shortfall(full | {QuestionType.NUMBER: 19}) == 2


def test_the_validator_names_what_is_wrong() -> None:
    document = make_document("d", "有3人。有3人，又有4家。")
    cases = [
        case(),
        case(question="另问"),
        case(id="x-3", evidence=[{"quote": "有3", "start": 1, "end": 3}], question="丙"),
        case(id="x-4", answer="5人", evidence=[{"quote": "又有4家", "start": 9, "end": 13}]),
        case(
            id="x-5",
            question="戊",
            answer="8个",
            evidence=[{"quote": "又有4家", "start": 9, "end": 13}],
            computation={"expression": "4+3", "result": 8, "unit": "个", "operands": [4, 3]},
        ),
        case(id="x-6", question="己", type="unanswerable", answer=None, evidence=[]),
        case(id="x-7", question="庚", type="yes_no", answer="大概", sections=["s9"]),
    ]
    told = "\n".join(problems(cases, document))
    for expected in (
        "x-1: the id is used 2 times",
        "x-1: the quote at 0 occurs more than once",
        "x-3: the quote at 1 is not source[1:3]",
        "x-4: 5 of the answer stands in no evidence",
        "x-5: 4+3 is 7.0, not 8.0",
        "x-5: the operand 3 stands in no evidence",
        "x-6: unanswerable without a reason",
        "x-7: the answer does not begin with a verdict",
        "x-7: there is no section s9",
    ):
        assert expected in told


def test_the_longest_run_leaves_names_and_years_aside() -> None:
    text = packed(make_document("d", "1952年底北海市总工会已建立基层工会组织63个。"))
    assert longest_run("1952年底“北海市总工会”建立了什么", text) == 2  # 建立
    assert longest_run("已建立基层工会组织几个", text) == 9  # 已建立基层工会组织
