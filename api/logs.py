"""Log lines that stay one line: whatever a client wrote cannot end one, begin one or colour it."""

import logging
import sys
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


def configure_logging(stream: TextIO | None = None) -> None:
    """Send this project's log and its libraries' warnings to ``stream`` (standard error)."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(EscapingFormatter())
    levels = (("youju", logging.INFO), ("uvicorn", logging.WARNING), ("mcp", logging.WARNING))
    for name, level in levels:
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.setLevel(level)
        logger.propagate = False
