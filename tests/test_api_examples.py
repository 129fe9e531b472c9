"""Example questions: made from the texts, kept only where the answer is what they were made of."""

from datetime import date
from typing import Any

from api.examples import examples
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

    def facts(self, **_: Any) -> FactTable:
        return FactTable(2, (_row(1952, "12人", 12.0), _row(1953, "20人", 20.0)), "g1")

    def ask(self, question: str, *args: Any, **kwargs: Any) -> Answer:
        self.asks += 1
        return super().ask(question, *args, **kwargs)


def test_only_what_is_answered_rightly_is_offered() -> None:
    client = Client(make_app(TwoYears()))
    # 20 is not what 1953 gives here, nothing is computed, and 1963 is answered, not refused.
    assert client.get("/v1/examples").json() == {
        "examples": [{"kind": "figure", "question": "1952年甲厂工人多少人？"}],
        "index": "g1",
    }


def test_they_are_made_once_for_an_index() -> None:
    pipeline = TwoYears()
    client = Client(make_app(pipeline))
    first = client.get("/v1/examples").content
    asked = pipeline.asks
    assert asked > 0
    assert client.get("/v1/examples").content == first
    assert pipeline.asks == asked


def test_a_text_without_figures_offers_none() -> None:
    # One figure is no series, and no sentence says when something began.
    assert Client().get("/v1/examples").json()["examples"] == []


def test_the_shipped_text_offers_each_kind_and_they_hold(pipeline: IndexPipeline) -> None:
    found = examples(pipeline, ("figure", "computation", "date", "refusal", "figure"))
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
    assert found == examples(pipeline, [example.kind for example in found])
