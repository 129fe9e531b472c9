"""Ids in filters: what is unknown is told by its place, on every door."""

import pytest

from api.known import known
from api.mcp_tools import TOOLS, call_tool
from api.problems import ProblemError
from rag.types import Document, Filters
from tests.asgi_client import Client, assert_problem, fields, make_app
from tests.conftest import make_document
from tests.fakes_api import DOCUMENT_ID, FakePipeline

UNKNOWN = "没有的<b>"


@pytest.mark.parametrize(
    ("filters", "wrong"),
    [
        ({"documents": [UNKNOWN]}, ["filters.documents[0]"]),
        ({"documents": [DOCUMENT_ID, UNKNOWN]}, ["filters.documents[1]"]),
        ({"sections": ["s1", "s2"]}, ["filters.sections[1]"]),
        # No document is left in which the section could stand.
        (
            {"documents": [UNKNOWN], "sections": ["s1"]},
            ["filters.documents[0]", "filters.sections[0]"],
        ),
    ],
)
@pytest.mark.parametrize("stream", [False, True])
def test_a_question_about_nothing_is_no_question(
    filters: dict[str, list[str]], wrong: list[str], stream: bool
) -> None:
    pipeline = FakePipeline()
    response = Client(make_app(pipeline)).ask(question="工人", filters=filters, stream=stream)
    assert fields(assert_problem(response, 422)) == wrong
    assert UNKNOWN not in response.text
    assert pipeline.asked == []


@pytest.mark.parametrize("path", ["/v1/search?q=工人&", "/v1/facts?"])
@pytest.mark.parametrize("field", ["document", "section"])
def test_queries_too(path: str, field: str) -> None:
    response = Client().get(f"{path}{field}=none")
    assert fields(assert_problem(response, 422)) == [field]


@pytest.mark.parametrize(("name", "words"), [("ask", "question"), ("search", "query")])
def test_tools_too(name: str, words: str) -> None:
    (tool,) = [tool for tool in TOOLS if tool.name == name]
    outcome = call_tool(tool, FakePipeline(), {words: "工人", "sections": ["s9"]})
    assert outcome.found is None
    assert "sections[0]：所问的文献里没有这一节" in outcome.text


def test_a_section_must_stand_in_a_document_that_is_named() -> None:
    class Two(FakePipeline):
        def documents(self) -> tuple[Document, ...]:
            return (*super().documents(), make_document("乙志", "没有章节。"))

    sections = Filters(sections=("s1",))
    assert known(Two(), sections) == sections
    with pytest.raises(ProblemError) as raised:
        known(Two(), Filters(("乙志",), ("s1",)))
    assert [error.field for error in raised.value.problem.errors] == ["sections[0]"]
