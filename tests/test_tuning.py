"""Tuning of static rows: the gradient against differences, and what may and may not move."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tokenizers import Regex, Tokenizer, pre_tokenizers
from tokenizers.models import WordLevel

from embeddings import tuning
from embeddings.adapted import check_out, open_static, read_parts, write_adapted
from embeddings.encoder import load_encoder
from embeddings.errors import EncoderError
from embeddings.tuning import Example, TuneSettings, tune
from tests.test_static import write_folder

CHARACTERS = "甲乙丙丁桥寺井园在哪东西南北城"


def tokenizer() -> Tokenizer:
    pieces = {"[UNK]": 0, **{one: at for at, one in enumerate(CHARACTERS, 1)}}
    made = Tokenizer(WordLevel(pieces, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")  # type: ignore[assignment,unused-ignore]
    return made


def rows(dim: int = 6) -> np.ndarray:
    size = (len(CHARACTERS) + 1, dim)
    return np.random.default_rng(1).standard_normal(size).astype(np.float32)


EXAMPLES = [
    Example("甲桥在哪", "甲桥在东城", ("甲寺在西城",), "p1"),
    Example("乙寺在哪", "乙寺在西城", ("乙桥在东城",), "p2"),
    Example("丙井在哪", "丙井在南城", (), "p3"),
    Example("丁园在哪", "丁园在北城", ("丙园在北城",), "p4"),
]


def quiet(done: int, steps: int) -> None:
    assert 0 < done <= steps


def test_the_gradient_is_that_of_the_loss() -> None:
    bags = tuning._Bags(tokenizer(), EXAMPLES, ("", ""))
    batch = tuning._batch(EXAMPLES, np.random.default_rng(0))
    start: Any = rows()[bags.used].astype(np.float64)
    _, gradient = tuning._loss(start, bags, batch, 5.0)
    for at in [(0, 0), (3, 2), (7, 5), (len(start) - 1, 1)]:
        step: Any = np.zeros_like(start)
        step[at] = 1e-5
        above, _ = tuning._loss(start + step, bags, batch, 5.0)
        below, _ = tuning._loss(start - step, bags, batch, 5.0)
        assert gradient[at] == pytest.approx((above - below) / 2e-5, abs=1e-6)


def test_tuning_lowers_the_loss_repeats_and_leaves_other_rows() -> None:
    start = rows()
    start[0] = 9  # no text holds an unknown token
    settings = TuneSettings(epochs=60, batch=4, move=0.05)
    tuned, losses = tune(start, tokenizer(), EXAMPLES, settings, quiet)
    assert len(losses) == 60
    assert losses[-1] < losses[0] / 2
    assert np.array_equal(tuned[0], start[0])
    assert not np.allclose(tuned[1], start[1])
    assert np.array_equal(start[1:], rows()[1:])  # what was given is not changed
    again, _ = tune(start, tokenizer(), EXAMPLES, settings, quiet)
    assert np.array_equal(tuned, again)


def test_a_right_text_of_the_same_group_is_no_wrong_answer() -> None:
    one, other = Example("甲桥", "甲桥在东", (), "p1"), Example("乙寺", "乙寺在西", (), "p1")
    batch = tuning._batch([one, other], np.random.default_rng(0))
    assert batch.columns == ["甲桥在东", "乙寺在西"]
    assert batch.barred.tolist() == [[False, True], [True, False]]
    told = Example("甲桥", "甲桥在东", ("乙寺在西",), "p1")
    batch = tuning._batch([told, other], np.random.default_rng(0))
    assert batch.barred.tolist() == [[False, False], [True, False]]


def test_texts_without_tokens_do_no_harm() -> None:
    bare = [*EXAMPLES, Example("", "甲井在城", (), "p5"), Example("乙园在哪", "", ("",), "p6")]
    tuned, losses = tune(rows(), tokenizer(), bare, TuneSettings(epochs=4, batch=6), quiet)
    assert np.isfinite(tuned).all()
    assert np.isfinite(losses).all()


def test_an_adapted_folder_is_the_base_with_other_weights(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    base = open_static(str(write_folder(tmp_path / "base")))
    weights, _ = read_parts(base)
    assert weights.tolist() == [[0, 0], [3, 0], [0, 4], [-3, 0]]
    weights[1] = [3, 3]
    for _ in range(2):  # the second time over the first
        write_adapted(base, weights, ("问", ""), "card", tmp_path / "out")
    adapted = load_encoder(str(tmp_path / "out"))
    assert adapted.fingerprint != load_encoder(str(base.path)).fingerprint
    half = 0.5**0.5
    assert np.allclose(adapted.encode_passages(["工", "会"]), [[half, half], [0, 1]], atol=1e-3)
    assert (tmp_path / "out" / "README.md").read_text(encoding="utf-8") == "card"
    assert (tmp_path / "out" / "model.safetensors").stat().st_mode & 0o777 == 0o644
    assert not (tmp_path / "out.partial").exists()
    config = (tmp_path / "out" / "config_sentence_transformers.json").read_text(encoding="utf-8")
    assert '"query": "问"' in config
    shipped = open_static(None)
    write_adapted(shipped, read_parts(shipped)[0], ("", ""), "card", tmp_path / "own")
    theirs = SentenceTransformer(str(tmp_path / "own"), device="cpu").encode(["1952年的会员"])
    assert np.abs(theirs - load_encoder().encode_passages(["1952年的会员"])).max() < 1e-3


def test_what_is_no_static_model_and_what_is_precious_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="no folder of static embeddings"):
        open_static("nobody/some-model")
    base = open_static(str(write_folder(tmp_path / "base")))
    with pytest.raises(EncoderError, match="is the model that is tuned"):
        check_out(base.path, base)
    (tmp_path / "thesis").mkdir()
    with pytest.raises(EncoderError, match="holds no model"):
        check_out(tmp_path / "thesis", base)
