"""What was asked and answered, as numbers, and never a word of it."""

import logging
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from api.counters import Counters, counting, cumulated
from rag.errors import IndexMissingError
from rag.types import Answer
from tests.asgi_client import Client, make_app
from tests.fakes_api import URL, FakePipeline


def values(client: Client) -> dict[str, float]:
    """Every sample as `name{label="value"}`."""
    response = client.get("/metrics")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/plain; version=0.0.4")
    found = {}
    for family in text_string_to_metric_families(response.text):
        for sample in family.samples:
            labels = ",".join(f"{name}={value}" for name, value in sorted(sample.labels.items()))
            found[f"{sample.name}{{{labels}}}"] = sample.value
    return found


def test_answers_refusals_requests_and_feedback_are_counted() -> None:
    client = Client()
    client.ask(question="甲厂有多少工人？")
    client.ask(question="甲厂有多少工人？", stream=True)
    client.ask(question="船")
    client.ask(question="")
    client.get(f"{URL}/text?start=0&end=1")
    client.get("/no/such/路径")
    sent = {"answer_id": "a", "question": "问", "short_answer": None, "index": "g1"}
    client.request("POST", "/v1/feedback", json={**sent, "rating": "down"})
    told = values(client)
    assert told["youju_answers_total{reason=,status=answered}"] == 2
    assert told["youju_answers_total{reason=not_in_source,status=refused}"] == 1
    assert told["youju_feedback_total{rating=down}"] == 1
    assert told["youju_requests_total{method=POST,route=/v1/ask,status=200}"] == 3
    assert told["youju_requests_total{method=POST,route=/v1/ask,status=422}"] == 1
    assert told["youju_requests_total{method=GET,route=/v1/documents/{id}/text,status=200}"] == 1
    assert told["youju_requests_total{method=GET,route=other,status=404}"] == 1
    assert told["youju_request_seconds_count{route=/v1/ask}"] == 4
    assert told["youju_request_seconds_bucket{le=+Inf,route=/v1/ask}"] == 4
    assert told["youju_index_info{generation=g1}"] == 1
    assert told["youju_index_alerts{}"] == 0
    assert told["youju_index_ready{}"] == 1


def test_no_word_of_a_client_becomes_a_label() -> None:
    client = Client()
    client.ask(question="工人 geheim")
    client.get("/geheim")
    client.get("/v1/documents/geheim")
    client.request("GEHEIM", "/v1/ask")
    assert "geheim" not in client.get("/metrics").text.lower()


def test_a_histogram_is_told_in_sums() -> None:
    counters = Counters()
    for seconds in (0.001, 0.002, 0.002, 99.0):
        counters.requested("GET", "/", 200, seconds)
    counts = counters.copy().seconds["/"]
    assert (counts[0], counts[1], counts[-1]) == (1, 2, 1)
    assert cumulated([1, 0, 2]) == [1, 1, 3]
    assert cumulated(counts)[-1] == 4


class Alarming(FakePipeline):
    def alerts(self) -> tuple[str, ...]:
        return ("/secret/path is damaged", "another")


def test_alerts_are_counted_and_not_told() -> None:
    client = Client(make_app(Alarming()))
    assert values(client)["youju_index_alerts{}"] == 2
    assert "secret" not in client.get("/metrics").text


def test_without_an_index_the_counts_are_told_all_the_same() -> None:
    client = Client(make_app(FakePipeline(fail=IndexMissingError("none", "make one"))))
    told = values(client)
    assert told["youju_index_ready{}"] == 0
    assert not any(name.startswith("youju_index_info") for name in told)


def test_counting_changes_nothing_else() -> None:
    counters = Counters()
    pipeline = counting(FakePipeline(), counters)
    assert pipeline.generation() == "g1"
    assert pipeline.search("甲厂").total == 1
    events = pipeline.stream("工人")
    assert not counters.answers
    assert isinstance(list(events)[-1], Answer)
    assert counters.answers == {("answered", ""): 1}
    with pytest.raises(ZeroDivisionError):
        counting(FakePipeline(fail=ZeroDivisionError()), counters).stream("工人")


def test_a_fault_is_counted_as_one(caplog: pytest.LogCaptureFixture) -> None:
    class Failing(FakePipeline):
        def ask(self, *_: Any, **__: Any) -> Answer:
            raise ZeroDivisionError

    client = Client(make_app(Failing()))
    with caplog.at_level(logging.CRITICAL, logger="youju.api"):
        client.ask(question="x")
    assert values(client)["youju_requests_total{method=POST,route=/v1/ask,status=500}"] == 1
