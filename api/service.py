"""Runs the pipeline's calls beside the event loop, a few at a time, with a bounded queue.

An answer takes milliseconds of Python, now and then many, and with a language model seconds. On
the loop itself every other connection would wait that long: health checks, refusals, the
deadlines of slow clients. The hop to a thread costs about 0.1 ms, and few threads are enough,
since only one of them runs Python at a time.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from anyio import CapacityLimiter, to_thread

from api.counters import Counters
from api.problems import ProblemError, busy
from rag.settings import Settings

if TYPE_CHECKING:  # a protocol: nothing of it is needed to run, and its module wires everything
    from rag.pipeline import Pipeline

THREADS = 4
WRITING_THREADS = 32
"""Waiting for a language model takes a thread and no time of the processor."""
QUEUE = 256
_Result = TypeVar("_Result")


class Workers:
    """At most ``threads`` calls at once and ``queue`` waiting."""

    def __init__(self, threads: int = THREADS, queue: int = QUEUE) -> None:
        self._limiter = CapacityLimiter(threads)
        self._most = threads + queue
        self._inside = 0

    async def run(self, call: Callable[[], _Result]) -> _Result:
        """The call's result, or its exception. Raises ProblemError (503) when full."""
        if self._inside >= self._most:
            raise ProblemError(busy())
        self._inside += 1
        try:
            return await to_thread.run_sync(call, limiter=self._limiter)
        finally:
            self._inside -= 1

    async def run_admitted(self, call: Callable[[], _Result]) -> _Result:
        """A further step of what was let in once: it waits its turn, but is never turned away."""
        return await to_thread.run_sync(call, limiter=self._limiter)


@dataclass(frozen=True, slots=True)
class Service:
    """What the routes are made over."""

    pipeline: "Pipeline"
    settings: Settings
    workers: Workers = field(default_factory=Workers)
    writing: Workers = field(default_factory=lambda: Workers(WRITING_THREADS))
    counters: Counters = field(default_factory=Counters)

    def answering(self, mode: str = "auto") -> Workers:
        """Who answers: those that may wait for a language model hold up nobody else."""
        waits = mode != "extractive" and len(self.pipeline.models()) > 1
        return self.writing if waits else self.workers
