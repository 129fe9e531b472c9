"""Fakes shared by the tests: deterministic, typed, worked out by hand where it matters."""

import re
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from embeddings.encoder import load_encoder
from rag.chunking import ChunkSettings
from rag.ingest import ingest
from rag.live import LiveIndex
from rag.pipeline import IndexPipeline
from rag.store import Store
from rag.types import (
    Alignment,
    Document,
    Metadata,
    Paragraph,
    Passage,
    Segment,
    Sentence,
    Span,
)

KEYWORDS = ("工会", "渔业", "船厂", "会员", "改选", "女职工", "劳模", "合同")


class KeywordEncoder:
    """Counts keywords; a text with none of them points to a last dimension of its own."""

    def __init__(self, keywords: Sequence[str] = KEYWORDS) -> None:
        self._keywords = tuple(keywords)
        self.dim = len(keywords) + 1
        self.fingerprint = sha256("\n".join(keywords).encode()).hexdigest()
        self.encoded = 0

    def encode_queries(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        """Unit rows, shape (n, dim)."""
        rows = np.zeros((len(texts), self.dim), np.float32)
        for row, text in enumerate(texts):
            counts = [text.count(keyword) for keyword in self._keywords]
            rows[row] = [*counts, 0 if any(counts) else 1]
        lengths: NDArray[np.float32] = np.linalg.norm(rows, axis=1, keepdims=True)
        return (rows / lengths).astype(np.float32)

    def encode_passages(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        """Unit rows, shape (n, dim); ``encoded`` counts the texts that came this way."""
        self.encoded += len(texts)
        return self.encode_queries(texts)


def make_document(document_id: str, *paragraphs: str) -> Document:
    """A document without sections, read as it stands: paragraphs end with a line feed."""
    source = "\n".join(paragraphs)
    whole = Span(0, len(source))
    sentences: list[Sentence] = []
    blocks: list[Paragraph] = []
    start = 0
    for number, paragraph in enumerate(paragraphs, 1):
        first = len(sentences) + 1
        for match in re.finditer(r"[^。]+。?", paragraph):
            span = Span(start + match.start(), start + match.end())
            count = len(sentences) + 1
            sentences.append(Sentence(count, number, None, match.group(), span, span))
        span = Span(start, start + len(paragraph))
        numbers = tuple(range(first, len(sentences) + 1))
        blocks.append(Paragraph(number, None, span, span, numbers))
        start += len(paragraph) + 1
    return Document(
        metadata=Metadata(id=document_id, title=document_id),
        encoding="utf-8",
        sha256=sha256(source.encode()).hexdigest(),
        source=source,
        reading=source,
        alignment=Alignment((Segment(whole, whole, verbatim=True),)),
        headings=(),
        sections=(),
        paragraphs=tuple(blocks),
        sentences=tuple(sentences),
    )


def make_passages(document: Document) -> tuple[Passage, ...]:
    """One passage a paragraph."""
    return tuple(
        Passage(
            id=f"{document.id}-s0-p{paragraph.number}-1",
            document=document.id,
            section=None,
            section_title=None,
            paragraph=paragraph.number,
            sentences=paragraph.sentences,
            text=document.reading[paragraph.reading.start : paragraph.reading.end],
            reading=paragraph.reading,
            source=paragraph.source,
        )
        for paragraph in document.paragraphs
    )


@pytest.fixture
def encoder() -> KeywordEncoder:
    """A fresh keyword encoder."""
    return KeywordEncoder()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An index directory that does not exist yet."""
    return tmp_path / "index"


@pytest.fixture(scope="session")
def shipped_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """An index of the shipped text, made by the shipped encoder."""
    store = Store(tmp_path_factory.mktemp("shipped") / "index")
    text = Path(__file__).resolve().parent.parent / "rag" / "data" / "beihai-union.txt"
    ingest([text], store, load_encoder(), ChunkSettings())
    return store


@pytest.fixture(scope="session")
def pipeline(shipped_store: Store) -> IndexPipeline:
    """The whole pipeline over the shipped text."""
    return IndexPipeline(LiveIndex(shipped_store, load_encoder(), poll_seconds=3600))
