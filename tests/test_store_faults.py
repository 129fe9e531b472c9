"""Damage to an index directory: whatever it is, a sound generation serves or none does."""

import errno
import os
import pickle
import random
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rag.errors import IndexDamagedError, PublishError
from rag.store import Parts, Store
from tests.conftest import KeywordEncoder, open_to_others
from tests.generations import NEW, OLD, CountedDisk, FailingDisk, served, writer

ROOT = Path(__file__).resolve().parents[1]


def published(root: Path, *, twice: bool = False) -> Path:
    """Publish OLD, then NEW if ``twice``; the folder of the generation that serves."""
    store = Store(root)
    name = store.publish(writer(OLD))
    if twice:
        name = store.publish(writer(NEW))
    return root / "generations" / name


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def flip(path: Path, bit: int) -> None:
    data = bytearray(path.read_bytes())
    data[bit // 8] ^= 1 << bit % 8
    path.write_bytes(data)


def test_every_flipped_bit_is_refused_and_the_older_generation_serves(root: Path) -> None:
    folder = published(root, twice=True)
    store = Store(root)
    draw = random.Random(20)
    flips = 0
    for path in files_of(folder):
        bits = path.stat().st_size * 8
        for bit in draw.sample(range(bits), min(bits, 12)):
            flip(path, bit)
            assert served(store) == ["a"]
            [alert] = store.open_current(KeywordEncoder()).alerts
            assert "youju ingest" in alert
            assert folder.name in alert
            flip(path, bit)
            flips += 1
    assert flips >= 100
    assert served(store) == ["b"]


def test_a_flipped_bit_with_nothing_older_is_damage(root: Path) -> None:
    folder = published(root)
    draw = random.Random(21)
    for path in files_of(folder):
        bit = draw.randrange(path.stat().st_size * 8)
        flip(path, bit)
        with pytest.raises(IndexDamagedError, match="youju ingest"):
            Store(root).open_current(KeywordEncoder())
        flip(path, bit)


def test_no_flipped_bit_of_the_pointer_brings_a_wrong_generation(root: Path) -> None:
    published(root, twice=True)
    pointer = root / "CURRENT"
    for bit in random.Random(22).sample(range(pointer.stat().st_size * 8), 150):
        flip(pointer, bit)
        assert served(Store(root)) == ["b"]
        flip(pointer, bit)


def newest_first(folder: Path) -> list[Path]:
    return sorted(folder.parent.iterdir(), reverse=True)


def truncate(folder: Path) -> None:
    path = folder / "passages.jsonl"
    path.write_bytes(path.read_bytes()[:-1])


def lengthen(folder: Path) -> None:
    with (folder / "passages.jsonl").open("ab") as file:
        file.write(b"\n")


def empty(folder: Path) -> None:
    (folder / "vectors.faiss").write_bytes(b"")


def drop(folder: Path) -> None:
    (folder / "vectors.faiss").unlink()


def swap(folder: Path) -> None:
    """Put another generation's file in; it is sound, but not of this one."""
    older = newest_first(folder)[1]
    shutil.copy(older / "passages.jsonl", folder / "passages.jsonl")


def swap_all_but_the_manifest(folder: Path) -> None:
    older = newest_first(folder)[1]
    keep = (folder / "manifest.json").read_bytes()
    shutil.rmtree(folder)
    shutil.copytree(older, folder)
    (folder / "manifest.json").write_bytes(keep)


def older_whole(folder: Path) -> None:
    """An older generation under the newer one's name: consistent in itself, but stale."""
    older = newest_first(folder)[1]
    shutil.rmtree(folder)
    shutil.copytree(older, folder)


def link_file(folder: Path) -> None:
    path = folder / "passages.jsonl"
    path.rename(folder.parents[1] / "aside")
    path.symlink_to(folder.parents[1] / "aside")


def link_folder(folder: Path) -> None:
    folder.rename(folder.parents[1] / "aside")
    folder.symlink_to(folder.parents[1] / "aside")


def link_inner_folder(folder: Path) -> None:
    (folder / "lexical").rename(folder.parents[1] / "aside")
    (folder / "lexical").symlink_to(folder.parents[1] / "aside")


def add_pickle(folder: Path) -> None:
    (folder / "vectors.pkl").write_bytes(pickle.dumps({"a": 1}))


def pickle_for_json(folder: Path) -> None:
    (folder / "passages.jsonl").write_bytes(pickle.dumps({"a": 1}))


def pickle_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_bytes(pickle.dumps({"a": 1}))


def add_folder(folder: Path) -> None:
    (folder / "extra").mkdir()


def add_lock(folder: Path) -> None:
    (folder / "lexical" / ".tantivy-writer.lock").touch()


def add_pipe(folder: Path) -> None:
    (folder / "documents" / "b.json").unlink()
    os.mkfifo(folder / "documents" / "b.json")


def folder_for_file(folder: Path) -> None:
    (folder / "vectors.faiss").unlink()
    (folder / "vectors.faiss").mkdir()


def huge_manifest(folder: Path) -> None:
    with (folder / "manifest.json").open("ab") as file:
        file.truncate(2**36)


def huge_counts(folder: Path) -> None:
    path = folder / "vectors.faiss"
    data = bytearray(path.read_bytes())
    data[8:16] = struct.pack("<q", 2**60)
    path.write_bytes(data)


def generation_gone(folder: Path) -> None:
    shutil.rmtree(folder)


DAMAGE = [
    truncate, lengthen, empty, drop, swap, swap_all_but_the_manifest, older_whole,
    link_file, link_folder, link_inner_folder, add_pickle, pickle_for_json, pickle_manifest,
    add_folder, add_lock, add_pipe, folder_for_file, huge_manifest, huge_counts, generation_gone,
]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_generation_gives_way_to_the_older_one(
    root: Path, damage: Callable[[Path], None]
) -> None:
    folder = published(root, twice=True)
    damage(folder)
    store = Store(root)
    assert served(store) == ["a"]
    assert len(store.open_current(KeywordEncoder()).alerts) == 1
    # Publishing again heals the directory.
    store.publish(writer(NEW))
    assert store.open_current(KeywordEncoder()).alerts == ()
    assert served(store) == ["b"]


def test_damage_to_two_generations_leaves_the_third(root: Path) -> None:
    folder = published(root, twice=True)
    store = Store(root)
    last = root / "generations" / store.publish(writer(OLD, NEW))
    truncate(last)
    truncate(folder)
    assert served(store) == ["a"]
    alerts = store.open_current(KeywordEncoder()).alerts
    assert [last.name in alerts[0], folder.name in alerts[1]] == [True, True]


@pytest.mark.parametrize("field", [4, 8, 34])
def test_counts_that_are_vouched_for_do_not_reach_the_parser_either(root: Path, field: int) -> None:
    """A manifest made to match: dim, rows or length of the vectors are still not believed."""

    def write(folder: Path) -> Parts:
        parts = writer(NEW)(folder)
        data = bytearray((folder / "vectors.faiss").read_bytes())
        data[field : field + 4] = struct.pack("<i", 2**31 - 1)
        (folder / "vectors.faiss").write_bytes(data)
        return parts

    published(root)
    store = Store(root)
    store.publish(write)
    assert served(store) == ["a"]


def test_what_was_made_but_never_pointed_to_does_not_serve(root: Path) -> None:
    store = Store(root)
    published(root)
    pointer = (root / "CURRENT").read_bytes()
    published(root, twice=True)
    (root / "CURRENT").write_bytes(pointer)  # as if killed before the switch
    assert served(store) == ["a"]


def acts_of_a_publication(root: Path) -> list[str]:
    disk = CountedDisk()
    Store(root, disk).publish(writer(NEW))
    return disk.acts


def test_everything_is_on_the_disk_before_the_next_step(root: Path) -> None:
    folder = published(root, twice=True)
    acts = acts_of_a_publication(root)
    name = max(path.name for path in folder.parent.iterdir())
    renamed = acts.index(f"rename {name}")
    names = {path.name for path in files_of(root / "generations" / name)} - {"manifest.json"}
    assert names <= {act[5:] for act in acts[:renamed] if act.startswith("sync ")}
    assert {"sync lexical", "sync documents"} < set(acts[:renamed])
    assert acts[renamed - 1].startswith("sync .tmp-")
    assert "write manifest.json" in acts[:renamed]
    assert acts[renamed : renamed + 5] == [
        f"rename {name}",
        "sync generations",
        "write .CURRENT.next",
        "rename CURRENT",
        "sync index",
    ]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES])
