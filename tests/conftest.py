"""Fakes shared by the tests: deterministic, typed, worked out by hand where it matters."""

import os
import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

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
from tests.browser import Live, Opener, Origin, launched, second_origin
from tests.chromium import HOW, find_chromium, must_have
from tests.serving import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

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


def open_to_others(folder: Path) -> None:
    """Make what pytest keeps a test's folder in, closed to other users, passable for them."""
    for parent in folder.parents:
        if "pytest-of-" in str(parent):
            parent.chmod(0o755)


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


@pytest.fixture(scope="session")
def origin() -> Iterator[Origin]:
    """Another web site, one that may embed the widget."""
    with second_origin() as site:
        yield site


@pytest.fixture(scope="session")
def youju(pipeline: IndexPipeline, origin: Origin) -> Iterator[Live]:
    """The real server over the shipped text; ``origin`` may embed its widget."""
    with serving(pipeline, docs=False, widget_origins=(origin.url,)) as url:
        yield Live(url)


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """A Chromium for one module: while it runs no other test may use asyncio.run."""
    executable = find_chromium(os.environ)
    if executable is None and must_have(os.environ):
        pytest.fail(f"没有浏览器 · no browser\n{HOW}", pytrace=False)
    if executable is None:
        pytest.skip(NO_BROWSER)
    with launched(executable) as chromium:
        yield chromium


@pytest.fixture
def open_page(browser: "Browser", youju: Live, origin: Origin) -> Iterator[Opener]:
    """Makes watched pages; the test fails on any error or foreign request they saw."""
    opener = Opener(browser, youju.url, origin.url)
    yield opener
    opener.close()


@pytest.fixture
def page(open_page: Opener) -> "Page":
    """One watched page, in Chinese, of desktop size."""
    return open_page()


NO_BROWSER = "没有浏览器 · no browser"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Browser tests that did not run are told loudly, not only as an "s"."""
    skipped = [
        report
        for report in terminalreporter.stats.get("skipped", [])
        if NO_BROWSER in str(report.longrepr)
    ]
    if skipped:
        terminalreporter.section("浏览器测试没有运行 · THE BROWSER TESTS DID NOT RUN", red=True)
        terminalreporter.line(f"{len(skipped)} 项 · tests")
        terminalreporter.line(HOW)
