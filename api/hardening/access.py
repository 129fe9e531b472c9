"""Who may ask: the optional API key, and who counts as being on this machine."""

import hmac
from ipaddress import ip_address

from starlette.types import Scope

from api.hardening.origins import Origins
from api.problems import Problem, ProblemError

_KEYED = ("/v1", "/mcp")


def is_loopback(address: str | None) -> bool:
    """Whether an address is this machine's own; names and None are not."""
    if address is None:
        return False
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(parsed, "ipv4_mapped", None)
    return bool((mapped or parsed).is_loopback)


def client_address(scope: Scope) -> str | None:
    """The peer's address, or what a trusted proxy said in its place (``hardening.proxies``)."""
    client = scope.get("client")
    return str(client[0]) if client else None


def is_local(scope: Scope) -> bool:
    """Whether a request comes from this machine and was not passed on by a proxy."""
    forwarded = {b"forwarded", b"x-forwarded-for", b"x-real-ip", b"via"}
    if any(name in forwarded for name, _ in scope["headers"]):
        return False
    return is_loopback(client_address(scope))


def is_widget_call(method: str, path: str) -> bool:
    """Whether the widget makes such requests: examples, questions, sources, thumbs up and down."""
    if method == "POST":
        return path in ("/v1/ask", "/v1/feedback")
    listed = path in ("/v1/examples", "/v1/documents") or path.startswith("/v1/documents/")
    return method == "GET" and listed


class ApiKey:
    """Asks the ``/v1`` and ``/mcp`` routes for ``Authorization: Bearer <key>``.

    What the widget calls is open to pages of listed origins: a key on somebody's page would be
    everybody's. Who is no browser can name a listed origin too, so listing one opens these
    routes, and only these, to all; the rate limit remains.

    Args:
        key: the one key that is right.
        origins: whose pages embed the widget.
    """

    def __init__(self, key: str, origins: Origins) -> None:
        self._key = key.encode()
        self._origins = origins

    def __call__(self, scope: Scope) -> None:
        """Raises ProblemError (401)."""
        path: str = scope["path"]
        # A browser asks first without the key; no route answers OPTIONS with anything.
        if not path.startswith(_KEYED) or scope["method"] == "OPTIONS":
            return
        if is_widget_call(scope["method"], path) and self._origins.lists(scope):
            return
        given = [value for name, value in scope["headers"] if name == b"authorization"]
        scheme, _, token = given[0].partition(b" ") if len(given) == 1 else (b"", b"", b"")
        # Compared in constant time and always, so that timing tells nothing of the key.
        right = hmac.compare_digest(token.strip(), self._key)
        if not (right and scheme.lower() == b"bearer"):
            raise ProblemError(_UNAUTHORISED)


_UNAUTHORISED = Problem(
    401,
    "api-key-required",
    "需要密钥 · API key required",
    "请带上 Authorization: Bearer <密钥>。 · Send Authorization: Bearer <key>.",
    headers={"WWW-Authenticate": 'Bearer realm="youju"'},
)
