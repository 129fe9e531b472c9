"""Texts into the index: read, cut, encode, publish one new generation. Idempotent.

What counts as unchanged is decided by what would be written, not by what was given: a text is
read and cut again, and if document, passages, encoder and tokenizer come out as they are in the
index, nothing is published.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from embeddings.encoder import Encoder
from rag import lexical
from rag.chunking import ChunkSettings, chunk
from rag.corpus import read_document
from rag.errors import (
    CorpusError,
    EncoderError,
    IndexDamagedError,
    IndexMissingError,
    NotFoundError,
    VectorIndexError,
)
from rag.store import Contents, Parts, Publisher, Store
from rag.store.contents import indexed_text, read_vectors, write_contents
from rag.store.manifest import ChunkingRecord, DocumentRecord, EncoderRecord, digest
from rag.types import Document, Erratum, Metadata, Passage

Progress = Callable[[str, int, int], None]
"""Called with a stage ("read", "encode", "publish"), what is done of it, and all of it."""

_BATCH = 64


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of the texts, by document id.

    ``generation`` serves now; it is new if ``published``. ``documents`` and ``passages`` count
    the whole index. ``warnings`` are for people: odd characters, guessed encodings, damage.
    """

    generation: str
    published: bool
    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    documents: int
    passages: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """A document and the name of the file it came from."""

    document: Document
    file: str


def ingest(
    paths: Sequence[Path],
    store: Store,
    encoder: Encoder,
    settings: ChunkSettings,
    progress: Progress | None = None,
) -> IngestReport:
    """Take texts into the index beside those it has; all of them or, on any error, none.

    Metadata and errata beside a text are found as ``rag.corpus.read_document`` says. With no
    paths the texts of the index are cut and encoded anew.

    Raises:
        CorpusError: a text cannot be read, or two texts have the same id.
        EncoderError: the encoder failed.
        StoreBusyError: another process is publishing.
        PublishError: the index could not be written; the old one serves.
        IndexMissingError: no paths and no index.
        IndexMismatchError: the index is of another format.
    """
    report = progress or _silent
    texts = _read(paths, report)
    with store.exclusive() as publisher:
        old, warnings = _old(store, needed=not paths)
        merged = _merge(old, texts)
        given = [*warnings, *(w for text in texts.values() for w in text.document.warnings)]
        job = _Job(publisher, encoder, settings, report, tuple(given))
        return job.run(old, merged)


def remove(
    document_ids: Sequence[str],
    store: Store,
    encoder: Encoder,
    settings: ChunkSettings,
    progress: Progress | None = None,
) -> IngestReport:
    """Take texts out of the index. Older generations keep them until they are pruned.

    Raises:
        NotFoundError: the index has no such document; nothing is removed.
        CorpusError: no text would be left.
        IndexMissingError, StoreBusyError, PublishError: as for ``ingest``.
    """
    with store.exclusive() as publisher:
        old, warnings = _old(store, needed=True)
        texts = _merge(old, {})
        for document_id in dict.fromkeys(document_ids):
            if texts.pop(document_id, None) is None:
                known = ", ".join(old.documents) if old else ""
                raise NotFoundError(f"No document has the id {document_id}.", f"Known: {known}.")
        return _Job(publisher, encoder, settings, progress or _silent, warnings).run(old, texts)


