"""What the data folder holds for the reader: running text, real questions, and the benchmark.

See ``embeddings.training.data`` for the folder. Only class A records are taken, and the
paragraphs of the benchmark (CMRC 2018 dev) are left out wherever they stand.
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from embeddings.errors import EncoderError
from embeddings.training.data import read_documents

_SHINGLE = 24
_REMEDY = "Fetch the data folder again."


@dataclass(frozen=True, slots=True)
class Real:
    """A question of a data set, its paragraph, and the answer's own words and place there."""

    question: str
    context: str
    answer: str
    start: int


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A question to measure with, its paragraph and the right answers."""

    question: str
    context: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """All of the folder: ``running`` are groups of paragraphs with the name of their source."""

    running: tuple[tuple[str, tuple[str, ...]], ...]
    real: tuple[Real, ...]
    bench: tuple[Benchmark, ...]


def read_sources(data: Path) -> Sources:
    """Read the folder.

    Raises:
        EncoderError: a file is missing, or a line is not what it should be.
    """
    bench = tuple(
        Benchmark(one["question"], one["context"], tuple(one["answers"]))
        for one in _records(
            data / "bench" / "cmrc2018_dev.jsonl.gz", ("question", "context", "answers")
        )
    )
    seen = {shingle for one in bench for shingle in _shingles(one.context)}
    real = tuple(one for one in _real(data) if not seen & set(_shingles(one.context)))
    return Sources(tuple(_running(data, seen)), real, bench)


def _real(data: Path) -> Iterator[Real]:
    keys = ("question", "context", "answer", "answer_start", "licence")
    for one in _records(data / "train" / "qa.jsonl.gz", keys):
        if one["licence"] == "A":
            yield Real(one["question"], one["context"], one["answer"], one["answer_start"])


def _running(data: Path, seen: set[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for document in read_documents(data, ("A",)):
        yield document.source, document.paragraphs
    path = data / "text" / "wiki_contexts.txt.gz"
    for line in _lines(path) if path.is_file() else ():
        paragraphs = [part for part in line.rstrip("\n").split("\t")[1:] if part]
        kept = tuple(part for part in paragraphs if not seen & set(_shingles(part)))
        if kept:
            yield "wiki", kept


def _shingles(text: str) -> Iterator[str]:
    """Stretches by which a paragraph is known again, whatever its blanks and its edges."""
    plain = "".join(text.split())
    for at in range(0, max(1, len(plain) - _SHINGLE), _SHINGLE):
        yield plain[at : at + _SHINGLE]
    yield plain[-_SHINGLE:]


def _records(path: Path, keys: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(_lines(path), start=1):
        try:
            record = json.loads(line)
        except ValueError as error:
            raise EncoderError(f"Line {number} of {path} is not JSON.", _REMEDY) from error
        missing = [key for key in keys if not isinstance(record, dict) or key not in record]
        if missing:
            raise EncoderError(f"Line {number} of {path} lacks {missing[0]!r}.", _REMEDY)
        yield record


def _lines(path: Path) -> Iterator[str]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            yield from stream
    except OSError as error:
        raise EncoderError(f"{path} cannot be read.", _REMEDY) from error
