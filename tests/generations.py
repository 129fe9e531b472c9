"""Small generations for the tests of the store, and disks that fail when told to."""

import errno
import os
import signal
from collections.abc import Callable
from pathlib import Path

from rag import lexical
from rag.store import Disk, Parts, Store
from rag.store.contents import write_contents
from rag.store.manifest import ChunkingRecord, DocumentRecord, EncoderRecord
from rag.types import Document
from tests.conftest import KeywordEncoder, make_document, make_passages

OLD = make_document("a", "北海市工会成立。工会有会员84人。", "渔业生产发展。")
NEW = make_document("b", "船厂改选。", "女职工学习。", "工会签合同。")


def writer(*documents: Document) -> Callable[[Path], Parts]:
    """What publishes a generation of these documents, encoded by keywords."""

    def write(folder: Path) -> Parts:
        encoder = KeywordEncoder()
        passages = [passage for document in documents for passage in make_passages(document)]
        vectors = encoder.encode_passages([passage.text for passage in passages])
        write_contents(folder, documents, passages, vectors)
        return Parts(
            encoder=EncoderRecord(encoder.fingerprint, encoder.dim),
            chunking=ChunkingRecord(max_chars=400, min_chars=150),
            lexical=lexical.fingerprint(),
            documents=tuple(
                DocumentRecord(
                    id=document.id,
                    file=f"{document.id}.txt",
                    sha256=document.sha256,
                    extras="0" * 64,
                    characters=len(document.source),
                    passages=len(document.paragraphs),
                )
                for document in documents
            ),
        )

    return write


def served(store: Store) -> list[str]:
    """Ids of the documents that serve, after asking both indexes for their rows."""
    encoder = KeywordEncoder()
    index = store.open_current(encoder)
    texts = [passage.text for passage in index.passages]
    for row, text in enumerate(texts):
        _, rows = index.vectors.search(encoder.encode_queries([text]), 1)
        assert rows.tolist() == [[row]]
        assert index.lexical.search([text[:2]], 1)[0][0] == row
    return list(index.documents)


class CountedDisk(Disk):
    """Numbers every act from 1 and lets ``before`` look at it first."""

    def __init__(self) -> None:
        self.acts: list[str] = []

    def before(self, act: str) -> None:
        """Called with "write CURRENT", "sync passages.jsonl" … before it happens."""
        self.acts.append(act)

    def write(self, path: Path, data: bytes) -> None:
        self.before(f"write {path.name}")
        super().write(path, data)

    def sync(self, path: Path) -> None:
        self.before(f"sync {path.name}")
        super().sync(path)

    def rename(self, source: Path, target: Path) -> None:
        self.before(f"rename {target.name}")
        super().rename(source, target)

    def remove(self, folder: Path) -> None:
        self.before(f"remove {folder.name}")
        super().remove(folder)


class DyingDisk(CountedDisk):
    """Kills its process, as kill -9 does, before act number ``last``."""

    def __init__(self, last: int) -> None:
        super().__init__()
        self._last = last

    def before(self, act: str) -> None:
        super().before(act)
        if len(self.acts) == self._last:
            os.kill(os.getpid(), signal.SIGKILL)


class FailingDisk(CountedDisk):
    """Fails act number ``at`` with ``code`` (an errno), and no other."""

    def __init__(self, at: int, code: int = errno.ENOSPC) -> None:
        super().__init__()
        self._at = at
        self._code = code

    def before(self, act: str) -> None:
        super().before(act)
        if len(self.acts) == self._at:
            raise OSError(self._code, os.strerror(self._code))
