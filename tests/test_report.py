"""The report: complete, escaped, silent towards the network, and discreet about the test side."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from eval.metrics import Bin, CurvePoint
from eval.report import build, in_place, summary
from eval.report.plots import Dot, Strip, reliability_plot, risk_coverage_plot, strips
from eval.rows import CitedSpan, Row, Run, RunInfo, write_run

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "eval" / "results"
EVIL = '<img src="http://evil.example/x" onerror=alert(1)>'


def info(split: str) -> RunInfo:
    return RunInfo(
        data="beihai-union",
        split=split,
        command=f"python -m eval run --split {split}",
        date="2026-01-01 00:00 UTC",
        machine="a machine",
        cores=2,
        versions={"numpy": "2"},
        commit="abc",
        encoder="e",
        questions_sha256="q",
        text_sha256="t",
        passages=3,
        ingest_ms=1.0,
        open_ms=1.0,
        peak_mib=100.0,
    )


def row(name: str, split: str, score: float, question: str, variant: str = "full") -> Row:
    return Row(
        id=name,
        variant=variant,
        split=split,
        type="number",
        register="formal",
        sections=("s1",),
        measures={"score": score, "mrr": score, "verbatim": 1.0, "numbers": 1.0},
        status="answered",
        confidence=0.5,
        right=score == 1.0,
        question=question,
        gold="84个",
        short_answer=EVIL,
        answer="共84个。",
        citations=(CitedSpan("evidence", 39, 82),),
        timings={"total": 2.0, "retrieval": 1.0, "answering": 1.0},
    )


@pytest.fixture
def results(tmp_path: Path) -> Path:
    dev = [row("q1", "dev", 1.0, "答对的那一题"), row("q2", "dev", 0.0, f"答错的那一题{EVIL}")]
    dev += [row(one.id, "dev", 0.5, "", "lexical") for one in dev]
    dev += [replace(one, variant="full-time") for one in dev[:2]]
    test = [row("t1", "test", 0.0, "测试集的问题"), row("t2", "test", 1.0, "测试集的另一题")]
    write_run(tmp_path / "dev.jsonl", Run(info("dev"), tuple(dev)))
    write_run(tmp_path / "test.jsonl", Run(info("test"), tuple(test)))
    before = [replace(dev[0], measures={**dev[0].measures, "score": 0.0}), dev[1]]
    write_run(tmp_path / "baseline-dev.jsonl", Run(info("dev"), tuple(before)))
    return tmp_path


def test_failures_are_shown_and_the_test_side_is_not(results: Path) -> None:
    page = build(results)
    failures = page.partition('id="failures"')[2]
    assert "答错的那一题" in failures
    assert "答对的那一题" not in failures
    assert "测试集的" not in page.replace("测试集的问题只", "")
    assert "84个" in failures
    assert "新中国成立后，北海市工人迅速组织起来" in failures  # the cited span of the source


def test_what_changed_is_told_with_its_sign(results: Path) -> None:
    changes = build(results).partition('id="changes"')[2].partition("</section>")[0]
    assert "+50.0" in changes  # 0 and 0 became 1 and 0
    assert "答对的那一题" in changes


def test_texts_are_escaped_and_nothing_asks_the_network(results: Path) -> None:
    page = build(results)
    assert EVIL not in page
    assert "&lt;img" in page
    assert not re.search(r"<(?:script|link|img|iframe|object|embed|form|base)\b", page)
    assert not re.search(r"<[a-z][^>]*\s(?:src|srcset|on[a-z]+)\s*=", page)
    assert not re.search(r"url\(|@import", page)
    assert "default-src 'none'" in page


def test_a_folder_without_results_makes_an_empty_page(tmp_path: Path) -> None:
    assert "<h2>" not in build(tmp_path)
    assert summary(tmp_path) == ""


def test_dots_stand_where_their_values_are() -> None:
    drawn = strips([Strip("甲", "25", (Dot(0.25, 0.1, 0.6),))])
    assert 'cx="25.00%"' in drawn
    assert 'x1="10.00%" x2="60.00%"' in drawn
    drawn = strips([Strip("甲", "0", (Dot(0.0, -0.2, 0.05),))], -0.1, 0.1)
    assert 'cx="50.00%"' in drawn
    assert 'x1="0.00%" x2="75.00%"' in drawn  # cut at the edge of the scale
    assert 'class="zero" x1="50.00%"' in drawn


def test_curves_stand_where_their_values_are() -> None:
    # 300 wide from 40, 220 high from 24 down: half of both is (190, 134), nothing is (40, 244).
    drawn = risk_coverage_plot([("甲", [CurvePoint(0.5, 0.5, 0.9), CurvePoint(1.0, 0.0, 0.1)])])
    assert 'points="190.0,134.0 340.0,244.0"' in drawn
    drawn = reliability_plot([("甲", [Bin(0.4, 0.6, 3, 0.5, 1.0)])])
    assert 'cx="190.0" cy="24.0"' in drawn


def test_the_summary_counts_questions_and_means(results: Path) -> None:
    lines = summary(results).splitlines()
    assert lines[0] == "| % | 开发集 dev | 测试集 test |"
    assert lines[2] == "| 题数 · questions | 2 | 2 |"
    assert lines[3] == "| 得分 · score | 50.0 | 50.0 |"
    assert lines[-1] == "| 每题中位毫秒 · median ms | 2.0 | 2.0 |"


def test_the_table_goes_between_the_markers_and_nowhere_else(results: Path) -> None:
    readme = "甲\n<!-- results:begin (kept) -->\nold\n<!-- results:end -->\n乙\n"
    made = in_place(readme, results)
    assert made.startswith("甲\n<!-- results:begin (kept) -->\n| % |")
    assert made.endswith("|\n<!-- results:end -->\n乙\n")
    assert in_place(made, results) == made
    assert in_place("no markers", results) == "no markers"


def test_the_readme_shows_the_committed_results() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert in_place(readme, RESULTS) == readme


def test_the_committed_results_make_a_report() -> None:
    page = build(RESULTS)
    assert page == build(RESULTS)
    for anchor in ("overview", "type", "register", "confidence", "peers", "cmrc", "failures"):
        assert f'<section id="{anchor}">' in page
