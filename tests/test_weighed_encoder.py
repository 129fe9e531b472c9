"""What the searched texts repeat counts less."""

from pathlib import Path

import numpy as np

from embeddings.encoder import StaticEncoder
from embeddings.model_folder import read_model_folder
from rag.weighed_encoder import sample
from tests.test_static import write_folder


def test_a_piece_that_the_texts_repeat_counts_less(tmp_path: Path) -> None:
    plain = StaticEncoder.load(read_model_folder(write_folder(tmp_path / "m")))
    weighed = plain.weighed_by(["工工工工工工工工会"])
    before, after = plain.encode_queries(["工会"])[0], weighed.encode_queries(["工会"])[0]
    # Rows (3, 0) and (0, 4): what is repeated is the first.
    assert after[0] / after[1] < before[0] / before[1]
    assert np.isclose(np.linalg.norm(after), 1.0)
    assert np.array_equal(plain.encode_queries(["工会"])[0], before)


def test_pieces_that_the_texts_lack_keep_their_weight(tmp_path: Path) -> None:
    plain = StaticEncoder.load(read_model_folder(write_folder(tmp_path / "m")))
    weighed = plain.weighed_by(["年"])
    assert np.allclose(weighed.encode_passages(["工会"]), plain.encode_passages(["工会"]))
    assert weighed.fingerprint == plain.fingerprint
    assert weighed.dim == plain.dim


def test_no_text_changes_nothing(tmp_path: Path) -> None:
    plain = StaticEncoder.load(read_model_folder(write_folder(tmp_path / "m")))
    assert np.allclose(
        plain.weighed_by([]).encode_queries(["工会"]), plain.encode_queries(["工会"])
    )


def test_a_sample_is_of_all_parts_and_bounded() -> None:
    text = "\n".join(f"{number:04}" * 5 for number in range(4000))
    taken = sample([text], 2000)
    assert 1000 <= sum(map(len, taken)) <= 3000
    assert int(taken[-1][:4]) > 3500
    assert sample(["短文"]) == ["短文"]
    assert sample([]) == []
