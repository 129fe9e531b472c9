"""A language model's endpoint on loopback, which says what a test scripts, well or badly."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast


def event(text: str, finish: str | None = None) -> bytes:
    """One event of a streamed reply."""
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": finish}
    data = json.dumps({"object": "chat.completion.chunk", "choices": [choice]})
    return f"data: {data}\n\n".encode()


DONE = b"data: [DONE]\n\n"
END = event("", "stop") + DONE


class Exchange:
    """One request as the endpoint sees it, and the means to answer."""

    def __init__(self, handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        self._handler = handler
        self.body = body
        self.path = handler.path
        self.key = handler.headers.get("Authorization")
        self.gone = threading.Event()

    def begin(self, status: int = 200, kind: str = "text/event-stream", **headers: str) -> None:
        """Status and headers; the body ends with the connection."""
        self._handler.send_response(status)
        self._handler.send_header("Content-Type", kind)
        for name, value in headers.items():
            self._handler.send_header(name.replace("_", "-"), value)
        self._handler.end_headers()

    def send(self, data: bytes) -> None:
        """Bytes, at once. Raises OSError when the client has gone, and notes it."""
        try:
            self._handler.wfile.write(data)
            self._handler.wfile.flush()
        except OSError:
            self.gone.set()
            raise

    def shown(self) -> list[str]:
        """The sentences that the request carries, by number from 1."""
        data = json.loads(self.body["messages"][1]["content"])
        told = {one["编号"]: one["文"] for part in data["原文"] for one in part["句"]}
        return [told[number] for number in range(1, len(told) + 1)]

    def number(self, words: str) -> int:
        """The number of the first sentence with these words."""
        return next(n for n, text in enumerate(self.shown(), 1) if words in text)


Act = Callable[[Exchange], None]


def says(*pieces: str, pause: float = 0.0) -> Act:
    """A sound reply. ``{words}`` in a piece becomes the number of the sentence with the words."""

    def act(exchange: Exchange) -> None:
        exchange.begin()
        for piece in pieces:
            exchange.send(event(_numbered(piece, exchange)))
            time.sleep(pause)
        exchange.send(END)

    return act


def _numbered(piece: str, exchange: Exchange) -> str:
    head, opened, rest = piece.partition("{")
    if not opened:
        return piece
    words, _, tail = rest.partition("}")
    return f"{head}{exchange.number(words)}{_numbered(tail, exchange)}"


class Endpoint:
    """The running endpoint: request n is answered by act n, the last act repeats."""

    def __init__(self, acts: Sequence[Act]) -> None:
        self.acts = acts
        self.exchanges: list[Exchange] = []
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                exchange = Exchange(self, json.loads(self.rfile.read(length)))
                endpoint.exchanges.append(exchange)
                act = endpoint.acts[min(len(endpoint.exchanges), len(endpoint.acts)) - 1]
                try:
                    act(exchange)
                except OSError:
                    exchange.gone.set()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        # Threads of exchanges that hang end with the test run, not with the test.
        self.server.block_on_close = False

    @property
    def url(self) -> str:
        """The base URL."""
        host, port = cast(tuple[str, int], self.server.server_address[:2])
        return f"http://{host}:{port}/v1"


@contextmanager
def endpoint(*acts: Act) -> Iterator[Endpoint]:
    """An endpoint that serves until the block ends."""
    made = Endpoint(acts)
    thread = threading.Thread(target=made.server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.server.shutdown()
        made.server.server_close()
        thread.join()
