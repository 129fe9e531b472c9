"""The conversation of a peer's process with the runner: a JSON object a line, each answered.

Standard library only: this file runs in every environment.

    {"op": "open", "model": FOLDER}                 -> {"variants": [...], "versions": {...}, ...}
    {"op": "ingest", "path": FILE}                  -> {"ms": ..., "passages": [[start, end], ...]}
    {"op": "search", "variant": ..., "question": ..., "k": ...} -> {"ms": ..., "spans": [...]}
    {"op": "close"}                                 -> {"peak_mib": ...}

Spans are code points of the source. Whatever goes wrong is answered ``{"error": ...}``.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

Place = tuple[int, int]


class Peer(Protocol):
    """What a peer's file implements."""

    @property
    def packages(self) -> Sequence[str]:
        """Distributions whose versions are recorded."""
        ...

    @property
    def variants(self) -> Sequence[str]:
        """What ``search`` can be asked for."""
        ...

    @property
    def notes(self) -> Sequence[str]:
        """Departures from the defaults."""
        ...

    def ingest(self, path: Path) -> Sequence[Place]:
        """Read, cut and index a text; the source spans of its passages."""
        ...

    def search(self, variant: str, question: str, k: int) -> Sequence[Place]:
        """The source spans of the ``k`` best passages, best first."""
        ...


def serve(open_peer: Callable[[str], Peer]) -> None:
    """Answer until the conversation is closed. ``open_peer`` takes the encoder's folder."""
    out = sys.stdout
    sys.stdout = sys.stderr  # what packages print must not enter the conversation
    peer: Peer | None = None
    for line in sys.stdin:
        try:
            message = json.loads(line)
            if message["op"] == "open":
                peer = open_peer(message["model"])
            answer = _answer(peer, message)
        except Exception as error:  # noqa: BLE001, RUF100  told to the runner, which records it
            answer = {"error": f"{type(error).__name__}: {error}"}
        out.write(json.dumps(answer) + "\n")
        out.flush()


def _answer(peer: Peer | None, message: dict[str, Any]) -> dict[str, Any]:
    if message["op"] == "close":
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return {"peak_mib": peak / (1024 * 1024 if sys.platform == "darwin" else 1024)}
    if peer is None:
        raise RuntimeError("not opened")
    if message["op"] == "open":
        return {
            "variants": list(peer.variants),
            "versions": {name: version(name) for name in peer.packages},
            "notes": list(peer.notes),
        }
    begun = time.perf_counter()
    if message["op"] == "ingest":
        key, spans = "passages", peer.ingest(Path(message["path"]))
    else:
        key, spans = "spans", peer.search(message["variant"], message["question"], message["k"])
    return {"ms": 1000 * (time.perf_counter() - begun), key: [list(span) for span in spans]}


def locate(source: str, texts: Sequence[str]) -> list[Place]:
    """The source spans of passages that a peer returns as text, in the order of the text.

    Blanks do not count: peers strip and collapse them. Each passage is looked for behind the
    start of the one before it.

    Raises:
        ValueError: a passage does not stand in the source.
    """
    kept = [at for at, char in enumerate(source) if not char.isspace()]
    bare = "".join(source[at] for at in kept)
    found, start = [], 0
    for text in texts:
        wanted = "".join(text.split())
        at = bare.find(wanted, start)
        if at < 0 or not wanted:
            raise ValueError(f"not in the source: {text[:40]!r}")
        found.append((kept[at], kept[at + len(wanted) - 1] + 1))
        start = at + 1
    return found
