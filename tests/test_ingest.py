"""Texts into the index: one generation a call, nothing twice, nothing by halves."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from rag.chunking import ChunkSettings
from rag.corpus import read_document
from rag.errors import (
    CorpusError,
    EncoderError,
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
    NotFoundError,
    SourceNotFoundError,
    SourceUnreadableError,
    StoreBusyError,
)
from rag.ingest import ingest, remove
from rag.store import Store
from tests.conftest import KeywordEncoder
from tests.generations import NEW, writer

UNION = "一、工会\n\n1950年，北海市工会成立。会员有84人。\n\n1953年，工会改选。\n"
FISHERY = "二、渔业\n\n1956年，渔业合作化，船厂建成。\n"
SETTINGS = ChunkSettings(max_chars=40, min_chars=5)


def text(folder: Path, name: str, content: str, *, document_id: str | None = None) -> Path:
    """A text file, with metadata beside it where an id is given."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.txt"
    path.write_text(content, encoding="utf-8")
    if document_id:
        beside = folder / f"{name}.meta.toml"
        beside.write_text(f'id = "{document_id}"\ntitle = "{name}"\n', encoding="utf-8")
    return path


@pytest.fixture
def store(root: Path) -> Store:
    return Store(root)


@pytest.fixture
def union(tmp_path: Path) -> Path:
    return text(tmp_path, "union", UNION)


@pytest.fixture
def fishery(tmp_path: Path) -> Path:
    return text(tmp_path, "fishery", FISHERY)


def test_texts_are_found_where_they_were_put(
    store: Store, encoder: KeywordEncoder, union: Path, fishery: Path
) -> None:
    report = ingest([union, fishery], store, encoder, SETTINGS)
    assert report.published
    assert report.added == ("fishery", "union")
    assert (report.changed, report.unchanged, report.removed) == ((), (), ())
    index = store.open_current(encoder)
    assert index.generation == report.generation
    assert dict(index.documents) == {
        "fishery": read_document(fishery),
        "union": read_document(union),
    }
    assert (report.documents, report.passages) == (2, len(index.passages))
    [(row, _)] = index.lexical.search(["船厂"], 5)
    assert "船厂建成" in index.passages[row].text
    _, rows = index.vectors.search(encoder.encode_queries(["船厂 渔业"]), 1)
    assert rows[0][0] == row
    for passage in index.passages:
        source = index.documents[passage.document].source
        assert source[passage.source.start : passage.source.end] == passage.text
    by_id = {record.id: record for record in index.manifest.documents}
    assert by_id["union"].file == "union.txt"
    assert by_id["union"].characters == len(UNION)
    assert (index.manifest.chunking.max_chars, index.manifest.chunking.min_chars) == (40, 5)


def test_the_context_of_a_passage_is_searched_too(
    store: Store, encoder: KeywordEncoder, tmp_path: Path
) -> None:
    both = text(tmp_path, "both", f"北海市志\n\n{UNION}\n{FISHERY}")
    ingest([both], store, encoder, SETTINGS)
    index = store.open_current(encoder)
    passage = index.passages[-1]
    assert passage.text == "1956年，渔业合作化，船厂建成。"
    assert passage.context.count("渔业") == 1
    # 渔业 in the context and in the text, 船厂 in the text: (2, 1) of length sqrt(5).
    assert index.vectors.vectors[-1][1:3] == pytest.approx([2 / 5**0.5, 1 / 5**0.5])


def test_ingesting_again_changes_nothing(
    store: Store, encoder: KeywordEncoder, union: Path, fishery: Path
) -> None:
    first = ingest([union, fishery], store, encoder, SETTINGS)
    pointer = store.pointer()
    encoder.encoded = 0
    for paths in ([union, fishery], [fishery, union], [union], []):
        again = ingest(paths, store, encoder, SETTINGS)
        assert not again.published
        assert again.generation == first.generation
        assert again.unchanged == ("fishery", "union")
        assert again.passages == first.passages
    assert store.pointer() == pointer
    assert encoder.encoded == 0


def test_a_text_is_added_to_those_there_and_only_it_is_encoded(
    store: Store, encoder: KeywordEncoder, union: Path, fishery: Path
) -> None:
    ingest([union], store, encoder, SETTINGS)
    before = store.open_current(encoder)
    encoder.encoded = 0
    report = ingest([fishery], store, encoder, SETTINGS)
    assert (report.added, report.unchanged) == (("fishery",), ("union",))
    assert encoder.encoded == 1
    index = store.open_current(encoder)
    assert index.passages[1:] == before.passages
    np.testing.assert_array_equal(index.vectors.vectors[1:], before.vectors.vectors)


