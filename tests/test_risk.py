"""How sure an answer must be: a setting that reaches the decision, and the curve of its values."""

from pathlib import Path

import pytest

from embeddings.encoder import load_encoder
from eval.cases import Case, QuestionType, Register, Split
from eval.errors import RunError
from eval.grade import Graded
from eval.metrics import Estimate
from eval.report.answers import confidence
from eval.report.material import gather
from eval.risk import Point, point, read_curve, told, write_curve
from eval.rows import Run, write_run
from rag.chunking import ChunkSettings
from rag.ingest import ingest
from rag.pipeline import open_pipeline
from rag.settings import Settings
from rag.store import Store
from rag.types import Reason
from tests.test_report import info, row


def case(name: str, reason: Reason | None = None) -> Case:
    kind = QuestionType.NUMBER if reason is None else QuestionType.UNANSWERABLE
    answer = "1" if reason is None else None
    return Case(name, "几个？", kind, Register.FORMAL, answer, (), reason=reason, split=Split.DEV)


def graded(measure: str, value: float, right: bool = False) -> Graded:
    return Graded({measure: value}, right)


def exact(share: float, count: int) -> Estimate:
    return Estimate(share, 0.0, 1.0, count)


def means(one: Point) -> tuple[float, ...]:
    shares = (one.answered, one.false_refusals, one.wrong, one.refused)
    return tuple(round(share.mean, 4) for share in shares)


def test_the_shares_of_a_threshold_are_counted_over_their_own_questions() -> None:
    unknown = Reason.NOT_IN_SOURCE
    outcome = [
        (case("a"), graded("false_refusal", 0.0, right=True)),
        (case("b"), graded("false_refusal", 0.0)),  # answered, and wrong
        (case("c"), graded("false_refusal", 1.0)),
        (case("d"), graded("false_refusal", 0.0, right=True)),
        (case("e", unknown), graded("refused", 1.0, right=True)),
        (case("f", unknown), graded("refused", 0.0)),
    ]
    # Answered: a, b, d, f of 6; refused wrongly: c of 4; wrong: b of 4; refused rightly: e of 2.
    assert means(point(0.3, outcome)) == (0.6667, 0.25, 0.25, 0.5)


def test_a_curve_is_kept_and_read(tmp_path: Path) -> None:
    points = (Point(0.3, exact(0.5, 4), exact(0.25, 2), exact(0.0, 2), exact(1.0, 2)),)
    write_curve(tmp_path / "risk.json", points)
    assert read_curve(tmp_path / "risk.json") == points
    assert "0.30" in told(points)
    (tmp_path / "risk.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(RunError, match="eval risk"):
        read_curve(tmp_path / "risk.json")


def test_the_report_shows_the_curve(tmp_path: Path) -> None:
    write_run(tmp_path / "dev.jsonl", Run(info("dev"), (row("q1", "dev", 1.0, "甲"),)))
    assert "YOUJU_RISK" not in confidence(gather(tmp_path))
    points = (Point(0.45, exact(0.123, 4), exact(0.25, 2), exact(0.0, 2), exact(1.0, 2)),)
    write_curve(tmp_path / "risk.json", points)
    page = confidence(gather(tmp_path))
    assert "YOUJU_RISK" in page
    assert "0.45" in page
    assert "12.3" in page


def test_the_setting_decides_what_is_sure_enough(tmp_path: Path) -> None:
    text = tmp_path / "north.txt"
    text.write_text("1952年底，北港镇有基层工会62个，会员2902人。\n", encoding="utf-8")
    ingest([text], Store(tmp_path / "index"), load_encoder(), ChunkSettings())
    question = "1952年底有多少基层工会？"

    def asked(risk: float) -> tuple[str | None, float]:
        answer = open_pipeline(Settings(index=tmp_path / "index", risk=risk)).ask(question)
        return answer.short_answer, answer.confidence

    short, chance = asked(0.0)
    assert short == "62个"
    assert 0.0 < chance < 0.999
    assert asked(chance - 0.001)[0] == "62个"
    short, chance_of_no = asked(chance + 0.001)
    assert short is None
    assert chance_of_no == pytest.approx(1 - chance, abs=1e-3)
