"""uvicorn's HTTP/1.1, with heads that must arrive in time and refusals that say what is wrong.

The only file that knows how uvicorn reads from a connection.
"""

import asyncio
import sys
from dataclasses import replace

import h11
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import STATUS_PHRASES, H11Protocol

from api.hardening.checks import HEAD_TOO_LARGE
from api.problems import MEDIA_TYPE, Problem, bad_request, busy

HEAD_SECONDS = 8.0
READ_BYTES = 32 * 1024
"""Most bytes taken from a socket at once, so that little is read past the body limit."""

_MALFORMED = bad_request("not-http", "不是正确的 HTTP 请求。 · Not a well-formed HTTP request.")
_CLOSING = {"Connection": "close"}


async def _busy(scope: Scope, receive: Receive, send: Send) -> None:
    """What answers on a connection too many."""
    problem = busy()
    full = replace(problem, headers={**problem.headers, **_CLOSING})
    await full.response()(scope, receive, send)


class StrictProtocol(H11Protocol):
    """One connection."""

    most_connections = 800
    """Below the usual limit of 1,024 open files; requests on more are told 503."""

    _head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """The clock of the first head starts with the connection."""
        super().connection_made(transport)
        # The server looks for handlers instead, which a library may add to any logger.
        self.access_log = self.config.access_log
        if len(self.connections) > self.most_connections:
            self.app = _busy
        if hasattr(transport, "max_size"):
            transport.max_size = READ_BYTES
        self._arm()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is left behind."""
        self._disarm()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """A head that has come in whole stops its clock; one that has begun starts it."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._disarm()
        elif self._head_timer is None:
            self._arm()

    def send_400_response(self, msg: str) -> None:
        """Say what was wrong with the bytes, where the connection can still carry an answer."""
        if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            self.transport.close()
            return
        # The caller is handling h11's error, which knows the fitting status.
        error = sys.exc_info()[1]
        too_large = getattr(error, "error_status_hint", 400) == HEAD_TOO_LARGE.status
        self._refuse(HEAD_TOO_LARGE if too_large else _MALFORMED)

    def _refuse(self, problem: Problem) -> None:
        body = problem.body()
        headers = [
            (b"content-type", MEDIA_TYPE.encode()),
            (b"content-length", str(len(body)).encode()),
            (b"connection", b"close"),
        ]
        response = h11.Response(
            status_code=problem.status, headers=headers, reason=STATUS_PHRASES[problem.status]
        )
        for event in (response, h11.Data(data=body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _arm(self) -> None:
        self._head_timer = self.loop.call_later(HEAD_SECONDS, self._head_late)

    def _disarm(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _head_late(self) -> None:
        self._head_timer = None
        if not self.transport.is_closing():
            self.transport.close()
