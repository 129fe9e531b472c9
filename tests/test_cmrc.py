"""The outside benchmark's arithmetic, on a fixture small enough to work out by hand."""

import gzip
import json
from pathlib import Path

import pytest

from eval.cmrc.baselines import best_clause, best_sentence
from eval.cmrc.items import pool_of, read_items
from eval.cmrc.outcome import read_totals, retrieval_totals, row_of, write_outcome
from eval.cmrc.reading import best_of
from eval.cmrc.retrieval import fused, rank_of
from eval.cmrc.run import run, told
from eval.errors import CaseError
from eval.metrics import character_f1, exact_match
from tests.conftest import KeywordEncoder

SHIP = "船厂建于1952年。船厂有工人300人，厂长是李四。"
UNION = "工会成立于1953年。工会有会员2902人，主席是张三。"
LINES = [
    {
        "id": "q1",
        "question": "船厂的厂长是谁？",
        "context": SHIP,
        "answers": ["李四", "厂长是李四"],
    },
    {"id": "q2", "question": "工会的主席是谁？", "context": UNION, "answers": ["张三"]},
    {"id": "q3", "question": "工会有多少会员？", "context": UNION, "answers": ["2902人", "2902"]},
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "bench.jsonl.gz"
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in LINES)
    path.write_bytes(gzip.compress(text.encode()))
    return path


def test_reads_plain_and_gzipped_lines_up_to_the_limit(data: Path, tmp_path: Path) -> None:
    items = read_items(data)
    assert [item.id for item in items] == ["q1", "q2", "q3"]
    assert items[0].answers == ("李四", "厂长是李四")
    assert pool_of(items) == [SHIP, UNION]
    plain = tmp_path / "bench.jsonl"
    plain.write_bytes(gzip.decompress(data.read_bytes()))
    assert read_items(plain, limit=2) == items[:2]


@pytest.mark.parametrize(
    "line", ["{", '{"id": "a"}', '{"id":"a","question":"b","context":"c","answers":[]}']
)
def test_a_line_that_is_no_question_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(CaseError, match="Line 1"):
        read_items(path)


def test_the_best_of_all_references_counts() -> None:
    row = row_of(
        "q", {"bm25": 2}, {"a": "厂长是李四", "b": "李四和王五", "c": ""}, ("李四", "厂长是李四"),
        refused=False,
    )  # fmt: skip
    assert row.em == {"a": 1.0, "b": 0.0, "c": 0.0}
    # b against 李四: run of 2, precision 2/5, recall 2/2; F1 = 2 * 2 / (5 + 2)
    assert row.f1 == {"a": 1.0, "b": round(4 / 7, 4), "c": 0.0}


@pytest.mark.parametrize(
    ("answer", "gold", "em", "f1"),
    [
        ("光荣和ω-force。", "光荣和ω-force", True, 1.0),  # listed punctuation goes
        ("光荣 和 ω-force", "光荣和ω-force", False, 1.0),  # blanks count for EM alone
        ("Omega Force", "omega force", True, 1.0),  # case goes
        ("omega", "omega force", False, 2 / 3),  # a Latin word is one unit: 1 of 1, 1 of 2
        ("1,000人", "1000人", False, 0.5),  # an ASCII comma stays: units 1,000|人, run 人
        ("1，000人", "1000人", True, 1.0),  # a full-width one goes, and what it parted joins
        ("他们说……好", "他们说好", False, 0.6),  # … is listed only as a pair: 3 of 6, 3 of 4
        ("甲乙丙丁", "甲丙丁乙", False, 0.5),  # the longest run is 丙丁, not a subsequence
    ],
)
def test_the_official_quirks(answer: str, gold: str, em: bool, f1: float) -> None:
    assert exact_match(answer, [gold]) is em
    assert character_f1(answer, [gold]) == pytest.approx(f1)


def test_ranks_and_their_totals() -> None:
    assert rank_of(7, [3, 7, 1]) == 2
    assert rank_of(9, [3, 7, 1]) == 0
    rows = [
        row_of(name, {"bm25": rank}, {}, ("x",), refused=False)
        for name, rank in [("a", 1), ("b", 2), ("c", 6), ("d", 0)]
    ]
    total = retrieval_totals(rows)["bm25"]
    assert total.at_1.mean == 1 / 4
    assert total.at_5.mean == 2 / 4
    assert total.mrr.mean == pytest.approx((1 + 1 / 2 + 1 / 6) / 4)


def test_fusion_is_the_services_own() -> None:
    # Weights .7 and .3, tops scaled to 1: row 1 has .7 + .3 * .5, row 2 .7 * .5 + .3, row 3 .7*.25.
    assert fused({1: 8.0, 2: 4.0, 3: 2.0}, {2: 0.8, 1: 0.4}) == [1, 2, 3]


def test_baselines_by_hand() -> None:
    sentences = ["船厂建于1952年。", "船厂有工人300人，厂长是李四。"]
    assert best_sentence("船厂的厂长是谁？", sentences) == sentences[1]
    assert best_clause("船厂的厂长是谁？", sentences) == "李四"  # 厂长是 stands in the question
    assert best_clause("厂长是李四吗？", sentences) == "厂长是李四。"  # nothing would be left
    assert best_sentence("什么？", []) == ""
    assert best_of(["李", "李四", "四"], ["李四"]) == "李四"
    assert best_of([], ["李四"]) == ""


def test_a_whole_run(data: Path, tmp_path: Path) -> None:
    totals, rows = run(data, ceiling=True, encoder=KeywordEncoder())
    assert (totals.questions, totals.paragraphs) == (3, 2)
    assert all(row.rank == dict.fromkeys(("bm25", "lexical", "dense", "hybrid"), 1) for row in rows)
    assert totals.retrieval["hybrid"].mrr.mean == 1.0
    # 工会有会员|2902|人主席是张三: 5 + 1 + 6 units without marks, 张三 are two of them.
    assert rows[1].f1["sentence"] == round(2 * 2 / (12 + 2), 4)
    assert rows[1].em["clause"] == 1.0
    assert all(row.f1["ceiling"] >= row.f1["forced"] >= row.f1["served"] for row in rows)
    path = tmp_path / "out" / "cmrc.json"
    write_outcome(path, totals, rows)
    assert read_totals(path).reading["clause"].em.count == 3
    lines = path.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["q1", "q2", "q3"]
    assert "船厂" not in path.with_suffix(".jsonl").read_text(encoding="utf-8")
    assert "92.4" not in told(totals)
    assert "0.924" in told(totals)
