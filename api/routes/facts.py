"""``GET /v1/facts``: the table of figures, each with its citation."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import AfterValidator, BeforeValidator, Field

from api.known import known
from api.requests import FilterQuery, cleaned, whole
from api.routing import JsonResponse, problems, router
from api.schemas.facts import FactsOut
from api.service import Service

WORDS_LIMIT = 100
Words = Annotated[
    str,
    AfterValidator(lambda text: cleaned(text, WORDS_LIMIT)),
    Field(json_schema_extra={"maxLength": WORDS_LIMIT}),
]


class FactsQuery(FilterQuery):
    """Which figures; without subject and metric all of them, in text order."""

    subject: Words = Field(default="", description="谁的数 · whose figure")
    metric: Words = Field(default="", description="什么数，如 会员 · what is counted")
    limit: Annotated[int, BeforeValidator(whole)] = Field(default=100, ge=1, le=500)
    offset: Annotated[int, BeforeValidator(whole)] = Field(default=0, ge=0, le=100_000)


def routes(service: Service) -> APIRouter:
    """The route of figures."""
    made = router()

    @made.get(
        "/v1/facts",
        tags=["检索 · search"],
        summary="数字表 · Table of figures",
        description="原文里的每个数：时间、主体、指标、数值、单位、限定语，各带引文；"
        "scanned 是看过的全部条数。 · Every figure with time, subject, metric, value, unit, "
        "qualifiers and its citation; nothing is capped silently.",
        response_model=FactsOut,
        responses=problems(401, 422, 503),
    )
    async def facts(query: Annotated[FactsQuery, Query()]) -> Response:
        def call() -> bytes:
            table = service.pipeline.facts(
                subject=query.subject,
                metric=query.metric,
                years=(query.first or None, query.last or None),
                filters=known(service.pipeline, query.to_filters(), "document", "section"),
            )
            return FactsOut.of(table, query.limit, query.offset).to_json()

        return JsonResponse(await service.workers.run(call))

    return made
