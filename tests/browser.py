"""Real browser tests: a live server, a page that is watched, and a second origin.

Fixtures (tests/conftest.py): ``youju`` (the server over the shipped text), ``origin`` (another
origin that serves what it is given), ``open_page`` (makes watched pages), ``page`` (one such).
"""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
    "--font-render-hinting=none",
)
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 375, "height": 720}


@dataclass(frozen=True, slots=True)
class Live:
    """A running server: ``url`` without a slash at the end."""

    url: str


@dataclass(slots=True)
class Origin:
    """A foreign web site: ``put`` a page, then open ``url`` + path. Its host is localhost."""

    url: str
    pages: dict[str, tuple[bytes, dict[str, str]]] = field(default_factory=dict)

    def put(self, path: str, html: str, **headers: str) -> str:
        """Serve this page at this path; underscores in header names are hyphens. Its URL."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        kinds = {"css": "text/css", "js": "text/javascript"}
        kind = kinds.get(path.rpartition(".")[2], "text/html")
        named.setdefault("Content-Type", f"{kind}; charset=utf-8")
        self.pages[path] = (html.encode(), named)
        return self.url + path


@contextmanager
def second_origin() -> Iterator[Origin]:
    """A second origin, on another port and under another host name than the server's."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content, headers = origin.pages.get(urlsplit(self.path).path, (b"", {}))
            self.send_response(200 if headers else 204)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        origin = Origin(f"http://localhost:{httpd.server_port}")
        thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield origin
        httpd.shutdown()
        thread.join()


@dataclass(slots=True)
class Watch:
    """What must not happen in a browser: errors, and requests to a host that is not ours."""

    hosts: frozenset[str]
    troubles: list[str] = field(default_factory=list)
    requested: list[str] = field(default_factory=list)
    _allowed: list[re.Pattern[str]] = field(default_factory=list)

    def allow(self, pattern: str) -> None:
        """Console errors that this test means to cause."""
        self._allowed.append(re.compile(pattern))

    def context(self, context: "BrowserContext") -> None:
        """Watch every page of a context."""
        context.on("weberror", lambda error: self.troubles.append(f"error: {error.error}"))
        context.on("console", lambda said: self._console(said.type, said.text))
        context.on("request", lambda request: self._request(request.url))

    def _console(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.troubles.append(f"console: {text}")

    def _request(self, url: str) -> None:
        self.requested.append(url)
        parts = urlsplit(url)
        if parts.scheme not in ("blob", "data", "about") and parts.netloc not in self.hosts:
            self.troubles.append(f"foreign request: {url}")

    def check(self) -> None:
        """Fails with everything that went wrong and was not meant to."""
        wrong = [
            trouble
            for trouble in self.troubles
            if not any(pattern.search(trouble) for pattern in self._allowed)
        ]
        assert not wrong, "\n".join(wrong)


class Opener:
    """Makes watched pages; ``check`` and ``close`` at the end of a test.

    Args:
        browser: a launched Chromium.
        bases: the URLs whose hosts may be asked.
    """

    def __init__(self, browser: "Browser", *bases: str) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.watch = Watch(frozenset(urlsplit(base).netloc for base in bases))

    def __call__(self, **options: Any) -> "Page":
        """A page in a context of its own (own storage); options as ``new_context`` takes them."""
        given = {"locale": "zh-CN", "viewport": DESKTOP, "reduced_motion": "reduce", **options}
        context = self._browser.new_context(**given)
        context.set_default_timeout(10_000)
        self._contexts.append(context)
        self.watch.context(context)
        return context.new_page()

    def close(self) -> None:
        """Close what was opened; raises AssertionError when something went wrong."""
        for context in self._contexts:
            context.close()
        self.watch.check()


@contextmanager
def launched(executable: Path) -> Iterator["Browser"]:
    """A headless Chromium. Playwright keeps a loop in this thread until it is closed."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield _launch(playwright, executable)


def _launch(playwright: "Playwright", executable: Path) -> "Browser":
    return playwright.chromium.launch(executable_path=executable, args=list(FLAGS))


def axe(page: "Page") -> list[str]:
    """What axe-core finds wrong with a page and its shadow trees: "rule: where"; [] is good.

    Serious or not, every violation counts. https://github.com/dequelabs/axe-core (MPL-2.0)
    """
    script = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    # Through the debugger, as a page's own policy need not allow it.
    page.evaluate(script + "\n;undefined")
    found = page.evaluate("async () => (await axe.run(document)).violations")
    return [
        f"{violation['id']}: {node['target']} {node.get('failureSummary', '')}"
        for violation in found
        for node in violation["nodes"]
    ]
