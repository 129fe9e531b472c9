"""The example questions of the index that serves, made beside everything else.

Making them asks a dozen questions, which takes a second, or several where the processor is busy.
One thread of its own does it, so that no worker and no client waits that long, and stops between
two questions when the server does.
"""

import logging
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from api.examples import Example, Kind, examples

if TYPE_CHECKING:  # a protocol: nothing of it is needed to run, and its module wires everything
    from rag.pipeline import Pipeline

_log = logging.getLogger("youju.api")


class _Making:
    """The questions of one generation, as far as they have come."""

    def __init__(self, pipeline: "Pipeline", generation: str, wanted: Sequence[Kind]) -> None:
        self.generation = generation
        self.found: tuple[Example, ...] = ()
        self.halted = threading.Event()
        self.ended = threading.Event()
        self._pipeline, self._wanted = pipeline, wanted
        self._thread = threading.Thread(target=self._run, name="examples", daemon=True)
        self._thread.start()

    def stop(self, seconds: float) -> None:
        self.halted.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        try:
            for example in examples(self._pipeline, self._wanted, self.halted.is_set):
                self.found = (*self.found, example)
        except Exception:
            # The page works without them; whoever asks the same question is told the error.
            _log.exception("example questions could not be made")
        finally:
            self.ended.set()


class ExampleList:
    """Example questions, made once for each index generation.

    Args:
        pipeline: is asked.
        wanted: kinds, in the order shown.
    """

    def __init__(self, pipeline: "Pipeline", wanted: Sequence[Kind]) -> None:
        self._pipeline, self._wanted = pipeline, tuple(wanted)
        self._lock = threading.Lock()
        self._making: _Making | None = None

    def get(self, seconds: float = 0.0) -> tuple[tuple[Example, ...], str, bool]:
        """What there is after at most that wait, the generation, and whether that is all.

        The first call for a generation sets them going. Raises StoreError when no index is open.
        """
        making = self._begun()
        ready = making.ended.wait(seconds) if seconds else making.ended.is_set()
        return making.found, making.generation, ready

    def stop(self, seconds: float = 5.0) -> None:
        """Ask nothing more; returns when the question under way is answered, or after a while."""
        with self._lock:
            if self._making is not None:
                self._making.stop(seconds)

    def _begun(self) -> _Making:
        generation = self._pipeline.generation()
        with self._lock:
            if self._making is None or self._making.generation != generation:
                if self._making is not None:
                    self._making.halted.set()
                self._making = _Making(self._pipeline, generation, self._wanted)
            return self._making
