"""Talks to a language model: chat completions as OpenAI-compatible servers stream them.

The only file that knows the protocol (https://platform.openai.com/docs/api-reference/chat). It is
plain ``http.client`` in a thread of its own: name look-up, connecting, headers and every byte then
lie under one deadline, since whoever waits only waits for the queue. Redirects are not followed
and no proxy is used, so that text and key go to the address that was set and to no other.
"""

import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from queue import Empty, SimpleQueue
from socket import SHUT_RDWR, socket
from urllib.parse import urlsplit

from rag.answering.prompt import Message
from rag.errors import ModelError
from rag.settings import Settings

_BLOCK = 65536
_PAUSE = 0.5
"""Seconds before the second attempt where the server names no time."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model answers, and how much of it is borne.

    Attributes:
        url: the base URL, http or https, such as http://127.0.0.1:11434/v1.
        max_bytes: the longest reply that is read.
        at_once: replies under way together; one more is told at once that the model is busy, so
            that questions never queue up behind a slow model.
    """

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    max_bytes: int = 1_000_000
    at_once: int = 2


class HttpModel:
    """A language model behind an endpoint. Thread-safe: each reply has its own connection."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._free = threading.BoundedSemaphore(endpoint.at_once)

    @property
    def name(self) -> str:
        """The model's name, as the endpoint knows it."""
        return self._endpoint.model

    def write(self, messages: Sequence[Message], until: float) -> Iterator[str]:
        """The reply's text in the pieces in which it comes; closing it drops the connection.

        Args:
            messages: the conversation.
            until: when to give up, on the monotonic clock.

        Raises:
            ModelError: there is no reply, or it is late, too long, broken or cut off.
        """
        if not self._free.acquire(blocking=False):
            raise _failure("it is busy")
        try:
            yield from self._pieces(_Exchange(self._endpoint, messages, until), until)
        finally:
            self._free.release()

    def _pieces(self, exchange: "_Exchange", until: float) -> Iterator[str]:
        threading.Thread(target=exchange.run, name="youju-model", daemon=True).start()
        try:
            while True:
                left = until - time.monotonic()
                try:
                    piece = exchange.pieces.get(timeout=max(0.0, left))
                except Empty:
                    raise _failure("no whole reply in time") from None
                if isinstance(piece, ModelError):
                    raise piece
                if piece is None:
                    return
                if left <= 0:
                    raise _failure("no whole reply in time")
                yield piece
        finally:
            exchange.abandon()


def open_model(settings: Settings) -> HttpModel | None:
    """The model that the settings name; None without one. Opens no connection."""
    if settings.llm_url is None or settings.llm_model is None:
        return None
    key, size, at_once = settings.llm_key, settings.llm_bytes, settings.llm_at_once
    return HttpModel(Endpoint(settings.llm_url, settings.llm_model, key, size, at_once))


class _AgainError(Exception):
    """The attempt failed before anything was said; another one may do better."""

    def __init__(self, what: str, pause: float = _PAUSE) -> None:
        super().__init__(what)
        self.pause = pause


