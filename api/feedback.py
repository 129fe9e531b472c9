"""What people thought of answers, kept in one SQLite file.

A connection a call: writing is rare, calls come from several threads, and nothing is left open
that a full disk or a deleted file could spoil for later. No address is kept, nor any time but
the click's own.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import FeedbackError
from rag.settings import Settings

if TYPE_CHECKING:  # imported by the first click: most runs never see one
    import sqlite3

BYTES_LIMIT = 256 * 1024 * 1024
"""The file grows no further; older feedback is never dropped for newer."""

_PAGE = 4096
_WAIT_SECONDS = 2.0
_SCHEMA = """
CREATE TABLE IF NOT EXISTS feedback (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    answer_id TEXT NOT NULL,
    rating TEXT NOT NULL CHECK (rating IN ('up', 'down')),
    question TEXT NOT NULL,
    short_answer TEXT,
    comment TEXT NOT NULL,
    generation TEXT NOT NULL
) STRICT
"""


@dataclass(frozen=True, slots=True)
class Feedback:
    """One click. ``at`` is UTC, ISO 8601; ``generation`` names the index that had answered."""

    at: str
    answer_id: str
    rating: str
    question: str
    short_answer: str | None
    comment: str
    generation: str


COLUMNS = tuple(field.name for field in fields(Feedback))
_INSERT = (
    f"INSERT INTO feedback ({', '.join(COLUMNS)}) "  # noqa: S608 - names of our own
    f"VALUES ({', '.join('?' * len(COLUMNS))})"
)
_SELECT = f"SELECT {', '.join(COLUMNS)} FROM feedback ORDER BY number"  # noqa: S608


def now() -> str:
    """The time, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class FeedbackStore:
    """One file of feedback.

    Args:
        path: made on the first write, readable by its owner alone.
        most_bytes: how large the file may become.
        clock: the time of a click.
    """

    def __init__(
        self, path: Path, most_bytes: int = BYTES_LIMIT, clock: Callable[[], str] = now
    ) -> None:
        self._path, self._pages, self._clock = path, most_bytes // _PAGE, clock

    @classmethod
    def of(cls, settings: Settings) -> "FeedbackStore":
        """The file that the settings name, else ``feedback.sqlite`` beside the index."""
        return cls(settings.feedback or settings.index.absolute().parent / "feedback.sqlite")

    def add(
        self,
        *,
        answer_id: str,
        rating: str,
        question: str,
        short_answer: str | None,
        comment: str,
        generation: str,
    ) -> None:
        """Keep one click. Raises FeedbackError; then nothing of it is kept."""
        import sqlite3

        row = Feedback(
            self._clock(), answer_id, rating, question, short_answer, comment, generation
        )
        try:
            # Not for others to read, from the first byte on.
            os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
            with closing(self._connect("rw")) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute(f"PRAGMA max_page_count = {self._pages}")
                connection.execute(_SCHEMA)
                connection.execute(_INSERT, astuple(row))
        except (OSError, sqlite3.Error) as error:
            raise FeedbackError(
                f"The feedback file {self._path} cannot be written: {error}.",
                "Set YOUJU_FEEDBACK to a file in a writable folder with room.",
            ) from error

    def rows(self) -> Iterator[Feedback]:
        """All of it, oldest first. Raises FeedbackError where there is no such file."""
        import sqlite3

        try:
            with closing(self._connect("ro")) as connection:
                for row in connection.execute(_SELECT):
                    yield Feedback(*row)
        except sqlite3.Error as error:
            raise FeedbackError(
                f"The feedback file {self._path} cannot be read: {error}.",
                "There is none before the first click; YOUJU_FEEDBACK names another.",
            ) from error

    def _connect(self, mode: str) -> "sqlite3.Connection":
        import sqlite3

        address = f"{self._path.absolute().as_uri()}?mode={mode}"
        return sqlite3.connect(address, timeout=_WAIT_SECONDS, isolation_level=None, uri=True)
