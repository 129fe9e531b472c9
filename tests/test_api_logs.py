"""Row 26: what a client wrote cannot forge, break or colour a log line."""

import io
import logging

import pytest

from api.logs import EscapingFormatter, escape


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲厂 ok", "甲厂 ok"),
        ("a\r\nERROR b", "a\\r\\nERROR b"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a\u2028b\u202ec", "a\\u2028b\\u202ec"),
        ("\ud800", "\\ud800"),
    ],
)
def test_what_does_not_print_is_escaped(text: str, shown: str) -> None:
    assert escape(text) == shown


def test_a_record_with_a_traceback_begins_one_line_only() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(EscapingFormatter())
    logger = logging.Logger("youju.test")
    logger.addHandler(handler)
    try:
        raise ValueError("x\n2026-01-01 ERROR forged")
    except ValueError:
        logger.exception("failed on %s", "a\nb")
    lines = stream.getvalue().splitlines()
    assert lines[0].endswith("ERROR youju.test: failed on a\\nb")
    assert all(line.startswith("    | ") for line in lines[1:])
    assert "    | 2026-01-01 ERROR forged" in lines
