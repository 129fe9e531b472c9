"""Example questions: made from the texts, kept only where the answer is what they were made of."""

import threading
import time
from datetime import date
from typing import Any

from api.example_list import ExampleList
from api.examples import Example, examples
from api.routes.examples import WANTED
from rag.pipeline import IndexPipeline
from rag.types import Answer, FactRow, FactTable, Period
from tests.asgi_client import Client, make_app
from tests.fakes_api import CITATION, FakePipeline


def _row(year: int, figure: str, value: float) -> FactRow:
    period = Period(date(year, 1, 1), date(year, 12, 31))
    return FactRow(period, "甲厂", "工人", figure, value, None, "人", (), (), CITATION)


class TwoYears(FakePipeline):
    """States 12 workers for 1952 and 20 for 1953, and answers 12 whatever the year is."""

    asks = 0
    name = "g1"

    def generation(self) -> str:
        return self.name

    def facts(self, **_: Any) -> FactTable:
        return FactTable(2, (_row(1952, "12人", 12.0), _row(1953, "20人", 20.0)), "g1")

    def ask(self, question: str, *args: Any, **kwargs: Any) -> Answer:
        self.asks += 1
        assert kwargs["mode"] == "extractive", "no language model is asked for examples"
        return super().ask(question, *args, **kwargs)


class Held(TwoYears):
    """Answers nothing before it may."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.go = threading.Event(), threading.Event()

    def ask(self, question: str, *args: Any, **kwargs: Any) -> Answer:
        self.begun.set()
        assert self.go.wait(30)
        return super().ask(question, *args, **kwargs)


def offered(pipeline: FakePipeline) -> tuple[Example, ...]:
    """All example questions, once they are made."""
    found, generation, ready = ExampleList(pipeline, WANTED).get(seconds=30)
    assert (generation, ready) == ("g1", True)
    return found


def test_only_what_is_answered_rightly_is_offered() -> None:
    # 20 is not what 1953 gives here, nothing is computed, and 1963 is answered, not refused.
    assert offered(TwoYears()) == (Example("figure", "1952年甲厂工人多少人？"),)


def test_they_are_made_once_for_an_index_and_again_for_the_next() -> None:
    pipeline = TwoYears()
    kept = ExampleList(pipeline, WANTED)
    first = kept.get(seconds=30)
    asked = pipeline.asks
    assert asked > 0
    assert kept.get() == first
    assert pipeline.asks == asked
    pipeline.name = "g2"
    found, generation, _ = kept.get(seconds=30)
    assert (found, generation, pipeline.asks) == (first[0], "g2", 2 * asked)


def test_nobody_waits_for_them() -> None:
    pipeline = Held()
    client = Client(make_app(pipeline))
    told = {"examples": [], "index": "g1", "ready": False}
    assert client.get("/v1/examples").json() == told
    pipeline.go.set()
    deadline = time.monotonic() + 30
    while not (told := client.get("/v1/examples").json())["ready"]:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    question = {"kind": "figure", "question": "1952年甲厂工人多少人？"}
    assert told == {"examples": [question], "index": "g1", "ready": True}


def test_no_more_is_asked_once_it_is_stopped() -> None:
    pipeline = Held()
    kept = ExampleList(pipeline, WANTED)
    kept.get()
    assert pipeline.begun.wait(30)
    threading.Timer(0.05, pipeline.go.set).start()
    kept.stop()
    # The one that was under way is let finish.
    assert pipeline.asks == 1


def test_a_text_without_figures_offers_none() -> None:
    # One figure is no series, and no sentence says when something began.
    assert offered(FakePipeline()) == ()


def test_the_shipped_text_offers_each_kind_and_they_hold(pipeline: IndexPipeline) -> None:
    found = tuple(examples(pipeline, ("figure", "computation", "date", "refusal", "figure")))
    assert [example.kind for example in found] == [
        "figure",
        "computation",
        "date",
        "refusal",
        "figure",
    ]
    assert len({example.question for example in found}) == 5
    for example in found:
        answer = pipeline.ask(example.question)
        assert (answer.refusal is not None) == (example.kind == "refusal"), example
        assert (answer.computation is not None) == (example.kind == "computation"), example
    assert found == tuple(examples(pipeline, [example.kind for example in found]))
