from dataclasses import replace
from pathlib import Path

import pytest

from eval.compare import changed, compare, compare_variants
from eval.errors import RunError
from eval.rows import CitedSpan, Row, Run, RunInfo, read_run, redacted, write_run
from eval.summary import grouped, latency, totals, trust
from eval.tables import compare_report, run_report, table

INFO = RunInfo(
    data="d",
    split="all",
    command="c",
    date="2026-01-01 00:00 UTC",
    machine="m",
    cores=2,
    versions={"numpy": "2"},
    commit="abc",
    encoder="e",
    questions_sha256="q",
    text_sha256="t",
    passages=3,
    ingest_ms=1.0,
    open_ms=2.0,
    peak_mib=3.0,
)


def row(name: str, score: float, **changes: object) -> Row:
    made = Row(
        id=name,
        variant="full",
        split="dev",
        type="number",
        register="terse",
        sections=("s1",),
        measures={"score": score},
        status="answered",
        confidence=0.5,
        right=score == 1,
        question=f"{name}？",
        short_answer="3人",
        answer="有3人[1]",
        citations=(CitedSpan("evidence", 1, 4),),
        timings={"total": 2.0},
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def test_a_run_survives_writing_but_for_the_words_of_test_questions(tmp_path: Path) -> None:
    run = Run(INFO, (row("a", 1.0), row("b", 0.0, split="test")))
    write_run(tmp_path / "run.jsonl", run)
    back = read_run(tmp_path / "run.jsonl")
    assert back.info == INFO
    assert back.rows[0] == run.rows[0]
    assert back.rows[1] == redacted(run.rows[1])
    kept = (tmp_path / "run.jsonl").read_text(encoding="utf-8").splitlines()[1]
    assert "b？" not in kept
    assert "3人" not in kept
    assert back.rows[1].measures == {"score": 0.0}


def test_a_row_with_nothing_but_grades_survives_writing(tmp_path: Path) -> None:
    bare = Row("a", "full-time", "dev", "number", "terse", measures={"score": 0.0})
    write_run(tmp_path / "run.jsonl", Run(INFO, (bare,)))
    assert read_run(tmp_path / "run.jsonl").rows == (bare,)


def test_what_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="is no run"):
        read_run(tmp_path / "none.jsonl")


def test_totals_and_groups() -> None:
    rows = [row("a", 1.0), row("b", 0.0), row("c", 1.0, type="date", sections=("s1", "s2"))]
    assert totals(rows)["score"].mean == pytest.approx(2 / 3)
    assert {k: v.mean for k, v in grouped(rows, "type").items()} == {"date": 1, "number": 0.5}
    assert {k: v.count for k, v in grouped(rows, "section").items()} == {"s1": 3, "s2": 1}


def test_trust_tells_refusals_from_answers() -> None:
    rows = [row("a", 1.0, confidence=0.9), row("b", 0.0, status="refused", confidence=0.1)]
    found = trust(rows)
    assert found.aurc == pytest.approx(0.5 * 0.5)  # risk 0 up to half, 1/2 at the end
    assert found.aurc_answered == 0
    assert found.ece == pytest.approx((0.1 + 0.1) / 2)


def test_latency_is_of_measured_times() -> None:
    rows = [row(str(n), 1.0, timings={"total": float(n)}) for n in range(1, 101)]
    assert latency(rows).p95 == 95


def test_two_runs_are_compared_question_by_question() -> None:
    before = Run(INFO, (row("a", 1.0), row("b", 0.0), row("t", 1.0, split="test")))
    after = Run(INFO, (row("a", 0.0), row("b", 1.0), row("t", 0.0, split="test")))
    changes, questions = compare(before, after)
    assert [(one.measure, one.difference.count) for one in changes] == [("score", 3)]
    assert changes[0].difference.mean == pytest.approx(-1 / 3)
    assert [(one.id, one.before, one.after) for one in questions] == [
        ("a", 1.0, 0.0),
        ("b", 0.0, 1.0),
    ], "the worst loss first, and none of the test side"
    assert "a？" in compare_report(changes, questions)
    assert changed(before.rows, before.rows) == []


def test_runs_without_a_common_question_cannot_be_compared() -> None:
    with pytest.raises(RunError, match="share no question"):
        compare(Run(INFO, (row("a", 1.0),)), Run(INFO, (row("b", 1.0),)))
    with pytest.raises(RunError, match="in common"):
        compare_variants(Run(INFO, (row("a", 1.0),)), "full", "dense")


def test_tables_line_up() -> None:
    assert table(("name", "n"), [("a", "10"), ("long name", "7")]) == (
        "name        n\na          10\nlong name   7"
    )


def test_the_report_of_test_questions_names_none() -> None:
    told = run_report(Run(INFO, (row("t-17", 1.0, split="test"), row("t-18", 0.0, split="test"))))
    assert "0.500" in told
    assert "t-17" not in told
    assert "t-17？" not in told
