"""The texts themselves: documents, their source text, passages."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.problems import FieldError, ProblemError, unprocessable
from api.requests import TEXT_LIMIT, NoQuery, TextQuery
from api.routing import JsonResponse, problems, router
from api.schemas.catalogue import DocumentOut, DocumentsOut, DocumentSummaryOut, TextOut
from api.schemas.places import PassageOut
from api.service import Service

_TAGS: list[str] = ["文献 · documents"]


def routes(service: Service) -> APIRouter:
    """The routes that show what there is."""
    made = router()
    _documents(made, service)
    _text(made, service)
    _passages(made, service)
    return made


def _documents(made: APIRouter, service: Service) -> None:
    @made.get(
        "/v1/documents",
        tags=[*_TAGS],
        summary="所有文献 · All documents",
        response_model=DocumentsOut,
        responses=problems(401, 422, 503),
    )
    async def documents(query: Annotated[NoQuery, Query()]) -> Response:
        def call() -> bytes:
            found = service.pipeline.documents()
            return DocumentsOut(documents=[DocumentSummaryOut.of(one) for one in found]).to_json()

        return JsonResponse(await service.workers.run(call))

    @made.get(
        "/v1/documents/{id}",
        tags=[*_TAGS],
        summary="一种文献：章节、勘误、说明 · One document",
        response_model=DocumentOut,
        responses=problems(401, 404, 422, 503),
    )
    async def document(id: str, query: Annotated[NoQuery, Query()]) -> Response:
        def call() -> bytes:
            return DocumentOut.of(service.pipeline.document(id)).to_json()

        return JsonResponse(await service.workers.run(call))


def _text(made: APIRouter, service: Service) -> None:
    @made.get(
        "/v1/documents/{id}/text",
        tags=[*_TAGS],
        summary="原文，一字不改 · Source text",
        description=f"按字符（Unicode 码点）取原文的一段，一次最多 {TEXT_LIMIT} 个。 · "
        f"A span of the source in code points, at most {TEXT_LIMIT} at once.",
        response_model=TextOut,
        responses=problems(401, 404, 422, 503),
    )
    async def text(id: str, query: Annotated[TextQuery, Query()]) -> Response:
        def call() -> bytes:
            return source_text(service.pipeline.document(id).source, query).to_json()

        return JsonResponse(await service.workers.run(call))


def _passages(made: APIRouter, service: Service) -> None:
    @made.get(
        "/v1/passages/{id}",
        tags=[*_TAGS],
        summary="一个段落 · One passage",
        response_model=PassageOut,
        responses=problems(401, 404, 422, 503),
    )
    async def passage(id: str, query: Annotated[NoQuery, Query()]) -> Response:
        def call() -> bytes:
            return PassageOut.of(service.pipeline.passage(id)).to_json()

        return JsonResponse(await service.workers.run(call))


def source_text(source: str, query: TextQuery) -> TextOut:
    """``source[start:end]``; without an end, as far as one answer may go.

    Raises:
        ProblemError: 422 for offsets outside the text, reversed, or too far apart.
    """
    total, start = len(source), query.start
    end = query.end_within(total)
    for name, offset in (("start", start), ("end", end)):
        if offset > total:
            raise ProblemError(
                unprocessable(
                    FieldError(name, f"原文共 {total} 个字符 · the text has {total}", total)
                )
            )
    if start > end:
        detail = "start 不可大于 end · start must not be after end"
        raise ProblemError(unprocessable(FieldError("start", detail)))
    if end - start > TEXT_LIMIT:
        detail = f"一次最多 {TEXT_LIMIT} 个字符 · at most {TEXT_LIMIT} characters at once"
        raise ProblemError(unprocessable(FieldError("end", detail, TEXT_LIMIT)))
    return TextOut(text=source[start:end], start=start, end=end, total=total)