def test_a_changed_text_takes_the_place_of_the_old_one(
    store: Store, encoder: KeywordEncoder, union: Path, fishery: Path
) -> None:
    ingest([union, fishery], store, encoder, SETTINGS)
    union.write_text(UNION.replace("84人", "96人"), encoding="utf-8")
    report = ingest([union, fishery], store, encoder, SETTINGS)
    assert (report.changed, report.unchanged) == (("union",), ("fishery",))
    index = store.open_current(encoder)
    assert "96人" in index.documents["union"].source
    assert not any("84" in passage.text for passage in index.passages)


def test_changed_metadata_is_a_change(
    store: Store, encoder: KeywordEncoder, tmp_path: Path
) -> None:
    path = text(tmp_path, "union", UNION, document_id="union")
    ingest([path], store, encoder, SETTINGS)
    (tmp_path / "union.meta.toml").write_text('id = "union"\ntitle = "别名"\n', encoding="utf-8")
    assert ingest([path], store, encoder, SETTINGS).changed == ("union",)
    assert store.open_current(encoder).documents["union"].metadata.title == "别名"


def test_errata_beside_the_text_are_a_change_too(
    store: Store, encoder: KeywordEncoder, tmp_path: Path
) -> None:
    path = text(tmp_path, "union", UNION.replace("工会改选", "工会改造"))
    ingest([path], store, encoder, SETTINGS)
    (tmp_path / "union.errata.toml").write_text(
        '[[erratum]]\nquote = "工会改造"\ncorrection = "工会改选"\nreason = "误字"\n',
        encoding="utf-8",
    )
    assert ingest([path], store, encoder, SETTINGS).changed == ("union",)
    index = store.open_current(encoder)
    assert index.lexical.search(["改选"], 3)
    assert index.documents["union"].errata[0].quote == "工会改造"


def test_other_sizes_or_another_encoder_rebuild_all_without_the_files(
    store: Store, encoder: KeywordEncoder, union: Path
) -> None:
    first = ingest([union], store, encoder, SETTINGS)
    union.unlink()
    report = ingest([], store, encoder, ChunkSettings(max_chars=400, min_chars=150))
    assert report.published
    assert report.passages < first.passages
    other = KeywordEncoder(["工会", "1953年"])
    with pytest.raises(IndexMismatchError, match="youju ingest"):
        store.open_current(other)
    assert ingest([], store, other, SETTINGS).published
    index = store.open_current(other)
    assert other.encoded == len(index.passages) == first.passages


def test_one_bad_text_among_good_ones_publishes_nothing(
    store: Store, encoder: KeywordEncoder, union: Path, fishery: Path, tmp_path: Path
) -> None:
    first = ingest([union], store, encoder, SETTINGS)
    (tmp_path / "blank.txt").write_text(" \n", encoding="utf-8")
    with pytest.raises(SourceUnreadableError):
        ingest([fishery, tmp_path / "blank.txt"], store, encoder, SETTINGS)
    with pytest.raises(SourceNotFoundError):
        ingest([fishery, tmp_path / "absent.txt"], store, encoder, SETTINGS)
    index = store.open_current(encoder)
    assert index.generation == first.generation
    assert list(index.documents) == ["union"]


def test_a_first_bad_text_leaves_no_directory(
    store: Store, encoder: KeywordEncoder, tmp_path: Path
) -> None:
    with pytest.raises(SourceNotFoundError):
        ingest([tmp_path / "absent.txt"], store, encoder, SETTINGS)
    assert not store.root.exists()


def test_two_texts_of_one_id_are_refused(
    store: Store, encoder: KeywordEncoder, tmp_path: Path
) -> None:
    one = text(tmp_path, "one", UNION, document_id="same")
    two = text(tmp_path, "two", FISHERY, document_id="same")
    with pytest.raises(CorpusError, match=r"one\.txt and two\.txt have the same id same"):
        ingest([one, two], store, encoder, SETTINGS)
    with pytest.raises(CorpusError, match="same id"):
        ingest([one, one], store, encoder, SETTINGS)


