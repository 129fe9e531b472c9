"""The routes, to the letter of the contract, over a pipeline made by hand."""

import logging
import re
from typing import Any

import pytest

from rag.errors import IndexMissingError, QuestionError
from rag.types import Filters, Turn
from tests.asgi_client import Client, assert_problem, fields, make_app
from tests.fakes_api import DOCUMENT_ID, FIRST, PASSAGE, SOURCE, URL, FakePipeline

PLACE = {
    "document": DOCUMENT_ID,
    "section": "s1",
    "section_title": "第一节 创办",
    "paragraph": 1,
}
CITATION = {
    **PLACE,
    "marker": 1,
    "role": "evidence",
    "passage": "志 1-s1-p1-1",
    "sentence": 1,
    "quote": "1952年，甲厂有工人12 人。",
    "text": "1952年，甲厂有工人12人。",
    "start": 8,
    "end": 24,
    "url": "/v1/documents/%E5%BF%97%201/text?start=8&end=24",
}
FOUND = {
    **PLACE,
    "id": "志 1-s1-p1-1",
    "text": "1952年，甲厂有工人12人。𠀀乙厂停办。",
    "start": 8,
    "end": 31,
    "url": "/v1/documents/%E5%BF%97%201/text?start=8&end=31",
}


def test_an_answer_is_exactly_the_contracts_object() -> None:
    response = Client().ask(question="甲厂有多少工人？")
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.json() == {
        "id": "a1",
        "status": "answered",
        "question": "甲厂有多少工人？",
        "answer": "1952年，甲厂有工人12人。[1]",
        "short_answer": "12人",
        "items": [],
        "computation": None,
        "citations": [CITATION],
        "passages": [{**FOUND, "score": 0.5}],
        "refusal": None,
        "checks": {
            "quotes": {"checked": 1, "ok": 1},
            "numbers": {"checked": 2, "ok": 2},
            "dropped": 0,
            "written_by": "extraction",
        },
        "confidence": 0.75,
        "index": "g1",
        "timings_ms": {"total": 1.5, "retrieval": 1.0, "answering": 0.5},
    }


def test_a_refusal_carries_whole_citations() -> None:
    answer = Client().ask(question="丙厂呢？").json()
    assert answer["status"] == "refused"
    assert answer["short_answer"] is None
    assert answer["citations"] == []
    assert answer["refusal"] == {
        "reason": "not_in_source",
        "message": "原文没有。",
        "nearest": [CITATION],
    }


def test_the_explanation_is_there_only_when_asked_for() -> None:
    assert "explanation" not in Client().ask(question="工人", explain=False).json()
    explained = Client().ask(question="工人", explain=True).json()
    assert explained["explanation"] == {
        "analysis": {"kind": "how many"},
        "candidates": [
            {
                "document": DOCUMENT_ID,
                "sentence": 1,
                "passage": "志 1-s1-p1-1",
                "text": "1952年，甲厂有工人12人。",
                "start": 8,
                "end": 24,
                "url": "/v1/documents/%E5%BF%97%201/text?start=8&end=24",
                "score": 0.5,
                "features": {"lexical": 0.25},
            }
        ],
        "decisions": ["best sentence"],
    }


def test_the_pipeline_gets_what_was_sent() -> None:
    pipeline = FakePipeline()
    Client(make_app(pipeline)).ask(
        question=" 工人\u200b有多少？ ",
        history=[{"question": "甲厂", "answer": ""}],
        mode="extractive",
        top_k=50,
        filters={"documents": ["志 1"], "sections": ["s1"], "years": {"from": 1950}},
    )
    wanted = Filters(("志 1",), ("s1",), 1950, None)
    assert pipeline.asked == [
        ("工人有多少？", (Turn("甲厂", ""),), "extractive", 50, wanted),
    ]


def test_defaults_are_the_contracts() -> None:
    pipeline = FakePipeline()
    Client(make_app(pipeline)).ask(question="工人")
    assert pipeline.asked == [("工人", (), "auto", 8, Filters())]


