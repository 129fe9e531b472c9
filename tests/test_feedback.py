"""Thumbs up and down: kept whole or not at all, and harmless in a spreadsheet."""

import csv
import io
import json
import os
import sqlite3
import stat
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from api.feedback import Feedback, FeedbackStore
from api.feedback_export import plain_cell, write_feedback
from rag.errors import FeedbackError
from rag.settings import Settings
from tests.asgi_client import Client, assert_problem, fields, make_app

ROOT = Path(__file__).resolve().parent.parent
SENT: dict[str, Any] = {
    "answer_id": "a1",
    "rating": "up",
    "comment": "有用",
    "question": "甲厂有多少工人？",
    "short_answer": "12人",
    "index": "g1",
}
KEPT = Feedback("2026-01-02T03:04:05+00:00", "a1", "up", "问", "答", "", "g1")


def store_at(path: Path, **options: Any) -> FeedbackStore:
    return FeedbackStore(path, clock=lambda: KEPT.at, **options)


def add(store: FeedbackStore, **changes: Any) -> None:
    row = {
        "answer_id": "a1",
        "rating": "up",
        "question": "问",
        "short_answer": "答",
        "comment": "",
        "generation": "g1",
    }
    store.add(**{**row, **changes})


def post(path: Path, **changes: Any) -> Any:
    client = Client(make_app(feedback=path))
    return client.request("POST", "/v1/feedback", json={**SENT, **changes})


def test_what_is_sent_is_kept_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "f.sqlite"
    assert post(path).json() == {"status": "kept"}
    assert post(path, rating="down", short_answer=None, comment="").status_code == 200
    first, second = FeedbackStore(path).rows()
    assert first.at.endswith("+00:00")
    assert (first.answer_id, first.rating, first.question) == ("a1", "up", SENT["question"])
    assert (first.short_answer, first.comment, first.generation) == ("12人", "有用", "g1")
    assert (second.rating, second.short_answer, second.comment) == ("down", None, "")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"rating": "maybe"}, "rating"),
        ({"comment": "字" * 2001}, "comment"),
        ({"comment": None}, "comment"),
        ({"question": "字" * 501}, "question"),
        ({"answer_id": "a" * 201}, "answer_id"),
        ({"index": ""}, "index"),
        ({"address": "x"}, "body"),
    ],
)
def test_what_is_not_allowed_is_not_kept(
    tmp_path: Path, change: dict[str, Any], field: str
) -> None:
    path = tmp_path / "f.sqlite"
    assert fields(assert_problem(post(path, **change), 422)) == [field]
    assert not path.exists()


def test_a_comment_at_its_limit_is_kept_cleaned(tmp_path: Path) -> None:
    path = tmp_path / "f.sqlite"
    assert post(path, comment="\u202e" + "字" * 2000 + "\x00").status_code == 200
    assert [row.comment for row in FeedbackStore(path).rows()] == ["字" * 2000]


@pytest.mark.parametrize("place", ["folder", "nowhere/f.sqlite", "broken.sqlite"])
def test_row_44_where_it_cannot_be_kept_asking_goes_on(
    tmp_path: Path, place: str, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "broken.sqlite").write_bytes(b"this is no database" * 400)
    path = tmp_path / place
    client = Client(make_app(feedback=path))
    response = client.request("POST", "/v1/feedback", json=SENT)
    problem = assert_problem(response, 503)
    assert problem["type"].endswith(":feedback-not-kept")
    assert str(tmp_path) not in response.text
    assert str(path) in caplog.text
    assert SENT["question"] not in caplog.text
    assert client.ask(question="甲厂有多少工人？").status_code == 200


def fill(store: FeedbackStore, most: int) -> int:
    """Add long rows until no more fit; how many did."""
    for kept in range(most):
        try:
            add(store, comment="字" * 2000)
        except FeedbackError:
            return kept
    return most


