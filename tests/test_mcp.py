"""The MCP server, asked by the official client over both transports."""

import json
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import httpx
import httpx2
import pytest
from mcp import Client as McpClient
from mcp import ClientSession, StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp_types import CallToolResult, TextContent

from api.mcp_tools import TOOLS, call_tool
from rag.errors import IndexMissingError
from rag.store import Store
from tests.asgi_client import Client, assert_problem, make_app
from tests.fakes_api import DOCUMENT_ID, PASSAGE, FakePipeline
from tests.serving import serving

ROOT = Path(__file__).resolve().parent.parent
QUESTION = "甲厂有多少工人？"
ASK = TOOLS[0]


@asynccontextmanager
async def connected(url: str, key: str = "") -> AsyncIterator[ClientSession]:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    async with (
        httpx2.AsyncClient(headers=headers, trust_env=False) as http_client,
        streamable_http_client(f"{url}/mcp", http_client=http_client) as (read, write),
        ClientSession(read, write) as session,
    ):
        await session.initialize()
        yield session


def over_http(
    use: Callable[[ClientSession], Awaitable[None]],
    pipeline: FakePipeline | None = None,
    key: str = "",
) -> None:
    async def run(url: str) -> None:
        async with connected(url, key) as session:
            await use(session)

    with serving(pipeline or FakePipeline(), api_key=key or None) as url:
        anyio.run(run, url)


def content(result: Any) -> dict[str, Any]:
    """The object of a result, after checking that text and structure say the same."""
    assert isinstance(result, CallToolResult)
    assert not result.is_error, result.content
    (part,) = result.content
    assert isinstance(part, TextContent)
    found: dict[str, Any] = result.structured_content
    assert json.loads(part.text) == found
    return found


def error(result: Any) -> str:
    assert isinstance(result, CallToolResult)
    assert result.is_error
    (part,) = result.content
    assert isinstance(part, TextContent)
    return part.text


def test_the_tools_and_their_answers_over_http() -> None:
    http = Client()
    whole = http.ask(question=QUESTION).json()
    passages = http.get("/v1/search?q=工人&limit=3").json()
    passage = http.get(f"/v1/passages/{PASSAGE.id}").json()
    documents = http.get("/v1/documents").json()

    async def use(session: ClientSession) -> None:
        listed = (await session.list_tools()).tools
        assert [tool.name for tool in listed] == ["ask", "search", "passage", "documents"]
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in listed)
        found = content(await session.call_tool("ask", {"question": QUESTION}))
        left_out = {"passages", "timings_ms"}
        assert found == {key: value for key, value in whole.items() if key not in left_out}
        assert found["citations"][0]["quote"] == "1952年，甲厂有工人12 人。"
        words = {"query": "工人", "limit": 3}
        assert content(await session.call_tool("search", words)) == passages
        assert content(await session.call_tool("passage", {"id": PASSAGE.id})) == passage
        assert content(await session.call_tool("documents", {})) == documents

    over_http(use)


def test_a_refusal_is_no_error_and_a_follow_up_brings_its_history() -> None:
    pipeline = FakePipeline()

    async def use(session: ClientSession) -> None:
        found = content(await session.call_tool("ask", {"question": "丙厂呢？"}))
        assert (found["status"], found["refusal"]["reason"]) == ("refused", "not_in_source")
        turn = {"question": QUESTION, "answer": "12人"}
        given = {"question": "那年呢？", "history": [turn], "documents": [DOCUMENT_ID]}
        content(await session.call_tool("ask", {**given, "year_to": 1960}))

    over_http(use, pipeline)
    question, turns, mode, _, filters = pipeline.asked[-1]
    assert (question, turns[0].answer, mode) == ("那年呢？", "12人", "auto")
    assert (filters.documents, filters.year_from, filters.year_to) == ((DOCUMENT_ID,), None, 1960)


def test_what_is_wrong_is_said_and_never_repeated() -> None:
    async def use(session: ClientSession) -> None:
        text = error(await session.call_tool("ask", {"question": "工" * 501}))
        assert "question：" in text
        assert "500" in text
        assert "工工" not in text
        assert "year_from" in error(
            await session.call_tool("ask", {"question": "工人", "year_from": "secret"})
        )
        text = error(await session.call_tool("ask", {"question": "工人", "secret": 1}))
        assert "secret" not in text
        assert "passage has that id" in error(await session.call_tool("passage", {"id": "none"}))
        with pytest.raises(Exception, match="no such tool"):
            await session.call_tool("secret", {})

    over_http(use)


