"""``GET /v1/documents/{id}/context``: the paragraph a citation stands in."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.context import context_of
from api.problems import ProblemError, not_found
from api.requests import TextQuery
from api.routes.documents import source_text
from api.routing import JsonResponse, problems, router
from api.schemas.context import ContextOut
from api.service import Service


def routes(service: Service) -> APIRouter:
    """The route behind an opened citation."""
    made = router()

    @made.get(
        "/v1/documents/{id}/context",
        tags=["文献 · documents"],
        summary="引文所在的段落，原始扫描与整理文本 · The paragraph of a span",
        description="一段原文（Unicode 码点区间）所在的整个段落或标题，"
        "附原始与整理两种文本、两者的差异、前后段落的区间。 · The paragraph or heading that a "
        "span stands in, raw and repaired, where they differ, and the spans before and after.",
        response_model=ContextOut,
        responses=problems(401, 404, 422, 503),
    )
    async def context(id: str, query: Annotated[TextQuery, Query()]) -> Response:
        def call() -> bytes:
            document = service.pipeline.document(id)
            asked = source_text(document.source, query)
            found = context_of(document, asked.start, asked.end)
            if found is None:
                raise ProblemError(not_found("此区间不在任何段落里。 · No paragraph is there."))
            return ContextOut.of(document, found).to_json()

        return JsonResponse(await service.workers.run(call))

    return made
