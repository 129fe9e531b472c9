"""``POST /v1/ask``."""

from fastapi import APIRouter
from fastapi.responses import Response

from api.requests import AskRequest
from api.routing import JsonResponse, problems, router
from api.schemas.answer import AnswerOut, ExplainedAnswerOut, answer_out
from api.service import Service


def routes(service: Service) -> APIRouter:
    """The question route."""
    made = router()

    @made.post(
        "/v1/ask",
        tags=["问答 · ask"],
        summary="提问 · Ask",
        description="只据原文作答，句句有出处；原文没有的，说明理由而不作答。 · "
        "Answers from the texts alone, each sentence with its source, or says why not.",
        response_model=AnswerOut | ExplainedAnswerOut,
        responses=problems(401, 408, 409, 413, 415, 422, 503),
    )
    async def ask(body: AskRequest) -> Response:
        def call() -> bytes:
            answer = service.pipeline.ask(
                body.question,
                body.turns(),
                mode=body.mode,
                top_k=body.top_k,
                filters=body.filters.to_filters(),
                explain=body.explain,
            )
            return answer_out(answer, explain=body.explain).to_json()

        return JsonResponse(await service.workers.run(call))

    return made
