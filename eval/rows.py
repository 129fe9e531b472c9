"""What a run leaves behind: one row a question and variant, and how the run was made."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from eval.cases import Split, read_jsonl
from eval.errors import RunError

Measures = Mapping[str, float]
"""Grades by name; a measure that does not apply to a question is absent."""


@dataclass(frozen=True, slots=True)
class CitedSpan:
    """A citation of an answer, in source offsets."""

    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PassageSpan:
    """A retrieved passage, in source offsets."""

    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """One question through one variant.

    Texts (question, gold, short_answer, answer, items) are empty for test questions: their rows
    are kept for totals. ``timings`` are milliseconds; every other field is deterministic.
    """

    id: str
    variant: str
    split: str
    type: str
    register: str
    sections: tuple[str, ...] = ()
    measures: Measures = field(default_factory=dict)
    status: str = ""
    reason: str = ""
    gold_reason: str = ""
    confidence: float = 0.0
    right: bool = False
    question: str = ""
    gold: str = ""
    short_answer: str = ""
    answer: str = ""
    items: tuple[str, ...] = ()
    citations: tuple[CitedSpan, ...] = ()
    passages: tuple[PassageSpan, ...] = ()
    timings: Measures = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RunInfo:
    """How a run was made: what one must know to repeat or to distrust it.

    Times in milliseconds, memory in MiB (peak of the whole process so far).
    """

    data: str
    split: str
    command: str
    date: str
    machine: str
    cores: int
    versions: Mapping[str, str]
    commit: str
    encoder: str
    questions_sha256: str
    text_sha256: str
    passages: int
    ingest_ms: float
    open_ms: float
    peak_mib: float
    run_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Run:
    """A whole run."""

    info: RunInfo
    rows: tuple[Row, ...]

    def of(self, variant: str) -> tuple[Row, ...]:
        """The rows of one variant, in question order."""
        return tuple(row for row in self.rows if row.variant == variant)

    @property
    def variants(self) -> tuple[str, ...]:
        """The variants of the run, in the order in which they ran."""
        return tuple(dict.fromkeys(row.variant for row in self.rows))


_ROW: TypeAdapter[Row] = TypeAdapter(Row)
_INFO: TypeAdapter[RunInfo] = TypeAdapter(RunInfo)


def redacted(row: Row) -> Row:
    """The row of a test question without any text or offset; others as they are."""
    if row.split != Split.TEST:
        return row
    return replace(
        row, question="", gold="", short_answer="", answer="", items=(), citations=(), passages=()
    )


def write_run(path: Path, run: Run) -> None:
    """Write rows as JSON lines to ``path``, and how they were made to ``<path>.info.json``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(_line(redacted(row)) for row in run.rows), encoding="utf-8")
    text = json.dumps(_INFO.dump_python(run.info, mode="json"), ensure_ascii=False, indent=2)
    info_path(path).write_text(text + "\n", encoding="utf-8")


def read_run(path: Path) -> Run:
    """Read what ``write_run`` wrote. Raises RunError."""
    try:
        info = _INFO.validate_json(info_path(path).read_bytes())
        return Run(info, tuple(_ROW.validate_python(row) for _, row in read_jsonl(path)))
    except (OSError, ValidationError) as error:
        raise RunError(
            f"{path} is no run: {error}.", "Make one with `python -m eval run --out PATH`."
        ) from error


def info_path(path: Path) -> Path:
    """Where the description of a run lies beside its rows."""
    return path.with_name(path.name.removesuffix(".jsonl") + ".info.json")


def by_id(rows: Iterable[Row]) -> dict[str, Row]:
    """Rows by question id."""
    return {row.id: row for row in rows}


def _line(row: Row) -> str:
    fields: dict[str, Any] = _ROW.dump_python(row, mode="json")
    kept = {key: value for key, value in fields.items() if value not in ("", [], {})}
    return json.dumps(kept, ensure_ascii=False) + "\n"
