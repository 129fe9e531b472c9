"""``POST /v1/feedback``: thumbs up and down."""

import logging

from fastapi import APIRouter
from fastapi.responses import Response

from api.feedback import FeedbackStore
from api.problems import Problem, ProblemError
from api.records import FeedbackRequest
from api.routing import JsonResponse, problems, router
from api.schemas.records import KeptOut
from api.service import Service
from rag.errors import FeedbackError

_log = logging.getLogger("youju.api")


def routes(service: Service) -> APIRouter:
    """The route that keeps feedback."""
    made = router()
    store = FeedbackStore.of(service.settings)

    @made.post(
        "/v1/feedback",
        tags=["记录 · records"],
        summary="评价一个回答 · Rate an answer",
        description="点了才存，只存这里列出的各项。 · Kept by that click; nothing else is kept.",
        response_model=KeptOut,
        responses=problems(401, 408, 413, 415, 422, 503),
    )
    async def feedback(body: FeedbackRequest) -> Response:
        def call() -> None:
            store.add(
                answer_id=body.answer_id,
                rating=body.rating,
                question=body.question,
                short_answer=body.short_answer,
                comment=body.comment,
                generation=body.index,
            )

        try:
            await service.workers.run(call)
        except FeedbackError as error:
            # Its text names a path of this machine: for the operator only.
            _log.error("feedback was not kept: %s", error)
            raise ProblemError(_NOT_KEPT) from None
        service.counters.rated(body.rating)
        return JsonResponse(KeptOut().to_json())

    return made


_NOT_KEPT = Problem(
    503,
    "feedback-not-kept",
    "评价没有存下 · Feedback was not kept",
    "提问照常可用；原因见服务的日志。 · Questions are answered as before; the log says why.",
    headers={"Retry-After": "60"},
)
