"""The questions of the benchmark, read from JSON lines, plain or gzipped."""

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from eval.errors import CaseError


@dataclass(frozen=True, slots=True)
class Item:
    """A question, the paragraph that answers it and every reference answer."""

    id: str
    question: str
    context: str
    answers: tuple[str, ...]


def read_items(path: Path, limit: int | None = None) -> tuple[Item, ...]:
    """The first ``limit`` questions (None for all), in file order.

    Raises:
        CaseError: the file cannot be read, or a line lacks a key or has no answer.
    """
    try:
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise CaseError(
            f"{path} cannot be read: {error}.", "Name the JSON lines of CMRC 2018 dev."
        ) from error
    lines = [line for line in text.splitlines() if line.strip()]
    return tuple(_item(line, at) for at, line in enumerate(lines[:limit], 1))


def pool_of(items: Sequence[Item]) -> list[str]:
    """The distinct paragraphs, in order of first use."""
    return list(dict.fromkeys(item.context for item in items))


def digest(path: Path) -> str:
    """SHA-256 of the file, to name the data of a run."""
    return sha256(path.read_bytes()).hexdigest()


def _item(line: str, at: int) -> Item:
    try:
        row = json.loads(line)
        answers = tuple(str(answer) for answer in row["answers"])
        item = Item(str(row["id"]), str(row["question"]), str(row["context"]).strip(), answers)
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise CaseError(
            f"Line {at} is no question: {error}.", "Keys: id, question, context, answers."
        ) from error
    if not item.answers or not item.context:
        raise CaseError(f"Line {at} has no answer or no context.", "Each question needs both.")
    return item
