"""What is known of a text, and nothing that is not."""

from pathlib import Path

import pytest

from rag.corpus.metadata import load_metadata, slug
from rag.errors import CorpusError
from rag.types import Metadata

DATA = Path(__file__).parent.parent / "rag" / "data"


def load(folder: Path, content: str) -> Metadata:
    path = folder / "m.toml"
    path.write_text(content, encoding="utf-8")
    return load_metadata(path)


def test_known_fields_are_read_and_the_rest_is_left_out(tmp_path: Path) -> None:
    read = load(tmp_path, 'id = "a-1"\ntitle = "题"\ndate = "1953"')
    assert read == Metadata("a-1", "题", date="1953")
    assert read.creator is None


@pytest.mark.parametrize(
    "content",
    [
        "",
        'id = "a"',
        'id = "a"\ntitle = "题"\nauthor = "谁"',
        'id = "a"\ntitle = 5',
        'id = "a"\ntitle = " "',
        'id = "a"\ntitle = ["题"]',
        'id = "a"\ntitle = "题"\ndate = 1953-12-01',
        'id = "../a"\ntitle = "题"',
        'id = "A b"\ntitle = "题"',
        'id = "-a"\ntitle = "题"',
        'id = "北海"\ntitle = "题"',
        f'id = "{"a" * 65}"\ntitle = "题"',
        f'id = "a"\ntitle = "{"题" * 2001}"',
        'id = "a"\ntitle = "题\\u202e"',
        'id = "a"\ntitle = "题"\nnote = ' + "[" * 9000,
    ],
    ids=range(15),
)
def test_crafted_metadata_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(CorpusError):
        load(tmp_path, content)


def test_ids_are_fit_for_a_url_and_keep_names_apart() -> None:
    assert slug("Beihai Union_1953") == "beihai-union-1953"
    assert slug("ＡＢ１") == "ab1"
    assert slug("北海2020").startswith("2020-")
    assert slug("北海2020") != slug("南宁2020")
    assert slug("北海志").startswith("doc-")
    assert slug("...") == slug("...")
    assert len(slug("长a" * 200)) <= 64


def test_the_shipped_metadata_invent_nothing() -> None:
    known = load_metadata(DATA / "beihai-union.meta.toml")
    assert (known.id, known.title) == ("beihai-union", "第四部分 全面履行工会的社会职能")
    assert known.creator is None
    assert known.publisher is None
    assert known.date is None
    assert known.place is None
