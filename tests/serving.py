"""The real server in a thread of its own, for tests that need a socket or a browser."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from api.server import listen, make_server
from rag.pipeline import Pipeline
from rag.settings import read_settings
from tests.asgi_client import kept_folder


@contextmanager
def serving(pipeline: Pipeline, **settings: object) -> Iterator[str]:
    """Its address, such as ``http://127.0.0.1:43210``; on the way out it is told to stop.

    Args:
        pipeline: is served.
        settings: as in ``rag.settings``; what is not given is that of a server on this machine.
    """
    kept = kept_folder() / "feedback.sqlite"
    read = read_settings(**{"port": 0, "host": "127.0.0.1", "feedback": kept, **settings})
    server = make_server(pipeline, read, lambda _: None)
    with listen(read) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        deadline = time.monotonic() + 30
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            assert time.monotonic() < deadline, "the server took more than 30 s to start"
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(15)
    assert not thread.is_alive()
