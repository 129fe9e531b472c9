"""The shipped encoder and the choice of reader."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from embeddings.encoder import Encoder, StaticEncoder, load_encoder
from embeddings.errors import EncoderError
from embeddings.texts import MAX_CHARS, prepare

ODD_TEXTS = [
    "",
    " \n\t",
    "？！……",
    "\ud800",
    "工会\udfff成立",
    "\U0001f600\U00020000㍿龘",
    "\x00\x1b[31m\u202e\u200b",
    "工" * 300_000,
    "a" * 300_000,
]


@pytest.fixture(scope="module")
def shipped() -> Encoder:
    return load_encoder()


def test_a_question_lies_nearer_to_its_answer_than_to_other_sentences(shipped: Encoder) -> None:
    question = shipped.encode_queries(["工会是哪一年成立的？"])
    passages = shipped.encode_passages(
        ["一九五二年，市总工会正式成立。", "本条例自公布之日起施行。", "港口全年货物吞吐量增长。"]
    )
    assert int((question @ passages.T).argmax()) == 0


def test_full_width_and_case_make_no_difference(shipped: Encoder) -> None:
    plain, wide = shipped.encode_queries(["gdp 2002年 (增长)", "ＧＤＰ　２００２年（增长）"])
    assert np.array_equal(plain, wide)


def test_a_raised_digit_is_not_glued_to_the_number_before_it(shipped: Encoder) -> None:
    raised, plain, glued = shipped.encode_queries(["面积10²", "面积10", "面积102"])
    assert np.array_equal(raised, plain)
    assert not np.array_equal(raised, glued)


def test_any_string_gives_a_row_of_length_one_or_zero(shipped: Encoder) -> None:
    rows = shipped.encode_passages(ODD_TEXTS)
    assert rows.shape == (len(ODD_TEXTS), shipped.dim)
    assert rows.dtype == np.float32
    lengths = np.linalg.norm(rows, axis=1)
    assert np.all((lengths == 0) | (np.abs(lengths - 1) < 1e-5))
    assert not rows[:3].any()
    assert lengths[4] > 0.99


def test_a_row_does_not_depend_on_its_neighbours(shipped: Encoder) -> None:
    texts = [f"第{i}次代表大会在{i}月召开" * (1 + i % 5) for i in range(300)]
    together = shipped.encode_passages(texts)
    assert np.array_equal(
        together[[0, 7, 299]], shipped.encode_passages([texts[0], texts[7], texts[299]])
    )
    assert np.array_equal(together, shipped.encode_passages(texts))


def test_no_texts_give_no_rows(shipped: Encoder) -> None:
    assert shipped.encode_queries([]).shape == (0, shipped.dim)


def test_the_shipped_model_is_read_without_torch() -> None:
    code = (
        "import sys; from embeddings.encoder import load_encoder;"
        "load_encoder().encode_queries(['工会何时成立']);"
        "print([m for m in ('torch', 'transformers', 'sentence_transformers', 'faiss')"
        " if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parent.parent,
    )
    assert done.stdout.strip() == "[]"


def test_the_shipped_folder_given_by_name_is_the_shipped_encoder(shipped: Encoder) -> None:
    import embeddings

    folder = Path(str(embeddings.__file__)).parent / "model"
    again = load_encoder(str(folder))
    assert isinstance(again, StaticEncoder)
    assert again.fingerprint == shipped.fingerprint


def test_prompts_change_the_fingerprint_and_only_their_own_side(shipped: Encoder) -> None:
    prompted = load_encoder(None, query_prompt="查询")
    assert prompted.fingerprint != shipped.fingerprint
    assert prompted.fingerprint != load_encoder(None, passage_prompt="查询").fingerprint
    assert np.array_equal(prompted.encode_queries(["工会"]), shipped.encode_queries(["查询工会"]))
    assert np.array_equal(prompted.encode_passages(["工会"]), shipped.encode_passages(["工会"]))


@pytest.mark.parametrize("name", ["no/such/folder", "./missing", "a b/c", "../x", "models"])
def test_a_name_that_is_neither_folder_nor_hub_name_is_refused(name: str) -> None:
    with pytest.raises(EncoderError, match="no model folder"):
        load_encoder(name)


def test_the_shipped_files_are_small_and_hold_no_pickle() -> None:
    import embeddings

    folder = Path(str(embeddings.__file__)).parent / "model"
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 20_000_000
    assert {path.suffix for path in files} == {".json", ".safetensors", ".md"}


def test_prepare_caps_and_mends() -> None:
    assert prepare("工会\ud800") == "工会?"
    assert prepare("会", "问：") == "问：会"
    assert len(prepare("会" * (MAX_CHARS + 5), "问")) == MAX_CHARS + 1
