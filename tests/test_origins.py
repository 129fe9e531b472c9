"""Row 35: whose pages may call, and what a trusted proxy may say of the caller."""

from typing import Any

import pytest

from api.hardening.proxies import TrustedProxies
from rag.errors import SettingsError
from rag.settings import read_settings
from tests.asgi_client import Client, assert_problem, make_app
from tests.fakes_api import URL

GOOD = "https://good.com"
LISTED = (GOOD, "http://localhost:9000")
OTHERS = (
    "null",
    "*",
    "",
    "https://evil.com",
    "https://good.com.evil.com",
    "https://evilgood.com",
    "https://good.com:8443",
    "https://good.com:443",
    "https://good.com/",
    "https://GOOD.com",
    "HTTPS://good.com",
    "http://good.com",
    "https://sub.good.com",
    "https://good.com, https://evil.com",
    "http://localhost:9001",
    "https://localhost",
)
ASKED = {"question": "甲厂有多少工人？"}


def client(**settings: Any) -> Client:
    return Client(make_app(widget_origins=LISTED, **settings))


def ask(asker: Client, origin: str, **headers: str) -> Any:
    return asker.request("POST", "/v1/ask", json=ASKED, headers={"origin": origin, **headers})


@pytest.mark.parametrize("origin", LISTED)
def test_a_listed_origin_may_read_the_answer(origin: str) -> None:
    response = ask(client(), origin)
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == origin
    assert response.headers["vary"] == "Origin"
    assert "access-control-allow-credentials" not in response.headers


@pytest.mark.parametrize("origin", OTHERS)
@pytest.mark.parametrize("listed", [LISTED, ()])
def test_every_other_origin_is_refused_without_cors(origin: str, listed: tuple[str, ...]) -> None:
    response = ask(Client(make_app(widget_origins=listed)), origin)
    assert_problem(response, 403)
    assert not any("allow" in name for name in response.headers)
    assert response.headers["vary"] == "Origin"


def test_two_origins_are_none() -> None:
    headers = [("origin", GOOD), ("origin", GOOD)]
    assert_problem(client().get("/v1/documents", headers=headers), 403)


def test_the_server_itself_and_what_is_no_browser_may_ask() -> None:
    for asker in (client(), Client()):
        own = ask(asker, "http://localhost")
        assert own.status_code == 200
        assert "access-control-allow-origin" not in own.headers
        assert asker.ask(**ASKED).status_code == 200
        assert asker.ask(**ASKED).headers["vary"] == "Origin"
    other_port = ask(Client(), "http://localhost:8000", host="localhost:8000")
    assert other_port.status_code == 200
    assert_problem(ask(Client(), "http://localhost:8000", host="localhost:8001"), 403)


def test_a_problem_can_be_read_by_the_page_as_well() -> None:
    response = client().request("POST", "/v1/ask", json={}, headers={"origin": GOOD})
    assert_problem(response, 422)
    assert response.headers["access-control-allow-origin"] == GOOD


PREFLIGHT = {
    "access-control-request-method": "POST",
    "access-control-request-headers": "authorization,content-type",
}


def test_a_preflight_from_a_listed_origin_is_answered_even_with_a_key_set() -> None:
    headers = {"origin": GOOD, **PREFLIGHT}
    response = client(api_key="geheim").request("OPTIONS", "/v1/ask", headers=headers)
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["access-control-allow-origin"] == GOOD
    assert response.headers["access-control-allow-methods"] == "GET, POST"
    assert response.headers["access-control-allow-headers"] == "Authorization, Content-Type"
    assert response.headers["access-control-max-age"] == "600"


@pytest.mark.parametrize("origin", OTHERS)
def test_a_preflight_from_elsewhere_is_refused(origin: str) -> None:
    headers = {"origin": origin, **PREFLIGHT}
    response = client().request("OPTIONS", "/v1/ask", headers=headers)
    assert_problem(response, 403)
    assert not any("allow" in name for name in response.headers)


def test_pages_are_not_for_other_sites_listed_or_not() -> None:
    response = client().get("/", headers={"origin": GOOD})
    assert "access-control-allow-origin" not in response.headers
    preflight = client().request("OPTIONS", "/", headers={"origin": GOOD, **PREFLIGHT})
    assert_problem(preflight, 405)


@pytest.mark.parametrize(
    ("method", "url", "status"),
    [
        ("POST", "/v1/ask", 200),
        ("GET", "/v1/documents", 200),
        ("GET", "/v1/examples", 200),
        ("GET", f"{URL}/text?start=0&end=1", 200),
        ("GET", "/v1/search?q=x", 401),
        ("GET", "/v1/passages/x", 401),
        ("GET", "/v1/documentsx", 401),
        ("GET", "/v1/ask", 401),
    ],
)
def test_with_a_key_a_listed_origin_has_the_widgets_routes_and_no_more(
    method: str, url: str, status: int
) -> None:
    options: dict[str, Any] = {"json": ASKED} if method == "POST" else {}
    keyed = client(api_key="geheim")
    response = keyed.request(method, url, headers={"origin": GOOD}, **options)
    assert response.status_code == status
    # No origin, and the server's own, ask for the key like everyone.
    assert keyed.request(method, url, **options).status_code == 401
    own = {"origin": "http://localhost"}
    assert keyed.request(method, url, headers=own, **options).status_code == 401


