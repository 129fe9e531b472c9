"""The texts themselves: documents, their source text, passages."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.bibliography import place_of, references
from api.problems import FieldError, ProblemError, unprocessable
from api.requests import TEXT_LIMIT, NoQuery, TextQuery
from api.routing import JsonResponse, problems, router
from api.schemas.catalogue import DocumentOut, DocumentsOut, DocumentSummaryOut, TextOut
from api.schemas.places import PassageOut
from api.schemas.references import ReferenceOut
from api.service import Service

_TAGS: list[str] = ["文献 · documents"]


def routes(service: Service) -> APIRouter:
    """The routes that show what there is."""
    made = router()
    _documents(made, service)
    _text(made, service)
    _reference(made, service)
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


def _reference(made: APIRouter, service: Service) -> None:
    @made.get(
        "/v1/documents/{id}/reference",
        tags=[*_TAGS],
        summary="著录一处引文 · Reference to a place",
        description="GB/T 7714—2015 与 —2025、BibTeX、RIS、一般格式；不给 start 与 end 则著录全文。"
        "未知的项照标准的写法，不编造。 · The reference to source[start:end], or to the whole "
        "text, in each style; what is not known takes the standard's own form.",
        response_model=ReferenceOut,
        responses=problems(401, 404, 422, 503),
    )
    async def reference(id: str, query: Annotated[TextQuery, Query()]) -> Response:
        def call() -> bytes:
            document = service.pipeline.document(id)
            place = place_of(document)
            if query.model_fields_set:
                place = place_of(document, *checked_span(len(document.source), query))
            return ReferenceOut.of(references(place)).to_json()

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
    total = len(source)
    start, end = span_within(total, query.start, query.end_within(total))
    if end - start > TEXT_LIMIT:
        detail = f"一次最多 {TEXT_LIMIT} 个字符 · at most {TEXT_LIMIT} characters at once"
        raise ProblemError(unprocessable(FieldError("end", detail, TEXT_LIMIT)))
    return TextOut(text=source[start:end], start=start, end=end, total=total)


def checked_span(total: int, query: TextQuery) -> tuple[int, int]:
    """A span that holds something, by default to the text's end. Raises ProblemError (422)."""
    end = query.end if "end" in query.model_fields_set else total
    start, end = span_within(total, query.start, end)
    if start == end:
        detail = "start 须小于 end · start must be before end"
        raise ProblemError(unprocessable(FieldError("start", detail)))
    return start, end


def span_within(total: int, start: int, end: int, field: str = "") -> tuple[int, int]:
    """The span, if a text of ``total`` code points has it. Raises ProblemError (422)."""
    for name, offset in (("start", start), ("end", end)):
        if offset > total:
            detail = f"原文共 {total} 个字符 · the text has {total}"
            raise ProblemError(unprocessable(FieldError(field + name, detail, total)))
    if start > end:
        detail = "start 不可大于 end · start must not be after end"
        raise ProblemError(unprocessable(FieldError(field + "start", detail)))
    return start, end
