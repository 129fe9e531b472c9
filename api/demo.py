"""A web site of its own that embeds the widget: ``python -m api.demo``.

Serves one page from another origin than Youju's, under a strict Content-Security-Policy, so that
what an embedding site meets can be seen. Start Youju so that this site may embed it:

    YOUJU_WIDGET_ORIGINS=http://localhost:8001 make serve
    python -m api.demo

``--hostile`` adds a style sheet that would break anything in the open.
"""

import argparse
import sys
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from types import MappingProxyType
from urllib.parse import urlsplit

HOSTILE = '<link rel="stylesheet" href="/demo-hostile.css">'
_TYPES = {"html": "text/html", "css": "text/css"}


def policy(server: str) -> str:
    """The strictest policy an embedding page can have: scripts and requests of one server only."""
    return (
        f"default-src 'none'; script-src {server}; connect-src {server}; style-src 'self'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )


def pages(server: str, hostile: bool = False) -> dict[str, tuple[bytes, str]]:
    """The site's files: path to content and media type.

    Args:
        server: Youju's origin, as "http://127.0.0.1:8000".
        hostile: whether the page carries the style sheet that means harm.
    """
    made: dict[str, tuple[bytes, str]] = {}
    for name in ("demo.html", "demo.css", "demo-hostile.css"):
        text = files("api").joinpath("web", name).read_text(encoding="utf-8")
        if name == "demo.html":
            text = text.replace("{server}", server)
            text = text.replace("</head>", f"{HOSTILE}\n</head>") if hostile else text
        path = "/" if name == "demo.html" else f"/{name}"
        made[path] = (text.encode(), f"{_TYPES[name.rpartition('.')[2]]}; charset=utf-8")
    return made


def make_site(
    served: Mapping[str, tuple[bytes, str]], headers: Mapping[str, str], port: int
) -> ThreadingHTTPServer:
    """A server on this machine for those files; port 0 picks a free one."""
    kept = MappingProxyType(dict(headers))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Answer with a file, or 404."""
            content, kind = served.get(urlsplit(self.path).path, (b"", ""))
            self.send_response(200 if kind else 404)
            for name, value in {**kept, "Content-Type": kind or "text/plain"}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing for each request."""

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


def main() -> None:
    """Serve until Ctrl+C."""
    parser = argparse.ArgumentParser(prog="python -m api.demo", description="嵌入挂件的示例网站")
    parser.add_argument("--server", default="http://127.0.0.1:8000", help="有据的地址 · Youju")
    parser.add_argument("--port", type=int, default=8001, help="本网站的端口 · this site's port")
    parser.add_argument("--hostile", action="store_true", help="加上捣乱的样式 · hostile CSS")
    given = parser.parse_args()
    server = given.server.rstrip("/")
    site = make_site(
        pages(server, given.hostile), {"Content-Security-Policy": policy(server)}, given.port
    )
    with site:
        origin = f"http://localhost:{site.server_port}"
        sys.stdout.write(
            f"示例网站 · demo site: {origin}/\n"
            f"有据须准许它 · Youju must list it: YOUJU_WIDGET_ORIGINS={origin} make serve\n"
        )
        sys.stdout.flush()
        try:
            site.serve_forever()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
