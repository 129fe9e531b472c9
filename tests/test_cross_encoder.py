"""A re-ranker saved and reloaded, with sockets blocked, and what it may change in a search."""

import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, pre_tokenizers
from tokenizers.models import WordLevel

from embeddings.cross_encoder import CrossEncoderReranker
from embeddings.encoder import load_encoder
from embeddings.errors import EncoderError
from rag.pipeline import open_pipeline
from rag.question import read_question
from rag.retrieval import BLENDED, Retriever
from rag.settings import read_settings
from rag.store import Store
from rag.types import Filters
from tests.test_sentence_transformer import BlockedSocket

QUESTION = "1952年底有多少会员？"
TEXTS = ["工会成立于五月", "一二三四", "", "工" * 5_000]


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> object:
        raise AssertionError("a name was looked up")

    monkeypatch.setattr(socket, "socket", BlockedSocket)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def write_model(folder: Path, labels: int) -> Path:
    """Write a cross-encoder with random weights: two layers, 32 wide, 20 pieces."""
    import torch
    from sentence_transformers import CrossEncoder
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    torch.manual_seed(5)
    bare = folder.with_name(f"{folder.name}-bare")
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"工会成立年月日一二三四五六七八"]
    model_of = WordLevel({piece: at for at, piece in enumerate(pieces)}, unk_token="[UNK]")
    tokenizer = Tokenizer(model_of)
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")  # type: ignore[assignment,unused-ignore]
    fast: Any = PreTrainedTokenizerFast  # its constructor carries no types
    fast(
        tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]", model_max_length=48
    ).save_pretrained(bare)
    config_of: Any = BertConfig  # its constructor is made at run time
    config = config_of(
        vocab_size=len(pieces),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
        num_labels=labels,
        initializer_range=0.5,
    )
    BertForSequenceClassification(config).save_pretrained(str(bare))
    CrossEncoder(str(bare), max_length=48, device="cpu").save_pretrained(str(folder))
    return folder


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_model(tmp_path_factory.mktemp("models") / "cross", labels=1)


def test_a_cross_encoder_saved_and_reloaded_gives_its_own_scores(model: Path) -> None:
    import torch
    from sentence_transformers import CrossEncoder

    reranker = CrossEncoderReranker.load(str(model))
    found = reranker.scores("工会何时成立", TEXTS)
    assert found.shape == (4,)
    assert found.dtype == np.float32
    assert ((found > 0) & (found < 1)).all()
    assert np.ptp(found) > 1e-3
    logits = CrossEncoder(str(model), device="cpu").predict(
        [("工会何时成立", text) for text in TEXTS], activation_fn=torch.nn.Identity()
    )
    assert np.allclose(found, 1 / (1 + np.exp(-np.asarray(logits))), atol=1e-4)
    assert reranker.scores("工会", []).shape == (0,)
    assert np.isfinite(reranker.scores("\ud800", ["\x00"])).all()


def test_classes_are_no_score(tmp_path: Path) -> None:
    folder = write_model(tmp_path / "classes", labels=3)
    with pytest.raises(EncoderError, match="has 3 outputs") as caught:
        CrossEncoderReranker.load(str(folder))
    assert "for ranking" in caught.value.remedy


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("no-such-folder", "no re-ranker folder 'no-such-folder'"),
        ("nobody-here/no-such-model", "cannot be loaded"),
    ],
)
def test_what_cannot_be_loaded_says_what_to_do(name: str, told: str) -> None:
    with pytest.raises(EncoderError, match=told):
        CrossEncoderReranker.load(name)


def test_an_empty_folder_is_no_re_ranker(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="cannot be loaded") as caught:
        CrossEncoderReranker.load(str(tmp_path))
    assert "copy the folder here" in caught.value.remedy


class Fixed:
    """Scores by place: what stands first in the list gets the first."""

    def __init__(self, *given: float) -> None:
        self.given = given
        self.asked: list[str] = []

    def scores(self, question: str, texts: Sequence[str], /) -> NDArray[np.float32]:
        self.asked.append(question)
        row = [*self.given, *([self.given[-1]] * len(texts))]
        return np.array(row[: len(texts)], np.float32)


def test_a_passage_loses_what_it_is_behind_the_best_and_no_more(shipped_store: Store) -> None:
    encoder = load_encoder()
    index = shipped_store.open_current(encoder)
    question = read_question(QUESTION)
    plain = Retriever(index, encoder).fused(question, Filters())
    fixed = Fixed(0.5, 1.0, 0.0)
    hits = Retriever(index, encoder, None, fixed)._rescored(question, plain)
    assert fixed.asked == [question.standalone]
    assert {hit.passage.id for hit in hits} == {hit.passage.id for hit in plain}
    after = {hit.passage.id: hit.score for hit in hits}
    first, second, third = plain[:3]
    assert after[first.passage.id] == pytest.approx(first.score - 0.5 * BLENDED)
    assert after[second.passage.id] == pytest.approx(second.score)
    assert after[third.passage.id] == pytest.approx(max(0, third.score - BLENDED))
    assert [hit.score for hit in hits[:20]] == sorted((h.score for h in hits[:20]), reverse=True)
    assert hits[20:] == plain[20:]


def test_a_re_ranker_that_finds_all_alike_changes_nothing(shipped_store: Store) -> None:
    encoder = load_encoder()
    index = shipped_store.open_current(encoder)
    question = read_question(QUESTION)
    plain = Retriever(index, encoder).rank(question, Filters(), 8)
    assert Retriever(index, encoder, None, Fixed(0.4)).rank(question, Filters(), 8)[:2] == plain[:2]


def test_the_setting_loads_it_and_answers_stay_checked(
    model: Path, shipped_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YOUJU_RERANKER", str(model))
    settings = read_settings(index=shipped_store.root, reader=False)
    answer = open_pipeline(settings).ask(QUESTION)
    assert answer.short_answer == "2902人"
    assert answer.checks.quotes.ok == answer.checks.quotes.checked
    monkeypatch.setenv("YOUJU_RERANKER", "no-such-folder")
    with pytest.raises(EncoderError, match="no re-ranker folder"):
        open_pipeline(read_settings(index=shipped_store.root))
    monkeypatch.setenv("YOUJU_RERANKER", " ")
    assert read_settings().reranker is None


def test_one_file_imports_the_librarys_cross_encoder() -> None:
    root = Path(__file__).resolve().parent.parent
    found = {
        path.relative_to(root).as_posix()
        for layer in ("embeddings", "rag", "api", "eval")
        for path in (root / layer).rglob("*.py")
        if "import CrossEncoder\n" in path.read_text(encoding="utf-8")
    }
    assert found == {"embeddings/cross_encoder.py"}
