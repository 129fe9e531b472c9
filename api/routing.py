"""How routes of this API read a request and write an answer."""

from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from fastapi.routing import APIRoute
from starlette.datastructures import Headers

from api import strict_json
from api.problems import ProblemError, unsupported_media

PROBLEM_REF = "#/components/schemas/ProblemOut"


class StrictRequest(Request):
    """A request whose body is JSON in UTF-8, uncompressed, or an error."""

    async def body(self) -> bytes:
        """The bytes, if the headers promise JSON. Raises ProblemError (415)."""
        _expect_json(self.headers)
        # The framework parses only what is not empty; an empty body is no JSON either.
        return await super().body() or b" "

    async def json(self) -> object:
        """The parsed body. Raises ProblemError (400, 422)."""
        return strict_json.parse(await self.body())


class StrictRoute(APIRoute):
    """A route that reads its body through ``StrictRequest``."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The framework's handler, given the stricter request."""
        handler = super().get_route_handler()

        async def strict(request: Request) -> Response:
            return await handler(StrictRequest(request.scope, request.receive))

        return strict


class JsonResponse(JSONResponse):
    """UTF-8 JSON that is bytes already; the base class makes the framework document a schema."""

    def render(self, content: object) -> bytes:
        """The bytes as they are. Raises TypeError for anything else."""
        if not isinstance(content, bytes):
            raise TypeError("serialise first, with Out.to_json")
        return content


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The documentation of a route's error answers, beside those every route has."""
    content = {"application/problem+json": {"schema": {"$ref": PROBLEM_REF}}}
    everywhere = (400, 414, 429, 431, 500)
    return {
        status: {"description": HTTPStatus(status).phrase, "content": content}
        for status in sorted({*everywhere, *statuses})
    }


def router() -> APIRouter:
    """An empty router whose routes are strict."""
    return APIRouter(route_class=StrictRoute, default_response_class=JsonResponse)


def _expect_json(headers: Headers) -> None:
    kind, _, parameters = headers.get("content-type", "").lower().partition(";")
    charset = parameters.replace(" ", "").replace('"', "")
    if kind.strip() != "application/json" or charset not in ("", "charset=utf-8"):
        detail = (
            "请求体须为 Content-Type: application/json（UTF-8）。 · "
            "The body must be application/json in UTF-8."
        )
        raise ProblemError(unsupported_media(detail))
    if headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        detail = "请求体不可压缩。 · The body must not be compressed."
        raise ProblemError(unsupported_media(detail))
