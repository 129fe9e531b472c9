"""Feedback as CSV or JSON lines, for people who read it in a spreadsheet or with a program."""

import csv
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, astuple
from pathlib import Path
from typing import Literal, TextIO

from api.feedback import COLUMNS, Feedback
from rag.errors import FeedbackError

Kind = Literal["csv", "jsonl"]
# What spreadsheets take for the beginning of a formula, the full-width forms included.
# Source: OWASP, "CSV Injection".
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def export_feedback(rows: Iterable[Feedback], path: Path | None, kind: Kind) -> int:
    """Write every row to a file, or to standard output where there is none; how many there were.

    Raises:
        FeedbackError: there is no feedback, or the file cannot be written.
    """
    if path is None:
        return write_feedback(rows, sys.stdout, kind)
    # Spreadsheets take a file without the mark for the encoding of their country.
    encoding = "utf-8-sig" if kind == "csv" else "utf-8"
    try:
        with path.open("w", encoding=encoding, newline="") as file:
            return write_feedback(rows, file, kind)
    except OSError as error:
        raise FeedbackError(
            f"{path} cannot be written: {error.strerror or error}.", "Name another file with --out."
        ) from error


def write_feedback(rows: Iterable[Feedback], out: TextIO, kind: Kind) -> int:
    """Write every row and return how many there were.

    A CSV cell that a spreadsheet would run gets an apostrophe before it; JSON keeps the text as
    it was sent.
    """
    count = 0
    writer = csv.writer(out, lineterminator="\r\n")
    if kind == "csv":
        writer.writerow(COLUMNS)
    for row in rows:
        if kind == "csv":
            writer.writerow([plain_cell(value) for value in astuple(row)])
        else:
            out.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")
        count += 1
    return count


def plain_cell(value: str | None) -> str:
    """The text as a cell that is no formula."""
    text = value or ""
    return "'" + text if text.lstrip(" ").startswith(_FORMULA) else text
