"""Who may ask: the optional API key, and who counts as being on this machine."""

import hmac
from ipaddress import ip_address

from starlette.types import Scope

from api.problems import Problem, ProblemError


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
    """The peer's address as the socket says; forwarding headers are anyone's to write."""
    client = scope.get("client")
    return str(client[0]) if client else None


def is_local(scope: Scope) -> bool:
    """Whether a request comes from this machine and was not passed on by a proxy."""
    forwarded = {b"forwarded", b"x-forwarded-for", b"x-real-ip", b"via"}
    if any(name in forwarded for name, _ in scope["headers"]):
        return False
    return is_loopback(client_address(scope))


class ApiKey:
    """Asks every ``/v1`` route for ``Authorization: Bearer <key>``.

    Args:
        key: the one key that is right.
    """

    def __init__(self, key: str) -> None:
        self._key = key.encode()

    def __call__(self, scope: Scope) -> None:
        """Raises ProblemError (401)."""
        path: str = scope["path"]
        if path != "/v1" and not path.startswith("/v1/"):
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
