"""Log lines that stay one line: whatever a client wrote cannot end one, begin one or colour it."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import TextIO

_INDENT = "    | "


def escape(text: str) -> str:
    """The text with line ends, control, format and unpaired characters as backslash escapes."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in text
    )


class EscapingFormatter(logging.Formatter):
    """One line a record; a traceback follows, each of its lines marked and escaped."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as text."""
        head = f"{self.formatTime(record)} {record.levelname} {record.name}"
        lines = [f"{head}: {escape(record.getMessage())}"]
        if record.exc_info:
            trace = self.formatException(record.exc_info)
            lines += [_INDENT + escape(line) for line in trace.split("\n")]
        return "\n".join(lines)


class JsonFormatter(logging.Formatter):
    """One JSON object a record, for programs that collect logs; escaped like the text form."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line: time (UTC), level, logger, message, and a traceback's lines."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told: dict[str, object] = {
            "time": at,
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": escape(record.getMessage()),
        }
        if record.exc_info:
            trace = self.formatException(record.exc_info)
            told["traceback"] = [escape(line) for line in trace.split("\n")]
        return json.dumps(told, ensure_ascii=False)


def configure_logging(stream: TextIO | None = None, kind: str = "text") -> None:
    """Send this project's log and its libraries' warnings to ``stream``.

    Args:
        stream: standard error where none is given.
        kind: "text" or "json".
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonFormatter() if kind == "json" else EscapingFormatter())
    for name, level in (
        ("youju", logging.INFO),
        ("uvicorn", logging.WARNING),
        ("mcp", logging.WARNING),
    ):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.setLevel(level)
        logger.propagate = False
