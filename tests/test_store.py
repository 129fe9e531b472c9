"""The index directory: what is published is what is opened, and who made it must fit."""

import json
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from rag.errors import (
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
    PublishError,
    StoreBusyError,
)
from rag.store import Manifest, Parts, Pointer, Store
from rag.store.layout import dump_pointer, next_moment
from rag.store.manifest import digest, dump, parse
from tests.conftest import KeywordEncoder, make_passages
from tests.generations import NEW, OLD, served, writer


def test_an_empty_directory_says_what_to_run(root: Path, encoder: KeywordEncoder) -> None:
    with pytest.raises(IndexMissingError, match="youju ingest"):
        Store(root).open_current(encoder)
    assert Store(root).pointer() is None
    assert not root.exists()


def test_what_is_published_is_what_is_opened(root: Path, encoder: KeywordEncoder) -> None:
    store = Store(root)
    name = store.publish(writer(OLD, NEW))
    index = store.open_current(encoder)
    assert index.generation == name
    assert dict(index.documents) == {"a": OLD, "b": NEW}
    assert index.passages == (*make_passages(OLD), *make_passages(NEW))
    assert index.alerts == ()
    assert index.pointer == store.pointer()
    # Row 4 is the only passage that names a contract; 渔业 stands in row 1 alone.
    assert index.lexical.search(["合同"], 3)[0][0] == 4
    scores, rows = index.vectors.search(encoder.encode_queries(["渔业"]), 1)
    assert (scores.tolist(), rows.tolist()) == ([[1.0]], [[1]])


def test_the_manifest_names_every_file_and_its_makers(root: Path, encoder: KeywordEncoder) -> None:
    store = Store(root)
    name = store.publish(writer(OLD))
    folder = root / "generations" / name
    manifest = store.open_current(encoder).manifest
    assert {"documents/a.json", "passages.jsonl", "vectors.faiss"} < set(manifest.files)
    for path, record in manifest.files.items():
        data = (folder / path).read_bytes()
        assert (record.size, record.sha256) == (len(data), digest(data))
    assert (manifest.encoder.fingerprint, manifest.encoder.dim) == (encoder.fingerprint, 9)
    assert [(d.id, d.characters, d.passages) for d in manifest.documents] == [("a", 25, 2)]
    data = (folder / "manifest.json").read_bytes()
    assert name.endswith(digest(data)[:12])
    assert parse(data) == manifest


def test_names_sort_in_the_order_of_publishing_even_if_the_clock_goes_back(root: Path) -> None:
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    times = iter([noon, noon, noon - timedelta(days=400)])
    store = Store(root, clock=lambda: next(times))
    names = [store.publish(writer(OLD)) for _ in range(3)]
    stamps = [name.partition("-")[0] for name in names]
    assert stamps == ["20261122T120000", "20261122T120001", "20261122T120002"]


def test_a_folder_with_an_impossible_date_does_not_stop_the_clock() -> None:
    now = datetime(2026, 11, 22, 12, 0, 0, 5, tzinfo=UTC)
    assert next_moment(now, ["99999999T999999-000000000000"]) == now.replace(microsecond=0)


def test_three_generations_are_kept(root: Path) -> None:
    store = Store(root)
    names = [store.publish(writer(OLD)) for _ in range(5)]
    kept = sorted(path.name for path in (root / "generations").iterdir())
    assert kept == names[2:]


def test_the_pointer_moves_with_each_publication(root: Path, encoder: KeywordEncoder) -> None:
    store = Store(root)
    store.publish(writer(OLD))
    held = store.open_current(encoder)
    assert store.pointer() == held.pointer
    name = store.publish(writer(NEW))
    pointer = store.pointer()
    assert pointer != held.pointer
    assert pointer is not None
    assert pointer.generation == name
    # The generation that is held answers as before, even when its files are gone.
    for _ in range(3):
        store.publish(writer(NEW))
    assert not (root / "generations" / held.generation).exists()
    assert held.lexical.search(["渔业"], 1)[0][0] == 1
    assert served(store) == ["b"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"generation": 1}', "x" * 5000, '"\\ud800"'])
def test_a_pointer_that_cannot_be_read_points_nowhere(root: Path, text: str) -> None:
    store = Store(root)
    store.publish(writer(OLD))
    (root / "CURRENT").write_text(text)
    assert store.pointer() is None
    assert served(store) == ["a"]  # the generation vouches for itself


def test_a_pointer_cannot_lead_out_of_the_directory(root: Path, encoder: KeywordEncoder) -> None:
    store = Store(root)
    name = store.publish(writer(OLD))
    outside = root / "outside"
    (root / "generations" / name).rename(outside)
    sound = store.pointer()
    assert sound is not None
    (root / "CURRENT").write_bytes(dump_pointer(Pointer("../outside", sound.manifest_sha256)))
    assert store.pointer() is None
    with pytest.raises(IndexDamagedError, match="youju ingest"):
        store.open_current(encoder)


