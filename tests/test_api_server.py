"""The real server on a real socket: what only bytes on the wire can show."""

import json
import logging
import re
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from api.protocol import StrictProtocol
from api.server import addresses, listen, make_server
from rag.errors import SettingsError
from rag.settings import Settings
from rag.types import Answer
from tests.fakes_api import FakePipeline

pytestmark = pytest.mark.alone

SETTINGS = Settings(port=0, host="127.0.0.1", api_key=None, docs=None)
ASK = json.dumps({"question": "甲厂有多少工人？"}).encode()
HEAD = b"POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
LIMIT = 512 * 1024


class Counting(StrictProtocol):
    """Counts what is taken from the socket, and is impatient."""

    taken = 0

    def data_received(self, data: bytes) -> None:
        Counting.taken += len(data)
        super().data_received(data)


@dataclass(frozen=True)
class Running:
    """A server in a thread of its own."""

    port: int
    said: list[str]

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)

    def exchange(self, request: bytes) -> bytes:
        """Send bytes, read one response or until the server closes."""
        with self.connect() as connection:
            connection.sendall(request)
            return read_all(connection)


def read_all(connection: socket.socket, seconds: float = 5.0) -> bytes:
    connection.settimeout(seconds)
    received = b""
    try:
        while not complete(received) and (part := connection.recv(65_536)):
            received += part
    except (TimeoutError, ConnectionResetError):
        pass
    return received


def complete(response: bytes) -> bool:
    head, _, content = response.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head)
    return length is not None and len(content) >= int(length[1])


def status(response: bytes) -> int:
    return int(response.split(b" ", 2)[1])


@contextmanager
def running(pipeline: FakePipeline) -> Iterator[Running]:
    said: list[str] = []
    server = make_server(pipeline, SETTINGS, said.append)
    server.config.http = Counting
    with listen(SETTINGS) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield Running(listener.getsockname()[1], said)
        server.should_exit = True
        thread.join(10)
    assert not thread.is_alive()


@pytest.fixture(scope="module")
def served() -> Iterator[Running]:
    with running(FakePipeline()) as server:
        yield server


def test_it_says_where_to_look(served: Running) -> None:
    assert served.said[0].startswith(
        f"有据已就绪 · Youju is ready: http://127.0.0.1:{served.port}/\n"
    )


def test_a_question_is_answered(served: Running) -> None:
    url = f"http://127.0.0.1:{served.port}/v1/ask"
    response = httpx.post(url, json={"question": "甲厂有多少工人？"}, trust_env=False)
    assert response.json()["short_answer"] == "12人"
    assert "server" not in response.headers


def test_small_answers_do_not_wait_for_acknowledgements(served: Running) -> None:
    request = HEAD + b"Content-Length: %d\r\n\r\n" % len(ASK)
    with served.connect() as connection:
        times = []
        for _ in range(20):
            began = time.perf_counter()
            connection.sendall(request + ASK)
            assert status(read_all(connection)) == 200
            times.append(time.perf_counter() - began)
    assert sorted(times)[10] < 0.02


