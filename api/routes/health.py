"""``/healthz`` (the process is alive) and ``/readyz`` (an index is open and verified)."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.hardening.access import is_local
from api.routing import JsonResponse, problems, router
from api.schemas.catalogue import HealthOut, ReadyOut
from api.service import Service

_ELSEWHERE = (
    "索引目录有问题，见服务的日志。 · Something is wrong with the index; the log says what."
)


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
    async def readyz(request: Request) -> Response:
        def call() -> bytes:
            pipeline = service.pipeline
            generation, alerts = pipeline.generation(), pipeline.alerts()
            # Alerts name files of this machine, so others learn only that there are some.
            told = alerts if is_local(request.scope) else [_ELSEWHERE for _ in alerts]
            return ReadyOut(index=generation, alerts=list(told)).to_json()

        return JsonResponse(await service.workers.run(call))

    return made