@dataclass(frozen=True, slots=True)
class _Job:
    """From the texts the index shall hold to the generation that holds them."""

    publisher: Publisher
    encoder: Encoder
    settings: ChunkSettings
    progress: Progress
    warnings: tuple[str, ...]

    def run(self, old: Contents | None, texts: Mapping[str, _Text]) -> IngestReport:
        documents = tuple(texts[document_id].document for document_id in sorted(texts))
        passages = tuple(p for document in documents for p in chunk(document, self.settings))
        if not passages:
            raise CorpusError(
                "The index would hold no text.", "Name a text to keep, or delete the directory."
            )
        parts = self._parts(texts, passages)
        if old and not old.alerts and _same(old, parts, documents, passages):
            return self._report(old, documents, passages, None)
        vectors = self._encode(old, passages)

        def write(folder: Path) -> Parts:
            write_contents(folder, documents, passages, vectors)
            return parts

        self.progress("publish", 0, 1)
        generation = self.publisher.publish(write)
        self.progress("publish", 1, 1)
        return self._report(old, documents, passages, generation)

    def _parts(self, texts: Mapping[str, _Text], passages: Sequence[Passage]) -> Parts:
        counts = dict.fromkeys(texts, 0)
        for passage in passages:
            counts[passage.document] += 1
        return Parts(
            encoder=EncoderRecord(self.encoder.fingerprint, self.encoder.dim),
            chunking=ChunkingRecord(**asdict(self.settings)),
            lexical=lexical.fingerprint(),
            documents=tuple(_record(texts[name], counts[name]) for name in sorted(texts)),
        )

    def _encode(self, old: Contents | None, passages: Sequence[Passage]) -> NDArray[np.float32]:
        """Vectors of the passages; those the old index has of the same text are taken over."""
        texts = [indexed_text(passage) for passage in passages]
        known = _known(old, self.encoder)
        wanted = [text for text in dict.fromkeys(texts) if text not in known]
        for start in range(0, len(wanted), _BATCH):
            self.progress("encode", start, len(wanted))
            batch = wanted[start : start + _BATCH]
            vectors = self.encoder.encode_passages(batch)
            if vectors.shape != (len(batch), self.encoder.dim):
                raise EncoderError(
                    f"The encoder made {vectors.shape} of {len(batch)} passages.",
                    f"It must make one row of {self.encoder.dim} numbers of each.",
                )
            known.update(zip(batch, vectors, strict=True))
        self.progress("encode", len(wanted), len(wanted))
        return np.stack([known[text] for text in texts]).astype(np.float32, copy=False)

    def _report(
        self,
        old: Contents | None,
        documents: Sequence[Document],
        passages: Sequence[Passage],
        generation: str | None,
    ) -> IngestReport:
        before = old.documents if old else {}
        ids = {document.id for document in documents}
        same = {d.id for d in documents if before.get(d.id) == d}
        return IngestReport(
            generation=generation or (old.generation if old else ""),
            published=generation is not None,
            added=tuple(sorted(ids - before.keys())),
            changed=tuple(sorted((ids & before.keys()) - same)),
            unchanged=tuple(sorted(same)),
            removed=tuple(sorted(before.keys() - ids)),
            documents=len(documents),
            passages=len(passages),
            warnings=self.warnings,
        )


def _read(paths: Sequence[Path], progress: Progress) -> dict[str, _Text]:
    texts: dict[str, _Text] = {}
    for done, path in enumerate(paths):
        progress("read", done, len(paths))
        document = read_document(path)
        if document.id in texts:
            raise CorpusError(
                f"{texts[document.id].file} and {path.name} have the same id {document.id}.",
                "Give each text its own id in the metadata beside it, and name it once.",
            )
        texts[document.id] = _Text(document, path.name)
    progress("read", len(paths), len(paths))
    return texts


def _old(store: Store, *, needed: bool) -> tuple[Contents | None, tuple[str, ...]]:
    """What the index holds now, and what a user should know of it."""
    try:
        contents = store.contents()
    except IndexMissingError:
        if needed:
            raise
        return None, ()
    except IndexDamagedError as error:
        if needed:
            raise
        return None, (
            f"旧索引已损坏，只收入这次给出的文本，其余文本请重新收入。 · {error.what} Only the "
            "texts named now are in the new index; ingest the others again.",
        )
    return contents, contents.alerts


def _merge(old: Contents | None, texts: Mapping[str, _Text]) -> dict[str, _Text]:
    """The texts of the index, with ``texts`` added or put in the place of their older selves."""
    merged: dict[str, _Text] = {}
    for record in old.manifest.documents if old else ():
        new = texts.get(record.id)
        if new and new.file != record.file and new.document.sha256 != record.sha256:
            raise CorpusError(
                f"{new.file} has the id {record.id}, which belongs to {record.file}.",
                "Give it another id in the metadata beside it, or remove the other text first.",
            )
        if old:
            merged[record.id] = _Text(old.documents[record.id], record.file)
    merged.update(texts)
    return merged


def _known(old: Contents | None, encoder: Encoder) -> dict[str, NDArray[np.float32]]:
    """Vectors of the old index by the text they encode, if this encoder made them."""
    if old is None or old.manifest.encoder != EncoderRecord(encoder.fingerprint, encoder.dim):
        return {}
    try:
        vectors = read_vectors(old.folder, old.manifest)
    except VectorIndexError:  # made anew below, like those of a new text
        return {}
    return {indexed_text(p): row for p, row in zip(old.passages, vectors, strict=True)}


def _same(
    old: Contents, parts: Parts, documents: Sequence[Document], passages: Sequence[Passage]
) -> bool:
    made = old.manifest
    return (
        Parts(made.encoder, made.chunking, made.lexical, made.documents) == parts
        and tuple(old.documents.values()) == tuple(documents)
        and old.passages == tuple(passages)
    )


def _record(text: _Text, passages: int) -> DocumentRecord:
    document = text.document
    extras = _extras().dump_json((document.metadata, document.errata))
    return DocumentRecord(
        id=document.id,
        file=text.file,
        sha256=document.sha256,
        extras=digest(extras),
        characters=len(document.source),
        passages=passages,
    )


@cache
def _extras() -> TypeAdapter[tuple[Metadata, tuple[Erratum, ...]]]:
    return TypeAdapter(tuple[Metadata, tuple[Erratum, ...]])


def _silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""
