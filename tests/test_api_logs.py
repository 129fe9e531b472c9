"""Row 26: what a client wrote cannot forge, break or colour a log line."""

import io
import json
import logging

import pytest

from api.logs import EscapingFormatter, JsonFormatter, escape


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


def test_a_record_as_json_is_one_line_that_says_the_same() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    logger = logging.Logger("youju.test")
    logger.addHandler(handler)
    try:
        raise ValueError("x\n\u2028forged")
    except ValueError:
        logger.exception("failed on %s", "甲\n\x1b[31m\u202e")
    lines = stream.getvalue().splitlines()
    assert len(lines) == 1
    told = json.loads(lines[0])
    assert told["time"].endswith("+00:00")
    assert (told["level"], told["logger"]) == ("error", "youju.test")
    assert told["message"] == "failed on 甲\\n\\x1b[31m\\u202e"
    assert told["traceback"][-1] == "\\u2028forged"