def test_a_full_file_keeps_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "f.sqlite"
    store = store_at(path, most_bytes=64 * 1024)
    # A row is about 6,100 bytes, so two pages: ten rows do not fit into 16 pages of 4,096.
    kept = fill(store, 10)
    assert 3 < kept < 10
    with pytest.raises(FeedbackError, match="full"):
        add(store, comment="字" * 2000)
    assert sum(1 for _ in store.rows()) == kept
    assert path.stat().st_size <= 64 * 1024


def test_many_at_once_are_all_kept(tmp_path: Path) -> None:
    store = store_at(tmp_path / "f.sqlite")
    failed: list[Exception] = []

    def click(name: str) -> None:
        try:
            for number in range(10):
                add(store, answer_id=f"{name}-{number}")
        except FeedbackError as error:
            failed.append(error)

    threads = [threading.Thread(target=click, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    ids = sorted(row.answer_id for row in store.rows())
    assert ids == sorted(f"{name}-{number}" for name in "abcd" for number in range(10))


def test_no_connection_stays_open(tmp_path: Path) -> None:
    store = store_at(tmp_path / "f.sqlite")
    add(store)
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(20):
        add(store)
        list(store.rows())
    assert len(os.listdir("/proc/self/fd")) == before


def test_the_file_stands_beside_the_index_unless_named(tmp_path: Path) -> None:
    add(FeedbackStore.of(Settings(index=tmp_path / "index", feedback=None)))
    with sqlite3.connect(tmp_path / "feedback.sqlite") as connection:
        assert connection.execute("SELECT count(*) FROM feedback").fetchone() == (1,)
    connection.close()


def test_before_the_first_click_there_is_nothing_to_export(tmp_path: Path) -> None:
    with pytest.raises(FeedbackError, match="YOUJU_FEEDBACK"):
        list(FeedbackStore(tmp_path / "f.sqlite").rows())
    assert not (tmp_path / "f.sqlite").exists()


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("a=1", "a=1"),
        ("12人", "12人"),
        (None, ""),
    ],
)
def test_no_cell_is_a_formula(text: str | None, cell: str) -> None:
    assert plain_cell(text) == cell


def test_csv_and_json_lines_hold_every_row() -> None:
    hostile = Feedback(KEPT.at, "a2", "down", '=cmd|"/c"!A1', None, 'a,"b"', "g1")
    table, lines = io.StringIO(newline=""), io.StringIO()
    assert write_feedback([KEPT, hostile], table, "csv") == 2
    assert write_feedback([KEPT, hostile], lines, "jsonl") == 2
    rows = list(csv.DictReader(io.StringIO(table.getvalue(), newline="")))
    assert rows[0]["short_answer"] == "答"
    assert rows[1]["question"] == '\'=cmd|"/c"!A1'
    assert rows[1]["comment"] == 'a,"b"'
    told = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert (told[1]["question"], told[1]["short_answer"]) == ('=cmd|"/c"!A1', None)


def youju(*arguments: str, feedback: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "rag", "feedback", "export", *arguments],
        cwd=ROOT,
        env={**os.environ, "YOUJU_FEEDBACK": str(feedback), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
    )


def test_the_command_exports_what_was_kept(tmp_path: Path) -> None:
    path = tmp_path / "f.sqlite"
    missing = youju(feedback=path)
    assert missing.returncode == 1
    assert "YOUJU_FEEDBACK" in missing.stderr.decode()
    add(store_at(path), comment="好")
    shown = youju(feedback=path).stdout.decode().splitlines()
    assert shown[1] == f"{KEPT.at},a1,up,问,答,好,g1"
    out = tmp_path / "评价.csv"
    assert youju("--out", str(out), feedback=path).returncode == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbfat,")
    lines = youju("--jsonl", feedback=path).stdout.decode()
    assert json.loads(lines)["comment"] == "好"
    refused = youju("--out", str(tmp_path), feedback=path)
    assert refused.returncode == 1
    assert "--out" in refused.stderr.decode()
