"""Rows 39, 46 and 47: many connections, clients that leave, SIGTERM and new indexes under load."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from api.protocol import StrictProtocol
from api.service import THREADS
from rag.types import Answer
from tests.conftest import KeywordEncoder
from tests.fakes_api import FakePipeline
from tests.reload_load import reload_under_load
from tests.test_api_server import ASK, HEAD, Running, read_all, running, status

pytestmark = pytest.mark.alone

ROOT = Path(__file__).resolve().parent.parent
REQUEST = HEAD + b"Content-Length: %d\r\n\r\n" % len(ASK) + ASK
HEALTH = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


class Busy(FakePipeline):
    """Takes a moment for each answer and knows how many it gives at once."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds, self.inside, self.most, self.done = seconds, 0, 0, 0
        self._lock = threading.Lock()

    def ask(self, *args: Any, **options: Any) -> Answer:
        with self._lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        try:
            time.sleep(self.seconds)
            return super().ask(*args, **options)
        finally:
            with self._lock:
                self.inside -= 1
                self.done += 1


def open_files() -> int:
    return len(os.listdir("/proc/self/fd"))


def settle(reached: Any, seconds: float = 10.0) -> bool:
    """Whether something comes true in time."""
    end = time.monotonic() + seconds
    while not reached():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def ask(server: Running) -> tuple[int, bytes]:
    with server.connect() as connection:
        connection.sendall(REQUEST)
        response = read_all(connection, 30)
        return status(response), response


def test_row_39_a_thousand_at_once_are_answered_or_told_that_it_is_busy() -> None:
    before = open_files()
    pipeline = Busy(0.002)
    with running(pipeline) as server:
        connections = [server.connect() for _ in range(1_000)]
        for connection in connections:
            connection.sendall(REQUEST)
        with ThreadPoolExecutor(16) as pool:
            responses = list(pool.map(lambda one: read_all(one, 30), connections))
        for connection in connections:
            connection.close()
        codes = [status(response) for response in responses]
        assert set(codes) == {200, 503}
        assert codes.count(200) >= THREADS
        for code, response in zip(codes, responses, strict=True):
            if code == 503:
                assert b"retry-after: 1" in response.lower()
                assert b"application/problem+json" in response
        assert pipeline.most <= THREADS
        assert ask(server)[0] == 200
    assert settle(lambda: open_files() <= before)


def test_row_39_connections_past_the_limit_are_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StrictProtocol, "most_connections", 3)
    with running(FakePipeline()) as server:
        idle = [server.connect() for _ in range(3)]
        time.sleep(0.2)
        refused = server.exchange(HEALTH)
        assert status(refused) == 503
        assert b"application/problem+json" in refused
        assert b"connection: close" in refused.lower()
        for connection in idle:
            connection.close()
        assert settle(lambda: status(server.exchange(HEALTH)) == 200)


def test_row_39_clients_that_leave_leave_nothing_behind() -> None:
    before = open_files()
    pipeline = Busy(0.02)
    with running(pipeline) as server:
        for _ in range(200):
            with server.connect() as connection:
                connection.sendall(REQUEST)
                # Gone at once, without the usual goodbye.
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        assert ask(server)[0] == 200
        assert settle(lambda: pipeline.inside == 0)
    assert settle(lambda: open_files() <= before)


SERVE = """
import sys, time
from api.server import listen, make_server
from rag.settings import Settings
from tests.test_under_load import Busy

settings = Settings(port=0, host="127.0.0.1", api_key=None, docs=None)
with listen(settings) as listener:
    def say(_):
        print(listener.getsockname()[1], flush=True)
    make_server(Busy(0.2), settings, say).run(sockets=[listener])
print("stopped", flush=True)
"""


def send(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=20)
    connection.sendall(REQUEST)
    return connection


def keep_asking(port: int, seen: list[bytes]) -> None:
    """Ask again and again until nothing listens any more."""
    while True:
        try:
            with send(port) as connection:
                seen.append(read_all(connection, 20))
        except ConnectionRefusedError:
            return
        except OSError:
            seen.append(b"")


def test_row_46_no_answer_is_cut_by_sigterm() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    try:
        port = int(process.stdout.readline())
        seen: list[bytes] = []
        askers = [threading.Thread(target=keep_asking, args=(port, seen)) for _ in range(6)]
        for asker in askers:
            asker.start()
        assert settle(lambda: len(seen) > 6, 30)
        waiting = [send(port) for _ in range(8)]
        # An answer that was asked for later shows that the server has read these questions.
        with closing(socket.create_connection(("127.0.0.1", port), timeout=20)) as health:
            health.sendall(HEALTH)
            assert status(read_all(health, 20)) == 200
        process.send_signal(signal.SIGTERM)
        for asker in askers:
            asker.join(20)
        # Nothing listens while what had begun is finished.
        with pytest.raises(ConnectionRefusedError):
            send(port)
        late = [read_all(connection, 20) for connection in waiting]
        for connection in waiting:
            connection.close()
        code = process.wait(timeout=15)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    # The server hands the signal on when it is done, as it would have ended without it.
    assert code in (0, -signal.SIGTERM)
    assert [whole_answer(response) for response in late] == [True] * 8
    # A connection that nobody had taken up yet ends without a byte; none ends within an answer.
    assert all(whole_answer(response) for response in seen if response)


def whole_answer(response: bytes) -> bool:
    head, _, body = response.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head)
    if length is None or int(length[1]) != len(body) or status(response) != 200:
        return False
    answer = json.loads(body)
    return bool(answer["short_answer"] == "12人")


def test_row_47_every_answer_is_of_one_generation_while_indexes_change(
    tmp_path: Path, encoder: KeywordEncoder
) -> None:
    report = reload_under_load(tmp_path, encoder, times=10)
    assert report.wrong == []
    assert report.reloads == 10
    assert report.answers >= 10
    assert len(report.generations) >= 3
    assert report.threads[1] <= report.threads[0]
    # The old generations' files are closed: those that serve hold no more than at the start.
    assert report.files[1] <= report.files[0] + 4