def test_an_id_of_another_file_is_refused_but_a_file_may_be_renamed(
    store: Store, encoder: KeywordEncoder, tmp_path: Path
) -> None:
    one = text(tmp_path, "one", UNION, document_id="same")
    two = text(tmp_path, "two", FISHERY, document_id="same")
    ingest([one], store, encoder, SETTINGS)
    with pytest.raises(CorpusError, match=r"two\.txt has the id same, which belongs to one\.txt"):
        ingest([two], store, encoder, SETTINGS)
    three = text(tmp_path, "three", UNION)
    (tmp_path / "one.meta.toml").rename(tmp_path / "three.meta.toml")
    ingest([three], store, encoder, SETTINGS)
    assert store.contents().manifest.documents[0].file == "three.txt"


def test_a_document_is_removed(
    store: Store, encoder: KeywordEncoder, union: Path, fishery: Path
) -> None:
    ingest([union, fishery], store, encoder, SETTINGS)
    report = remove(["fishery"], store, encoder, SETTINGS)
    assert (report.removed, report.unchanged) == (("fishery",), ("union",))
    index = store.open_current(encoder)
    assert list(index.documents) == ["union"]
    assert index.lexical.search(["船厂"], 3) == []
    assert len(index.vectors.vectors) == len(index.passages) == len(index.lexical)


def test_removing_what_is_not_there_removes_nothing(
    store: Store, encoder: KeywordEncoder, union: Path, fishery: Path
) -> None:
    ingest([union, fishery], store, encoder, SETTINGS)
    with pytest.raises(NotFoundError, match="Known: fishery, union"):
        remove(["fishery", "absent"], store, encoder, SETTINGS)
    assert list(store.open_current(encoder).documents) == ["fishery", "union"]


def test_the_last_document_stays(store: Store, encoder: KeywordEncoder, union: Path) -> None:
    ingest([union], store, encoder, SETTINGS)
    with pytest.raises(CorpusError, match="delete the directory"):
        remove(["union"], store, encoder, SETTINGS)
    assert list(store.open_current(encoder).documents) == ["union"]


def test_nothing_to_rebuild_or_remove_from(store: Store, encoder: KeywordEncoder) -> None:
    with pytest.raises(IndexMissingError):
        ingest([], store, encoder, SETTINGS)
    with pytest.raises(IndexMissingError):
        remove(["a"], store, encoder, SETTINGS)


def test_progress_is_told_to_the_end(store: Store, encoder: KeywordEncoder, union: Path) -> None:
    told: list[tuple[str, int, int]] = []
    ingest([union], store, encoder, SETTINGS, lambda *step: told.append(step))
    passages = len(store.open_current(encoder).passages)
    assert told == [
        ("read", 0, 1),
        ("read", 1, 1),
        ("encode", 0, passages),
        ("encode", passages, passages),
        ("publish", 0, 1),
        ("publish", 1, 1),
    ]


def test_a_damaged_index_is_healed_from_the_older_one_with_a_warning(
    store: Store, encoder: KeywordEncoder, union: Path, fishery: Path
) -> None:
    ingest([union], store, encoder, SETTINGS)
    second = ingest([fishery], store, encoder, SETTINGS)
    (store.root / "generations" / second.generation / "passages.jsonl").write_bytes(b"")
    report = ingest([union], store, encoder, SETTINGS)  # unchanged, but published to heal
    assert report.published
    assert second.generation in report.warnings[0]
    assert store.open_current(encoder).alerts == ()


def test_when_all_is_damaged_the_texts_given_make_a_new_index_with_a_warning(
    store: Store, encoder: KeywordEncoder, union: Path, fishery: Path
) -> None:
    first = ingest([union, fishery], store, encoder, SETTINGS)
    (store.root / "generations" / first.generation / "passages.jsonl").write_bytes(b"")
    with pytest.raises(IndexDamagedError):
        ingest([], store, encoder, SETTINGS)
    report = ingest([union], store, encoder, SETTINGS)
    assert "ingest the others again" in report.warnings[0]
    assert list(store.open_current(encoder).documents) == ["union"]


class ShortEncoder(KeywordEncoder):
    """Forgets the last text of every batch."""

    def encode_passages(self, texts: object, /) -> NDArray[np.float32]:
        return np.zeros((0, self.dim), np.float32)


def test_an_encoder_that_loses_a_text_is_refused(store: Store, union: Path) -> None:
    with pytest.raises(EncoderError, match="one row of 9 numbers"):
        ingest([union], store, ShortEncoder(), SETTINGS)
    assert store.pointer() is None


def test_ingest_waits_for_no_one(store: Store, encoder: KeywordEncoder, union: Path) -> None:
    store.publish(writer(NEW))
    with store.exclusive(), pytest.raises(StoreBusyError):
        ingest([union], store, encoder, SETTINGS)
    assert list(store.open_current(encoder).documents) == ["b"]
