"""``GET /v1/examples``: questions worth trying, made from the texts that are being served."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.example_list import ExampleList
from api.examples import Kind
from api.requests import NoQuery
from api.routing import JsonResponse, problems, router
from api.schemas.examples import ExamplesOut
from api.service import Service

WANTED: tuple[Kind, ...] = ("figure", "computation", "date", "figure", "refusal", "computation")


def routes(service: Service, made_of: ExampleList) -> APIRouter:
    """The route over a list that is made elsewhere, so that no request waits for it."""
    made = router()

    def call() -> bytes:
        found, generation, ready = made_of.get()
        return ExamplesOut.of(found, generation, ready=ready).to_json()

    @made.get(
        "/v1/examples",
        tags=["问答 · ask"],
        summary="可以这样问 · Questions worth trying",
        description="由文献中的数字与记事生成，逐一问过，答案相符的才列出；"
        "另有一个文中没有的，以示拒答。换了索引后即重新生成，未完成时 ready 为 false。 · "
        "Made from the figures and dates of the texts, asked, and listed only where the answer is "
        "the one they were made from; one shows a refusal. ready is false while they are made.",
        response_model=ExamplesOut,
        responses=problems(401, 422, 503),
    )
    async def listing(query: Annotated[NoQuery, Query()]) -> Response:
        return JsonResponse(await service.workers.run(call))

    return made