class _Exchange:
    """One request and its reply, run by a thread of its own.

    ``pieces`` gets text, then None at a proper end or the ModelError that ended it.
    """

    def __init__(self, endpoint: Endpoint, messages: Sequence[Message], until: float) -> None:
        self.pieces: SimpleQueue[str | ModelError | None] = SimpleQueue()
        self._endpoint = endpoint
        self._until = until
        self._socket: socket | None = None
        self._abandoned = threading.Event()
        # A temperature of 0 asks for the likeliest words: what is wanted is the text's content.
        body = {
            "model": endpoint.model,
            "messages": [{"role": one.role, "content": one.content} for one in messages],
            "stream": True,
            "temperature": 0,
        }
        self._body = json.dumps(body, ensure_ascii=False).encode()

    def run(self) -> None:
        """Try, and once more where the first attempt failed before the reply."""
        try:
            try:
                self._attempt()
            except _AgainError as error:
                if time.monotonic() + error.pause >= self._until:
                    raise
                self._abandoned.wait(error.pause)
                self._attempt()
            self.pieces.put(None)
        except ModelError as error:
            self.pieces.put(error)
        except _AgainError as error:
            self.pieces.put(_failure(str(error)))
        except Exception as error:
            # Whatever a reply can provoke, the one who waits must hear of it.
            self.pieces.put(_failure(f"the reply broke off or is broken ({type(error).__name__})"))

    def abandon(self) -> None:
        """Stop at once, whatever is under way. Harmless after the end."""
        self._abandoned.set()
        held = self._socket
        if held is not None:
            with suppress(OSError):
                # The plain shutdown, also under TLS: it wakes the thread that reads.
                socket.shutdown(held, SHUT_RDWR)

    def _attempt(self) -> None:
        # A response outlives its connection where the server closes that: both are closed here.
        with closing(self._connection()) as connection, self._request(connection) as response:
            if response.status == 429 or response.status >= 500:
                raise _AgainError(f"status {response.status}", _retry_after(response))
            if response.status != 200:
                raise _failure(f"status {response.status}")
            if "json" in (response.getheader("Content-Type") or ""):
                self._whole(response)
            else:
                self._streamed(response)

    def _connection(self) -> HTTPConnection:
        parts = urlsplit(self._endpoint.url)
        left = max(0.001, self._until - time.monotonic())
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        return kind(parts.hostname or "", parts.port, timeout=left)

    def _request(self, connection: HTTPConnection) -> HTTPResponse:
        headers = {"Content-Type": "application/json", "Accept": "text/event-stream"}
        headers |= {"Accept-Encoding": "identity", "Connection": "close"}
        if self._endpoint.key:
            headers["Authorization"] = f"Bearer {self._endpoint.key}"
        path = urlsplit(self._endpoint.url).path.rstrip("/") + "/chat/completions"
        try:
            connection.connect()
            self._socket = connection.sock
            if self._abandoned.is_set():
                raise _failure("abandoned")
            connection.request("POST", path, self._body, headers)
            return connection.getresponse()
        except (OSError, HTTPException) as error:
            raise _AgainError(f"no connection ({type(error).__name__})") from error

    def _whole(self, response: HTTPResponse) -> None:
        """A reply in one piece, from a server that does not stream."""
        body = b"".join(self._blocks(response))
        choice = _choice(body)
        if choice is None:
            raise _failure("the reply holds no choice")
        self._put(choice.get("message"))
        if choice.get("finish_reason") not in (None, "stop"):
            raise _failure("the reply was cut off")

    def _streamed(self, response: HTTPResponse) -> None:
        """A reply as server-sent events, up to the event that ends it."""
        rest = b""
        for block in self._blocks(response):
            *lines, rest = (rest + block).split(b"\n")
            for line in lines:
                if not line.startswith(b"data:"):
                    continue
                data = line[5:].strip()
                if data == b"[DONE]" or self._event(data):
                    return
        raise _failure("the reply ended early")

    def _event(self, data: bytes) -> bool:
        """Pass on what one event says; whether it was the last."""
        choice = _choice(data)
        if choice is None:
            return False
        self._put(choice.get("delta"))
        reason = choice.get("finish_reason")
        if reason not in (None, "stop"):
            raise _failure("the reply was cut off")
        return reason == "stop"

    def _put(self, message: object) -> None:
        text = message.get("content") if isinstance(message, dict) else None
        if isinstance(text, str) and text:
            self.pieces.put(text)

    def _blocks(self, response: HTTPResponse) -> Iterator[bytes]:
        read = 0
        while block := response.read1(_BLOCK):
            read += len(block)
            if read > self._endpoint.max_bytes:
                raise _failure(f"the reply is longer than {self._endpoint.max_bytes} bytes")
            yield block


def _choice(data: bytes) -> dict[str, object] | None:
    """The first choice of a reply or of one event; None where it has none, as at the end."""
    value = json.loads(data)
    choices = value.get("choices") if isinstance(value, dict) else None
    if choices is None:
        raise _failure("the reply is not in the protocol")
    first = choices[0] if isinstance(choices, list) and choices else None
    return first if isinstance(first, dict) else None


def _retry_after(response: HTTPResponse) -> float:
    value = response.getheader("Retry-After") or ""
    return float(value) if value.isascii() and value.isdigit() else _PAUSE


def _failure(what: str) -> ModelError:
    return ModelError(f"The language model gave no usable reply: {what}.", "Check YOUJU_LLM_URL.")
