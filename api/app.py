"""The application: routes over a pipeline, behind one guard."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from anyio import to_thread
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api.counters import Counters, counting
from api.errors import on_http_error, on_invalid, on_youju_error
from api.example_list import ExampleList
from api.hardening.access import ApiKey
from api.hardening.checks import KnownHost, modest_head, one_framing, readable_query
from api.hardening.guard import Check, Guard
from api.hardening.origins import Origins
from api.hardening.proxies import TrustedProxies
from api.hardening.rate import RateLimit
from api.mcp_server import mcp_routes
from api.openapi import describe
from api.routes import (
    ask,
    chat,
    context,
    documents,
    examples,
    export,
    facts,
    feedback,
    health,
    metrics,
    search,
)
from api.routes.pages import docs_routes, page_routes
from api.routes.widget import widget_routes
from api.service import Service
from rag.errors import StoreError, YoujuError
from rag.settings import Settings

if TYPE_CHECKING:  # a protocol: nothing of it is needed to run, and its module wires everything
    from rag.pipeline import Pipeline

_log = logging.getLogger("youju.api")


def create_app(pipeline: "Pipeline", settings: Settings) -> FastAPI:
    """An ASGI application that serves one pipeline.

    Args:
        pipeline: answers; its methods are called from several threads.
        settings: hosts, key, rate and docs are read here, once.
    """
    # Example questions are asked by nobody, so the pipeline's answers to them are not counted.
    offered = ExampleList(pipeline, examples.WANTED)
    app = FastAPI(
        title="有据 Youju",
        version=_version(),
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        lifespan=_lifespan(pipeline, offered),
    )
    counters = Counters()
    service = Service(counting(pipeline, counters), settings, counters=counters)
    for module in (ask, chat, search, documents, context, facts, export, feedback, health, metrics):
        app.include_router(module.routes(service))
    app.include_router(examples.routes(service, offered))
    app.router.routes.extend(mcp_routes(service))
    app.router.routes.extend(page_routes())
    app.router.routes.extend(widget_routes())
    app.router.routes.extend(docs_routes(settings.docs, lambda: describe(app, pipeline)))
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(YoujuError, on_youju_error)
    app.add_exception_handler(HTTPException, on_http_error)
    origins = Origins(settings.widget_origins)
    proxies = TrustedProxies(settings.trusted_proxies)
    app.add_middleware(
        Guard,
        checks=_checks(settings, origins),
        origins=origins,
        proxies=proxies,
        observe=counters.requested,
    )
    return app


def _checks(settings: Settings, origins: Origins) -> list[Check]:
    checks: list[Check] = [KnownHost(settings.hosts), modest_head, one_framing]
    if settings.rate:
        checks.append(RateLimit(settings.rate))
    checks.append(origins)
    if settings.api_key is not None:
        checks.append(ApiKey(settings.api_key, origins))
    return [*checks, readable_query]


def _lifespan(
    pipeline: "Pipeline", offered: ExampleList
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        try:
            _log.info("serving index %s", pipeline.generation())
            offered.get()
        except StoreError as error:
            # Alive but not ready: a generation may be published any moment.
            _log.error("no index: %s", error)
        for alert in pipeline.alerts():
            _log.warning("%s", alert)
        yield
        await to_thread.run_sync(offered.stop)
        _log.info("stopped")

    return lifespan


def _version() -> str:
    try:
        return version("youju")
    except PackageNotFoundError:
        return "0"
