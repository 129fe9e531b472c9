"""A request body to Python objects, by the letter of RFC 8259 and not one step further.

The standard parser takes NaN, keeps the last of two equal keys and lets lone surrogates into
strings, where they break the first encoder they meet. Here each of these is told to the client.
It does not limit size: the body limit has done that before.
"""

import json
from collections.abc import Iterator
from typing import NoReturn

from api.problems import FieldError, ProblemError, bad_request, unprocessable


def parse(body: bytes) -> object:
    """Parse one JSON document.

    Raises:
        ProblemError: 400 for bytes that are not UTF-8, not JSON, nested too deep, with a key
            twice or an integer of thousands of digits; 422 for a number that is not finite
            or a string with a lone surrogate.
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        detail = "请求体须为 UTF-8。 · The body must be UTF-8."
        raise ProblemError(bad_request("not-utf-8", detail)) from None
    try:
        value: object = json.loads(
            text,
            object_pairs_hook=_unique,
            parse_constant=_not_finite,
            parse_float=_finite,
        )
    except (ValueError, RecursionError):
        detail = "请求体须为正确的 JSON。 · The body must be well-formed JSON of modest depth."
        raise ProblemError(bad_request("not-json", detail)) from None
    # Only an escape can bring a surrogate in: the UTF-8 decoder above refuses the raw bytes.
    if "\\u" in text and any(_has_surrogate(string) for string in _strings(value)):
        detail = "含有不成对的代理字符 · holds a lone surrogate, which is no character"
        raise ProblemError(unprocessable(FieldError("body", detail)))
    return value


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        detail = "同一对象里有重复的键。 · An object holds the same key twice."
        raise ProblemError(bad_request("duplicate-key", detail))
    return members


def _not_finite(_: str) -> NoReturn:
    detail = "数须有限，不可为 NaN 或 Infinity · numbers must be finite"
    raise ProblemError(unprocessable(FieldError("body", detail)))


def _finite(digits: str) -> float:
    value = float(digits)
    if value in (float("inf"), float("-inf")):
        _not_finite(digits)
    return value


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


def _strings(value: object) -> Iterator[str]:
    """All strings of a JSON value, keys included; a loop, because depth is the client's choice."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            waiting.extend(item.keys())
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
