"""Runs the application under uvicorn: one process, one event loop, a few worker threads."""

import gc
import socket
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import uvicorn

from api.app import create_app
from api.heap import share_heap
from api.logs import configure_logging
from api.protocol import StrictProtocol
from rag.errors import SettingsError
from rag.settings import Settings

if TYPE_CHECKING:
    from rag.pipeline import Pipeline

HEAD_BYTES = 64 * 1024
KEEP_ALIVE_SECONDS = 5
DRAIN_SECONDS = 10

Say = Callable[[str], None]


def serve(settings: Settings, say: Say | None = None) -> None:
    """Open the index and serve until SIGTERM or Ctrl+C; answers under way are finished first.

    Args:
        settings: where to listen and what to allow.
        say: shows the addresses once the service answers; standard output by default.

    Raises:
        SettingsError: the address cannot be listened on.
        StoreError, EncoderError: there is no index that can be served.
    """
    from rag.pipeline import open_pipeline

    share_heap()
    configure_logging(kind=settings.log_format)
    with listen(settings) as listener:
        pipeline = open_pipeline(settings)
        server = make_server(pipeline, settings, say or _print)
        # What was loaded stays: without it each full collection would walk the whole index.
        gc.collect()
        gc.freeze()
        gc.enable()
        try:
            server.run(sockets=[listener])
        except KeyboardInterrupt:
            return


def listen(settings: Settings) -> socket.socket:
    """A listening socket. Raises SettingsError when the address is taken or not ours."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    address = (settings.host.strip("[]"), settings.port)
    # asyncio sends small packets at once only on sockets that say they are TCP; without the
    # third argument each answer would wait 40 ms for the client's acknowledgement.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(512)
    except OSError as error:
        listener.close()
        raise SettingsError(
            f"Cannot listen on {settings.host}:{settings.port}: {error.strerror or error}.",
            "Set YOUJU_PORT (0 picks a free one) or YOUJU_HOST.",
        ) from error
    return listener


def make_server(pipeline: "Pipeline", settings: Settings, say: Say) -> uvicorn.Server:
    """A server that has not begun; hand its ``run`` the listening socket."""
    config = uvicorn.Config(
        create_app(pipeline, settings),
        http=StrictProtocol,
        loop="asyncio",
        ws="none",
        lifespan="on",
        log_config=None,
        # Questions are nobody's business: no line a request.
        access_log=False,
        # Anyone can write X-Forwarded-For; the peer's address is what counts.
        proxy_headers=False,
        server_header=False,
        h11_max_incomplete_event_size=HEAD_BYTES,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=DRAIN_SECONDS,
    )
    return _AnnouncingServer(config, settings, say)


def addresses(settings: Settings, port: int) -> str:
    """Where to look, for people."""
    host = settings.host if settings.host not in ("0.0.0.0", "::") else "127.0.0.1"  # noqa: S104
    name = f"[{host}]" if ":" in host else host
    base = f"http://{name}:{port}"
    lines = [f"有据已就绪 · Youju is ready: {base}/"]
    if settings.docs is not False:
        lines.append(f"接口说明 · API: {base}/docs")
    lines.append("按 Ctrl+C 停止 · Ctrl+C stops it")
    return "\n".join(lines)


class _AnnouncingServer(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, settings: Settings, say: Say) -> None:
        super().__init__(config)
        self._settings, self._say = settings, say

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and sockets:
            self._say(addresses(self._settings, sockets[0].getsockname()[1]))


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