@pytest.mark.parametrize(
    "other", [KeywordEncoder(["别的"] * 8), KeywordEncoder(["工会", "渔业", "船厂"])]
)
def test_another_encoder_is_refused(root: Path, other: KeywordEncoder) -> None:
    store = Store(root)
    store.publish(writer(OLD))
    with pytest.raises(IndexMismatchError, match=r"9 dimensions.*youju ingest.*YOUJU_ENCODER"):
        store.open_current(other)


def test_another_tokenizer_is_refused(root: Path, encoder: KeywordEncoder) -> None:
    def write(folder: Path) -> Parts:
        parts = writer(OLD)(folder)
        return Parts(parts.encoder, parts.chunking, "0" * 64, parts.documents)

    store = Store(root)
    store.publish(write)
    with pytest.raises(IndexMismatchError, match=r"tokenizer.*youju ingest"):
        store.open_current(encoder)
    assert list(store.contents().documents) == ["a"]  # what `youju ingest` rebuilds from


def manifest_of(root: Path) -> Manifest:
    store = Store(root)
    store.publish(writer(OLD))
    return store.contents().manifest


def test_another_format_is_a_mismatch_not_damage(root: Path) -> None:
    plain = json.loads(dump(manifest_of(root)))
    plain["format"] = 99
    plain["unheard"] = "of"
    with pytest.raises(IndexMismatchError, match="format 99"):
        parse(json.dumps(plain).encode())


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("format", "1"),
        ("format", None),
        ("created", 5),
        ("documents", {}),
        ("extra", 1),
        ("lexical", "zz"),
        ("encoder", {"fingerprint": "y", "dim": 10**9}),
        ("encoder", {"fingerprint": "y", "dim": 8, "more": 1}),
        ("files", {"../CURRENT": {"sha256": "0" * 64, "size": 1}}),
        ("files", {"/etc/passwd": {"sha256": "0" * 64, "size": 1}}),
        ("files", {"a/../../b": {"sha256": "0" * 64, "size": 1}}),
        ("files", {"a\n": {"sha256": "0" * 64, "size": 1}}),
        ("files", {"a": {"sha256": "0" * 64, "size": -1}}),
        ("files", {"a": {"sha256": "0" * 64, "size": 1.0}}),
    ],
)
def test_a_manifest_is_read_strictly(root: Path, key: str, value: object) -> None:
    plain = json.loads(dump(manifest_of(root)))
    plain[key] = value
    with pytest.raises(IndexDamagedError, match="youju ingest"):
        parse(json.dumps(plain).encode())


@pytest.mark.parametrize("data", [b"", b"null", b"[]", b"[" * 100_000, b"\xff", b"\x80\x04K\x01."])
def test_what_is_no_manifest_is_refused(data: bytes) -> None:
    with pytest.raises(IndexDamagedError):
        parse(data)


def test_a_manifest_that_names_a_document_twice_is_refused(root: Path) -> None:
    plain = json.loads(dump(manifest_of(root)))
    plain["documents"] *= 2
    with pytest.raises(IndexDamagedError, match="twice"):
        parse(json.dumps(plain).encode())


def test_one_publisher_at_a_time(root: Path) -> None:
    store = Store(root)
    store.publish(writer(OLD))
    with Store(root).exclusive(), pytest.raises(StoreBusyError, match="try again"):
        store.publish(writer(NEW))
    assert served(store) == ["a"]
    store.publish(writer(NEW))
    assert served(store) == ["b"]


def test_what_does_not_fit_its_passages_is_not_written(root: Path) -> None:
    from rag.store.contents import write_contents

    def write(folder: Path) -> Parts:
        write_contents(folder, [OLD], make_passages(OLD), np.zeros((1, 9), np.float32))
        raise AssertionError

    store = Store(root)
    with pytest.raises(ValueError, match="1 vectors for 2 passages"):
        store.publish(write)
    assert list((root / "generations").iterdir()) == []


def test_a_generation_that_could_not_be_opened_is_not_published(root: Path) -> None:
    def write(folder: Path) -> Parts:
        parts = writer(OLD)(folder)
        (folder / "Ünder score").write_text("x")
        return parts

    store = Store(root)
    store.publish(writer(OLD))
    with pytest.raises(IndexDamagedError):
        store.publish(write)
    assert served(store) == ["a"]
    assert len(list((root / "generations").iterdir())) == 1


def test_a_root_that_cannot_be_made_is_a_publish_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(PublishError, match="could not be written"):
        Store(tmp_path / "file" / "index").publish(writer(OLD))


def test_readers_never_see_a_half_while_publishers_run(root: Path) -> None:
    store = Store(root)
    store.publish(writer(OLD))
    stop = threading.Event()
    seen: list[list[str]] = []
    faults: list[str] = []

    def read() -> None:
        while not stop.is_set():
            index = Store(root).open_current(KeywordEncoder())
            seen.append(list(index.documents))
            faults.extend(index.alerts)

    reader = threading.Thread(target=read)
    reader.start()
    for count in range(20):
        store.publish(writer(NEW) if count % 2 else writer(OLD, NEW))
    stop.set()
    reader.join()
    assert faults == []
    assert {tuple(ids) for ids in seen} <= {("a",), ("b",), ("a", "b")}
    assert len(seen) >= 3