@pytest.mark.parametrize(
    "origin",
    [
        "*",
        "null",
        "good.com",
        "https://good.com/",
        "https://good.com:443",
        "http://good.com:80",
        "https://Good.com",
        "https://*.good.com",
        "https://a@good.com",
        "ftp://good.com",
        "https://",
    ],
)
def test_a_setting_no_browser_would_send_is_an_error(
    monkeypatch: pytest.MonkeyPatch, origin: str
) -> None:
    monkeypatch.setenv("YOUJU_WIDGET_ORIGINS", origin)
    with pytest.raises(SettingsError, match="YOUJU_WIDGET_ORIGINS"):
        read_settings()


def test_settings_as_browsers_write_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUJU_WIDGET_ORIGINS", "https://a.b, http://c:81,http://[::1]:8000")
    assert read_settings().widget_origins == ("https://a.b", "http://c:81", "http://[::1]:8000")
    monkeypatch.setenv("YOUJU_WIDGET_ORIGINS", "")
    assert read_settings().widget_origins == ()
    monkeypatch.setenv("YOUJU_TRUSTED_PROXIES", "proxy.local")
    with pytest.raises(SettingsError, match="YOUJU_TRUSTED_PROXIES"):
        read_settings()


def seen(peer: str, forwarded: str | None, *trusted: str) -> str:
    headers = [] if forwarded is None else [(b"x-forwarded-for", forwarded.encode())]
    scope = {"client": (peer, 1), "headers": headers, "scheme": "http"}
    return str(TrustedProxies(trusted)(scope)["client"][0])


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "wanted"),
    [
        ("192.0.2.1", "198.51.100.7", (), "192.0.2.1"),
        ("192.0.2.1", "198.51.100.7", ("127.0.0.1",), "192.0.2.1"),
        ("127.0.0.1", "198.51.100.7", ("127.0.0.1",), "198.51.100.7"),
        ("::ffff:127.0.0.1", "198.51.100.7", ("127.0.0.1",), "198.51.100.7"),
        # The client wrote 1.2.3.4; the proxy appended where that came from.
        ("127.0.0.1", "1.2.3.4, 198.51.100.7", ("127.0.0.1",), "198.51.100.7"),
        # Two proxies in a row, both named.
        ("10.0.0.2", "198.51.100.7, 10.0.0.1", ("10.0.0.0/8",), "198.51.100.7"),
        ("10.0.0.2", "198.51.100.7, 10.0.0.1", ("10.0.0.2",), "10.0.0.1"),
        # Words end the walk where they stand.
        ("127.0.0.1", "unknown", ("127.0.0.1",), "127.0.0.1"),
        ("10.0.0.2", "1.2.3.4, x, 10.0.0.1", ("10.0.0.0/8",), "10.0.0.1"),
        ("127.0.0.1", None, ("127.0.0.1",), "127.0.0.1"),
        ("2001:db8::1", "2001:db8:1::2", ("2001:db8::/64",), "2001:db8:1::2"),
    ],
)
def test_row_38_only_named_proxies_are_believed(
    peer: str, forwarded: str | None, trusted: tuple[str, ...], wanted: str
) -> None:
    assert seen(peer, forwarded, *trusted) == wanted


def test_row_38_clients_behind_a_named_proxy_are_counted_apart() -> None:
    proxied = Client(make_app(rate=1, trusted_proxies=("127.0.0.1",)))

    def get(address: str) -> int:
        return proxied.get("/v1/documents", headers={"x-forwarded-for": address}).status_code

    assert [get("198.51.100.7"), get("198.51.100.8")] == [200, 200]
    assert [get("198.51.100.7"), get("1.2.3.4, 198.51.100.8")] == [429, 429]


def test_row_38_what_an_unnamed_proxy_passes_on_is_one_client_and_not_free() -> None:
    behind = Client(make_app(rate=1))
    codes = [
        behind.get("/v1/documents", headers={"x-forwarded-for": f"198.51.100.{n}"}).status_code
        for n in range(3)
    ]
    assert codes == [200, 429, 429]


@pytest.mark.alone
def test_row_38_ten_times_the_rate() -> None:
    asker = Client(make_app(rate=12), peer="192.0.2.1")
    codes = [asker.get("/v1/documents").status_code for _ in range(120)]
    assert (codes.count(200), codes.count(429)) == (12, 108)


def test_behind_an_https_proxy_the_page_is_of_the_same_origin() -> None:
    headers = {"x-forwarded-proto": "https", "x-forwarded-for": "198.51.100.7"}
    trusted = Client(make_app(trusted_proxies=("127.0.0.1",)))
    assert ask(trusted, "https://localhost", **headers).status_code == 200
    assert_problem(ask(Client(), "https://localhost", **headers), 403)
