"""Batches made by processes ahead of their use."""

from collections import deque
from collections.abc import Callable, Generator
from itertools import islice
from multiprocessing import get_context

from embeddings.training.reader.batches import Windows


def ahead(
    make: Callable[[int], Windows], steps: int, workers: int
) -> Generator[Windows, None, None]:
    """The batches of ``make(0) … make(steps - 1)``, made by processes ahead of their use.

    They are copies of this one (fork), which alone computes with the network: a thread beside it
    makes no batch any sooner.
    """
    _MAKING.append(make)
    pool = get_context("fork").Pool(workers)
    _MAKING.pop()
    try:
        rest = iter(range(steps))
        made = deque(pool.apply_async(_make, (step,)) for step in islice(rest, 4 * workers))
        while made:
            windows = made.popleft().get()
            made.extend(pool.apply_async(_make, (step,)) for step in islice(rest, 1))
            yield windows
    finally:
        pool.terminate()
        pool.join()


_MAKING: list[Callable[[int], Windows]] = []
"""What the copies make; a function of its own settings cannot be sent to them otherwise."""


def _make(step: int) -> Windows:
    return _MAKING[-1](step)
