"""The real server in a thread of its own, for tests that need a socket."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from api.server import listen, make_server
from rag.pipeline import Pipeline
from rag.settings import Settings
from tests.asgi_client import kept_folder


@contextmanager
def serving(pipeline: Pipeline, api_key: str | None = None) -> Iterator[str]:
    """Its address, such as ``http://127.0.0.1:43210``; on the way out it is told to stop."""
    kept = kept_folder() / "feedback.sqlite"
    settings = Settings(port=0, host="127.0.0.1", api_key=api_key, docs=None, feedback=kept)
    server = make_server(pipeline, settings, lambda _: None)
    with listen(settings) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(15)
    assert not thread.is_alive()
