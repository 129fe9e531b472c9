"""The page at ``/``, the documentation at ``/docs``, and the few files they use.

The files are read once and served by exact name from memory: no path is ever built from a
request, so none can lead outside.
"""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from api.hardening.access import is_local
from api.problems import ProblemError, not_found

_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
_DOCS_FILES = ("docs.css", "docs.js")
_OTHERS = ("demo", "docs.", "widget")
_Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Asset:
    """A file in memory with its headers."""

    content: bytes
    headers: dict[str, str]

    @classmethod
    def read(cls, name: str) -> "Asset":
        """The file of that name in ``api/web``."""
        content = files("api").joinpath("web", name).read_bytes()
        tag = hashlib.sha256(content).hexdigest()[:16]
        headers = {
            "Content-Type": _TYPES[name.rpartition(".")[2]],
            "Content-Security-Policy": _POLICY,
            "Cache-Control": "no-cache",
            "ETag": f'"{tag}"',
        }
        return cls(content, headers)

    async def respond(self, request: Request) -> Response:
        """The file, or 304 where the client has it. Ranges are ignored, as is allowed."""
        if request.headers.get("if-none-match") == self.headers["ETag"]:
            return Response(status_code=304, headers=self.headers)
        return Response(self.content, headers=self.headers)


def page_routes() -> list[Route]:
    """The page and its files."""
    made = [Route("/", Asset.read("index.html").respond)]
    return made + [Route(f"/static/{name}", Asset.read(name).respond) for name in _page_files()]


def _page_files() -> list[str]:
    """Scripts, styles and images of the page: everything beside it but other pages' files."""
    names = sorted(file.name for file in files("api").joinpath("web").iterdir())
    kinds = (".js", ".css", ".svg")
    return [name for name in names if name.endswith(kinds) and not name.startswith(_OTHERS)]


def docs_routes(docs: bool | None, openapi: Callable[[], dict[str, object]]) -> list[Route]:
    """``/docs`` and ``/openapi.json``.

    Args:
        docs: True for everyone, False for nobody, None for this machine only.
        openapi: makes the description; called when it is asked for.
    """
    if docs is False:
        return []

    async def description(_: Request) -> Response:
        return JSONResponse(openapi())

    def guarded(endpoint: _Endpoint) -> _Endpoint:
        async def local_only(request: Request) -> Response:
            if docs is None and not is_local(request.scope):
                raise ProblemError(not_found())
            return await endpoint(request)

        return local_only

    made = [
        Route("/docs", guarded(Asset.read("docs.html").respond)),
        Route("/openapi.json", guarded(description)),
    ]
    files_ = [(f"/static/{name}", Asset.read(name).respond) for name in _DOCS_FILES]
    return made + [Route(path, guarded(endpoint)) for path, endpoint in files_]