def test_a_disk_that_fails_at_any_step_leaves_the_old_generation(root: Path, code: int) -> None:
    published(root)
    total = acts_of_a_publication(root).index("rename CURRENT") + 1
    assert total > 15
    for step in range(1, total + 1):
        target = root.parent / f"{code}-{step}"
        published(target)
        before = (target / "CURRENT").read_bytes()
        with pytest.raises(PublishError, match=r"old index still serves") as caught:
            Store(target, FailingDisk(step, code)).publish(writer(NEW))
        assert os.strerror(code) in str(caught.value)
        assert served(Store(target)) == ["a"]
        assert (target / "CURRENT").read_bytes() == before
        assert len(list((target / "generations").iterdir())) == 1


def test_a_switch_the_disk_does_not_confirm_is_said_as_it_is(root: Path) -> None:
    published(root)
    step = acts_of_a_publication(root).index("sync index") + 1
    target = root.parent / "other"
    published(target)
    with pytest.raises(PublishError, match=r"serves, but the disk did not confirm"):
        Store(target, FailingDisk(step, errno.EIO)).publish(writer(NEW))
    assert served(Store(target)) == ["b"]


def test_a_writer_that_fails_leaves_nothing_behind(root: Path) -> None:
    def write(folder: Path) -> Parts:
        (folder / "half").write_text("x")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    published(root)
    with pytest.raises(PublishError, match=r"No space left.*still serves"):
        Store(root).publish(write)
    assert served(Store(root)) == ["a"]
    assert len(list((root / "generations").iterdir())) == 1


