"""Streamed answers: which events, in which order, and what happens when something goes wrong."""

import asyncio
import json
import logging
import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from typing import Any

import httpx
import pytest

from api.problems import Problem, ProblemError
from api.service import Workers
from api.streaming import begin, frame
from rag.errors import IndexMissingError, QuestionError
from rag.events import AnswerEvent, PassagesFound, QuestionRead, SentenceChecked
from rag.types import Answer
from tests.asgi_client import Client, assert_problem, make_app
from tests.fakes_api import CITATION, FakePipeline, answered
from tests.serving import serving

ASK = {"question": "甲厂有多少工人？", "stream": True}


def events(text: str) -> list[tuple[str, Any]]:
    """The events of a stream, read as a browser would; comments are left out."""
    found = []
    for block in text.split("\n\n"):
        lines = [line for line in block.split("\n") if line and not line.startswith(":")]
        if lines:
            assert [line.partition(": ")[0] for line in lines] == ["event", "data"]
            name, data = (line.partition(": ")[2] for line in lines)
            found.append((name, json.loads(data)))
    return found


class Scripted(FakePipeline):
    """Streams a question, then what ``rest`` says; remembers whether it was closed."""

    def __init__(self, rest: Any) -> None:
        super().__init__()
        self.rest, self.closed = rest, threading.Event()

    def stream(self, question: str, *_: Any, **__: Any) -> Iterator[AnswerEvent]:
        def steps() -> Iterator[AnswerEvent]:
            try:
                yield QuestionRead(question)
                yield from self.rest()
            finally:
                self.closed.set()

        return steps()


def test_the_events_are_the_contracts_in_its_order() -> None:
    response = Client().ask(**ASK)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-accel-buffering"] == "no"
    whole = Client().ask(question="甲厂有多少工人？").json()
    assert events(response.text) == [
        ("question", {"question": "甲厂有多少工人？"}),
        ("passages", {"passages": whole["passages"]}),
        ("delta", {"text": "1952年，甲厂有工人12人。[1]", "citations": whole["citations"]}),
        ("answer", whole),
        ("done", {"id": "a1"}),
    ]


def test_a_refusal_has_no_delta() -> None:
    found = events(Client().ask(question="丙厂呢？", stream=True).text)
    assert [name for name, _ in found] == ["question", "passages", "answer", "done"]
    assert found[2][1] == Client().ask(question="丙厂呢？").json()


def test_the_explanation_is_in_the_answer() -> None:
    found = dict(events(Client().ask(**ASK, explain=True).text))
    assert found["answer"]["explanation"]["decisions"] == ["best sentence"]


@pytest.mark.parametrize(
    ("fail", "status"),
    [
        (IndexMissingError("No index.", "Build one."), 503),
        (QuestionError("Too vague.", "Say more."), 422),
        (ValueError("a secret"), 500),
    ],
)
def test_what_is_wrong_before_the_first_event_is_an_ordinary_problem(
    fail: Exception, status: int
) -> None:
    response = Client(make_app(FakePipeline(fail=fail))).ask(**ASK)
    assert_problem(response, status)
    assert "secret" not in response.text


def test_a_mode_that_is_not_configured_is_a_conflict_in_a_stream_too() -> None:
    assert_problem(Client().ask(**ASK, mode="generative"), 409)


