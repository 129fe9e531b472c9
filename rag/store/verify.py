"""Whether a generation is what its manifest says, told before any native parser reads of it.

FAISS and tantivy answer silently from most files with a flipped bit and trust the counts they
find, so nothing reaches them that was not hashed first.
"""

from pathlib import Path
from stat import S_ISDIR

from rag.errors import IndexDamagedError
from rag.store.disk import describe, read_bounded, walk
from rag.store.layout import GENERATIONS, MANIFEST, vouches
from rag.store.manifest import MAX_MANIFEST, REBUILD, Manifest, digest, parse


def verify(root: Path, name: str, manifest_sha256: str | None = None) -> Manifest:
    """Check every file of a generation and return its manifest.

    Args:
        root: the index directory.
        name: the generation.
        manifest_sha256: what the pointer says; None: the name alone vouches.

    Raises:
        IndexDamagedError: a file is missing, too many, changed or not a plain file.
        IndexMismatchError: the manifest is sound but of another format.
    """
    folder = root / GENERATIONS / name
    try:
        if not S_ISDIR(folder.lstat().st_mode):
            raise IndexDamagedError(f"{name} is not a folder.", REBUILD)
        data = read_bounded(folder / MANIFEST, MAX_MANIFEST)
        found = digest(data)
        if not vouches(name, found) or manifest_sha256 not in (None, found):
            raise IndexDamagedError("The manifest is not the one that was published.", REBUILD)
        manifest = parse(data)
        _check_names(folder, manifest)
        for path, record in manifest.files.items():
            _check_file(folder, path, record.size, record.sha256)
    except OSError as error:
        # A missing file and an unreadable one are the same to who wants to serve from it.
        raise IndexDamagedError(f"A file cannot be read: {_about(error)}.", REBUILD) from error
    return manifest


def _check_names(folder: Path, manifest: Manifest) -> None:
    files, folders = walk(folder)
    expected = sorted([*manifest.files, MANIFEST])
    if files != expected:
        odd = sorted(set(files).symmetric_difference(expected))
        raise IndexDamagedError(f"Missing or not in the manifest: {', '.join(odd[:5])}.", REBUILD)
    needed = {"/".join(path.split("/")[:depth]) for path in files for depth in _depths(path)}
    if set(folders) != needed:
        raise IndexDamagedError("There is a folder that the manifest does not name.", REBUILD)


def _depths(path: str) -> range:
    return range(1, path.count("/") + 1)


def _check_file(folder: Path, path: str, size: int, sha256: str) -> None:
    if (folder / path).lstat().st_size != size:
        raise IndexDamagedError(f"{path} has not the size it was published with.", REBUILD)
    if describe(folder / path).sha256 != sha256:
        raise IndexDamagedError(f"{path} was changed after it was published.", REBUILD)


def _about(error: OSError) -> str:
    name = Path(str(error.filename)).name if error.filename else "unknown"
    return f"{name} ({error.strerror})"
