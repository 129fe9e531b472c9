"""Reading training data: pairs, running text and the benchmark, filtered by licence.

Layout of the data folder (every file may be missing, but some pairs must remain):

    train/pairs.jsonl.gz   {"query", "passage", "source", "licence"} a line
    train/qa.jsonl.gz      {"question", "context", "source", "licence", …} a line
    text/<name>.txt.gz     one document a line: title TAB paragraph TAB paragraph …
    bench/cmrc2018_dev.jsonl.gz   {"question", "context", …}: measured on, never trained on
"""

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from embeddings.errors import EncoderError

# Text files carry no licence field, so their class stands here; a file not named is not read.
# wiki_contexts (A) is left out on purpose: it holds the passages of the benchmark, and is read
# without them by `read_encyclopaedia`.
TEXT_LICENCES = {
    "laws": "A",
    "gov_policy": "A",
    "csl_abstracts": "A",
    "crud_news_near": "B",
    "crud_news_far": "B",
}
# Laws, regulations and government notices: their pairs are grouped by document.
OFFICIAL_SOURCES = frozenset({"law_chapter", "law_title", "gd_service_item", "gov_policy_title"})
_HELD_OUT_ONE_IN = 20
_SHINGLE = 24


@dataclass(frozen=True, slots=True)
class Pair:
    """A query and the passage that answers it, with where they come from.

    ``wrong`` are texts that look right and are not; one of them stands beside the passage
    whenever the pair is learned from.
    """

    query: str
    passage: str
    source: str
    licence: str
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A title (may be empty) and the paragraphs under it."""

    title: str
    paragraphs: tuple[str, ...]
    source: str
    licence: str


def read_pairs(folder: Path, licences: Iterable[str]) -> list[Pair]:
    """Read every pair of the wanted licence classes, without exact duplicates.

    Raises:
        EncoderError: a line is not what the layout says, or nothing is left.
    """
    wanted = frozenset(licences)
    found: dict[tuple[str, str], Pair] = {}
    for name, query_key, passage_key in (
        ("pairs", "query", "passage"),
        ("qa", "question", "context"),
    ):
        for record in read_records(
            folder / "train" / f"{name}.jsonl.gz", (query_key, passage_key, "source", "licence")
        ):
            query, passage = record[query_key].strip(), record[passage_key].strip()
            pair = Pair(query, passage, record["source"], record["licence"])
            if pair.licence in wanted and pair.query and pair.passage:
                found.setdefault((pair.query, pair.passage), pair)
    if not found:
        raise EncoderError(
            f"No training pairs of licence {sorted(wanted)} in {folder}.",
            "Name a folder that holds train/pairs.jsonl.gz or train/qa.jsonl.gz.",
        )
    return list(found.values())


def read_documents(folder: Path, licences: Iterable[str]) -> list[Document]:
    """Read the running text whose class is known and wanted."""
    wanted = frozenset(licences)
    documents: list[Document] = []
    for name, licence in TEXT_LICENCES.items():
        path = folder / "text" / f"{name}.txt.gz"
        if licence in wanted and path.is_file():
            for line in _lines(path):
                title, *paragraphs = line.split("\t")
                documents.append(Document(title, tuple(filter(None, paragraphs)), name, licence))
    return documents


def read_encyclopaedia(folder: Path, benchmark: Sequence[Pair]) -> list[Document]:
    """Read wiki_contexts without any paragraph that shares a stretch with the benchmark's."""
    path = folder / "text" / "wiki_contexts.txt.gz"
    seen = {stretch for pair in benchmark for stretch in shingles(pair.passage)}
    documents: list[Document] = []
    for line in _lines(path) if path.is_file() else ():
        title, *paragraphs = line.split("\t")
        kept = tuple(p for p in paragraphs if p and seen.isdisjoint(shingles(p)))
        if kept:
            documents.append(Document(title, kept, "wiki", "A"))
    return documents


def shingles(text: str) -> Iterator[str]:
    """Stretches of a text, end to end, by which another printing of it is known again."""
    plain = "".join(text.split())
    for at in range(0, max(1, len(plain) - _SHINGLE), _SHINGLE):
        yield plain[at : at + _SHINGLE]
    yield plain[-_SHINGLE:]


def read_benchmark(folder: Path) -> list[Pair]:
    """Read CMRC 2018 dev as question -> paragraph pairs; empty when the file is not there."""
    return [
        Pair(record["question"].strip(), record["context"].strip(), "cmrc2018_dev", "A")
        for record in read_records(
            folder / "bench" / "cmrc2018_dev.jsonl.gz", ("question", "context")
        )
    ]


def is_held_out(name: str) -> bool:
    """Whether the document of this name belongs to the held-out part.

    One document in twenty, chosen by the checksum of its name, so a law's chapters, its
    title pair and its running text always fall on the same side, whatever the seed.
    """
    return zlib.crc32(name.encode("utf-8")) % _HELD_OUT_ONE_IN == 0


def document_name(pair: Pair) -> str:
    """Name the document a pair was cut from: an official text's title, else the passage."""
    return pair.query.split(" ", 1)[0] if pair.source in OFFICIAL_SOURCES else pair.passage


def split_held_out(pairs: Sequence[Pair]) -> tuple[list[Pair], list[Pair]]:
    """Split into (training, held out) by document.

    A held-out passage is dropped from training wherever else it stands.
    """
    held = [pair for pair in pairs if is_held_out(document_name(pair))]
    seen = {pair.passage for pair in held}
    chosen = set(held)
    return [p for p in pairs if p not in chosen and p.passage not in seen], held


def without_passages(pairs: Sequence[Pair], passages: Iterable[str]) -> list[Pair]:
    """Drop pairs whose passage or query stands in `passages` (a benchmark's paragraphs)."""
    seen = frozenset(passages)
    return [pair for pair in pairs if pair.passage not in seen and pair.query not in seen]


def cap_sources(pairs: Sequence[Pair], limit: int) -> list[Pair]:
    """Keep at most `limit` pairs a source, chosen by checksum so that order does not matter."""
    ranked = sorted(range(len(pairs)), key=lambda i: _checksum(pairs[i]))
    kept: dict[str, list[int]] = {}
    for i in ranked:
        rows = kept.setdefault(pairs[i].source, [])
        if len(rows) < limit:
            rows.append(i)
    return [pairs[i] for i in sorted(i for rows in kept.values() for i in rows)]


def _checksum(pair: Pair) -> bytes:
    return hashlib.sha256(f"{pair.query}\n{pair.passage}".encode()).digest()


def _lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            if line.strip():
                yield line.rstrip("\n")


def read_records(path: Path, keys: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Read a file of one JSON object a line; nothing where it is not there.

    Raises:
        EncoderError: a line is no object, or one of `keys` is no text in it.
    """
    if not path.is_file():
        return
    remedy = "Fetch the data folder again."
    for number, line in enumerate(_lines(path), start=1):
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise EncoderError(f"Line {number} of {path} is not JSON.", remedy) from error
        for key in keys:
            if not isinstance(record, dict) or not isinstance(record.get(key), str):
                raise EncoderError(f"Line {number} of {path} lacks {key!r}.", remedy)
        yield record
