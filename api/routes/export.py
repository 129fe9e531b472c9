"""``POST /v1/export``: a conversation as a file."""

from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response

from api.export import FORMATS
from api.export.transcript import transcript
from api.records import ExportRequest
from api.routing import problems, router
from api.service import Service

_NAME = "有据问答"


def routes(service: Service) -> APIRouter:
    """The route that makes files."""
    made = router()
    media = [form.media_type.partition(";")[0] for form in FORMATS.values()]
    content: dict[str, object] = {one: {} for one in media}

    @made.post(
        "/v1/export",
        tags=["记录 · records"],
        summary="导出问答 · Export a conversation",
        description="md、docx、bib、ris 四种文件；引文按 document、start、end 重新取自原文。 · "
        "A file; quotes are read anew from the source by document, start and end.",
        response_class=Response,
        responses={
            **problems(401, 408, 413, 415, 422, 503),
            200: {"description": "文件 · the file", "content": content},
        },
    )
    async def export(body: ExportRequest) -> Response:
        form = FORMATS[body.format]

        def call() -> bytes:
            return form.write(transcript(body.turns, service.pipeline.document))

        headers = {"Content-Disposition": _attachment(form.ending)}
        return Response(await service.workers.run(call), 200, headers, form.media_type)

    return made


def _attachment(ending: str) -> str:
    """RFC 6266: a plain name for old programs and the real one as RFC 8187 encodes it."""
    name = quote(f"{_NAME}.{ending}", safe="")
    return f"attachment; filename=\"youju.{ending}\"; filename*=UTF-8''{name}"