NO_ROOM = """
import resource, signal, sys
from pathlib import Path
from rag.errors import PublishError
from rag.store import Store
from tests.generations import NEW, writer
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    Store(Path(sys.argv[1])).publish(writer(NEW))
except PublishError as error:
    print(error)
"""


@pytest.mark.parametrize("limit", [0, 100, 200, 600, 1500])
def test_files_that_may_not_grow_leave_the_old_generation(root: Path, limit: int) -> None:
    """The system itself refuses here, to native writers too."""
    published(root)
    arguments = [sys.executable, "-c", NO_ROOM, str(root), str(limit)]
    done = subprocess.run(
        arguments, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert "old index still serves" in done.stdout
    assert served(Store(root)) == ["a"]
    assert len(list((root / "generations").iterdir())) == 1


READ_ONLY = """
import os, sys
from pathlib import Path
import faiss
from rag.errors import PublishError
from rag.store import Store
from tests.generations import NEW, served, writer
if os.getuid() == 0:
    os.setuid(65534)  # permissions do not bind root
store = Store(Path(sys.argv[1]))
print(served(store))
try:
    store.publish(writer(NEW))
except PublishError as error:
    print(error)
print(served(store))
"""


def test_a_read_only_directory_serves_and_refuses_to_publish(root: Path) -> None:
    published(root)
    for path in [root, *root.rglob("*")]:
        path.chmod(path.stat().st_mode & 0o555)
    open_to_others(root)
    done = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(root)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    for path in [root, *root.rglob("*")]:
        path.chmod(path.stat().st_mode | 0o200)
    lines = done.stdout.splitlines()
    assert [lines[0], lines[2]] == ["['a']", "['a']"], done.stderr
    assert "could not be written: Permission denied. The old index still serves." in lines[1]
