"""The numpy reader on a model small enough to work out by hand."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Regex, Tokenizer, pre_tokenizers
from tokenizers.models import WordLevel

from embeddings.encoder import load_encoder
from embeddings.errors import EncoderError
from embeddings.model_folder import read_model_folder
from embeddings.static import StaticEncoder

PIECES = {"[UNK]": 0, "工": 1, "会": 2, "年": 3}
WEIGHTS = np.array([[0, 0], [3, 0], [0, 4], [-3, 0]], dtype=np.float16)


def tokenizer() -> Tokenizer:
    made = Tokenizer(WordLevel(PIECES, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")  # type: ignore[assignment,unused-ignore]
    return made


def write_folder(
    folder: Path,
    weights: dict[str, NDArray[Any]] | None = None,
    modules: tuple[str, ...] = ("x.StaticEmbedding", "x.Normalize"),
    prompts: dict[str, str] | None = None,
) -> Path:
    folder.mkdir(exist_ok=True)
    listed = [
        {"idx": i, "name": str(i), "path": "" if i == 0 else f"{i}_x", "type": kind}
        for i, kind in enumerate(modules)
    ]
    (folder / "modules.json").write_text(json.dumps(listed))
    config = {"prompts": prompts or {}, "default_prompt_name": None}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(config))
    tokenizer().save(str(folder / "tokenizer.json"))
    save_file(weights or {"embedding.weight": WEIGHTS}, folder / "model.safetensors")
    return folder


def test_a_vector_is_the_mean_of_its_rows_at_unit_length(tmp_path: Path) -> None:
    encoder = load_encoder(str(write_folder(tmp_path / "m")))
    rows = encoder.encode_passages(["工会", "工", "工年", "", "天", "工工会"])
    # 工会: mean (1.5, 2), length 2.5. 工年: the rows cancel. 天: the unknown row, which is zero.
    # 工工会: (6, 4) / 3, length sqrt(52) / 3.
    root = 52**0.5
    wanted: list[list[float]] = [[0.6, 0.8], [1, 0], [0, 0], [0, 0], [0, 0], [6 / root, 4 / root]]
    assert np.allclose(rows, wanted, atol=1e-6)


def test_the_folders_own_prompts_are_used_and_can_be_replaced(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "m", prompts={"query": "会", "document": "年"})
    encoder = load_encoder(str(folder))
    assert np.allclose(encoder.encode_queries(["工"]), [[0.6, 0.8]])
    assert np.allclose(encoder.encode_passages(["工"]), [[0, 0]])
    replaced = load_encoder(str(folder), query_prompt="工", passage_prompt="会")
    assert np.allclose(replaced.encode_queries(["工"]), [[1, 0]])
    assert np.allclose(replaced.encode_passages(["工"]), [[0.6, 0.8]])
    assert replaced.fingerprint != encoder.fingerprint


def test_single_precision_weights_are_read_too(tmp_path: Path) -> None:
    weights = {"embedding.weight": WEIGHTS.astype(np.float32)}
    encoder = load_encoder(str(write_folder(tmp_path / "m", weights)))
    assert np.allclose(encoder.encode_queries(["工会"]), [[0.6, 0.8]])


def test_the_fingerprint_follows_weights_and_tokenizer_not_the_place(tmp_path: Path) -> None:
    first = load_encoder(str(write_folder(tmp_path / "a"))).fingerprint
    assert load_encoder(str(write_folder(tmp_path / "b"))).fingerprint == first
    changed = WEIGHTS.copy()
    changed[1, 0] = 2
    other = write_folder(tmp_path / "c", {"embedding.weight": changed})
    assert load_encoder(str(other)).fingerprint != first
    spelled = write_folder(tmp_path / "d")
    file = spelled / "tokenizer.json"
    file.write_text(file.read_text().replace("年", "月"))
    assert load_encoder(str(spelled)).fingerprint != first


@pytest.mark.parametrize(
    ("weights", "fault"),
    [
        ({"embedding.weight": WEIGHTS[:3]}, "do not fit a vocabulary of 4"),
        ({"embedding.weight": WEIGHTS[:, :0]}, "do not fit"),
        ({"embedding.weight": WEIGHTS.ravel()}, "matrix is wanted"),
        ({"embedding.weight": WEIGHTS.astype(np.int8)}, "holds I8"),
        ({"embedding.weight": WEIGHTS.astype(np.float64)}, "holds F64"),
        ({"embedding.weight": np.full((4, 2), np.nan, np.float16)}, "not finite"),
        ({"weight": WEIGHTS}, "not only embedding.weight"),
        ({"embedding.weight": WEIGHTS, "mapping": np.arange(4)}, "not only embedding.weight"),
    ],
)
def test_weights_that_do_not_fit_are_refused(
    tmp_path: Path, weights: dict[str, NDArray[Any]], fault: str
) -> None:
    with pytest.raises(EncoderError, match=fault) as caught:
        load_encoder(str(write_folder(tmp_path / "m", weights)))
    assert "train it again" in caught.value.remedy


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff" * 64,  # a header of 2**64 - 1 bytes
        b"\x02\x00\x00\x00\x00\x00\x00\x00{}",
        # a tensor far larger than the file
        (94).to_bytes(8, "little")
        + json.dumps(
            {"embedding.weight": {"dtype": "F16", "shape": [9**9, 9**9], "data_offsets": [0, 9**9]}}
        ).encode(),
    ],
)
def test_damaged_weights_are_refused(tmp_path: Path, data: bytes) -> None:
    folder = write_folder(tmp_path / "m")
    (folder / "model.safetensors").write_bytes(data)
    with pytest.raises(EncoderError, match=r"model\.safetensors"):
        load_encoder(str(folder))


@pytest.mark.parametrize("data", ["", "{", "[]", '{"model": {"type": "Nothing"}}'])
def test_a_damaged_tokenizer_is_refused(tmp_path: Path, data: str) -> None:
    folder = write_folder(tmp_path / "m")
    (folder / "tokenizer.json").write_text(data)
    with pytest.raises(EncoderError, match="is no tokenizer"):
        load_encoder(str(folder))


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    folder = write_folder(tmp_path / "m")
    (folder / name).unlink()
    with pytest.raises(EncoderError, match=name):
        load_encoder(str(folder))


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("modules.json", "{}", "lists no modules"),
        ("modules.json", "[]", "lists no modules"),
        ("modules.json", "[1]", "no object"),
        ("modules.json", '[{"type": "x.StaticEmbedding"}]', "without type or path"),
        ("modules.json", '[{"type": "x.StaticEmbedding", "path": "../.."}]', "outside"),
        ("modules.json", "[" * 100_000, "cannot be read"),
        ("modules.json", "\udcff", "cannot be read"),
        ("config_sentence_transformers.json", "[]", "malformed prompts"),
        ("config_sentence_transformers.json", '{"prompts": {"query": 1}}', "malformed prompts"),
    ],
)
def test_malformed_descriptions_are_refused(
    tmp_path: Path, name: str, data: str, fault: str
) -> None:
    folder = write_folder(tmp_path / "m")
    (folder / name).write_text(data, errors="surrogateescape")
    with pytest.raises(EncoderError, match=fault):
        load_encoder(str(folder))


def test_only_a_mean_at_unit_length_counts_as_static(tmp_path: Path) -> None:
    plain = write_folder(tmp_path / "a", modules=("x.StaticEmbedding",))
    dense = write_folder(tmp_path / "b", modules=("x.StaticEmbedding", "x.Dense"))
    empty = tmp_path / "c"
    empty.mkdir()
    assert read_model_folder(plain).is_static
    assert not read_model_folder(dense).is_static
    assert not read_model_folder(empty).is_static
    with pytest.raises(EncoderError, match="no folder of static embeddings"):
        StaticEncoder.load(read_model_folder(dense))
