"""Publishing: a generation appears whole or not at all, whatever stops the process.

Order is everything. Files are written in a temporary folder and synced, the folder gets its
name, and only then the pointer is replaced; each step is on the disk before the next begins.
A process killed in between leaves the old pointer and some litter, swept by the next publisher.
"""

import fcntl
import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from rag.errors import PublishError, StoreBusyError, VectorIndexError
from rag.store.disk import Disk, describe, walk
from rag.store.layout import (
    CURRENT,
    GENERATIONS,
    LOCK,
    MANIFEST,
    TEMPORARY,
    Pointer,
    dump_pointer,
    generations,
    name_generation,
    next_moment,
    read_pointer,
)
from rag.store.manifest import FORMAT, Manifest, Parts, digest, dump, parse

KEEP = 3
_NEXT = ".CURRENT.next"
_SERVES = "The old index still serves."


@contextmanager
def exclusive(root: Path) -> Iterator[None]:
    """Hold the directory's lock; it falls with the process, however that ends.

    Raises:
        StoreBusyError: another process holds it.
        PublishError: the directory cannot be made or written.
    """
    try:
        (root / GENERATIONS).mkdir(parents=True, exist_ok=True)
        handle = os.open(root / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise _failed(error) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StoreBusyError(
                f"Another process is publishing to {root}.", "Wait until it is done and try again."
            ) from error
        except OSError as error:
            raise _failed(error) from error
        yield
    finally:
        os.close(handle)


class Publisher:
    """Writes generations; made by ``Store.exclusive`` and good while that lock is held."""

    def __init__(self, root: Path, disk: Disk, clock: Callable[[], datetime]) -> None:
        self._root = root
        self._disk = disk
        self._clock = clock

    def publish(self, write: Callable[[Path], Parts]) -> str:
        """Publish what ``write`` puts into the empty folder it is given.

        Returns:
            The name of the new generation, which serves from now on.

        Raises:
            PublishError: the disk refused (full, read-only, broken); the old index serves.
            Whatever ``write`` raises; the old index serves then too.
        """
        folder = self._root / GENERATIONS / f"{TEMPORARY}{uuid.uuid4().hex}"
        made = folder
        try:
            self._sweep()
            folder.mkdir()
            pointer = self._seal(folder, write(folder))
            made = self._root / GENERATIONS / pointer.generation
            self._disk.rename(folder, made)
            self._disk.sync(made.parent)
            self._disk.write(self._root / _NEXT, dump_pointer(pointer))
            self._disk.rename(self._root / _NEXT, self._root / CURRENT)
        except BaseException as error:
            self._discard(folder, made)
            if isinstance(error, OSError | VectorIndexError):
                raise _failed(error) from error
            raise
        try:
            self._disk.sync(self._root)
        except OSError as error:
            raise PublishError(
                f"{pointer.generation} serves, but the disk did not confirm it: {_why(error)}.",
                "Check the disk, then run `youju ingest` again.",
            ) from error
        with suppress(OSError):  # what cannot be removed now is removed next time
            self._prune(pointer.generation)
        return pointer.generation

    def _discard(self, *folders: Path) -> None:
        """Remove what will not be published; never what an interrupt left already serving."""
        pointer = read_pointer(self._root)
        for folder in folders:
            if pointer is None or folder.name != pointer.generation:
                with suppress(OSError):
                    self._disk.remove(folder)

    def _seal(self, folder: Path, parts: Parts) -> Pointer:
        """Write the manifest, sync everything, and say what the generation will be called."""
        files, _ = walk(folder)
        manifest = Manifest(
            format=FORMAT,
            created=next_moment(self._clock(), generations(self._root)),
            encoder=parts.encoder,
            chunking=parts.chunking,
            lexical=parts.lexical,
            documents=parts.documents,
            files={path: describe(folder / path) for path in files},
        )
        data = dump(manifest)
        parse(data)  # what could not be opened must not be published
        for path in files:
            self._disk.sync(folder / path)
        self._disk.write(folder / MANIFEST, data)
        _, folders = walk(folder)
        for path in [*reversed(folders), "."]:
            self._disk.sync(folder / path)
        found = digest(data)
        return Pointer(name_generation(manifest.created, found), found)

    def _sweep(self) -> None:
        """Remove what killed processes left; the lock says that none of them still runs."""
        (self._root / _NEXT).unlink(missing_ok=True)
        for path in (self._root / GENERATIONS).iterdir():
            if path.name.startswith(TEMPORARY):
                self._disk.remove(path)

    def _prune(self, current: str) -> None:
        """Remove all but the newest generations; those who have one open keep their maps."""
        pointer = read_pointer(self._root)
        serving = {current, pointer.generation if pointer else current}
        for name in generations(self._root)[:-KEEP]:
            if name not in serving:
                self._disk.remove(self._root / GENERATIONS / name)


def _failed(error: Exception) -> PublishError:
    return PublishError(
        f"The new index could not be written: {_why(error)}. {_SERVES}",
        "Free some space, or see that the index directory can be written, and try again.",
    )


def _why(error: Exception) -> str:
    return (isinstance(error, OSError) and error.strerror) or str(error)
