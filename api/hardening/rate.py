"""So many requests a minute for each client, in bounded memory.

A fixed window a client: it opens with the first request and lasts a minute. Twice the limit
can pass across the edge of two windows; in return a client costs one small tuple.
"""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

from starlette.types import Scope

from api.hardening.access import client_address, is_local
from api.problems import Problem, ProblemError

WINDOW_SECONDS = 60.0
CLIENTS_LIMIT = 10_000
_FREE = ("/healthz", "/readyz")


class RateLimit:
    """Counts requests by the peer's address; this machine and health checks are free.

    Args:
        limit: requests a client and minute.
        clock: seconds, never going back.
        clients: how many clients are remembered; the oldest window goes first.
    """

    def __init__(
        self,
        limit: int,
        clock: Callable[[], float] = time.monotonic,
        clients: int = CLIENTS_LIMIT,
    ) -> None:
        self._limit, self._clock, self._clients = limit, clock, clients
        # Windows in the order they opened: the front is always the first to end.
        self._windows: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def __call__(self, scope: Scope) -> None:
        """Raises ProblemError (429) with Retry-After in seconds."""
        # What a proxy on this machine passes on is the world's, whether it was named or not.
        if is_local(scope) or scope["path"] in _FREE:
            return
        now = self._clock()
        client = _network(client_address(scope))
        opened, count = self._windows.get(client, (now, 0))
        if now - opened >= WINDOW_SECONDS:
            del self._windows[client]
            opened, count = now, 0
        if count >= self._limit:
            raise ProblemError(_too_many(self._limit, opened + WINDOW_SECONDS - now))
        self._windows[client] = (opened, count + 1)
        while len(self._windows) > self._clients:
            self._windows.popitem(last=False)


def _network(address: str | None) -> str:
    """A client's name: an IPv4 address, or the /64 that one IPv6 subscriber has to himself."""
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped) if mapped else f"{int(parsed) >> 64:x}/64"
    return str(parsed)


def _too_many(limit: int, seconds: float) -> Problem:
    return Problem(
        429,
        "too-many-requests",
        "请求太多 · Too many requests",
        f"每分钟最多 {limit} 次。 · At most {limit} requests a minute.",
        headers={"Retry-After": str(max(1, math.ceil(seconds)))},
    )
