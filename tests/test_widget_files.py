"""The widget's files without a browser: what the README says of them, what they avoid."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from api.demo import HOSTILE, pages, policy
from api.routes.widget import WIDGET_FILES
from tests.asgi_client import Client, make_app

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "api" / "web"
SCRIPTS = ("widget.js", *(name for name in WIDGET_FILES if name.endswith(".js")))
BANNED = (
    *("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"),
    *("postMessage", '"message"', "localStorage", "sessionStorage", "cookie", '("style"'),
)
ELEMENT = (WEB / "widget-element.js").read_text(encoding="utf-8")


def told() -> str:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return readme.partition("<!-- widget:begin")[2].partition("<!-- widget:end")[0]


def test_the_readme_tells_every_attribute() -> None:
    listed = re.search(r"observedAttributes = \[(.*?)\]", ELEMENT, re.DOTALL)
    assert listed is not None
    table = told().partition("| 事件")[0]
    assert re.findall(r"^\| `([\w-]+)` \|", table, re.MULTILINE) == re.findall(
        r'"([\w-]+)"', listed[1]
    )


def test_the_readme_tells_every_event() -> None:
    sources = "".join((WEB / name).read_text(encoding="utf-8") for name in SCRIPTS)
    fired = set(re.findall(r'(?:#tell|\btell)\("(\w+)"', sources))
    assert fired == {"open", "close", "ask", "answer", "cite", "error"}
    assert set(re.findall(r"`youju:(\w+)`", told())) == fired


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_import_is_served_where_it_leads(name: str) -> None:
    served = {"/widget.js", *(f"/widget/{file}" for file in WIDGET_FILES)}
    home = "" if name == "widget.js" else "/widget"
    text = (WEB / name).read_text(encoding="utf-8")
    for path in re.findall(r'^(?:import|export)[^;]*?from "\.(/[^"]+)"', text, re.MULTILINE):
        assert home + path in served, path


@pytest.mark.parametrize("name", SCRIPTS)
def test_nothing_that_a_strict_policy_or_a_hostile_text_could_use(name: str) -> None:
    """Markup from strings, code from strings, messages between windows, storage on other sites."""
    text = (WEB / name).read_text(encoding="utf-8")
    assert [word for word in BANNED if word in text] == []


@pytest.mark.parametrize("path", ["/widget.js", *(f"/widget/{name}" for name in WIDGET_FILES)])
def test_listed_origins_and_no_others_may_load_it(path: str) -> None:
    client = Client(make_app(widget_origins=("https://good.example",)))
    good = client.get(path, headers={"origin": "https://good.example"})
    assert good.status_code == 200
    assert good.headers["access-control-allow-origin"] == "https://good.example"
    assert "Origin" in good.headers["vary"]
    for origin in ("null", "https://good.example.evil.example", "https://GOOD.example"):
        refused = client.get(path, headers={"origin": origin})
        assert refused.status_code == 403
        assert "access-control-allow-origin" not in refused.headers


class Embeds(HTMLParser):
    """What the demo page puts of ours into itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "youju-chat"):
            given = dict(attrs)
            self.found.append((tag, given.get("src", given.get("server"))))


def test_the_demo_embeds_the_server_it_is_told() -> None:
    page = Embeds()
    page.feed(pages("http://a.example")["/"][0].decode())
    assert page.found == [
        ("script", "http://a.example/widget.js"),
        ("youju-chat", "http://a.example"),
        ("youju-chat", "http://a.example"),
    ]
    assert HOSTILE.encode() not in pages("http://a.example")["/"][0]
    assert HOSTILE.encode() in pages("http://a.example", hostile=True)["/"][0]


def test_the_demos_policy_allows_one_server_and_nothing_inline() -> None:
    rules = dict(rule.strip().split(" ", 1) for rule in policy("http://a.example").split(";"))
    assert rules["script-src"] == rules["connect-src"] == "http://a.example"
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy("http://a.example")