def test_search() -> None:
    found = Client().get("/v1/search", params={"q": "工人", "limit": 5, "from": 1950}).json()
    # "1952年，甲厂有工人" – 工 is the tenth character.
    passage = {**FOUND, "score": 0.5, "highlights": [{"start": 9, "end": 11}]}
    assert found == {
        "query": "工人",
        "total": 1,
        "limit": 5,
        "offset": 0,
        "passages": [passage],
        "index": "g1",
    }


def test_concordance() -> None:
    found = Client().get("/v1/concordance", params={"q": "甲厂"}).json()
    assert found == {
        "query": "甲厂",
        "scanned": 1,
        "hits": 1,
        "occurrences": [
            {
                **PLACE,
                "left": "1952年，",
                "match": "甲厂",
                "right": "有工人12 人。",
                "start": 14,
                "end": 16,
                "url": "/v1/documents/%E5%BF%97%201/text?start=14&end=16",
            }
        ],
        "index": "g1",
    }


def test_documents() -> None:
    assert Client().get("/v1/documents").json() == {
        "documents": [
            {
                "id": DOCUMENT_ID,
                "title": "甲志",
                "characters": 31,
                "sections": 1,
                "paragraphs": 1,
                "sentences": 2,
                "sha256": "0" * 64,
                "encoding": "utf-8",
                "url": URL,
            }
        ]
    }


def test_a_document_leaves_out_what_is_not_known() -> None:
    assert Client().get(URL).json() == {
        "id": DOCUMENT_ID,
        "title": "甲志",
        "metadata": {"id": DOCUMENT_ID, "title": "甲志", "place": "某地", "language": "zh"},
        "encoding": "utf-8",
        "sha256": "0" * 64,
        "counts": {"characters": 31, "sections": 1, "paragraphs": 1, "sentences": 2},
        "sections": [
            {
                "id": "s1",
                "title": "第一节 创办",
                "path": ["总述"],
                "start": 0,
                "end": 31,
                "url": f"{URL}/text?start=0&end=31",
            }
        ],
        "errata": [
            {
                "quote": "停办",
                "correction": "停业",
                "reason": "形近",
                "start": 27,
                "end": 29,
                "url": f"{URL}/text?start=27&end=29",
            }
        ],
        "warnings": ["guessed encoding"],
        "url": URL,
    }


@pytest.mark.parametrize(
    ("span", "start", "end", "text"),
    [
        ("", 0, 31, SOURCE),
        ("?start=8", 8, 31, SOURCE[8:]),
        ("?end=3", 0, 3, "第一节"),
        ("?start=31&end=31", 31, 31, ""),
        # Outside the basic plane one character is still one.
        ("?start=24&end=26", 24, 26, "𠀀乙"),
    ],
)
def test_source_text_is_cut_by_code_points(span: str, start: int, end: int, text: str) -> None:
    found = Client().get(f"{URL}/text{span}").json()
    assert found == {"text": text, "start": start, "end": end, "total": 31}


@pytest.mark.parametrize(
    ("span", "field", "limit"),
    [
        ("?start=5&end=2", "start", None),
        ("?start=32", "start", 31),
        ("?end=32", "end", 31),
        ("?start=-1", "start", None),
        ("?end=99999999999", "end", 1_000_000_000),
    ],
)
def test_a_span_outside_the_text_is_refused(span: str, field: str, limit: int | None) -> None:
    problem = assert_problem(Client().get(f"{URL}/text{span}"), 422)
    assert fields(problem) == [field]
    assert problem["errors"][0].get("limit") == limit


def test_the_address_in_a_citation_leads_to_its_quote() -> None:
    client = Client()
    citation = client.ask(question="工人").json()["citations"][0]
    assert client.get(citation["url"]).json()["text"] == citation["quote"] == FIRST


def test_a_passage_by_its_id() -> None:
    assert Client().get(f"/v1/passages/{PASSAGE.id}").json() == FOUND


def test_health_and_readiness() -> None:
    assert Client().get("/healthz").json() == {"status": "ok"}
    ready = Client().get("/readyz").json()
    assert ready == {"status": "ready", "index": "g1", "alerts": []}


class Alarmed(FakePipeline):
    def alerts(self) -> tuple[str, ...]:
        return ("/secret/place is damaged",)


