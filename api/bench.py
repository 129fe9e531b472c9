"""``python -m api.bench``: what an answer costs beside a POST that does nothing.

Both servers run under uvicorn on this machine in the same run, asked in turn over connections
that are kept, so that the ratio holds where absolute times do not.
"""

import http.client
import json
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

QUESTIONS = (
    "北海市总工会是什么时候正式成立的？",
    "1952年底有多少会员？",
    "二〇〇八年的职工运动会有多少人参加",
    "为什么要成立职工物价监督站？",
    "什么是“两个普遍”？",
    "哪家厂的职工创造了鱿鱼分级法？",
    "2018年和2019年哪年的招聘会多？",
    "1959年文化馆和文化宫合并后有哪些设施？",
    "2035年有多少会员？",
    "工会被撤销了吗？",
)
NOTHING = """
import sys, uvicorn
from fastapi import FastAPI, Request
app = FastAPI()
@app.post("/")
async def nothing(request: Request) -> dict[str, str]:
    await request.body()
    return {}
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="error", access_log=False)
"""


def main(rounds: int = 30) -> None:
    """Print start time, resident memory, p50 and p95 of both, and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        index = str(Path(folder) / "index")
        youju = [sys.executable, "-m", "rag"]
        subprocess.run([*youju, "ingest", "--index", index], check=True, capture_output=True)
        port, idle = _free_port(), _free_port()
        began = time.perf_counter()
        serve = [*youju, "serve", "--port", str(port), "--index", index]
        nothing = [sys.executable, "-c", NOTHING, str(idle)]
        with _running(serve) as service:
            _wait(port, "/readyz")
            ready = time.perf_counter() - began
            with _running(nothing):
                _wait(idle, "/docs")
                asked, done = _measure(port, idle, rounds)
                memory = _resident(service.pid)
    report = {
        "start_to_ready_s": round(ready, 2),
        "resident_mib": memory,
        "noop_ms": _summary(done),
        "ask_ms": _summary(asked),
        "ratio_p50": round(statistics.median(asked) / statistics.median(done), 1),
    }
    sys.stdout.write(json.dumps(report, indent=1) + "\n")


def _measure(port: int, idle: int, rounds: int) -> tuple[list[float], list[float]]:
    service = http.client.HTTPConnection("127.0.0.1", port)
    nothing = http.client.HTTPConnection("127.0.0.1", idle)
    asked, done = [], []
    for turn in range(rounds + 1):
        for question in QUESTIONS:
            body = json.dumps({"question": question}).encode()
            one, other = _post(service, "/v1/ask", body), _post(nothing, "/", body)
            if turn:  # the first round warms up
                asked.append(one)
                done.append(other)
    return asked, done


def _post(connection: http.client.HTTPConnection, path: str, body: bytes) -> float:
    began = time.perf_counter()
    connection.request("POST", path, body, {"Content-Type": "application/json"})
    response = connection.getresponse()
    response.read()
    took = 1000 * (time.perf_counter() - began)
    if response.status != http.client.OK:
        raise RuntimeError(f"{path} answered {response.status}")
    return took


def _summary(times: Sequence[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {
        "p50": round(statistics.median(ordered), 3),
        "p95": round(ordered[int(0.95 * len(ordered))], 3),
    }


def _resident(pid: int) -> int:
    """MiB of the process, from the kernel's own account; 0 where there is none."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return 0
    line = next(one for one in status.read_text().splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) // 1024


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def _running(command: list[str]) -> Iterator[subprocess.Popen[Any]]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(port: int, path: str) -> None:
    for _ in range(3000):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
            connection.request("GET", path)
            if connection.getresponse().status == http.client.OK:
                return
        except OSError:
            pass
        time.sleep(0.01)
    raise RuntimeError(f"nothing answers on port {port}")


if __name__ == "__main__":
    main()
