"""What a generation of the index says about itself: its makers, its texts, its files.

A manifest is JSON and is believed only when its own SHA-256 is the expected one. Unknown keys,
wrong types, odd paths and absurd counts are refused all the same.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from rag.errors import IndexDamagedError, IndexMismatchError

FORMAT = 1
"""Raised whenever a reader of the older form could go wrong."""

MAX_MANIFEST = 16 * 2**20
"""Bytes; about 100,000 texts."""

REBUILD = "Run `youju ingest` with the texts to build the index anew."

_FORBID = ConfigDict(extra="forbid", strict=True)
_PART = r"\.?[A-Za-z0-9_-][A-Za-z0-9_.-]*"
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=0, le=2**40)]
FilePath = Annotated[str, Field(pattern=rf"^{_PART}(/{_PART})*$", max_length=400)]
DocumentId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=64)]


@dataclass(frozen=True, slots=True)
class EncoderRecord:
    """The encoder of the vectors: what tells it from others, and the length of a row."""

    __pydantic_config__: ClassVar[ConfigDict] = _FORBID
    fingerprint: str
    dim: Annotated[int, Field(ge=1, le=65_536)]


@dataclass(frozen=True, slots=True)
class ChunkingRecord:
    """Sizes of the passages, in characters."""

    __pydantic_config__: ClassVar[ConfigDict] = _FORBID
    max_chars: Count
    min_chars: Count


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A text of the index.

    ``file`` is the source's name without its folder, ``sha256`` of its bytes, ``extras`` of its
    metadata and errata, ``characters`` code points of the source, ``passages`` a count.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _FORBID
    id: DocumentId
    file: str
    sha256: Sha256
    extras: Sha256
    characters: Count
    passages: Count


@dataclass(frozen=True, slots=True)
class FileRecord:
    """Size in bytes and hash of a file of the generation."""

    __pydantic_config__: ClassVar[ConfigDict] = _FORBID
    sha256: Sha256
    size: Count


@dataclass(frozen=True, slots=True)
class Parts:
    """What the writer of a generation knows; the rest of the manifest is found by looking.

    ``lexical`` is the fingerprint of the lexical index's layout and tokenizer.
    """

    encoder: EncoderRecord
    chunking: ChunkingRecord
    lexical: Sha256
    documents: tuple[DocumentRecord, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The manifest of one generation; ``files`` maps relative paths to size and hash."""

    __pydantic_config__: ClassVar[ConfigDict] = _FORBID
    format: int
    created: datetime
    encoder: EncoderRecord
    chunking: ChunkingRecord
    lexical: Sha256
    documents: tuple[DocumentRecord, ...]
    files: dict[FilePath, FileRecord]

    @property
    def passages(self) -> int:
        """How many passages the generation holds."""
        return sum(document.passages for document in self.documents)


@cache
def _adapter() -> TypeAdapter[Manifest]:
    return TypeAdapter(Manifest)


def dump(manifest: Manifest) -> bytes:
    """The manifest as UTF-8 JSON, readable by people."""
    plain: Any = _adapter().dump_python(manifest, mode="json")
    return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode()


def parse(data: bytes) -> Manifest:
    """The manifest in ``data``.

    Raises:
        IndexMismatchError: it was written in another format.
        IndexDamagedError: it is not a manifest.
    """
    try:
        head = json.loads(data)
        made_in = head["format"] if isinstance(head, dict) else None
        if isinstance(made_in, int) and made_in != FORMAT:
            raise IndexMismatchError(
                f"The index is of format {made_in}, this version reads format {FORMAT}.",
                "Move the index folder away and run `youju ingest` with all its texts.",
            )
        manifest = _adapter().validate_json(data)
    except (ValueError, KeyError, RecursionError, ValidationError) as error:
        raise IndexDamagedError(
            f"The manifest is no manifest: {_brief(error)}.", REBUILD
        ) from error
    ids = [document.id for document in manifest.documents]
    if len(set(ids)) != len(ids):
        raise IndexDamagedError("The manifest names a document twice.", REBUILD)
    return manifest


def digest(data: bytes) -> str:
    """SHA-256 of ``data`` in hexadecimal."""
    return sha256(data).hexdigest()


def _brief(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False)[0]
        return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"
    return f"{type(error).__name__}"
