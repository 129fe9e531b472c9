"""The counts in Prometheus' text format. The only importer of prometheus_client."""

from collections.abc import Iterator, Sequence

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from api.counters import BOUNDS, Counters, cumulated

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def exposition(counters: Counters, generation: str | None, alerts: Sequence[str]) -> bytes:
    """The page that Prometheus reads.

    Args:
        counters: what was counted.
        generation: the index that serves; None when none does.
        alerts: what an operator should know; only their number is told.
    """
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Counts(counters.copy(), generation, len(alerts)))
    ProcessCollector(registry=registry)
    return generate_latest(registry)


class _Counts(Collector):
    def __init__(self, counters: Counters, generation: str | None, alerts: int) -> None:
        self._counters, self._generation, self._alerts = counters, generation, alerts

    def collect(self) -> Iterator[Metric]:
        yield from self._traffic()
        yield from self._answers()
        ready = GaugeMetricFamily("youju_index_ready", "Whether an index is being served.")
        ready.add_metric([], float(self._generation is not None))
        yield ready
        if self._generation is not None:
            yield InfoMetricFamily(
                "youju_index", "The index that serves.", {"generation": self._generation}
            )
        alerts = GaugeMetricFamily("youju_index_alerts", "Alerts about the index directory.")
        alerts.add_metric([], self._alerts)
        yield alerts

    def _traffic(self) -> Iterator[Metric]:
        requests = CounterMetricFamily(
            "youju_requests", "Answered requests.", labels=["method", "route", "status"]
        )
        for (method, route, status), count in sorted(self._counters.requests.items()):
            requests.add_metric([method, route, str(status)], count)
        yield requests
        seconds = HistogramMetricFamily(
            "youju_request_seconds", "Time to the end of an answer.", labels=["route"]
        )
        bounds = [*map(str, BOUNDS), "+Inf"]
        for route, counts in sorted(self._counters.seconds.items()):
            buckets = list(zip(bounds, map(float, cumulated(counts)), strict=True))
            seconds.add_metric([route], buckets, self._counters.sums[route])
        yield seconds

    def _answers(self) -> Iterator[Metric]:
        answers = CounterMetricFamily(
            "youju_answers", "Questions answered and refused.", labels=["status", "reason"]
        )
        for (status, reason), count in sorted(self._counters.answers.items()):
            answers.add_metric([status, reason], count)
        yield answers
        ratings = CounterMetricFamily("youju_feedback", "Clicks of feedback.", labels=["rating"])
        for rating, count in sorted(self._counters.ratings.items()):
            ratings.add_metric([rating], count)
        yield ratings
