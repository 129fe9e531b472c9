"""Whose word about the client's address is taken: that of the proxies which were named.

Everyone can write ``X-Forwarded-For``. Each proxy appends the address it was called from, so the
list is read from its end, and only as far as named proxies wrote it.
"""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from starlette.types import Scope

from api.hardening.access import client_address

_HOPS = 20
"""Longer chains are not walked; their first untrusted address is somebody's invention."""


class TrustedProxies:
    """Replaces a request's client and scheme by those a trusted proxy saw.

    Args:
        networks: addresses or networks of proxies, such as "127.0.0.1" or "10.0.0.0/8".
    """

    def __init__(self, networks: Sequence[str] = ()) -> None:
        self._networks = tuple(ip_network(one, strict=False) for one in networks)

    def __call__(self, scope: Scope) -> Scope:
        """The same request, as it was where it came to the first trusted proxy."""
        peer = _address(client_address(scope) or "")
        if not self._networks or peer is None or not self._trusts(peer):
            return scope
        seen = self._client(scope)
        changed = dict(scope)
        if seen is not None:
            changed["client"] = (str(seen), 0)
        schemes = _values(scope, b"x-forwarded-proto")
        if len(schemes) == 1 and schemes[0] in ("http", "https"):
            changed["scheme"] = schemes[0]
        return changed

    def _client(self, scope: Scope) -> IPv4Address | IPv6Address | None:
        """The nearest address that is no trusted proxy, else the farthest that is one."""
        chain = ",".join(_values(scope, b"x-forwarded-for")).split(",")
        seen = None
        for hop in reversed(chain[-_HOPS:]):
            address = _address(hop.strip())
            if address is None:
                break
            seen = address
            if not self._trusts(address):
                break
        return seen

    def _trusts(self, address: IPv4Address | IPv6Address) -> bool:
        return any(address in network for network in self._networks)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        parsed = ip_address(text)
    except ValueError:
        return None
    return getattr(parsed, "ipv4_mapped", None) or parsed


def _values(scope: Scope, wanted: bytes) -> list[str]:
    return [value.decode("latin-1") for name, value in scope["headers"] if name == wanted]
