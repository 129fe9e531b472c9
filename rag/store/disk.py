"""The few acts on the disk that durability hangs on, in one place so that a test can fail them."""

import os
import shutil
from hashlib import file_digest
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from rag.errors import IndexDamagedError
from rag.store.manifest import REBUILD, FileRecord


class Disk:
    """Writing that survives a crash. Pass a subclass to a ``Store`` to watch or break it."""

    def write(self, path: Path, data: bytes) -> None:
        """Write a file, replacing what was there; it is on the disk when this returns."""
        with path.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def sync(self, path: Path) -> None:
        """Wait until a file's bytes, or a folder's entries, are on the disk."""
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def rename(self, source: Path, target: Path) -> None:
        """Move within one folder or disk, at once; a file that was at ``target`` is replaced."""
        source.replace(target)

    def remove(self, folder: Path) -> None:
        """Remove a folder and all it holds; nothing happens where there is none."""
        if folder.exists():
            shutil.rmtree(folder)


def walk(folder: Path) -> tuple[list[str], list[str]]:
    """Relative paths of the files and of the folders under ``folder``, sorted.

    Raises:
        IndexDamagedError: something is neither a plain file nor a folder (a link, a device).
        OSError: a folder cannot be read.
    """
    files: list[str] = []
    folders: list[str] = []
    waiting = [""]
    while waiting:
        parent = waiting.pop()
        with os.scandir(folder / parent) as entries:
            for entry in entries:
                path = f"{parent}{entry.name}"
                mode = entry.stat(follow_symlinks=False).st_mode
                if S_ISDIR(mode):
                    folders.append(path)
                    waiting.append(f"{path}/")
                elif S_ISREG(mode):
                    files.append(path)
                else:
                    raise IndexDamagedError(f"{path} is not a plain file.", REBUILD)
    return sorted(files), sorted(folders)


def describe(path: Path) -> FileRecord:
    """Size and SHA-256 of a plain file; links are not followed.

    Raises:
        OSError: the file is missing, a link, or cannot be read.
    """
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as file:
        found = file_digest(file, "sha256").hexdigest()
        return FileRecord(found, file.tell())


def read_bounded(path: Path, limit: int) -> bytes:
    """The bytes of a plain file.

    Raises:
        IndexDamagedError: the file is longer than ``limit`` bytes.
        OSError: the file is missing, a link, or cannot be read.
    """
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise IndexDamagedError(f"{path.name} is longer than {limit} bytes.", REBUILD)
    return data