def test_row_50_alerts_name_files_to_this_machine_alone() -> None:
    app = make_app(Alarmed())
    assert Client(app).get("/readyz").json()["alerts"] == ["/secret/place is damaged"]
    proxied = Client(app).get("/readyz", headers={"x-forwarded-for": "192.0.2.1"})
    for others in (Client(app, peer="192.0.2.1").get("/readyz"), proxied):
        assert len(others.json()["alerts"]) == 1
        assert "secret" not in others.text


MISSING = IndexMissingError("No index in /secret/place.", "Run youju ingest.")


@pytest.mark.parametrize("url", ["/readyz", "/v1/documents", "/v1/search?q=x"])
def test_without_an_index_nothing_is_ready_and_no_path_is_told(url: str) -> None:
    response = Client(make_app(FakePipeline(fail=MISSING))).get(url)
    assert_problem(response, 503)
    assert "secret" not in response.text
    assert Client(make_app(FakePipeline(fail=MISSING))).get("/healthz").status_code == 200


@pytest.mark.parametrize(
    ("method", "url", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/v1/documents/none", 404),
        ("GET", "/v1/documents/none/text", 404),
        ("GET", "/v1/passages/none", 404),
        ("GET", "/v1/search/", 404),
        ("GET", "/v1/ask", 405),
        ("DELETE", "/v1/documents", 405),
        ("POST", "/", 405),
    ],
)
def test_unknown_paths_and_methods_are_problems(method: str, url: str, status: int) -> None:
    response = Client().request(method, url)
    assert_problem(response, status)
    assert ("allow" in response.headers) == (status == 405)


def test_generation_without_a_model_is_a_conflict() -> None:
    assert_problem(Client().ask(question="工人", mode="generative"), 409)


def test_a_question_the_pipeline_will_not_take_names_its_field() -> None:
    error = QuestionError("Too vague.", "Ask of something.", field="question")
    problem = assert_problem(Client(make_app(FakePipeline(fail=error))).ask(question="工人"), 422)
    assert fields(problem) == ["question"]


def test_an_unforeseen_fault_tells_an_id_and_nothing_else(
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = make_app(FakePipeline(fail=ZeroDivisionError("secret detail")))
    with caplog.at_level(logging.ERROR, logger="youju.api"):
        response = Client(app).ask(question="工人")
    problem = assert_problem(response, 500)
    error_id = problem["instance"].rpartition(":")[2]
    assert len(error_id) == 16
    assert error_id in caplog.text
    assert "secret" not in response.text
    assert "Traceback" not in response.text


@pytest.mark.parametrize("score", [float("nan"), float("inf")])
def test_a_number_json_does_not_have_never_goes_out(score: float) -> None:
    response = Client(make_app(FakePipeline(score=score))).ask(question="工人")
    assert_problem(response, 500)


def test_every_answer_carries_the_security_headers() -> None:
    for url in ("/", "/healthz", "/v1/documents", "/nowhere"):
        headers = Client().get(url).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "access-control-allow-origin" not in headers


KEY = "geheim"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": "Bearer wrong"},
        {"authorization": "geheim"},
        {"authorization": "Basic geheim"},
        {"authorization": "Bearer geheimX"},
    ],
)
def test_with_a_key_set_v1_asks_for_it(headers: dict[str, str]) -> None:
    response = Client(make_app(api_key=KEY)).get("/v1/documents", headers=headers)
    assert_problem(response, 401)
    assert response.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_the_right_key_opens_v1_and_other_routes_need_none(scheme: str) -> None:
    client = Client(make_app(api_key=KEY))
    headers = {"authorization": f"{scheme} geheim"}
    assert client.get("/v1/documents", headers=headers).status_code == 200
    assert client.get("/healthz").status_code == 200
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("LOCALHOST:8123", 200),
        ("127.0.0.1:80", 200),
        ("[::1]:8000", 200),
        ("evil.example", 400),
        ("localhost.evil.example", 400),
        ("evil@localhost", 400),
        ("", 400),
    ],
)
def test_only_known_hosts_are_answered(host: str, status: int) -> None:
    response = Client().get("/healthz", headers={"host": host})
    assert response.status_code == status
    if status == 400:
        assert_problem(response, 400)


