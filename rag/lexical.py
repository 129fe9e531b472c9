"""The lexical index: BM25 over the tokens of each passage.

The only importer of tantivy, and it does so late. What was measured of tantivy shapes this file:
its query parser raises on ordinary text, so queries are built from terms; a tokenizer must be
registered on every open; opening takes a lock *file*, so an index is opened through a throw-away
folder of links and the published folder is never written, not even where it could be.
"""

import heapq
import shutil
import tempfile
import time
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from rag.errors import IndexDamagedError, PublishError, StoreError
from rag.language.tokens import tokenize

if TYPE_CHECKING:
    import tantivy

LAYOUT = "tantivy-1: text (whitespace, freq), row (u64, fast)"
MAX_TERMS = 256
"""Terms of one query that are scored. Beyond it the commonest are left out: they say least and
cost most (1,000 terms that stand in every passage took 7 ms at 300 passages, 256 take 1.5)."""

_PROBE = "二〇〇二年2月，北海市總工會Ｗeb站10²人次、1,234.5万元，①北海市工會3.5%。"
_TIE = 1e-4
_HEAP = 15_000_000
_LOCKS = (".tantivy-meta.lock", ".tantivy-writer.lock")


def fingerprint() -> str:
    """What decides which tokens an index holds: the layout and the tokenizer's behaviour.

    The tokenizer is told apart by what it makes of a fixed text, so a change of its code
    that changes nothing keeps old indexes valid.
    """
    tokens = "\n".join(tokenize(_PROBE))
    return sha256(f"{LAYOUT}\n{tokens}".encode()).hexdigest()


