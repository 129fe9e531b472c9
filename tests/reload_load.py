"""New generations while questions are asked: a recorded run, and a short one in the tests.

    python -m tests.reload_load --times 1000

Each generation holds another number. An answer must give the number of the generation that it
names, with a quote that stands in that generation's text.
"""

import argparse
import gc
import json
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from embeddings.encoder import Encoder, load_encoder
from rag.chunking import ChunkSettings
from rag.ingest import ingest
from rag.live import LiveIndex
from rag.pipeline import IndexPipeline
from rag.store import Store

QUESTION = "1952年有多少会员？"
FIRST = 1001
PAUSE = 0.005
"""Seconds between a thread's questions: without it publishing would wait for the processor."""


@dataclass(slots=True)
class Report:
    """What a run saw. ``resident`` is MiB at the first tenth and at the end."""

    reloads: int = 0
    answers: int = 0
    generations: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    resident: tuple[float, float] = (0.0, 0.0)
    threads: tuple[int, int] = (0, 0)
    files: tuple[int, int] = (0, 0)


def text_of(number: int) -> str:
    """A text whose one figure is ``number``."""
    return f"1952年，工会有会员{number}人。\n1953年，船厂改选。\n"


def reload_under_load(folder: Path, encoder: Encoder, times: int, askers: int = 2) -> Report:
    """Publish and open ``times`` generations while ``askers`` threads ask all the time."""
    store, source = Store(folder / "index"), folder / "zhi.txt"
    numbers: dict[str, int] = {}

    def publish(number: int) -> None:
        source.write_text(text_of(number), encoding="utf-8")
        report_ = ingest([source], store, encoder, ChunkSettings())
        numbers[report_.generation] = number

    publish(FIRST)
    live = LiveIndex(store, encoder, poll_seconds=3600)
    pipeline, report, stop = IndexPipeline(live), Report(), threading.Event()
    threads = [
        threading.Thread(target=_ask, args=(pipeline, numbers, report, stop)) for _ in range(askers)
    ]
    before = (threading.active_count(), _files())
    for thread in threads:
        thread.start()
    early = _resident()
    try:
        for turn in range(1, times + 1):
            publish(FIRST + turn)
            live.refresh()
            # What was just published is sound, whatever else goes on.
            report.wrong.extend(live.alerts())
            report.reloads += 1
            if turn == max(1, times // 10):
                early = _settled()
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    report.resident = (early, _settled())
    report.threads = (before[0], threading.active_count())
    report.files = (before[1], _files())
    return report


def _ask(
    pipeline: IndexPipeline, numbers: dict[str, int], report: Report, stop: threading.Event
) -> None:
    while not stop.is_set():
        try:
            answer = pipeline.ask(QUESTION)
        except Exception as error:
            report.wrong.append(repr(error))
            return
        number = numbers.get(answer.index)
        quotes = [citation.quote for citation in answer.citations]
        if number is None:
            # The publisher learns its name a moment after it serves.
            continue
        stated = answer.short_answer == f"{number}人"
        if not (stated and any(f"{number}人" in quote for quote in quotes)):
            report.wrong.append(f"{answer.index} is {number}: {answer.answer} {quotes}")
        time.sleep(PAUSE)
        report.answers += 1
        report.generations.add(answer.index)


def _settled() -> float:
    gc.collect()
    return _resident()


def _resident() -> float:
    return _status("VmRSS") / 1024


def _status(name: str) -> int:
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return int(next(line for line in lines if line.startswith(name)).split()[1])


def _files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def main(say: Callable[[str], object] = sys.stdout.write) -> int:
    """Run as the command line says; 1 where anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=1000)
    times = parser.parse_args().times
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        report = reload_under_load(Path(folder), load_encoder(), times)
    told = {
        "reloads": report.reloads,
        "answers": report.answers,
        "generations_that_answered": len(report.generations),
        "wrong": report.wrong[:5],
        "resident_mib_first_tenth_and_end": [round(one, 1) for one in report.resident],
        "threads": report.threads,
        "open_files": report.files,
        "seconds": round(time.perf_counter() - began),
    }
    say(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    return 1 if report.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