def test_more_than_the_rate_is_told_when_to_come_back() -> None:
    client = Client(make_app(rate=2), peer="192.0.2.1")
    assert [client.get("/v1/documents").status_code for _ in range(3)] == [200, 200, 429]
    response = client.get("/v1/documents")
    assert_problem(response, 429)
    assert 1 <= int(response.headers["retry-after"]) <= 60
    assert client.get("/healthz").status_code == 200
    forged = {"x-forwarded-for": "198.51.100.7"}
    assert client.get("/v1/documents", headers=forged).status_code == 429


def test_this_machine_has_no_rate() -> None:
    client = Client(make_app(rate=1))
    assert [client.get("/healthz").status_code for _ in range(3)] == [200, 200, 200]
    assert [client.get("/v1/documents").status_code for _ in range(3)] == [200, 200, 200]


DOCS = ("/docs", "/openapi.json", "/static/docs.js")


@pytest.mark.parametrize(
    ("docs", "peer", "headers", "status"),
    [
        (None, "127.0.0.1", {}, 200),
        (None, "::1", {}, 200),
        (None, "192.0.2.1", {}, 404),
        # A proxy on this machine passes on what the world asks.
        (None, "127.0.0.1", {"x-forwarded-for": "192.0.2.1"}, 404),
        (True, "192.0.2.1", {}, 200),
        (False, "127.0.0.1", {}, 404),
    ],
)
def test_docs_are_for_this_machine_unless_set(
    docs: bool | None, peer: str, headers: dict[str, str], status: int
) -> None:
    client = Client(make_app(docs=docs), peer=peer)
    assert [client.get(url, headers=headers).status_code for url in DOCS] == [status] * 3


@pytest.mark.parametrize("url", ["/", "/docs"])
def test_pages_load_nothing_from_elsewhere_and_hold_no_inline_code(url: str) -> None:
    page = Client().get(url).text
    assert page.startswith("<!doctype html>")
    assert "http://" not in page
    assert "https://" not in page
    assert "<style" not in page
    assert "style=" not in page
    assert " on" not in page.replace(" on it", "").replace("stands on", "")
    assert page.count("<script") == page.count('<script src="/static/') >= 1
    scripts = re.findall(r'(?:src|modulepreload" href)="(/static/[^"]+[.]js)"', page)
    assert scripts
    for script in scripts:
        code = Client().get(script)
        assert code.headers["content-type"] == "text/javascript; charset=utf-8"
        assert "innerHTML" not in code.text


def test_a_page_that_is_known_is_not_sent_again() -> None:
    first = Client().get("/static/page.css")
    again = Client().get("/static/page.css", headers={"if-none-match": first.headers["etag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def _examples(description: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    found: list[tuple[str, str, dict[str, Any]]] = []
    for path, operations in description["paths"].items():
        for method, operation in operations.items():
            url, params = path, {}
            for parameter in operation.get("parameters", ()):
                if "example" not in parameter:
                    assert not parameter.get("required"), (path, parameter["name"])
                elif parameter["in"] == "path":
                    url = url.replace(f"{{{parameter['name']}}}", str(parameter["example"]))
                else:
                    params[parameter["name"]] = parameter["example"]
            content = operation.get("requestBody", {}).get("content", {})
            examples = content.get("application/json", {}).get("examples", {"": {}})
            for example in examples.values():
                options: dict[str, Any] = {"params": params} if params else {}
                if example:
                    options["json"] = example["value"]
                found.append((method.upper(), url, options))
    return found


def test_every_example_of_the_description_runs() -> None:
    client = Client()
    description = client.get("/openapi.json").json()
    examples, paths = _examples(description), description["paths"]
    # Every operation once, and four questions and three chats where one would do.
    operations = sum(map(len, paths.values()))
    assert len(examples) == operations + 3 + 2
    for method, url, options in examples:
        response = client.request(method, url, **options)
        assert response.status_code == 200, (method, url, response.text)


def test_every_reference_of_the_description_resolves() -> None:
    description = Client().get("/openapi.json").json()
    text = Client().get("/openapi.json").text
    names = {part.split('"')[0] for part in text.split('"#/components/schemas/')[1:]}
    assert names <= set(description["components"]["schemas"])
    assert "ProblemOut" in names
    assert "HTTPValidationError" not in text
