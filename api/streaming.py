"""Answers as server-sent events: made step by step beside the event loop, sent as they come.

Each step of the iterator is one call of the workers, so that a client that reads slowly holds no
thread. Between two steps nobody runs it, so a client that has gone away stops it there. The
framework's own streaming response would let the iterator lie about unclosed, and says nothing
while a step takes long, which proxies take for a dead connection.

The format: https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

import asyncio
import logging
import secrets
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import TypeVar

from anyio import CancelScope, create_task_group, sleep
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.errors import problem_of
from api.problems import Problem, internal, stopping
from api.service import Workers

HEARTBEAT_SECONDS = 10.0
"""Proxies commonly cut a connection after 30 or 60 silent seconds."""

_HEARTBEAT = b": \n\n"
_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
_Step = TypeVar("_Step")
_log = logging.getLogger("youju.api")

Frames = Generator[bytes, None, None]
"""Whole events as bytes. It is run and closed in worker threads, by one at a time."""


def frame(data: bytes, event: str = "") -> bytes:
    """One event. ``data`` is one line, as JSON is."""
    head = f"event: {event}\n".encode() if event else b""
    return head + b"data: " + data + b"\n\n"


@contextmanager
def closing(steps: Iterator[_Step]) -> Iterator[Iterator[_Step]]:
    """Close an iterator on the way out, where it can be closed: then it stops its own work."""
    try:
        yield steps
    finally:
        close = getattr(steps, "close", None)
        if close is not None:
            close()


async def begin(
    workers: Workers,
    frames: Frames,
    failed: Callable[[Problem], bytes],
    heartbeat: float = HEARTBEAT_SECONDS,
) -> "EventStream":
    """The response, once the first event stands: what is wrong before is an ordinary problem.

    Args:
        workers: run the steps.
        frames: what to send.
        failed: the event that tells of a problem on the way.
        heartbeat: seconds between two comments that show the connection is alive.
    """
    first = await workers.run(lambda: next(frames, b""))
    return EventStream(workers, first, frames, failed, heartbeat)


class EventStream(Response):
    """The response whose first event stands; see ``begin``."""

    media_type = "text/event-stream"

    def __init__(
        self,
        workers: Workers,
        first: bytes,
        frames: Frames,
        failed: Callable[[Problem], bytes],
        heartbeat: float,
    ) -> None:
        self.status_code, self.background = 200, None
        self.init_headers(_HEADERS)
        self._workers, self._first, self._frames = workers, first, frames
        self._failed, self._heartbeat = failed, heartbeat
        # A step that is under way when the server gives up still runs while this is closed.
        self._stepping = threading.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send all events, or stop where the client has gone."""
        start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        try:
            await send(start)
            async with create_task_group() as group:
                group.start_soon(_watch, receive, group.cancel_scope)
                group.start_soon(self._beat, send)
                await self._send_all(send, group.cancel_scope)
                group.cancel_scope.cancel()
        finally:
            with CancelScope(shield=True):
                await self._workers.run_admitted(self._close)
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _send_all(self, send: Send, scope: CancelScope) -> None:
        part: bytes | None = self._first
        try:
            while part is not None:
                await _send_part(send, part)
                part = await self._step()
        except asyncio.CancelledError:
            if not scope.cancel_called:
                # The server stops and has waited as long as it may: say so while it still can.
                await _send_part(send, self._failed(stopping()))
            raise

    async def _step(self) -> bytes | None:
        try:
            return await self._workers.run_admitted(self._advance)
        except Exception as error:
            # An iterator that has raised has ended, so this is the last event.
            return self._failed(_problem(error))

    def _advance(self) -> bytes | None:
        with self._stepping:
            return next(self._frames, None)

    def _close(self) -> None:
        with self._stepping:
            self._frames.close()

    async def _beat(self, send: Send) -> None:
        while True:
            await sleep(self._heartbeat)
            await _send_part(send, _HEARTBEAT)


async def _watch(receive: Receive, scope: CancelScope) -> None:
    """Cancel when the client goes away."""
    while (await receive())["type"] != "http.disconnect":
        # A server may repeat what it has; never spin on it.
        await asyncio.sleep(0)
    scope.cancel()


async def _send_part(send: Send, part: bytes) -> None:
    await send({"type": "http.response.body", "body": part, "more_body": True})


def _problem(error: Exception) -> Problem:
    known = problem_of(error)
    if known is not None:
        return known
    error_id = secrets.token_hex(8)
    _log.error("error %s in a stream", error_id, exc_info=error)
    return internal(error_id)