def test_no_index_is_told_and_a_fault_is_only_a_number(caplog: pytest.LogCaptureFixture) -> None:
    told = call_tool(
        ASK, FakePipeline(fail=IndexMissingError("/a/path", "Build.")), {"question": "a"}
    )
    assert told.found is None
    assert "暂时不能回答" in told.text
    assert "/a/path" not in told.text
    broken = call_tool(ASK, FakePipeline(fail=ValueError("secret")), {"question": "a"})
    assert "secret" not in broken.text
    error_id = re.search(r"[0-9a-f]{16}", broken.text)
    assert error_id is not None
    assert error_id.group() in caplog.text


def test_the_client_that_asks_without_a_handshake_is_served_too() -> None:
    async def run(url: str) -> None:
        async with httpx2.AsyncClient(trust_env=False) as http_client:
            transport = streamable_http_client(f"{url}/mcp", http_client=http_client)
            async with McpClient(transport) as client:
                found = content(await client.call_tool("ask", {"question": QUESTION}))
                assert found["short_answer"] == "12人"

    with serving(FakePipeline()) as url:
        anyio.run(run, url)


def test_the_key_is_asked_for() -> None:
    async def use(session: ClientSession) -> None:
        assert len((await session.list_tools()).tools) == 4

    over_http(use, key="right")
    app = Client(make_app(api_key="right"))
    assert_problem(app.request("POST", "/mcp", json={}), 401)


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("GET", {}, 405),
        ("DELETE", {}, 405),
        ("POST", {"host": "evil.example"}, 400),
        ("POST", {"origin": "https://evil.example"}, 403),
    ],
)
def test_other_methods_hosts_and_origins_are_refused(
    method: str, headers: dict[str, str], status: int
) -> None:
    assert_problem(Client().request(method, "/mcp", json={}, headers=headers), status)


def test_bytes_that_are_no_message_are_refused() -> None:
    with serving(FakePipeline()) as url:
        for body in (b"", b"{", b'{"jsonrpc":"2.0"}', b"\xff", b'"\\ud800"', b"[" * 100_000):
            response = httpx.post(
                f"{url}/mcp",
                content=body,
                headers={"content-type": "application/json", "accept": "application/json"},
                trust_env=False,
            )
            assert response.status_code == 400, (body[:20], response.text)


def test_the_library_and_the_tools_wait_for_the_first_client() -> None:
    code = "import sys, api.app; print({'mcp', 'mcp_types', 'api.mcp_tools'} & set(sys.modules))"
    run = [sys.executable, "-c", code]
    done = subprocess.run(run, capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == "set()\n"


def command(index: Path) -> StdioServerParameters:
    return StdioServerParameters(
        command=sys.executable,
        args=["-m", "rag", "mcp", "--index", str(index)],
        cwd=ROOT,
        env={**os.environ},
    )


def test_over_standard_input_and_output(shipped_store: Store, tmp_path: Path) -> None:
    async def run(errors: Any) -> None:
        parameters = command(shipped_store.root)
        async with (
            stdio_client(parameters, errlog=errors) as (read, write),
            ClientSession(read, write) as session,
        ):
            hello = await session.initialize()
            assert hello.server_info.name == "youju"
            question = {"question": "1984年底全市有多少个基层工会？"}
            found = content(await session.call_tool("ask", question))
            assert found["short_answer"] == "210个"
            cited = found["citations"][0]
            sources = content(await session.call_tool("documents", {}))["documents"]
            assert cited["document"] in [source["id"] for source in sources]

    with (tmp_path / "errors").open("w") as errors:
        anyio.run(run, errors)


def test_standard_output_is_protocol_alone_even_when_the_index_is_built(tmp_path: Path) -> None:
    ping = b'{"jsonrpc":"2.0","id":1,"method":"ping"}\n'
    done = subprocess.run(
        [sys.executable, "-m", "rag", "mcp", "--index", str(tmp_path / "index")],
        input=ping,
        capture_output=True,
        cwd=ROOT,
        timeout=60,
        check=True,
    )
    lines = done.stdout.decode().splitlines()
    assert [json.loads(line)["jsonrpc"] for line in lines] == ["2.0"]
    assert "first start" in done.stderr.decode()
