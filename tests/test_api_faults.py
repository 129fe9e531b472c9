"""Bad inputs, by the rows of the project's list of faults, through the application."""

import asyncio
import gzip
import json
import time
import tracemalloc
from typing import Any

import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.hardening.guard import BODY_LIMIT
from tests.asgi_client import Client, assert_problem, fields, make_app
from tests.fakes_api import URL, FakePipeline

pytestmark = pytest.mark.alone

QUESTION = "甲厂有多少工人？"


def body(**keys: Any) -> bytes:
    return json.dumps({"question": QUESTION, **keys}).encode()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        pytest.param(b'{"question": "\\ud800"}', 422, id="1 lone surrogate escape"),
        pytest.param(b'{"question": "\\udc00\\ud800"}', 422, id="1 reversed pair"),
        pytest.param(b'{"\\ud800": 1, "question": "x"}', 422, id="1 in a key"),
        pytest.param(b'{"question": "\xed\xa0\x80"}', 400, id="2 raw surrogate"),
        pytest.param(b'{"question": "x", "mode": "\\udfff"}', 422, id="3 in a bad field"),
        pytest.param(b'{"question": "x", "top_k": NaN}', 422, id="4 NaN"),
        pytest.param(b'{"question": "x", "top_k": Infinity}', 422, id="4 Infinity"),
        pytest.param(b'{"question": "x", "top_k": -Infinity}', 422, id="4 -Infinity"),
        pytest.param(b'{"question": "x", "top_k": 1e999}', 422, id="4 1e999"),
        pytest.param(b'{"question": "x", "top_k": ' + b"9" * 5000 + b"}", 400, id="18 digits"),
        pytest.param(b"[" * 100_000 + b"]" * 100_000, 400, id="18 arrays"),
        pytest.param(b'{"a":' * 60_000 + b"1" + b"}" * 60_000, 400, id="18 objects"),
        pytest.param(b'{"question": "x", "question": "y"}', 400, id="15 duplicate key"),
        pytest.param(b'{"question": "x", "filters": {"years": {"to": 1, "to": 2}}}', 400, id="15"),
        pytest.param(b'{"question": "\xff\xfe"}', 400, id="19 invalid UTF-8"),
        pytest.param('{"question": "甲厂"}'.encode("gbk"), 400, id="19 GBK"),
        pytest.param('{"question": "甲厂"}'.encode("utf-16"), 400, id="19 UTF-16"),
        pytest.param('{"question": "x"}'.encode("utf-16-le"), 400, id="19 UTF-16 without BOM"),
        pytest.param(b"", 400, id="empty"),
        pytest.param(b"{", 400, id="cut off"),
        pytest.param(b"[]", 422, id="an array"),
        pytest.param(b"null", 422, id="null"),
        pytest.param(b'"question"', 422, id="a string"),
    ],
)
def test_rows_1_to_4_15_18_19_bytes_that_are_no_question(sent: bytes, status: int) -> None:
    assert_problem(Client().ask_bytes(sent), status)


def test_a_pair_of_surrogate_escapes_is_a_character() -> None:
    response = Client().ask_bytes(b'{"question": "\\ud840\\udc00"}')
    assert response.json()["question"] == "𠀀"


@pytest.mark.parametrize(
    ("question", "status"), [("字" * 500, 200), ("字" * 501, 422), ("字" * 20_000, 422)]
)
def test_row_5_a_question_has_500_characters(question: str, status: int) -> None:
    response = Client().ask(question=question)
    assert response.status_code == status
    if status == 422:
        problem = assert_problem(response, 422)
        assert problem["errors"][0]["limit"] == 500
        assert "字字" not in response.text


def test_row_5_ten_megabytes_are_refused_without_echo() -> None:
    response = Client().ask(question="Q" * 10_000_000)
    assert_problem(response, 413)
    assert "QQ" not in response.text
    assert response.headers["connection"] == "close"


