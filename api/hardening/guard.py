"""The outermost layer: runs the checks, limits the body, catches what nobody caught.

Plain ASGI, one layer for everything, because each layer costs every request.
"""

import asyncio
import logging
import secrets
import time
from collections.abc import Callable, Sequence

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.hardening.origins import Header, Origins
from api.hardening.proxies import TrustedProxies
from api.problems import Problem, ProblemError, bad_request, body_too_large, internal

BODY_LIMIT = 512 * 1024
BODY_SECONDS = 8.0
"""A body that takes longer is cut off; the longest lawful one is read in milliseconds."""

Check = Callable[[Scope], None]
"""Looks at a request before anything is read; raises ProblemError to refuse it."""

Observe = Callable[[str, str, int, float], None]

GONE = 499
"""Counted where the client left before an answer began; never sent."""

_log = logging.getLogger("youju.api")
_CLOSE = (b"connection", b"close")
_DEFAULTS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cache-control", b"no-store"),
)


class Guard:
    """ASGI middleware.

    Args:
        app: what answers.
        checks: run in this order, before the body is touched.
        origins: whose pages may read the answers.
        proxies: puts a request's true client in place of a trusted proxy's address.
        observe: is told of every answer: method, pattern of the route, status, seconds.
    """

    def __init__(
        self,
        app: ASGIApp,
        checks: Sequence[Check],
        origins: Origins,
        proxies: TrustedProxies,
        observe: Observe,
    ) -> None:
        self._app = app
        self._checks = tuple(checks)
        self._origins, self._proxies, self._observe = origins, proxies, observe

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or pass a lifespan on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        scope = self._proxies(scope)
        exchange = _Exchange(scope, receive, send, self._origins.headers(scope))
        try:
            for check in self._checks:
                check(scope)
            exchange.check_declared_length()
            answer = self._origins.preflight(scope) or self._app
            await answer(scope, exchange.receive, exchange.send)
        except ClientDisconnect:
            return
        except ProblemError as error:
            await exchange.answer(error.problem)
        except Exception:
            error_id = secrets.token_hex(8)
            # The route's pattern is ours; the path itself is the client's.
            pattern = getattr(scope.get("route"), "path", "-")
            _log.exception("error %s on %s %s", error_id, scope["method"], pattern)
            await exchange.answer(internal(error_id))
        finally:
            route = getattr(scope.get("route"), "path", "other")
            status = exchange.status or GONE
            self._observe(scope["method"], route, status, time.perf_counter() - began)


class _Exchange:
    """One request and its answer: counts what comes in, adds headers to what goes out."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, added: Sequence[Header]) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self._added = added
        self._complete = not any(_announces_body(header) for header in scope["headers"])
        self.status = 0
        self._read = 0
        self._deadline: float | None = None

    def check_declared_length(self) -> None:
        """Refuse a body that says it is too large before a byte of it is read."""
        for name, value in self._scope["headers"]:
            if name != b"content-length":
                continue
            # The server sees to it that this is a number; another server may not.
            if not value.isdigit():
                detail = "Content-Length 须为数字。 · Content-Length must be a number."
                raise ProblemError(bad_request("bad-length", detail))
            if len(value) > 20 or int(value) > BODY_LIMIT:
                raise ProblemError(body_too_large(BODY_LIMIT))

    async def receive(self) -> Message:
        """The next message; raises ProblemError past the limit of size or time."""
        if self._complete:
            return await self._receive()
        if self._deadline is None:
            self._deadline = asyncio.get_running_loop().time() + BODY_SECONDS
        try:
            async with asyncio.timeout_at(self._deadline):
                message = await self._receive()
        except TimeoutError:
            raise ProblemError(_TOO_SLOW) from None
        if message["type"] == "http.request":
            self._read += len(message.get("body", b""))
            if self._read > BODY_LIMIT:
                raise ProblemError(body_too_large(BODY_LIMIT))
            self._complete = not message.get("more_body", False)
        return message

    async def send(self, message: Message) -> None:
        """Pass a message on; the first one gets the headers every answer has."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = [*message.get("headers", ()), *self._added]
            present = {name.lower() for name, _ in headers}
            headers += [header for header in _DEFAULTS if header[0] not in present]
            if not self._complete and b"connection" not in present:
                # The rest of the body is not going to be read: the connection cannot be reused.
                headers.append(_CLOSE)
            message = {**message, "headers": headers}
        await self._send(message)

    async def answer(self, problem: Problem) -> None:
        """Send a problem, unless an answer is under way; then the server cuts it off."""
        if self.status:
            raise RuntimeError("failed after the answer had begun")
        await problem.response()(self._scope, self._receive, self.send)


def _announces_body(header: tuple[bytes, bytes]) -> bool:
    name, value = header
    return name == b"transfer-encoding" or (name == b"content-length" and value != b"0")


_TOO_SLOW = Problem(
    408,
    "too-slow",
    "请求体来得太慢 · Request timeout",
    f"请求体须在 {BODY_SECONDS:g} 秒内送完。 · A body has {BODY_SECONDS:g} seconds to arrive.",
    headers={"Connection": "close"},
)
