"""What a generation holds, written and read: documents, passages, vectors, lexical index.

    documents/<id>.json   one Document
    passages.jsonl        one Passage a line; a passage's row is its line, from 0
    vectors.faiss         the same rows
    lexical/              the same rows

Records are plain JSON in and out; nothing is ever unpickled.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError

from embeddings.vector_index import VectorIndex
from rag.errors import IndexDamagedError
from rag.lexical import LexicalIndex
from rag.store.disk import read_bounded
from rag.store.manifest import REBUILD, Manifest
from rag.types import Document, Passage

DOCUMENTS = "documents"
PASSAGES = "passages.jsonl"
VECTORS = "vectors.faiss"
LEXICAL = "lexical"


def indexed_text(passage: Passage) -> str:
    """What both indexes see of a passage: its context, then its text."""
    return f"{passage.context}\n{passage.text}" if passage.context else passage.text


def write_contents(
    folder: Path,
    documents: Sequence[Document],
    passages: Sequence[Passage],
    vectors: NDArray[np.float32],
) -> None:
    """Write everything but the manifest into an empty ``folder``.

    Args:
        folder: the generation being made.
        documents: the texts; their ids are file names.
        passages: in the order of their rows.
        vectors: shape (passages, dim), unit rows.

    Raises:
        OSError, PublishError, VectorIndexError: something could not be written.
        ValueError: there is not one vector a passage.
    """
    if len(vectors) != len(passages):
        raise ValueError(f"{len(vectors)} vectors for {len(passages)} passages")
    (folder / DOCUMENTS).mkdir()
    for document in documents:
        data = _document().dump_json(document)
        (folder / DOCUMENTS / f"{document.id}.json").write_bytes(data)
    with (folder / PASSAGES).open("wb") as file:
        file.writelines(_passage().dump_json(passage) + b"\n" for passage in passages)
    VectorIndex.build(vectors).save(folder / VECTORS)
    LexicalIndex.build(folder / LEXICAL, map(indexed_text, passages))


def read_contents(
    folder: Path, manifest: Manifest
) -> tuple[Mapping[str, Document], tuple[Passage, ...]]:
    """Read documents and passages of a generation that was verified.

    Raises:
        IndexDamagedError: they do not fit each other or the manifest.
    """
    try:
        documents: dict[str, Document] = {}
        for record in manifest.documents:
            path = f"{DOCUMENTS}/{record.id}.json"
            data = read_bounded(folder / path, manifest.files[path].size)
            documents[record.id] = _document().validate_json(data)
        data = read_bounded(folder / PASSAGES, manifest.files[PASSAGES].size)
        passages = _passages().validate_json(b"[" + b",".join(data.splitlines()) + b"]")
    except KeyError as error:
        raise IndexDamagedError(f"The manifest names no {error.args[0]}.", REBUILD) from error
    except (OSError, ValidationError) as error:
        raise IndexDamagedError(f"Records cannot be read: {error}.", REBUILD) from error
    for record in manifest.documents:
        count = sum(passage.document == record.id for passage in passages)
        if documents[record.id].id != record.id or count != record.passages:
            raise IndexDamagedError(f"{record.id} is not what the manifest says.", REBUILD)
    if len(passages) != manifest.passages:
        raise IndexDamagedError("There are passages of no document.", REBUILD)
    return MappingProxyType(documents), passages


def read_vectors(folder: Path, manifest: Manifest) -> NDArray[np.float32]:
    """The vectors of a generation that was verified, shape (passages, dim).

    Raises:
        VectorIndexError: they are not of that shape.
    """
    return VectorIndex.load(folder / VECTORS, manifest.passages, manifest.encoder.dim).vectors


@cache
def _document() -> TypeAdapter[Document]:
    return TypeAdapter(Document)


@cache
def _passage() -> TypeAdapter[Passage]:
    return TypeAdapter(Passage)


@cache
def _passages() -> TypeAdapter[tuple[Passage, ...]]:
    return TypeAdapter(tuple[Passage, ...])