class LexicalIndex:
    """A read-only BM25 index (k1 = 1.2, b = 0.75, tantivy's constants). Thread-safe."""

    __slots__ = ("_schema", "_searcher")

    def __init__(self, searcher: "tantivy.Searcher", schema: "tantivy.Schema") -> None:
        self._searcher = searcher
        self._schema = schema

    @classmethod
    def build(cls, folder: Path, texts: Iterable[str]) -> None:
        """Write an index of ``texts`` into ``folder``, which must be empty or absent.

        The row of a text is its place in ``texts``, from 0.

        Raises:
            PublishError: tantivy could not write (disk full, no permission).
        """
        import tantivy

        # Made elsewhere and copied: tantivy watches what it writes, and its watcher may put a lock
        # file back at any later moment, which would make a published folder look damaged.
        made: Path | None = None
        try:
            made = Path(tempfile.mkdtemp(prefix="youju-"))
            folder.mkdir(parents=True, exist_ok=True)
            index = tantivy.Index(_schema(), path=str(made), reuse=False)
            index.config_reader("manual")
            _register(index)
            # One thread: a passage index is written in a blink and needs no second one.
            writer = index.writer(heap_size=_HEAP, num_threads=1)
            for row, text in enumerate(texts):
                document = tantivy.Document()
                document.add_text("text", " ".join(tokenize(text)))
                document.add_unsigned("row", row)
                writer.add_document(document)
            writer.commit()
            writer.wait_merging_threads()
            del writer, index
            _copy(made, folder)
        except (OSError, ValueError) as error:
            raise PublishError(
                f"The lexical index could not be written: {error}.",
                "The old index still serves; see that the disk and TMPDIR have room.",
            ) from error
        finally:
            if made is not None:
                _remove(made)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the index in ``folder``, which may be read-only and is not written.

        Check the files' hashes first: tantivy answers from most damaged files without a word.

        Raises:
            IndexDamagedError: there is no index, or not one of this layout.
            StoreError: there is no temporary folder to put links into.
        """
        import tantivy

        links = _links_to(folder)
        try:
            index = tantivy.Index.open(str(links))
            index.config_reader("manual")
            _register(index)
            # The searcher holds its files mapped, so the links can go once it stands.
            return cls(index.searcher(), _schema())
        except ValueError as error:
            raise IndexDamagedError(
                f"The lexical index could not be opened: {error}.",
                "Run `youju ingest` again, and see that this user may read the files.",
            ) from error
        finally:
            _remove(links)

    def __len__(self) -> int:
        """How many texts the index holds."""
        return int(self._searcher.num_docs)

    def document_frequency(self, token: str) -> int:
        """How many texts hold the token."""
        return int(self._searcher.doc_freq("text", token))

    def search(self, tokens: Sequence[str], k: int) -> list[tuple[int, float]]:
        """The ``k`` best rows with their BM25 scores, best first; equal scores by row.

        A token counts once however often the question repeats it: saying a word twice asks
        for nothing more. Rows that share no token with the question are not returned.

        Args:
            tokens: as ``tokenize`` makes them; any strings are safe.
            k: how many rows at most, 1 or more.

        Raises:
            ValueError: k is below 1.
        """
        if k < 1:
            raise ValueError(f"k = {k} is not allowed: ask for 1 row or more")
        terms = self._terms(tokens)
        total = len(self)
        if not terms or not total:
            return []
        query = _any_of(self._schema, terms)
        limit = min(k + 1, total)
        hits = self._searcher.search(query, limit, count=False).hits
        # tantivy cuts ties by its own order: read on until the score drops, then cut by row.
        while limit < total and len(hits) == limit and hits[-1][0] > hits[k - 1][0] - _TIE:
            limit = min(limit * 2, total)
            hits = self._searcher.search(query, limit, count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in hits])
        # The last bits of a sum depend on the order of its terms; ties must not.
        scored = [
            (int(row or 0), round(score / _TIE) * _TIE)
            for row, (score, _) in zip(rows, hits, strict=True)
        ]
        return heapq.nsmallest(k, scored, key=lambda hit: (-hit[1], hit[0]))

    def _terms(self, tokens: Sequence[str]) -> list[str]:
        """The distinct tokens worth scoring, in the order given."""
        distinct = dict.fromkeys(tokens)
        if len(distinct) <= MAX_TERMS:
            return list(distinct)
        known = {t: n for t in distinct if (n := self._searcher.doc_freq("text", t))}
        kept = set(heapq.nsmallest(MAX_TERMS, known, key=lambda term: (known[term], term)))
        return [term for term in known if term in kept]


def _links_to(folder: Path) -> Path:
    """A new temporary folder with a link to each file of ``folder``."""
    try:
        files = list(folder.resolve(strict=True).iterdir())
    except OSError as error:
        raise IndexDamagedError(
            f"There is no lexical index to read: {error.strerror}.", "Run `youju ingest` again."
        ) from error
    try:
        links = Path(tempfile.mkdtemp(prefix="youju-"))
        for path in files:
            (links / path.name).symlink_to(path)
    except OSError as error:
        raise StoreError(
            f"No temporary folder can be written: {error.strerror}.",
            "Set TMPDIR to a folder that can be; a few kilobytes are enough.",
        ) from error
    return links


def _remove(links: Path) -> None:
    """Remove a temporary folder.

    tantivy watches what it opened, and its watcher may put a lock file back meanwhile, once.
    """
    for _ in range(50):
        shutil.rmtree(links, ignore_errors=True)
        if not links.exists():
            return
        time.sleep(0.002)


def _copy(made: Path, folder: Path) -> None:
    """Copy an index without its lock files, with the permissions any new file there would get.

    tantivy keeps some files private; an index is often written by one user and served by another.
    """
    for path in made.iterdir():
        if path.name not in _LOCKS:
            shutil.copyfile(path, folder / path.name)
            (folder / path.name).chmod(folder.stat().st_mode & 0o666)


def _schema() -> "tantivy.Schema":
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="tokens", index_option="freq")
    builder.add_unsigned_field("row", fast=True)
    return builder.build()


def _register(index: "tantivy.Index") -> None:
    import tantivy

    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("tokens", analyzer)


def _any_of(schema: "tantivy.Schema", terms: Sequence[str]) -> "tantivy.Query":
    import tantivy

    clauses: list[tuple[Any, tantivy.Query]] = [
        (tantivy.Occur.Should, tantivy.Query.term_query(schema, "text", term, "freq"))
        for term in terms
    ]
    return tantivy.Query.boolean_query(clauses)
