"""Run every system in a process of its own over the same text and questions."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from eval.cases import DATA, Split, read_located, shipped
from eval.errors import RunError
from eval.metrics import percentile
from eval.peers.outcome import (
    HOME,
    Found,
    PeersRun,
    Row,
    System,
    Variant,
    found_in,
    least,
    measures,
)
from eval.provenance import provenance
from rag.types import Span

PEERS = ("langchain", "llamaindex", "haystack", "txtai")
DEPTH = 20
_ROOT = Path(__file__).parents[2]
_OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "TOKENIZERS_PARALLELISM": "false",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question for every system. Follow-ups are asked in their standalone form."""

    id: str
    set: str
    question: str
    golds: tuple[Span, ...]


class PeerError(RunError):
    """A peer's process answered with an error or went away."""


class Conversation:
    """The runner's side of ``eval.peers.wire``."""

    def __init__(self, process: "subprocess.Popen[str]", errors: Path) -> None:
        self._process = process
        self._errors = errors

    def ask(self, **message: object) -> dict[str, Any]:
        """Send a message and wait for the answer. Raises PeerError."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps(message) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            pass
        line = self._process.stdout.readline()
        if not line:
            tail = self._errors.read_text(encoding="utf-8", errors="replace").strip()
            raise PeerError(tail.splitlines()[-1] if tail else "it went away", "See its package.")
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise PeerError(str(answer["error"])[:500], "See its package.")
        return answer


def questions() -> tuple[Asked, ...]:
    """Every answerable question over the shipped text: dev, test and the forty."""
    cases = [
        Asked(case.id, case.split.value, case.standalone or case.question, case.proof)
        for case in shipped().cases
        if case.proof and case.split in (Split.DEV, Split.TEST)
    ]
    forty = [
        Asked(one.id, "retrieval40", one.question, one.evidence)
        for one in read_located(DATA / "retrieval40.jsonl")
    ]
    return (*cases, *forty)


def run(
    python: Path,
    names: Sequence[str] = PEERS,
    *,
    asked: Sequence[Asked] | None = None,
    text: Path | None = None,
    rounds: int = 1,
    command: str = "",
    progress: Callable[[str], None] = lambda name: None,
) -> tuple[PeersRun, tuple[Row, ...]]:
    """Youju and its peers, one after the other. A peer that fails is recorded with its error.

    Args:
        python: the interpreter of the peers' environment.
        names: files of this folder.
        asked: None for every question over the shipped text.
        text: None for the shipped one.
        rounds: how often everybody runs; of times and memory the least is kept.
        command: how the run was started, for the record.
        progress: called with the name of each system before it runs.
    """
    asked = asked or questions()
    text = text or shipped().text
    made = provenance(command, ("numpy", "tantivy"))
    systems: dict[str, System] = {}
    found: dict[str, list[Found]] = {}
    for name in (HOME, *names) * rounds:
        progress(name)
        interpreter = sys.executable if name == HOME else str(python)
        try:
            system, graded = _run_one(name, interpreter, text, asked)
        except (PeerError, OSError) as error:
            system, graded = System(name, error=" ".join(str(error).split())), {}
        systems[name] = least(systems[name], system) if name in systems else system
        found |= {f"{name}/{variant}": rows for variant, rows in graded.items()}
    rows = tuple(
        Row(one.id, one.set, {name: graded[at] for name, graded in found.items()})
        for at, one in enumerate(asked)
    )
    counts = {name: sum(one.set == name for one in asked) for name in _sets(asked)}
    return PeersRun(made, counts, tuple(systems.values())), rows


def _run_one(
    name: str, interpreter: str, text: Path, asked: Sequence[Asked]
) -> tuple[System, dict[str, list[Found]]]:
    begun = time.perf_counter()
    with _started(name, interpreter) as talk:
        told = talk.ask(op="open", model=str(_ROOT / "embeddings" / "model"))
        ready = time.perf_counter()
        ingested = talk.ask(op="ingest", path=str(text))
        lengths = [end - start for start, end in ingested["passages"]]
        system = System(
            name,
            versions=told["versions"],
            notes=tuple(told["notes"]),
            start_ms=1000 * (ready - begun),
            ingest_ms=ingested["ms"],
            passages=len(lengths),
            mean_chars=sum(lengths) / len(lengths),
        )
        variants, graded = {}, {}
        for variant in told["variants"]:
            found, times = _search(talk, variant, asked)
            graded[variant] = found
            variants[variant] = Variant(
                _by_set(asked, found), percentile(times, 0.5), percentile(times, 0.95)
            )
        return replace(system, variants=variants, peak_mib=talk.ask(op="close")["peak_mib"]), graded


def _search(
    talk: Conversation, variant: str, asked: Sequence[Asked]
) -> tuple[list[Found], list[float]]:
    found, times = [], []
    talk.ask(op="search", variant=variant, question=asked[0].question, k=DEPTH)
    for one in asked:
        answer = talk.ask(op="search", variant=variant, question=one.question, k=DEPTH)
        found.append(found_in(one.golds, [Span(*span) for span in answer["spans"]]))
        times.append(answer["ms"])
    return found, times


def _by_set(asked: Sequence[Asked], found: Sequence[Found]) -> Mapping[str, Any]:
    return {
        name: measures([f for one, f in zip(asked, found, strict=True) if one.set == name])
        for name in _sets(asked)
    }


def _sets(asked: Sequence[Asked]) -> list[str]:
    return list(dict.fromkeys(one.set for one in asked))


@contextmanager
def _started(name: str, interpreter: str) -> Iterator[Conversation]:
    with tempfile.TemporaryDirectory(prefix="youju-peer-") as folder:
        errors = Path(folder) / "stderr"
        with (
            errors.open("w", encoding="utf-8") as stderr,
            subprocess.Popen(  # noqa: S603  our own files, by name
                [interpreter, "-m", f"eval.peers.{name}"],
                cwd=_ROOT,
                env={**os.environ, **_OFFLINE},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
                encoding="utf-8",
            ) as process,
        ):
            try:
                yield Conversation(process, errors)
            finally:
                if process.stdin is not None and not process.stdin.closed:
                    try:
                        process.stdin.close()
                    except BrokenPipeError:
                        process.kill()
