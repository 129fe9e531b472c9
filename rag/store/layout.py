"""Where things stand in an index directory, and the pointer that says which generation serves.

    <root>/CURRENT                      the pointer
    <root>/LOCK                         held while a process publishes
    <root>/generations/<name>/          manifest.json and the files it lists

A generation's name is its time and the first digits of its manifest's SHA-256, so names sort by
time and an older generation vouches for itself when the pointer cannot.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rag.language.patterns import late_regex
from rag.store.disk import read_bounded
from rag.store.manifest import digest

CURRENT = "CURRENT"
LOCK = "LOCK"
GENERATIONS = "generations"
MANIFEST = "manifest.json"
TEMPORARY = ".tmp-"

_STAMP = "%Y%m%dT%H%M%S"
_NAME = late_regex(r"\d{8}T\d{6}-[0-9a-f]{12}")
_MAX_POINTER = 4096


@dataclass(frozen=True, slots=True)
class Pointer:
    """Which generation serves, and the SHA-256 of its manifest."""

    generation: str
    manifest_sha256: str


def read_pointer(root: Path) -> Pointer | None:
    """The pointer, or None where there is none or it is damaged. Costs one small read."""
    try:
        found = json.loads(read_bounded(root / CURRENT, _MAX_POINTER))
        pointer = Pointer(str(found["generation"]), str(found["manifest_sha256"]))
        sound = found["check"] == _check(pointer) and _NAME.fullmatch(pointer.generation)
    except Exception:
        return None  # whatever is wrong with it, it points nowhere
    return pointer if sound else None


def dump_pointer(pointer: Pointer) -> bytes:
    """The pointer as UTF-8 JSON, with a sum of its own so that a changed bit is seen."""
    plain = {
        "generation": pointer.generation,
        "manifest_sha256": pointer.manifest_sha256,
        "check": _check(pointer),
    }
    return (json.dumps(plain) + "\n").encode()


def _check(pointer: Pointer) -> str:
    return digest(f"{pointer.generation}\n{pointer.manifest_sha256}".encode())[:16]


def generations(root: Path) -> list[str]:
    """Names of the complete generations in the directory, oldest first."""
    try:
        found = [entry.name for entry in (root / GENERATIONS).iterdir()]
    except OSError:
        return []
    return sorted(name for name in found if _NAME.fullmatch(name))


def name_generation(created: datetime, manifest_sha256: str) -> str:
    """The name of a generation made at ``created`` (UTC)."""
    return f"{created.strftime(_STAMP)}-{manifest_sha256[:12]}"


def vouches(name: str, manifest_sha256: str) -> bool:
    """Whether the name was given to a manifest of that hash."""
    return name.rpartition("-")[2] == manifest_sha256[:12]


def next_moment(now: datetime, names: list[str]) -> datetime:
    """``now`` to the second, or a second after the newest of ``names`` if that is later.

    Names must sort in the order of publishing even when the clock was set back.
    """
    moment = now.astimezone(UTC).replace(microsecond=0)
    if not names:
        return moment
    try:
        newest = datetime.strptime(names[-1].partition("-")[0], _STAMP).replace(tzinfo=UTC)
    except ValueError:  # digits that are no date: nobody we know wrote that folder
        return moment
    return max(moment, newest + timedelta(seconds=1))
