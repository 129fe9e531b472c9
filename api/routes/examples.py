"""``GET /v1/examples``: questions worth trying, made from the texts that are being served."""

import threading
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.examples import Kind, examples
from api.requests import NoQuery
from api.routing import JsonResponse, problems, router
from api.schemas.examples import ExamplesOut
from api.service import Service

_WANTED: tuple[Kind, ...] = ("figure", "computation", "date", "figure", "refusal", "computation")


def routes(service: Service) -> APIRouter:
    """The route; its questions are made once for each index generation."""
    made = router()
    known: dict[str, bytes] = {}
    making = threading.Lock()

    def call() -> bytes:
        generation = service.pipeline.generation()
        with making:
            if generation not in known:
                found = examples(service.pipeline, _WANTED)
                known.clear()
                known[generation] = ExamplesOut.of(found, generation).to_json()
            return known[generation]

    @made.get(
        "/v1/examples",
        tags=["问答 · ask"],
        summary="可以这样问 · Questions worth trying",
        description="由文献中的数字与记事生成，逐一问过，答案相符的才列出；"
        "另有一个文中没有的，以示拒答。 · Made from the figures and dates of the texts, asked, and "
        "listed only where the answer is the one they were made from; one shows a refusal.",
        response_model=ExamplesOut,
        responses=problems(401, 422, 503),
    )
    async def listing(query: Annotated[NoQuery, Query()]) -> Response:
        return JsonResponse(await service.workers.run(call))

    return made
