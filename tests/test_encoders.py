"""Two encoders and a re-ranker on a text so small that every rank is plain."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from typer.testing import CliRunner

from eval.encoders import Contender, compare, contenders, differences, load, measure
from eval.errors import RunError
from eval.user import read_user_cases
from rag.__main__ import app
from rag.corpus import read_document
from tests.conftest import KeywordEncoder
from tests.test_adapting import write_model
from tests.test_cross_encoder import Fixed

KEYWORDS = ("会员", "疗养", "图书")
PARAGRAPHS = [
    "1952年，全市共有会员2902人，分布在六十三个基层组织之中，" + "各业都有人参加。" * 18,
    "1986年，海滨疗养院落成，设有床位一百二十张，" + "先后接待各地来人休养。" * 14,
    "1990年，图书室藏书已达三万余册，每晚开放到九时，" + "读者以青年工人居多。" * 14,
]
QUESTIONS = (
    '{"question": "1952年会员有多少人？", "answer": "2902人", "quotes": ["会员2902人"]}\n'
    '{"question": "疗养院何时落成？", "answer": "1986年", "quotes": ["1986年，海滨疗养院落成"]}\n'
    '{"question": "图书室藏书多少？", "answer": "三万余册", "quotes": ["藏书已达三万余册"]}\n'
    '{"question": "2035年有多少会员？", "answer": null}\n'
)


class Backward(KeywordEncoder):
    """Holds every question for its opposite: nothing is near to what matches it."""

    fingerprint = "backward"

    def encode_queries(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        return np.asarray(-super().encode_queries(texts), np.float32)

    def encode_passages(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        return np.asarray(-self.encode_queries(texts), np.float32)


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "text.txt"
    path.write_text("志\n" + "\n".join(PARAGRAPHS), encoding="utf-8")
    return path


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "my.jsonl"
    path.write_text(QUESTIONS, encoding="utf-8")
    return path


def test_every_contender_is_measured_and_set_against_the_first(text: Path, questions: Path) -> None:
    cases = [c for c in read_user_cases(questions, read_document(text)) if c.proof]
    assert len(cases) == 3
    good, bad = KeywordEncoder(KEYWORDS), Backward(KEYWORDS)
    lines = measure(
        cases,
        text,
        [Contender("good", good), Contender("bad", bad), Contender("r", good, Fixed(1))],
    )
    assert [(line.name, line.way) for line in lines] == [
        *(("good", way) for way in ("dense", "hybrid", "hybrid+sentences")),
        *(("bad", way) for way in ("dense", "hybrid", "hybrid+sentences")),
        ("r", "hybrid+sentences"),
    ]
    assert lines[0].values == {"recall@1": [1, 1, 1], "recall@5": [1, 1, 1], "mrr": [1, 1, 1]}
    # Nothing is near to its question, so the passages come in the order of the text.
    assert lines[3].values["recall@1"] == [1, 0, 0]
    assert lines[3].values["recall@5"] == [1, 1, 1]
    assert lines[3].values["mrr"] == pytest.approx([1, 1 / 2, 1 / 3])
    assert all(line.median_ms > 0 for line in lines)
    told = {(line.name, line.way): own for line, own in differences(lines)}
    assert told["bad", "dense"]["recall@1"].mean == pytest.approx(-2 / 3)
    assert told["bad", "dense"]["mrr"].mean == pytest.approx(-(1 / 2 + 2 / 3) / 3)
    assert told["r", "hybrid+sentences"]["mrr"].mean == 0


def test_prompts_follow_the_name(tmp_path: Path) -> None:
    folder = str(write_model(tmp_path / "m", "".join(PARAGRAPHS), dim=8))
    plain, prompted = load(folder), load(f"{folder}|会员|图书")
    assert np.allclose(plain.encode_queries(["会员疗养"]), prompted.encode_queries(["疗养"]))
    assert np.allclose(plain.encode_passages(["图书疗养"]), prompted.encode_passages(["疗养"]))
    with pytest.raises(RunError, match="too many parts"):
        load("a|b|c|d")


@pytest.mark.parametrize("names", [[], ["shipped"], ["shipped", "shipped"]])
def test_one_encoder_is_nothing_to_compare(names: list[str]) -> None:
    with pytest.raises(RunError, match="nothing to compare"):
        contenders(names, [])


def test_questions_without_quotations_cannot_be_graded(text: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare.jsonl"
    bare.write_text('{"question": "几人？", "answer": "3人"}\n', encoding="utf-8")
    with pytest.raises(RunError, match="names its place"):
        compare(bare, text, ["shipped", "other"])


def test_the_command_prints_both_tables(text: Path, questions: Path, tmp_path: Path) -> None:
    folder = str(write_model(tmp_path / "m", "".join(PARAGRAPHS), dim=8))
    given = ["eval", str(questions), "--text", str(text), "--encoder", "shipped"]
    done = CliRunner().invoke(app, [*given, "--encoder", folder])
    assert done.exit_code == 0, done.output
    assert "3 of 4 questions have quotations" in done.stdout
    assert "dense / shipped" in done.stdout
    assert "less shipped [95 %]" in done.stdout
    assert f"hybrid / {folder}" in done.stdout