async def _call(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    await app(scope, receive, send)


def feed(chunk: bytes, headers: list[tuple[bytes, bytes]]) -> tuple[int, int]:
    """Offer an endless body in chunks; the status and how many bytes were taken."""
    taken = 0
    sent: list[Message] = []

    async def receive() -> Message:
        nonlocal taken
        taken += len(chunk)
        return {"type": "http.request", "body": chunk, "more_body": True}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {
        "type": "http",
        "method": "POST",
        "path": "/v1/ask",
        "raw_path": b"/v1/ask",
        "query_string": b"",
        "root_path": "",
        "scheme": "http",
        "http_version": "1.1",
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
        "headers": [(b"host", b"localhost"), (b"content-type", b"application/json"), *headers],
    }
    asyncio.run(_call(make_app(), scope, receive, send))
    return sent[0]["status"], taken


def test_row_6_an_endless_chunked_body_is_read_to_the_limit_and_no_further() -> None:
    tracemalloc.start()
    status, taken = feed(b" " * 16_384, [(b"transfer-encoding", b"chunked")])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert status == 413
    # 32 chunks of 16 KB are 512 KB; the next one is past it.
    assert taken == BODY_LIMIT + 16_384
    assert peak < 8 * 1024 * 1024


@pytest.mark.parametrize("length", [b"314572800", b"524289", b"9" * 30])
def test_row_6_a_declared_length_past_the_limit_is_not_read_at_all(length: bytes) -> None:
    assert feed(b"x", [(b"content-length", length)]) == (413, 0)


def test_row_9_nothing_redirects() -> None:
    for url in ("/v1/search/", "/docs/", "/v1", "/dir"):
        assert_problem(Client().get(url), 404)
    assert_problem(Client().get("/docs/", headers={"host": "evil.example"}), 400)


@pytest.mark.parametrize(
    "question", ["", " ", "　\t\n", "\u200b\u200d\ufeff", "\x00\x01", "\u202e", "\U000e0041"]
)
def test_row_10_a_question_nobody_can_see_is_none(question: str) -> None:
    problem = assert_problem(Client().ask(question=question), 422)
    assert fields(problem) == ["question"]


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("工\x00人\x07数", id="11 control"),
        pytest.param("工\u202e人\u2066数\u2069", id="12 bidi"),
        pytest.param("工\U000e0041人\U000e007f数", id="12 tags"),
        pytest.param("工\u200b人\u2060数", id="12 zero width"),
    ],
)
def test_rows_11_12_what_cannot_be_seen_is_stripped(question: str) -> None:
    pipeline = FakePipeline()
    response = Client(make_app(pipeline)).ask(question=question)
    assert response.json()["question"] == "工人数"
    assert pipeline.asked[0][0] == "工人数"


@pytest.mark.parametrize(
    "question", ["a" + "\u0301" * 10_000, "👨\u200d👩\u200d👧" * 500, "\u200b" * 170_000]
)
def test_row_14_odd_characters_take_no_time(question: str) -> None:
    client = Client()
    client.ask(question="工人")
    began = time.perf_counter()
    response = client.ask(question=question)
    assert time.perf_counter() - began < 0.05
    assert response.status_code in (200, 422)


@pytest.mark.parametrize(
    ("keys", "field"),
    [
        ({"secret_key": 1}, "body"),
        ({"filters": {"year": 1}}, "filters"),
        ({"filters": {"years": {"since": 1}}}, "filters.years"),
        ({"history": [{"question": "x", "answer": "y", "z": 1}]}, "history[0]"),
    ],
)
def test_row_15_unknown_keys_are_refused_and_not_repeated(keys: dict[str, Any], field: str) -> None:
    response = Client().ask_bytes(body(**keys))
    assert fields(assert_problem(response, 422)) == [field]
    assert "secret_key" not in response.text
    assert "since" not in response.text


@pytest.mark.parametrize("value", [True, "3", 3.0, None, [3], 0, -1, 51, 10**9, 10**4000])
def test_rows_16_17_top_k_is_an_integer_from_1_to_50(value: Any) -> None:
    problem = assert_problem(Client().ask_bytes(body(top_k=value)), 422)
    assert fields(problem) == ["top_k"]


@pytest.mark.parametrize(
    ("keys", "field"),
    [
        ({"question": 1}, "question"),
        ({"question": None}, "question"),
        ({"mode": "magic"}, "mode"),
        ({"mode": None}, "mode"),
        ({"explain": 1}, "explain"),
        ({"explain": "true"}, "explain"),
        ({"stream": 0}, "stream"),
        ({"history": {}}, "history"),
        ({"history": [{"question": "x"}]}, "history[0].answer"),
        ({"history": [{"question": "x", "answer": "y"}] * 21}, "history"),
        ({"history": [{"question": "字" * 501, "answer": "y"}]}, "history[0].question"),
        ({"history": [{"question": "x", "answer": "字" * 2001}]}, "history[0].answer"),
        ({"filters": []}, "filters"),
        ({"filters": None}, "filters"),
        ({"filters": {"documents": "x"}}, "filters.documents"),
        ({"filters": {"sections": [1]}}, "filters.sections[0]"),
        ({"filters": {"years": {"from": "1950"}}}, "filters.years.from"),
        ({"filters": {"years": {"from": None}}}, "filters.years.from"),
        ({"filters": {"years": {"to": 10_000}}}, "filters.years.to"),
        ({"filters": {"years": {"from": 1960, "to": 1950}}}, "filters.years"),
    ],
)
def test_row_16_nothing_is_coerced(keys: dict[str, Any], field: str) -> None:
    assert fields(assert_problem(Client().ask_bytes(body(**keys)), 422)) == [field]