@pytest.mark.parametrize(
    ("fail", "status"), [(IndexMissingError("No index.", "Build one."), 503), (OSError("x"), 500)]
)
def test_what_goes_wrong_on_the_way_is_the_last_event(
    fail: Exception, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    def rest() -> Iterator[AnswerEvent]:
        yield PassagesFound(())
        raise fail

    with caplog.at_level(logging.ERROR, "youju.api"):
        found = events(Client(make_app(Scripted(rest))).ask(**ASK).text)
    assert [name for name, _ in found] == ["question", "passages", "error"]
    problem = found[-1][1]
    assert problem["status"] == status
    if status == 500:
        error_id = problem["instance"].rpartition(":")[2]
        assert error_id in caplog.text


def _slow() -> Any:
    """Two frames, the second late."""
    yield frame(b"1")
    time.sleep(0.3)
    yield frame(b"2")


def test_a_comment_shows_that_the_connection_is_alive() -> None:
    sent: list[bytes] = []

    async def send(message: Any) -> None:
        sent.append(message.get("body", b""))

    async def never() -> Any:
        await asyncio.sleep(60)

    async def run() -> None:
        stream = await begin(Workers(), _slow(), Problem.body, heartbeat=0.1)
        await stream({"type": "http"}, never, send)

    asyncio.run(run())
    assert b"".join(sent).count(b": \n\n") in (2, 3)
    assert b"".join(sent).replace(b": \n\n", b"") == b"data: 1\n\ndata: 2\n\n"


def test_a_stream_that_was_let_in_is_never_turned_away_halfway() -> None:
    """One thread and no queue: a second stream is refused, the first goes on."""

    async def run() -> None:
        workers = Workers(threads=1, queue=0)
        hold = asyncio.create_task(workers.run(lambda: time.sleep(0.2)))
        await asyncio.sleep(0.05)
        with pytest.raises(ProblemError):
            await begin(workers, iter_frames(), Problem.body)
        assert await workers.run_admitted(lambda: 7) == 7
        await hold

    def iter_frames() -> Any:
        yield frame(b"1")

    asyncio.run(run())


def endless() -> Iterator[AnswerEvent]:
    while True:
        time.sleep(0.02)
        yield SentenceChecked("甲。[1]", (CITATION,))


def descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="counts descriptors in /proc")
def test_row_39_a_client_that_goes_away_stops_the_work_and_leaves_nothing_open() -> None:
    pipeline = Scripted(endless)
    with serving(pipeline) as url, httpx.Client(trust_env=False) as client:
        before = 0
        for turn in range(20):
            pipeline.closed.clear()
            with client.stream("POST", f"{url}/v1/ask", json=ASK) as response:
                assert next(response.iter_lines()) == "event: question"
            assert pipeline.closed.wait(5)
            if turn == 0:
                before = descriptors()
        time.sleep(0.2)
        assert descriptors() <= before + 1


def test_row_39_streams_of_slow_readers_hold_no_thread() -> None:
    """Far more open streams than threads, none of them read: a question is still answered."""

    def flood() -> Iterator[AnswerEvent]:
        # More than any socket takes in without a reader: 6 MB of JSON at a time.
        return repeat(SentenceChecked("甲" * 2_000_000, ()))

    with serving(Scripted(flood)) as url, httpx.Client(trust_env=False) as client:
        streams = [client.stream("POST", f"{url}/v1/ask", json=ASK) for _ in range(12)]
        for one in streams:
            one.__enter__()
        assert client.post(f"{url}/v1/ask", json={"question": "工人"}).status_code == 200
        for one in streams:
            one.__exit__(None, None, None)


def test_row_48_waiting_for_a_language_model_holds_up_nobody_else() -> None:
    """More questions wait for the model than there are threads for quick work."""
    release = threading.Event()

    class Waiting(FakePipeline):
        def models(self) -> tuple[str, ...]:
            return ("extraction", "slow")

        def ask(self, question: str, *args: Any, **more: Any) -> Answer:
            if more.get("mode") != "extractive":
                release.wait(20)
            return super().ask(question, *args, **more)

    with serving(Waiting()) as url, ThreadPoolExecutor(8) as pool:
        body = {"question": "工人"}
        waiting = [
            pool.submit(httpx.post, f"{url}/v1/ask", json=body, trust_env=False, timeout=30)
            for _ in range(8)
        ]
        try:
            with httpx.Client(trust_env=False, timeout=5) as client:
                assert client.get(f"{url}/readyz").status_code == 200
                quick = {**body, "mode": "extractive"}
                assert client.post(f"{url}/v1/ask", json=quick).status_code == 200
            assert not any(one.done() for one in waiting)
        finally:
            release.set()
        assert [one.result().status_code for one in waiting] == [200] * 8


def test_row_46_a_stream_under_way_is_finished_when_the_server_stops() -> None:
    def rest() -> Iterator[AnswerEvent]:
        for _ in range(5):
            time.sleep(0.1)
            yield SentenceChecked("甲。[1]", (CITATION,))
        yield answered("工人")

    received: list[str] = []
    begun = threading.Event()

    def listen(url: str) -> None:
        with httpx.stream("POST", f"{url}/v1/ask", json=ASK, trust_env=False) as response:
            for line in response.iter_lines():
                received.append(line)
                begun.set()

    with serving(Scripted(rest)) as url:
        listening = threading.Thread(target=listen, args=(url,))
        listening.start()
        assert begun.wait(5)
    listening.join(5)
    names = [line.removeprefix("event: ") for line in received if line.startswith("event")]
    assert names == ["question", *["delta"] * 5, "answer", "done"]


def test_row_46_a_server_that_can_wait_no_longer_says_so() -> None:
    sent: list[bytes] = []

    async def send(message: Any) -> None:
        sent.append(message.get("body", b""))

    async def never() -> Any:
        await asyncio.sleep(60)

    async def run() -> None:
        stream = await begin(Workers(), _slow(), lambda problem: problem.kind.encode())
        task = asyncio.create_task(stream({"type": "http"}, never, send))
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(run())
    assert sent == [b"", b"data: 1\n\n", b"stopping"]
