"""What was asked and answered, as numbers; never a word of a question.

Plain dictionaries under one lock: counting costs a microsecond, and the library that writes
the numbers out is imported by whoever asks for them.
"""

import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, cast

from rag.events import AnswerEvent
from rag.types import Answer

if TYPE_CHECKING:
    from rag.pipeline import Pipeline

BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper ends of the latency histogram's buckets, seconds; a last one has none."""

_METHODS = frozenset(("GET", "HEAD", "POST", "OPTIONS", "DELETE", "PUT", "PATCH"))


class Counters:
    """Counts since the process began. Every method may be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.requests: Counter[tuple[str, str, int]] = Counter()
        self.seconds: dict[str, list[int]] = {}
        self.sums: dict[str, float] = {}
        self.answers: Counter[tuple[str, str]] = Counter()
        self.ratings: Counter[str] = Counter()

    def requested(self, method: str, route: str, status: int, seconds: float) -> None:
        """One request has been answered; ``route`` is a pattern, never a path."""
        with self._lock:
            self.requests[method if method in _METHODS else "other", route, status] += 1
            buckets = self.seconds.setdefault(route, [0] * (len(BOUNDS) + 1))
            buckets[bisect_left(BOUNDS, seconds)] += 1
            self.sums[route] = self.sums.get(route, 0.0) + seconds

    def answered(self, answer: Answer) -> None:
        """One question has been answered or refused."""
        refusal = answer.refusal
        what = ("answered", "") if refusal is None else ("refused", refusal.reason.value)
        with self._lock:
            self.answers[what] += 1

    def rated(self, rating: str) -> None:
        """One click of feedback has been kept."""
        with self._lock:
            self.ratings[rating] += 1

    def copy(self) -> "Counters":
        """The counts as they are now, which nobody changes any more."""
        copy = Counters()
        with self._lock:
            copy.requests.update(self.requests)
            copy.seconds.update({route: list(counts) for route, counts in self.seconds.items()})
            copy.sums.update(self.sums)
            copy.answers.update(self.answers)
            copy.ratings.update(self.ratings)
        return copy


def cumulated(counts: Sequence[int]) -> list[int]:
    """[1, 0, 2] -> [1, 1, 3], as histograms are told."""
    return [sum(counts[: end + 1]) for end in range(len(counts))]


def counting(pipeline: "Pipeline", counters: Counters) -> "Pipeline":
    """The same pipeline, whose answers are counted through whichever door they leave."""
    return cast("Pipeline", _Counting(pipeline, counters))


class _Counting:
    def __init__(self, pipeline: "Pipeline", counters: Counters) -> None:
        self._pipeline, self._counters = pipeline, counters

    def __getattr__(self, name: str) -> Callable[..., object]:
        method: Callable[..., object] = getattr(self._pipeline, name)
        return method

    def ask(self, *question: object, **options: object) -> Answer:
        ask: Callable[..., Answer] = self._pipeline.ask
        answer = ask(*question, **options)
        self._counters.answered(answer)
        return answer

    def stream(self, *question: object, **options: object) -> Iterator[AnswerEvent]:
        stream: Callable[..., Iterator[AnswerEvent]] = self._pipeline.stream
        # Called here and not inside the generator, so that its errors come at once.
        return self._passing(stream(*question, **options))

    def _passing(self, events: Iterator[AnswerEvent]) -> Iterator[AnswerEvent]:
        try:
            for event in events:
                if isinstance(event, Answer):
                    self._counters.answered(event)
                yield event
        finally:
            close = getattr(events, "close", None)
            if close is not None:
                close()
