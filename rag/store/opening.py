"""Opening: the generation the pointer names, or else the newest older one that is sound."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from embeddings.encoder import Encoder
from embeddings.errors import VectorIndexError
from embeddings.vector_index import VectorIndex
from rag import lexical
from rag.errors import IndexDamagedError, IndexMismatchError, IndexMissingError
from rag.lexical import LexicalIndex
from rag.store.contents import LEXICAL, VECTORS, read_contents
from rag.store.layout import CURRENT, GENERATIONS, Pointer, generations, read_pointer
from rag.store.manifest import REBUILD, Manifest
from rag.store.verify import verify
from rag.types import Document, Passage

_T = TypeVar("_T")
_RACES = 5


@dataclass(frozen=True, slots=True)
class Sound:
    """A generation that was verified, and how it was come by.

    ``pointer`` is what the directory's pointer said; ``alerts`` name what was passed over.
    """

    name: str
    folder: Path
    manifest: Manifest
    pointer: Pointer | None
    alerts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """The texts of a verified generation, without its native indexes."""

    generation: str
    folder: Path
    manifest: Manifest
    documents: Mapping[str, Document]
    passages: tuple[Passage, ...]
    alerts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """An opened generation: everything a question needs, unchanged as long as it is held.

    Rows of ``passages``, ``lexical`` and ``vectors`` are the same. ``alerts`` say what is wrong
    with the directory, for people. ``pointer`` is what the directory's pointer said at opening:
    poll ``Store.pointer()`` and open again when it says something else.
    """

    generation: str
    manifest: Manifest
    documents: Mapping[str, Document]
    passages: tuple[Passage, ...]
    lexical: LexicalIndex
    vectors: VectorIndex
    alerts: tuple[str, ...]
    pointer: Pointer | None


def open_index(root: Path, encoder: Encoder) -> Index:
    """Open the serving generation for questions encoded by ``encoder``.

    Raises:
        IndexMissingError: nothing was published yet.
        IndexMismatchError: it was made by another encoder, tokenizer or format.
        IndexDamagedError: no generation is sound.
    """

    def load(sound: Sound) -> Index:
        check_makers(sound.manifest, encoder)
        contents = load_contents(sound)
        count = len(contents.passages)
        words = LexicalIndex.open(sound.folder / LEXICAL)
        if len(words) != count:
            raise IndexDamagedError("The lexical index has not one row a passage.", REBUILD)
        vectors = VectorIndex.load(sound.folder / VECTORS, count, sound.manifest.encoder.dim)
        return Index(
            generation=sound.name,
            manifest=sound.manifest,
            documents=contents.documents,
            passages=contents.passages,
            lexical=words,
            vectors=vectors,
            alerts=sound.alerts,
            pointer=sound.pointer,
        )

    return first_sound(root, load)


def load_contents(sound: Sound) -> Contents:
    """The texts of a verified generation. Raises IndexDamagedError."""
    documents, passages = read_contents(sound.folder, sound.manifest)
    return Contents(sound.name, sound.folder, sound.manifest, documents, passages, sound.alerts)


def check_makers(manifest: Manifest, encoder: Encoder) -> None:
    """Raise IndexMismatchError unless questions of ``encoder`` fit the index."""
    made = manifest.encoder
    if (made.fingerprint, made.dim) != (encoder.fingerprint, encoder.dim):
        raise IndexMismatchError(
            f"The index was made with the encoder {made.fingerprint[:12]} ({made.dim} dimensions), "
            f"not with {encoder.fingerprint[:12]} ({encoder.dim}).",
            "Run `youju ingest` to rebuild it, or set YOUJU_ENCODER to what it was made with.",
        )
    if manifest.lexical != lexical.fingerprint():
        raise IndexMismatchError(
            "The index was made with another tokenizer.", "Run `youju ingest` to rebuild it."
        )


def first_sound(root: Path, load: Callable[[Sound], _T]) -> _T:
    """Load the generation that serves: the pointed one, or the newest older sound one.

    Raises:
        IndexMissingError: there is no generation at all.
        IndexMismatchError: the pointed generation is sound but not for this reader.
        IndexDamagedError: there are generations but none is sound.
    """
    for _ in range(_RACES):
        pointer = read_pointer(root)
        try:
            return _attempt(root, pointer, load)
        except (IndexDamagedError, IndexMissingError):
            # A publisher may have pruned what was being read; then the pointer has moved on.
            if read_pointer(root) == pointer:
                raise
    raise IndexDamagedError(f"The index in {root} changes faster than it can be read.", REBUILD)


def _attempt(root: Path, pointer: Pointer | None, load: Callable[[Sound], _T]) -> _T:
    names = generations(root)
    problems: list[str] = []
    if pointer is not None:
        name = pointer.generation
        try:
            manifest = verify(root, name, pointer.manifest_sha256)
            return load(Sound(name, root / GENERATIONS / name, manifest, pointer))
        except (IndexDamagedError, VectorIndexError) as error:
            problems.append(f"{name}: {error.what}")
        # What is newer was made but never published.
        names = [older for older in names if older < name]
    elif names or (root / CURRENT).exists():
        problems.append("the pointer CURRENT is missing or unreadable")
    else:
        raise IndexMissingError(
            f"There is no index in {root}.", "Run `youju ingest` with the texts to build one."
        )
    for name in reversed(names):
        try:
            folder, alerts = root / GENERATIONS / name, _alerts(name, problems)
            return load(Sound(name, folder, verify(root, name), pointer, alerts))
        except (IndexDamagedError, IndexMismatchError, VectorIndexError) as error:
            problems.append(f"{name}: {error.what}")
    raise IndexDamagedError(
        f"No generation of the index in {root} is sound ({'; '.join(problems)}).", REBUILD
    )


def _alerts(name: str, problems: list[str]) -> tuple[str, ...]:
    return tuple(
        f"索引损坏，改由 {name} 提供服务，请运行 youju ingest 重建。 · The index is damaged "
        f"({problem}); {name} serves. Run `youju ingest` to rebuild it."
        for problem in problems
    )
