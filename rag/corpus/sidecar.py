"""The small TOML files beside a text: read strictly, trusted in nothing."""

import tomllib
from pathlib import Path
from typing import Any

from rag.corpus.characters import is_blank
from rag.corpus.reading import read_bytes
from rag.errors import ErrataError, SourceUnreadableError
from rag.language.patterns import late_regex

MAX_SIDECAR_BYTES = 1024 * 1024
MAX_FIELD = 2_000
_MAX_NESTING = 32
_DEEP = late_regex(r"[\[{]")


def read_toml(path: Path) -> dict[str, Any]:
    """The table of a TOML file of at most ``MAX_SIDECAR_BYTES``.

    Raises:
        SourceNotFoundError: there is no such file.
        ErrataError: it is too large or no TOML.
    """
    try:
        data = read_bytes(path, MAX_SIDECAR_BYTES)
    except SourceUnreadableError as error:
        raise ErrataError(error.what, "Metadata and errata are short.") from error
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        # tomllib raises ValueError for bad syntax, bad UTF-8 and huge numbers alike.
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)[:200]
        raise ErrataError(f"{path.name} is no valid TOML ({reason}).", "Correct it.") from error


def text_field(table: dict[str, Any], key: str, where: str) -> str:
    """A field that must be visible text of at most ``MAX_FIELD`` code points.

    Raises:
        ErrataError: it is of another type, blank, too long or holds hidden characters.
    """
    value = table[key]
    if not isinstance(value, str) or not value.strip() or len(value) > MAX_FIELD:
        raise ErrataError(
            f"{where}: {key} is not a text.", f"Give 1 to {MAX_FIELD} characters in quotes."
        )
    if any(is_blank(c) and c not in " \u3000\n\t" for c in value):
        raise ErrataError(f"{where}: {key} holds hidden characters.", "Type it again without.")
    return value
