"""What is known of a text: a TOML file beside it, or its name where there is none."""

import re
import unicodedata
from dataclasses import fields
from hashlib import sha256
from pathlib import Path

from rag.corpus.sidecar import read_toml, text_field
from rag.errors import ErrataError
from rag.language.patterns import late_regex
from rag.types import Metadata

_ID = late_regex(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
_KEYS = tuple(field.name for field in fields(Metadata))


def load_metadata(path: Path) -> Metadata:
    """The metadata of a file; ``id`` and ``title`` are required, unknown keys refused.

    Raises:
        SourceNotFoundError: there is no such file.
        ErrataError: a key is unknown or missing, a value is not a short text, or the id is not
            fit for a URL.
    """
    table = read_toml(path)
    unknown = sorted(set(table) - set(_KEYS))
    if unknown or not {"id", "title"} <= set(table):
        what = f"has the unknown key {unknown[0][:40]!r}" if unknown else "lacks id or title"
        raise ErrataError(f"{path.name} {what}.", f"Known are {', '.join(_KEYS)}.")
    values = {key: text_field(table, key, path.name) for key in table}
    if not _ID.fullmatch(values["id"]):
        raise ErrataError(
            f"{path.name}: the id is not fit for a URL.",
            "Use 1 to 64 of a-z, 0-9 and -, not - at either end.",
        )
    return Metadata(**values)


def default_metadata(path: Path) -> Metadata:
    """Metadata of a text that has none beside it: an id and a title from the file's name."""
    return Metadata(id=slug(path.stem), title=path.stem)


def slug(name: str) -> str:
    """An id fit for a URL: the ASCII words of the name, and a digest for what they leave out.

    The digest keeps 北海2020 and 南宁2020 apart.
    """
    plain = unicodedata.normalize("NFKC", name).lower()
    words = re.findall(r"[a-z0-9]+", plain)
    lost = any(c.isalnum() and not c.isascii() for c in plain)
    stem = "-".join(words)[:48].strip("-")
    if stem and not lost:
        return stem
    digest = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{stem}-{digest}" if stem else f"doc-{digest}"
