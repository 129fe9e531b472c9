"""``GET /v1/search`` and ``GET /v1/concordance``."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.known import known
from api.requests import ConcordanceQuery, SearchQuery
from api.routing import JsonResponse, problems, router
from api.schemas.catalogue import ConcordanceOut, SearchOut
from api.service import Service

_TAGS: list[str] = ["检索 · search"]


def routes(service: Service) -> APIRouter:
    """The routes that find words."""
    made = router()

    @made.get(
        "/v1/search",
        tags=[*_TAGS],
        summary="检索段落 · Search",
        description="按相关程度排列的段落，标出命中处。 · Passages, best first, with highlights.",
        response_model=SearchOut,
        responses=problems(401, 422, 503),
    )
    async def search(query: Annotated[SearchQuery, Query()]) -> Response:
        def call() -> bytes:
            filters = known(service.pipeline, query.to_filters(), "document", "section")
            result = service.pipeline.search(
                query.q, limit=query.limit, offset=query.offset, filters=filters
            )
            return SearchOut.of(result, query.limit, query.offset).to_json()

        return JsonResponse(await service.workers.run(call))

    @made.get(
        "/v1/concordance",
        tags=[*_TAGS],
        summary="逐字索引 · Concordance",
        description="词句的每一处出现，按原文顺序，一处不漏。 · "
        "Every occurrence in text order, nothing left out.",
        response_model=ConcordanceOut,
        responses=problems(401, 422, 503),
    )
    async def concordance(query: Annotated[ConcordanceQuery, Query()]) -> Response:
        def call() -> bytes:
            return ConcordanceOut.of(service.pipeline.concordance(query.q)).to_json()

        return JsonResponse(await service.workers.run(call))

    return made
