"""Asks an ASGI application without a socket, from plain functions."""

import asyncio
import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import httpx
from starlette.types import ASGIApp

from api.app import create_app
from rag.settings import Settings
from tests.fakes_api import FakePipeline

LOCAL = "127.0.0.1"


def make_app(pipeline: FakePipeline | None = None, **settings: Any) -> ASGIApp:
    """The application over a fake pipeline; settings not given are the defaults."""
    given: dict[str, Any] = {"rate": 120, "docs": None, "api_key": None, **settings}
    given.setdefault("feedback", kept_folder() / "feedback.sqlite")
    return create_app(pipeline or FakePipeline(), Settings(**given))


@cache
def kept_folder() -> Path:
    """A folder for what one run of the tests keeps, removed at its end."""
    folder = Path(tempfile.mkdtemp(prefix="youju-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


class Client:
    """Sends requests as ``peer`` with ``Host: localhost``."""

    def __init__(self, app: ASGIApp | None = None, peer: str = LOCAL) -> None:
        self.app = app or make_app()
        self._peer = peer

    def request(self, method: str, url: str, **options: Any) -> httpx.Response:
        return asyncio.run(self._request(method, url, **options))

    def get(self, url: str, **options: Any) -> httpx.Response:
        return self.request("GET", url, **options)

    def ask(self, **body: Any) -> httpx.Response:
        return self.request("POST", "/v1/ask", json=body)

    def ask_bytes(self, body: bytes, kind: str = "application/json", **more: str) -> httpx.Response:
        headers = {"content-type": kind, **more}
        return self.request("POST", "/v1/ask", content=body, headers=headers)

    async def _request(self, method: str, url: str, **options: Any) -> httpx.Response:
        transport = httpx.ASGITransport(self.app, client=(self._peer, 50_000))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.request(method, url, **options)


def assert_problem(response: httpx.Response, status: int) -> dict[str, Any]:
    """The problem in a response, after checking what every problem must have."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert problem["status"] == status
    assert set(problem) <= {"type", "title", "status", "detail", "instance", "errors"}
    assert {"type", "title", "status", "detail"} <= set(problem)
    assert " · " in problem["title"]
    return problem


def fields(problem: dict[str, Any]) -> list[str]:
    """The names of the fields a problem is about."""
    return [error["field"] for error in problem["errors"]]
