"""Whether the server on this machine is ready: ``python -m api.health_check``, status 0 or 1.

For containers, whose images need no curl then. Reads YOUJU_PORT and YOUJU_HOSTS as the server
does, since it only answers to the names in YOUJU_HOSTS.
"""

import http.client
import os
import sys
from collections.abc import Mapping

SECONDS = 4.0


def ready(environment: Mapping[str, str]) -> bool:
    """Ask ``/readyz`` on the loopback, with no proxy between."""
    port = int(environment.get("YOUJU_PORT") or 8000)
    host = (environment.get("YOUJU_HOSTS") or "localhost").split(",")[0].strip()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        connection.request("GET", "/readyz", headers={"Host": host})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if ready(os.environ) else 1)