@pytest.mark.parametrize(
    ("request_", "wanted"),
    [
        pytest.param(
            # 13 bytes, the three of the surrogate, 2 bytes.
            HEAD + b"Content-Length: 18\r\n\r\n" + b'{"question":"\xed\xa0\x80"}',
            400,
            id="2 raw surrogate",
        ),
        pytest.param(
            b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 1_000_000 + b"\r\n\r\n",
            431,
            id="7 a header of 1 MB",
        ),
        pytest.param(
            b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n" + b"a: b\r\n" * 10_000 + b"\r\n",
            431,
            id="7 ten thousand headers",
        ),
        pytest.param(b"GET /dir HTTP/1.1\r\nHost: evil\r\n\r\n", 400, id="9 another host"),
        pytest.param(b"GET /dir HTTP/1.0\r\n\r\n", 400, id="9 no host"),
        pytest.param(b"GET //evil/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 404, id="9 two slashes"),
        pytest.param(
            b"GET http://evil/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 404, id="9 absolute form"
        ),
        pytest.param(
            b"GET /v1/search?q=%ff%fe HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, id="20 query"
        ),
        pytest.param(
            HEAD + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
            400,
            id="23 two lengths",
        ),
        pytest.param(HEAD + b"Content-Length: -1\r\n\r\n", 400, id="23 negative length"),
        pytest.param(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400, id="23 TLS"),
        pytest.param(
            b"GET /static/../../app.py HTTP/1.1\r\nHost: localhost\r\n\r\n", 404, id="25 dots"
        ),
        pytest.param(
            b"GET /static/%2e%2e/app.py HTTP/1.1\r\nHost: localhost\r\n\r\n", 404, id="25 encoded"
        ),
        pytest.param(b"GET /static/%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", 404, id="25 NUL"),
        pytest.param(
            b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: upgrade\r\n"
            b"Upgrade: websocket\r\n\r\n",
            200,
            id="no websockets",
        ),
    ],
)
def test_bytes_that_are_refused(served: Running, request_: bytes, wanted: int) -> None:
    response = served.exchange(request_)
    assert status(response) == wanted
    assert b"location:" not in response.lower()
    if wanted >= 400:
        assert b"application/problem+json" in response.lower()


def test_row_23_a_broken_chunk_ends_the_connection(served: Running) -> None:
    response = served.exchange(HEAD + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n")
    assert not response or status(response) == 400


def send_until_refused(connection: socket.socket, total: int, chunked: bool) -> int:
    block = b" " * 65_536
    part = b"%x\r\n%s\r\n" % (len(block), block) if chunked else block
    sent = 0
    try:
        while sent < total:
            connection.sendall(part)
            sent += len(block)
    except (ConnectionResetError, BrokenPipeError):
        pass
    return sent


@pytest.mark.parametrize(
    ("framing", "chunked", "most"),
    [
        (b"Transfer-Encoding: chunked\r\n\r\n", True, LIMIT + 64 * 1024),
        (b"Content-Length: 314572800\r\n\r\n", False, 64 * 1024),
    ],
)
def test_row_6_300_megabytes(served: Running, framing: bytes, chunked: bool, most: int) -> None:
    Counting.taken = 0
    with served.connect() as connection:
        connection.sendall(HEAD + framing)
        sent = send_until_refused(connection, 314_572_800, chunked)
        response = read_all(connection)
    assert sent < 314_572_800
    assert status(response) == 413
    assert Counting.taken <= most + len(HEAD + framing)


def test_row_6_where_no_body_is_wanted_none_is_read(served: Running) -> None:
    Counting.taken = 0
    with served.connect() as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n")
        connection.sendall(b"Transfer-Encoding: chunked\r\n\r\n")
        sent = send_until_refused(connection, 314_572_800, True)
    assert sent < 314_572_800
    assert Counting.taken < 128 * 1024


def closed_after(connection: socket.socket, trickle: bytes, seconds: float) -> float:
    """Send a byte again and again until the server closes; how long that took."""
    began = time.perf_counter()
    connection.settimeout(0.25)
    while (passed := time.perf_counter() - began) < seconds:
        try:
            if trickle:
                connection.send(trickle)
            if connection.recv(65_536) == b"":
                break
        except TimeoutError:
            continue
        except (ConnectionResetError, BrokenPipeError):
            break
    return passed


SLOW = {
    "nothing": (b"", b""),
    "head": (b"GET /healthz HTTP/1.1\r\nX: ", b"a"),
    "body": (HEAD + b"Content-Length: 1000\r\n\r\n", b" "),
    "kept alive": (b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", b""),
}


@pytest.mark.slow
def test_row_8_the_slow_are_cut_off(served: Running) -> None:
    def wait(first: bytes, trickle: bytes) -> float:
        with served.connect() as connection:
            connection.sendall(first)
            return closed_after(connection, trickle, 12)

    with ThreadPoolExecutor(len(SLOW)) as pool:
        waits = {name: pool.submit(wait, *sent) for name, sent in SLOW.items()}
        seconds = {name: wait.result() for name, wait in waits.items()}
    assert max(seconds.values()) < 10, seconds


class SlowPipeline(FakePipeline):
    """Takes a while."""

    def ask(self, *args: Any, **options: Any) -> Answer:
        time.sleep(0.3)
        return super().ask(*args, **options)


def test_a_long_answer_does_not_hold_up_others_and_is_finished_on_the_way_out() -> None:
    answers: list[int] = []

    def ask(server: Running) -> None:
        answers.append(
            status(server.exchange(HEAD + b"Content-Length: %d\r\n\r\n" % len(ASK) + ASK))
        )

    with running(SlowPipeline()) as server:
        asking = threading.Thread(target=ask, args=(server,))
        asking.start()
        time.sleep(0.1)
        began = time.perf_counter()
        assert status(server.exchange(b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n")) == 200
        assert time.perf_counter() - began < 0.2
    asking.join(5)
    assert answers == [200]


def test_row_26_nothing_a_client_sends_reaches_the_log(
    served: Running, caplog: pytest.LogCaptureFixture
) -> None:
    question = json.dumps({"question": "工人\r\nERROR forged\x1b[31m"}).encode()
    with caplog.at_level(logging.DEBUG):
        served.exchange(HEAD + b"Content-Length: %d\r\n\r\n" % len(question) + question)
        served.exchange(b"GET /v1/search?q=%0d%0aforged HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert "forged" not in caplog.text


def test_a_taken_port_is_said_and_so_is_what_to_do(served: Running) -> None:
    with pytest.raises(SettingsError, match="YOUJU_PORT"):
        listen(Settings(port=served.port, host="127.0.0.1"))


@pytest.mark.parametrize(
    ("host", "docs", "wanted"),
    [
        ("127.0.0.1", None, ["http://127.0.0.1:81/", "http://127.0.0.1:81/docs"]),
        ("0.0.0.0", False, ["http://127.0.0.1:81/"]),
        ("::1", True, ["http://[::1]:81/", "http://[::1]:81/docs"]),
    ],
)
def test_addresses_are_such_as_can_be_opened(
    host: str, docs: bool | None, wanted: list[str]
) -> None:
    shown = addresses(Settings(host=host, docs=docs), 81)
    assert [word for word in shown.split() if word.startswith("http")] == wanted
