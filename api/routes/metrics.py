"""``GET /metrics`` for Prometheus."""

from fastapi import APIRouter
from fastapi.responses import Response

from api.routing import problems, router
from api.service import Service
from rag.errors import StoreError


def routes(service: Service) -> APIRouter:
    """The route a monitor asks."""
    made = router()

    @made.get(
        "/metrics",
        tags=["状态 · health"],
        summary="计数，供 Prometheus · Counts for Prometheus",
        response_class=Response,
        responses={
            **problems(503),
            200: {"description": "计数 · counts", "content": {"text/plain": {}}},
        },
    )
    async def metrics() -> Response:
        def call() -> Response:
            from api.prometheus import MEDIA_TYPE, exposition

            pipeline = service.pipeline
            try:
                generation = pipeline.generation()
            except StoreError:
                # What is counted is still to be told, and that nothing serves as well.
                return Response(exposition(service.counters, None, ()), media_type=MEDIA_TYPE)
            told = exposition(service.counters, generation, pipeline.alerts())
            return Response(told, media_type=MEDIA_TYPE)

        return await service.workers.run(call)

    return made
