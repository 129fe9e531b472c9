"""The table of figures over HTTP."""

from typing import Any

import pytest

from rag.pipeline import IndexPipeline
from tests.asgi_client import Client, assert_problem, fields, make_app
from tests.fakes_api import DOCUMENT_ID, FIRST, URL


def test_a_row_is_a_figure_with_its_citation() -> None:
    body = Client().get("/v1/facts", params={"subject": "甲厂", "metric": "工人"}).json()
    row = body.pop("facts")[0]
    assert body == {"scanned": 1, "total": 1, "limit": 100, "offset": 0, "index": "g1"}
    citation = row.pop("citation")
    assert row == {
        "time": {"from": "1952-01-01", "to": "1952-12-31"},
        "subject": "甲厂",
        "metric": "工人",
        "value": 12.0,
        "upper": None,
        "unit": "人",
        "qualifiers": [],
        "scopes": [],
        "figure": "12人",
    }
    assert (citation["document"], citation["quote"]) == (DOCUMENT_ID, FIRST)
    assert citation["url"] == f"{URL}/text?start=8&end=24"


def test_pages_know_how_many_there_are() -> None:
    none = Client().get("/v1/facts?offset=1").json()
    assert (none["total"], none["facts"]) == (1, [])
    assert Client().get("/v1/facts", params={"subject": "船"}).json()["total"] == 0


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=501", "limit"),
        ("offset=-1", "offset"),
        ("from=0", "from"),
        ("from=1960&to=1950", "query"),
        ("subject=" + "x" * 101, "subject"),
        ("document=", "document"),
        ("unit=x", "query"),
    ],
)
def test_limits(query: str, field: str) -> None:
    assert fields(assert_problem(Client().get(f"/v1/facts?{query}"), 422)) == [field]


def facts(pipeline: IndexPipeline, **query: Any) -> dict[str, Any]:
    client = Client(make_app(pipeline))  # type: ignore[arg-type]
    response = client.get("/v1/facts", params={"limit": 500, **query})
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    return body


def test_every_figure_of_the_shipped_text_stands_in_its_quote(pipeline: IndexPipeline) -> None:
    body = facts(pipeline)
    assert body["total"] == body["scanned"] > 100
    for row in body["facts"]:
        source = pipeline.document(row["citation"]["document"]).source
        cited = row["citation"]
        assert source[cited["start"] : cited["end"]] == cited["quote"]
        assert row["figure"] in cited["text"].replace(" ", "") or row["figure"] in cited["text"]


def test_years_limit_the_table(pipeline: IndexPipeline) -> None:
    found = facts(pipeline, **{"from": 1952, "to": 1952})
    assert 0 < found["total"] < found["scanned"]
    for row in found["facts"]:
        assert row["time"]["from"] <= "1952-12-31"
        assert row["time"]["to"] >= "1952-01-01"


def test_years_without_figures_give_none(pipeline: IndexPipeline) -> None:
    found = facts(pipeline, **{"from": 1, "to": 2})
    assert (found["total"], found["facts"]) == (0, [])
    assert found["scanned"] > 100
