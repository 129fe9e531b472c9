"""The conversation with peers and the arithmetic over what they return."""

import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from eval.peers.outcome import (
    Found,
    PeersRun,
    System,
    Variant,
    found_in,
    least,
    measures,
    read_peers,
    write_peers,
)
from eval.peers.run import Asked, run
from eval.peers.tables import ratios, told
from eval.peers.wire import Place, locate, serve
from eval.provenance import provenance
from rag.types import Span


class Fake:
    packages = ("pytest",)
    variants = ("only",)
    notes = ("a fake",)

    def __init__(self, model: str) -> None:
        self.model = model

    def ingest(self, path: Path) -> Sequence[Place]:
        print("noise that must not enter the conversation")  # noqa: T201
        return [(0, len(path.read_text(encoding="utf-8")))]

    def search(self, variant: str, question: str, k: int) -> Sequence[Place]:
        if question == "bad":
            raise ValueError("no such thing")
        return [(k, k + 1)]


def test_a_conversation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "text.txt"
    text.write_text("十个字符的一段文字。", encoding="utf-8")
    messages = [
        {"op": "search", "variant": "only", "question": "?", "k": 3},
        {"op": "open", "model": "folder"},
        {"op": "ingest", "path": str(text)},
        {"op": "search", "variant": "only", "question": "?", "k": 3},
        {"op": "search", "variant": "only", "question": "bad", "k": 3},
        {"op": "close"},
    ]
    lines = "".join(json.dumps(message) + "\n" for message in messages)
    monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
    serve(Fake)
    early, opened, ingested, found, failed, closed = map(
        json.loads, capsys.readouterr().out.splitlines()
    )
    assert early == {"error": "RuntimeError: not opened"}
    assert (opened["variants"], opened["notes"]) == (["only"], ["a fake"])
    assert ingested["passages"] == [[0, 10]]
    assert found["spans"] == [[3, 4]]
    assert failed == {"error": "ValueError: no such thing"}
    assert closed["peak_mib"] > 1


def test_passages_are_found_again_although_blanks_changed() -> None:
    source = "甲乙\n\n丙 丁。甲乙"
    assert locate(source, ["甲乙 丙丁。", "甲 乙"]) == [(0, 8), (8, 10)]
    assert [source[a:b] for a, b in locate(source, ["丙丁。", "甲乙"])] == ["丙 丁。", "甲乙"]
    with pytest.raises(ValueError, match="not in the source"):
        locate(source, ["戊"])


def test_one_ranking_by_hand() -> None:
    gold = [Span(100, 110)]
    # The first passage holds 3 of 10 characters, the second 5: together and alone half is reached.
    assert found_in(gold, [Span(0, 103), Span(105, 200)]) == Found(2, 2, 1)
    # 3 and 2 make half together, but no passage does alone.
    assert found_in(gold, [Span(0, 103), Span(108, 200)]) == Found(2, 0, 1)
    # The passage holds it, but behind the first 2,000 characters.
    assert found_in([Span(5000, 5010)], [Span(0, 6000)]) == Found(1, 1, 0)
    assert found_in(gold, [Span(0, 50)]) == Found(0, 0, 0)
    assert found_in(gold, []) == Found(0, 0, 0)


def test_measures_by_hand() -> None:
    total = measures([Found(1, 1, 1), Found(4, 0, 1), Found(7, 8, 0), Found(0, 0, 0)])
    means = {name: one.mean for name, one in total.items()}
    assert means == {
        "evidence_any@1": 0.25,
        "evidence_any@5": 0.5,
        "evidence_any@10": 0.75,
        "within_budget": 0.5,
        "mrr": (1 + 1 / 8) / 4,
    }


def test_a_peer_that_is_not_there_is_recorded_and_the_rest_runs(tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("工会成立于1953年。\n\n船厂建于1952年。\n", encoding="utf-8")
    asked = [Asked("q1", "dev", "工会是哪年成立的？", (Span(0, 11),))]
    done, rows = run(Path(sys.executable), ("nobody",), asked=asked, text=text)
    own, missing = done.systems
    assert own.error == ""
    assert own.variants["ranked"].measures["dev"]["evidence_any@1"].mean == 1.0
    assert own.start_ms > 0
    assert "nobody" in missing.error
    assert rows[0].found["youju/ranked"] == Found(1, 1, 1)
    path = tmp_path / "peers.json"
    write_peers(path, done, rows)
    assert read_peers(path).questions == {"dev": 1}
    assert missing.error in told(done)


def test_ratios_are_to_what_youju_serves_with() -> None:
    def system(name: str, label: str, mrr: Sequence[int], scale: float) -> System:
        found = measures([Found(rank, rank, 1) for rank in mrr])
        variant = Variant({"test": found}, 2.0 * scale, 3.0)
        return System(
            name,
            start_ms=100 * scale,
            ingest_ms=10 * scale,
            peak_mib=50 * scale,
            passages=1,
            variants={label: variant},
        )

    own, peer = system("youju", "ranked", [1, 1], 1), system("other", "dense", [2, 2], 4)
    done = PeersRun(provenance("", ()), {"test": 2}, (own, peer))
    found = ratios(done, peer, peer.variants["dense"])
    assert found is not None
    assert (found.recall, found.ingest, found.p50) == (0.5, 4.0, 4.0)
    assert (found.memory, found.start) == (4.0, 4.0)
    assert ratios(PeersRun(done.made, {}, (peer,)), peer, peer.variants["dense"]) is None


def test_of_two_rounds_the_least_cost_is_kept() -> None:
    def system(start: float, ingest: float, p50: float, error: str = "") -> System:
        variants = {"v": Variant({}, p50, 9.0)}
        return System("a", error, start_ms=start, ingest_ms=ingest, variants=variants)

    both = least(system(3, 8, 1.5), system(5, 6, 2.5))
    assert (both.start_ms, both.ingest_ms, both.variants["v"].p50_ms) == (3, 6, 1.5)
    assert least(system(3, 8, 1), system(1, 1, 0, "failed")).ingest_ms == 8
    assert least(system(1, 1, 0, "failed"), system(3, 8, 1)).ingest_ms == 8
