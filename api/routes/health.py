"""``/healthz`` (the process is alive) and ``/readyz`` (an index is open and verified)."""

from fastapi import APIRouter
from fastapi.responses import Response

from api.routing import JsonResponse, problems, router
from api.schemas.catalogue import HealthOut, ReadyOut
from api.service import Service


def routes(service: Service) -> APIRouter:
    """The routes a supervisor asks; unknown query keys do not matter here."""
    made = router()
    alive = HealthOut().to_json()

    @made.get(
        "/healthz",
        tags=["状态 · health"],
        summary="进程在运行 · Alive",
        response_model=HealthOut,
        responses=problems(),
    )
    async def healthz() -> Response:
        return JsonResponse(alive)

    @made.get(
        "/readyz",
        tags=["状态 · health"],
        summary="索引已打开并核对 · Ready",
        response_model=ReadyOut,
        responses=problems(503),
    )
    async def readyz() -> Response:
        def call() -> bytes:
            pipeline = service.pipeline
            return ReadyOut(index=pipeline.generation(), alerts=list(pipeline.alerts())).to_json()

        return JsonResponse(await service.workers.run(call))

    return made
