"""The project's own reading of its tokenizer.json against the library's."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.adapted import shipped_folder
from embeddings.errors import EncoderError
from embeddings.pieces import LibraryPieces, OwnPieces, Pieces, read_pieces, read_tokenizer
from rag.__main__ import SHIPPED

SHIPPED_PIECES = shipped_folder() / "tokenizer.json"
OWN = read_pieces(SHIPPED_PIECES)
LIBRARY = LibraryPieces(read_tokenizer(SHIPPED_PIECES))


def test_the_shipped_vocabulary_is_read_without_the_library() -> None:
    assert isinstance(OWN, OwnPieces)
    assert OWN.count == LIBRARY.count


def test_every_line_of_the_shipped_text_is_cut_as_by_the_library() -> None:
    lines = SHIPPED.read_text(encoding="utf-8").split("\n")
    cut = OWN.numbers(lines)
    assert cut == LIBRARY.numbers(lines)
    assert sum(map(len, cut)) > 10_000


# Characters that Unicode knew long before any library here: what is newer may fold otherwise.
_TEXT = st.text(
    st.one_of(
        st.sampled_from("北海市总工会职工年月日1953—-~二〇ＡΣς²①㈠℃％%‰·“”（），。 \t_a"),
        st.characters(max_codepoint=0x24F),
        st.characters(min_codepoint=0x3000, max_codepoint=0x9FA5),
        st.characters(min_codepoint=0xFF01, max_codepoint=0xFF5E),
    ),
    max_size=40,
)


@given(_TEXT)
def test_any_text_is_cut_as_by_the_library(text: str) -> None:
    assert OWN.numbers([text]) == LIBRARY.numbers([text])


@pytest.mark.parametrize("text", ["", "\U0001f600\U0001f601工会", "[UNK", "龘龘龘龘", "会" * 3000])
def test_the_edges_are_cut_as_by_the_library(text: str) -> None:
    assert OWN.numbers([text]) == LIBRARY.numbers([text])


@pytest.mark.parametrize(
    "change",
    [
        {"normalizer": None},
        {"pre_tokenizer": None},
        {"truncation": None},
        {"truncation": {"direction": "Left", "max_length": 9, "strategy": "x", "stride": 0}},
        {"post_processor": {"type": "ByteLevel"}},
        {"model": {"type": "WordLevel", "vocab": {}, "unk_token": "?"}},
    ],
)
def test_another_kind_is_left_to_the_library(change: dict[str, object]) -> None:
    told = json.loads(SHIPPED_PIECES.read_text(encoding="utf-8"))
    assert OwnPieces.of(told) is not None
    assert OwnPieces.of(told | change) is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"model": 3}', "no json"])
def test_what_is_no_tokenizer_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "tokenizer.json").write_text(text, encoding="utf-8")
    with pytest.raises(EncoderError, match="no tokenizer"):
        read_pieces(tmp_path / "tokenizer.json")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="missing"):
        read_pieces(tmp_path / "tokenizer.json")


def test_the_library_reads_the_vocabularies_of_others(tmp_path: Path) -> None:
    told = json.loads(SHIPPED_PIECES.read_text(encoding="utf-8"))
    told["truncation"] = None
    path = tmp_path / "tokenizer.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    other: Pieces = read_pieces(path)
    assert isinstance(other, LibraryPieces)
    assert other.numbers(["北海市总工会"]) == OWN.numbers(["北海市总工会"])
