"""What pydantic found, as field errors: the field, what is allowed, never what was sent.

Keys a client made up are input too, so an unknown key is reported at the object it stood in.
"""

from collections.abc import Mapping, Sequence

from api.problems import FieldError, Problem, unprocessable

_SHOWN = 20
_LIMITS = ("max_length", "min_length", "le", "ge", "limit")
_TEXTS: Mapping[str, str] = {
    "missing": "必须给出 · is required",
    "extra_forbidden": "有不认识的键 · holds an unknown key",
    "string_type": "须为字符串 · must be a string",
    "string_unicode": "含有不成对的代理字符 · holds a lone surrogate",
    "string_too_long": "最多 {max_length} 个字符 · at most {max_length} characters",
    "string_too_short": "最少 {min_length} 个可见字符 · at least {min_length} visible character",
    "int_type": "须为整数，如 8，不可加引号 · must be an integer such as 8, not quoted",
    "int_parsing_size": "数太大 · the number is too large",
    "bool_type": "须为 true 或 false · must be true or false",
    "list_type": "须为数组 · must be an array",
    "too_long": "最多 {max_length} 项 · at most {max_length} items",
    "greater_than_equal": "最小为 {ge} · at least {ge}",
    "less_than_equal": "最大为 {le} · at most {le}",
    "literal_error": "须为 {expected} · must be {expected}",
    "model_type": "须为对象 · must be an object",
    "model_attributes_type": "须为对象 · must be an object",
    "dict_type": "须为对象 · must be an object",
    "span_empty": "start 须小于 end · start must be before end",
    "span_long": "一处引文至多 {limit} 个字符 · a citation spans at most {limit} characters",
    "years_reversed": "from 不可晚于 to · from must not be after to",
}
_QUERY_INTEGER = "须为不带符号的整数 · must be digits only"
_OTHER = "不合要求 · is not allowed"


def problem_from(errors: Sequence[Mapping[str, object]]) -> Problem:
    """The 422 for a list of pydantic errors; the first twenty are named.

    Args:
        errors: pydantic's own: ``type``, ``loc`` beginning with "body", "query" or "path", and
            ``ctx`` with the limits. ``input`` is not read.
    """
    return unprocessable(*(_field_error(error) for error in errors[:_SHOWN]))


def _field_error(error: Mapping[str, object]) -> FieldError:
    kind = str(error["type"])
    context = error.get("ctx")
    limits = context if isinstance(context, Mapping) else {}
    where = error["loc"]
    parts = list(where) if isinstance(where, tuple) else []
    if kind == "extra_forbidden":
        parts = parts[:-1]
    text = _TEXTS.get(kind, _OTHER)
    if kind == "int_type" and parts[:1] == ["query"]:
        text = _QUERY_INTEGER
    limit = next((limits[name] for name in _LIMITS if isinstance(limits.get(name), int)), None)
    return FieldError(_path(parts), text.format(**limits), limit)


def _path(parts: Sequence[object]) -> str:
    """("body", "history", 3, "question") -> "history[3].question"; the whole is its first part."""
    if len(parts) <= 1:
        return str(parts[0]) if parts else "body"
    name = ""
    for part in parts[1:]:
        name += f"[{part}]" if isinstance(part, int) else f".{part}" if name else str(part)
    return name
