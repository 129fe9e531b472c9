"""``youju eval``: a user's own text and questions, as CSV or JSON lines.

``eval/data/template.csv`` and ``template.jsonl`` show both forms. Only ``question`` is needed; an
empty ``answer`` says that the text does not answer it. ``quotes`` are words of the text that prove
the answer, as they stand there or as they read once page breaks are joined.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.cases import Case, Dataset, QuestionType, parse_case, read_jsonl
from eval.errors import CaseError
from eval.metrics.answers import verdict
from eval.normal import canonical
from eval.rows import Run
from eval.runner import run as run_dataset
from rag.corpus import read_document
from rag.language.quantities import find_quantities
from rag.language.times import find_times
from rag.types import Document

TEMPLATE = Path(__file__).parent / "data" / "template.csv"
_COLUMNS = (
    *("id", "question", "answer", "type", "register", "accepted", "items", "quotes"),
    *("history", "standalone", "reason"),
)
_MANY = {"accepted", "items", "quotes"}
_PROSE = 20


def run(file: Path, text: Path, command: str = "") -> Run:
    """Index the text, ask the questions, grade the answers.

    Args:
        file: questions, ``.csv`` or ``.jsonl``.
        text: the text they are about.
        command: what was typed, for the record.

    Raises:
        CaseError: a question does not have its shape, or a quote is not in the text.
        CorpusError: the text cannot be read.
    """
    cases = read_user_cases(file, read_document(text))
    return run_dataset(Dataset(file.stem, text, cases), ablate=False, command=command)


def read_user_cases(file: Path, document: Document) -> tuple[Case, ...]:
    """A user's questions, with what they left out filled in. Raises CaseError."""
    rows = _rows(file)
    cases = tuple(
        parse_case(_filled(row, at, where, document), where)
        for at, (where, row) in enumerate(rows, 1)
    )
    if not cases:
        raise CaseError(f"{file.name} holds no question.", f"See {TEMPLATE.name}.")
    return cases


def kind_of(answer: str | None, items: Sequence[str], follows: bool) -> QuestionType:
    """The type of a question whose writer named none, told by its gold answer."""
    if not answer:
        return QuestionType.UNANSWERABLE
    if follows:
        return QuestionType.FOLLOW_UP
    return QuestionType.LIST if items else _kind_of_one(answer)


def _kind_of_one(answer: str) -> QuestionType:
    bare = canonical(answer)
    times, quantities = find_times(answer), find_quantities(answer)
    if len(times) == 1 and canonical(times[0].text) == bare:
        return QuestionType.DATE
    if len(quantities) == 1 and canonical(quantities[0].text) == bare:
        return QuestionType.NUMBER
    if verdict(answer) is not None:
        return QuestionType.YES_NO
    return QuestionType.WHY_HOW if len(bare) > _PROSE else QuestionType.ENTITY


def _rows(file: Path) -> list[tuple[str, dict[str, Any]]]:
    if file.suffix.lower() == ".csv":
        return list(_csv_rows(file))
    if file.suffix.lower() in {".jsonl", ".json"}:
        return [(f"{file.name} line {at}", row) for at, row in read_jsonl(file)]
    raise CaseError(f"{file.name} is neither .csv nor .jsonl.", f"See {TEMPLATE.name}.")


def _csv_rows(file: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(f"{file} cannot be read: {error}.", "Give a UTF-8 file.") from error
    for at, row in enumerate(csv.DictReader(lines), 2):
        named = {key: value or "" for key, value in row.items() if key}
        yield (
            f"{file.name} line {at}",
            {
                key: [part for part in value.split("|") if part] if key in _MANY else value
                for key, value in named.items()
                if value
            },
        )


def _filled(row: Mapping[str, Any], at: int, where: str, document: Document) -> dict[str, Any]:
    unknown = [key for key in row if key not in (*_COLUMNS, "evidence", "nearest")]
    if unknown:
        raise CaseError(f"{where} has the key {unknown[0]}.", f"Allowed: {', '.join(_COLUMNS)}.")
    filled = dict(row)
    quotes = filled.pop("quotes", [])
    answer = filled.get("answer") or None
    kind = filled.get("type") or kind_of(answer, filled.get("items", []), "history" in filled)
    places = [_place(quote, where, document) for quote in quotes]
    key = "evidence" if answer else "nearest"
    filled |= {
        "id": str(filled.get("id") or f"q-{at:03}"),
        "answer": answer,
        "type": kind,
        "register": filled.get("register") or "formal",
    }
    filled[key] = [*filled.get(key, []), *places]
    filled.setdefault("evidence", [])
    return filled


def _place(quote: str, where: str, document: Document) -> dict[str, Any]:
    """Where a quotation stands: in the source as it is, or else in the reading form."""
    start = document.source.find(quote)
    if start >= 0:
        return {"quote": quote, "start": start, "end": start + len(quote)}
    start = document.reading.find(quote)
    if start < 0 or not quote:
        raise CaseError(f"{where}: a quote is not in the text.", "Copy it from the text.")
    span = document.alignment.to_source(start, start + len(quote))
    return {
        "quote": document.source[span.start : span.end],
        "start": span.start,
        "end": span.end,
    }