def test_history_at_its_limits_is_taken() -> None:
    turn = {"question": "字" * 500, "answer": "字" * 2_000}
    assert Client().ask(question=QUESTION, history=[turn] * 20).status_code == 200


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/v1/search?q=%ff%fe", 400),
        ("/v1/search?q=x&%ff=1", 400),
        ("/v1/search?q=%ed%a0%80", 400),
        ("/v1/concordance?q=%c0%af", 400),
        (f"{URL}/text?start=%ff", 400),
        ("/healthz?%ff", 400),
        ("/v1/search?q=x&q=y", 422),
        ("/v1/search", 422),
        ("/v1/search?q=", 422),
        ("/v1/search?q=%E2%80%8B", 422),
        ("/v1/search?q=x&limit=0", 422),
        ("/v1/search?q=x&limit=101", 422),
        ("/v1/search?q=x&limit=3.0", 422),
        ("/v1/search?q=x&limit=%203", 422),
        ("/v1/search?q=x&limit=1_0", 422),
        ("/v1/search?q=x&limit=%EF%BC%93", 422),
        ("/v1/search?q=x&offset=-1", 422),
        ("/v1/search?q=x&offset=" + "9" * 5_000, 422),
        ("/v1/search?q=x&from=0", 422),
        ("/v1/search?q=x&from=1960&to=1950", 422),
        ("/v1/search?q=x&document=", 422),
        ("/v1/search?q=x&colour=red", 422),
        ("/v1/documents?x=1", 422),
        ("/v1/search?q=" + "x" * 501, 422),
        ("/v1/search?q=" + "x" * 20_000, 414),
    ],
)
def test_row_20_query_strings(url: str, status: int) -> None:
    response = Client().get(url)
    assert_problem(response, status)
    assert "colour" not in response.text
    assert "999" not in response.text


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
        "application/json; charset=gbk",
        "",
    ],
)
def test_row_21_only_json_is_read(kind: str) -> None:
    assert_problem(Client().ask_bytes(body(), kind), 415)


@pytest.mark.parametrize("kind", ["application/json", "Application/JSON; charset=UTF-8"])
def test_row_21_json_however_it_is_written(kind: str) -> None:
    assert Client().ask_bytes(body(), kind).status_code == 200


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate", "gzip, gzip"])
def test_row_22_compressed_bodies_are_not_unpacked(encoding: str) -> None:
    bomb = gzip.compress(b" " * 50_000_000)
    sent = {"content-encoding": encoding}
    assert_problem(Client().ask_bytes(bomb, **sent), 415)


def test_row_23_two_lengths_are_one_too_many() -> None:
    lengths = [(b"content-length", b"2"), (b"transfer-encoding", b"chunked")]
    assert feed(b"{}", lengths) == (400, 0)
    assert feed(b"{}", [(b"content-length", b"-1")]) == (400, 0)


def test_row_24_ranges_cost_nothing() -> None:
    ranges = "bytes=" + ",".join(f"{n}-{n + 1}" for n in range(1_000))
    response = Client().get("/static/page.css", headers={"range": ranges})
    assert response.status_code == 200
    assert response.content == Client().get("/static/page.css").content


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/%2e%2e%2fapp.py",
        "/static/..%5capp.py",
        "/static/page.css%00.html",
        "/static/%00",
        "/static//etc/passwd",
        "/static/%2fetc%2fpasswd",
        "/static/",
        "/static",
        "/v1/documents/..%2f..%2fetc%2fpasswd",
        "/v1/documents/%00",
        "/v1/documents/%ff",
        "/v1/passages/..%00",
    ],
)
def test_row_25_no_path_leads_outside(path: str) -> None:
    assert_problem(Client().get(path), 404)


def answer_seconds(question: bytes) -> float:
    client = Client()
    client.ask_bytes(question)
    times = []
    for _ in range(5):
        began = time.perf_counter()
        client.ask_bytes(question)
        times.append(time.perf_counter() - began)
    return min(times)


@pytest.mark.parametrize("character", ["a", "1", "。", "(", "\\\\", " ", "-", "\u200b", "年"])
def test_row_27_time_grows_with_length_and_no_faster(character: str) -> None:
    short = f'{{"question": "{character * 12_500}"}}'.encode()
    long = f'{{"question": "{character * 100_000}"}}'.encode()
    # Eight times the length: 8 times the time if linear, 64 if quadratic. The rest is noise.
    assert answer_seconds(long) <= 24 * answer_seconds(short) + 0.02


def test_row_28_five_hundred_characters_stay_under_the_bound() -> None:
    question = "".join(chr(0x4E00 + 7 * n) for n in range(500))
    assert answer_seconds(json.dumps({"question": question}).encode()) < 0.05


@pytest.mark.parametrize(
    "marker",
    ["<script>alert(1)</script>", "\r\nSet-Cookie: a=b", "\x1b[31m", "/etc/passwd", "{{7*7}}"],
)
def test_no_refusal_repeats_what_was_sent(marker: str) -> None:
    client = Client()
    sent = [
        client.ask(question=marker * 600),
        client.ask(question=1, **{marker: marker}),
        client.ask(question="x", mode=marker),
        client.ask(question="x", history=[{marker: marker}]),
        client.get("/v1/search", params={"q": "x", "limit": marker}),
        client.get("/v1/search", params={"q": "x", marker: marker}),
        client.get("/v1/documents/" + marker.encode().hex()),
    ]
    for response in sent:
        assert_problem(response, response.status_code)
        assert response.status_code in (404, 413, 422)
        text = response.text + repr(response.headers.raw)
        assert marker.strip() not in text
        assert json.dumps(marker)[1:-1] not in text
        assert marker.encode().hex() not in text
