"""The readers that import torch, with sockets blocked: nothing here may ask a host."""

import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tokenizers import Regex, Tokenizer, pre_tokenizers
from tokenizers.models import WordLevel

import embeddings
from embeddings.encoder import SentenceTransformerEncoder, load_encoder
from embeddings.errors import EncoderError

SHIPPED = Path(str(embeddings.__file__)).parent / "model"
TEXTS = [
    "北海市总工会是什么时候正式成立的？",
    "截至1978年，全市共建立基层工会84个，会员12,345人。",
    "",
    "！？",
    "ABC ＡＢＣ 10² ① 3½",
    "\U0001f600龘",
    "会议听取并审议了工作报告。" * 900,
]


class BlockedSocket(socket.socket):
    """A socket that may be made but reaches no host."""

    def connect(self, address: object) -> None:
        raise AssertionError(f"a request to {address} was made")

    def connect_ex(self, address: object) -> int:
        raise AssertionError(f"a request to {address} was made")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> object:
        raise AssertionError("a name was looked up")

    monkeypatch.setattr(socket, "socket", BlockedSocket)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(scope="module")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a transformer with random weights: two layers, 32 wide, 20 pieces."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    torch.manual_seed(3)
    folder = tmp_path_factory.mktemp("models") / "small"
    bare = folder.with_name("bare")
    bare.mkdir()
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"工会成立年月日一二三四五六七八"]
    model_of = WordLevel({piece: i for i, piece in enumerate(pieces)}, unk_token="[UNK]")
    tokenizer = Tokenizer(model_of)
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")  # type: ignore[assignment,unused-ignore]
    fast: Any = PreTrainedTokenizerFast  # its constructor carries no types
    fast(tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]").save_pretrained(bare)
    config = BertConfig(
        vocab_size=len(pieces),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(str(bare))
    transformer = Transformer(str(bare), max_seq_length=48)
    modules: list[torch.nn.Module] = [transformer, Pooling(32, pooling_mode="mean")]
    model = SentenceTransformer(modules=modules, prompts={"query": "问"}, device="cpu")
    model.save_pretrained(str(folder), create_model_card=False)
    return folder


def test_both_readers_of_the_shipped_model_agree() -> None:
    by_numpy = load_encoder(str(SHIPPED))
    by_torch = SentenceTransformerEncoder.load(str(SHIPPED))
    assert by_torch.dim == by_numpy.dim
    ours = by_numpy.encode_queries(TEXTS)
    theirs = by_torch.encode_queries(TEXTS)
    assert np.abs(ours - theirs).max() < 1e-3
    assert np.linalg.norm(ours, axis=1).round(3).tolist() == [1, 1, 0, 0, 1, 1, 1]


def test_sentence_transformers_itself_loads_the_shipped_folder() -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(SHIPPED), device="cpu")
    raw = model.encode(TEXTS[:2], show_progress_bar=False)
    assert np.abs(raw - load_encoder().encode_passages(TEXTS[:2])).max() < 1e-3


def test_a_small_transformer_saved_and_reloaded(small_model: Path) -> None:
    encoder = load_encoder(str(small_model))
    assert isinstance(encoder, SentenceTransformerEncoder)
    assert encoder.dim == 32
    rows = encoder.encode_passages(["工会成立", "五月五日", "工会成立"])
    assert rows.shape == (3, 32)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert np.allclose(rows[0], rows[2], atol=1e-6)
    assert not np.allclose(rows[0], rows[1], atol=1e-3)
    again = load_encoder(str(small_model))
    assert again.fingerprint == encoder.fingerprint
    assert np.array_equal(
        again.encode_passages(["工会成立"]), encoder.encode_passages(["工会成立"])
    )


def test_the_models_own_prompt_is_used_unless_another_is_given(small_model: Path) -> None:
    own = load_encoder(str(small_model))
    other = load_encoder(str(small_model), query_prompt="一", passage_prompt="问")
    # The passage side with the prompt 问 is the query side of the model's own settings.
    assert np.allclose(own.encode_queries(["工会"]), other.encode_passages(["工会"]), atol=1e-6)
    assert not np.allclose(own.encode_queries(["工会"]), other.encode_queries(["工会"]), atol=1e-3)
    assert own.fingerprint != other.fingerprint


def test_odd_texts_do_not_raise(small_model: Path) -> None:
    encoder = load_encoder(str(small_model))
    rows = encoder.encode_queries(["", "\ud800", "工" * 50_000, "\x00"])
    lengths = np.linalg.norm(rows, axis=1)
    assert np.all((lengths == 0) | (np.abs(lengths - 1) < 1e-5))
    assert encoder.encode_queries([]).shape == (0, 32)


def test_a_folder_that_holds_no_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="cannot be loaded") as caught:
        load_encoder(str(tmp_path))
    assert "copy the folder here" in caught.value.remedy


def test_weights_in_pickle_format_are_refused(small_model: Path, tmp_path: Path) -> None:
    import shutil

    import torch
    from safetensors.torch import load_file

    folder = tmp_path / "pickled"
    shutil.copytree(small_model, folder)
    for file in folder.rglob("*.safetensors"):
        torch.save(load_file(file), file.with_name("pytorch_model.bin"))
        file.unlink()
    with pytest.raises(EncoderError, match="cannot be loaded"):
        load_encoder(str(folder))


def test_a_hub_name_that_cannot_be_reached_says_how_to_place_it() -> None:
    with pytest.raises(EncoderError, match="nobody-here/no-such-model") as caught:
        load_encoder("nobody-here/no-such-model")
    assert "safetensors" in caught.value.remedy


@pytest.mark.alone
def test_a_short_query_is_encoded_five_times_faster_than_by_the_library() -> None:
    from sentence_transformers import SentenceTransformer

    ours = load_encoder(str(SHIPPED))
    theirs = SentenceTransformer(str(SHIPPED), device="cpu")
    query = "1952年底有多少会员？"

    def spent(encode: Callable[[], object]) -> float:
        """Processor seconds of a call: the least of some rounds, other processes apart."""
        encode()
        rounds = []
        for _ in range(7):
            begun = time.process_time()
            for _ in range(20):
                encode()
            rounds.append(time.process_time() - begun)
        return min(rounds) / 20

    own = spent(lambda: ours.encode_queries([query]))
    library = spent(lambda: theirs.encode([query], show_progress_bar=False))
    assert library > 5 * own, f"{1e3 * library:.3f} ms against {1e3 * own:.3f} ms"
