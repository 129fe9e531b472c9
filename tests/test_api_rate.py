"""Limits by client, with a clock that is moved by hand."""

from typing import Any

import pytest

from api.hardening.access import is_local, is_loopback
from api.hardening.rate import RateLimit
from api.problems import ProblemError


class Clock:
    """Seconds."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def scope(address: str | None, path: str = "/v1/ask") -> dict[str, Any]:
    return {"path": path, "client": (address, 1) if address else None, "headers": []}


def allowed(limit: RateLimit, address: str | None, path: str = "/v1/ask") -> bool:
    try:
        limit(scope(address, path))
    except ProblemError:
        return False
    return True


def test_a_window_lasts_a_minute_from_its_first_request() -> None:
    clock = Clock()
    limit = RateLimit(2, clock)
    assert allowed(limit, "192.0.2.1")
    clock.now += 45.5
    assert allowed(limit, "192.0.2.1")
    with pytest.raises(ProblemError) as caught:
        limit(scope("192.0.2.1"))
    # 60 - 45.5 = 14.5 seconds are left; told in whole ones.
    assert caught.value.problem.status == 429
    assert caught.value.problem.headers["Retry-After"] == "15"
    clock.now += 14.5
    assert allowed(limit, "192.0.2.1")


def test_clients_are_counted_apart_and_an_ipv6_network_is_one_client() -> None:
    limit = RateLimit(1, Clock())
    assert allowed(limit, "192.0.2.1")
    assert allowed(limit, "192.0.2.2")
    assert not allowed(limit, "::ffff:192.0.2.1")
    assert allowed(limit, "2001:db8::1")
    assert not allowed(limit, "2001:db8::2")
    assert allowed(limit, "2001:db8:0:1::1")
    assert allowed(limit, None)
    assert not allowed(limit, None)


def test_this_machine_and_health_checks_are_free() -> None:
    limit = RateLimit(1, Clock())
    assert all(allowed(limit, "127.0.0.1") for _ in range(3))
    assert all(allowed(limit, "::1") for _ in range(3))
    assert all(allowed(limit, "192.0.2.1", "/readyz") for _ in range(3))


def test_memory_is_bounded_and_the_oldest_window_goes_first() -> None:
    clock = Clock()
    limit = RateLimit(1, clock, clients=2)
    for number in (1, 2, 3):
        assert allowed(limit, f"192.0.2.{number}")
    assert not allowed(limit, "192.0.2.3")
    assert not allowed(limit, "192.0.2.2")
    assert allowed(limit, "192.0.2.1")


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("192.0.2.1", False),
        ("::ffff:192.0.2.1", False),
        ("localhost", False),
        (None, False),
    ],
)
def test_loopback(address: str | None, local: bool) -> None:
    assert is_loopback(address) is local


def test_what_a_proxy_passed_on_is_not_local() -> None:
    forwarded = {**scope("127.0.0.1"), "headers": [(b"x-forwarded-for", b"192.0.2.1")]}
    assert is_local(scope("127.0.0.1"))
    assert not is_local(forwarded)
