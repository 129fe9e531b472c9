"""Which other sites' pages may call this service from a browser.

An origin is compared byte for byte with those listed; nothing is parsed, so there is no parser
to disagree with the browser's. Requests without an ``Origin`` header (curl, servers) pass: the
header protects a browser's user, and other programs write what they like.

Sources: the Fetch standard, "CORS protocol"; RFC 6454, section 7.
"""

from collections.abc import Sequence

from starlette.responses import Response
from starlette.types import Scope

from api.problems import Problem, ProblemError

Header = tuple[bytes, bytes]

PREFLIGHT_SECONDS = 600
_VARY: Header = (b"vary", b"Origin")
_EXPOSED: Header = (b"access-control-expose-headers", b"Content-Disposition, Retry-After")
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Max-Age": str(PREFLIGHT_SECONDS),
}


class Origins:
    """The list of those who may embed the widget; an empty one leaves the server itself.

    Args:
        listed: origins as browsers write them, such as "https://example.org".
    """

    def __init__(self, listed: Sequence[str] = ()) -> None:
        self._listed = frozenset(origin.encode() for origin in listed)

    def __call__(self, scope: Scope) -> None:
        """Refuse a page of another origin that is not listed. Raises ProblemError (403)."""
        given = _origins(scope)
        if not given or self.lists(scope) or given == [_own(scope)]:
            return
        raise ProblemError(_FORBIDDEN)

    def lists(self, scope: Scope) -> bool:
        """Whether a request names exactly one origin and that one is listed."""
        given = _origins(scope)
        return len(given) == 1 and given[0] in self._listed

    def headers(self, scope: Scope) -> list[Header]:
        """What the answer to this request carries besides its own headers.

        ``Vary`` goes on every answer that could differ, or a cache would give one origin what
        it kept for another. Credentials are never allowed, and neither is ``*``.
        """
        if not is_shared(scope["path"]):
            return []
        if not self.lists(scope):
            return [_VARY]
        return [(b"access-control-allow-origin", _origins(scope)[0]), _VARY, _EXPOSED]

    def preflight(self, scope: Scope) -> Response | None:
        """The answer to a browser that asks first; None for every other request."""
        asks = any(name == b"access-control-request-method" for name, _ in scope["headers"])
        if scope["method"] != "OPTIONS" or not asks:
            return None
        if not (self.lists(scope) and is_shared(scope["path"])):
            return None
        return Response(status_code=204, headers=_PREFLIGHT)


def is_shared(path: str) -> bool:
    """Whether pages of listed origins may read what is at this path."""
    return path in ("/widget.js", "/v1") or path.startswith(("/v1/", "/widget/"))


def _origins(scope: Scope) -> list[bytes]:
    return [value for name, value in scope["headers"] if name == b"origin"]


def _own(scope: Scope) -> bytes:
    """The origin of this server as this request called it; the host was checked before."""
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    return str(scope.get("scheme", "http")).encode() + b"://" + (hosts[0] if hosts else b"")


_FORBIDDEN = Problem(
    403,
    "origin-not-listed",
    "这个网站没有获准 · Origin not listed",
    "管理员可在 YOUJU_WIDGET_ORIGINS 中写明协议、域名与端口；由 HTTPS 代理转发的，"
    "另设 YOUJU_TRUSTED_PROXIES。 · The operator can list the exact origin in "
    "YOUJU_WIDGET_ORIGINS; behind an HTTPS proxy YOUJU_TRUSTED_PROXIES is needed too.",
)
