"""An endpoint that fails in any way costs no more than its deadline; what streams has passed."""

import json
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from rag.answering.model_client import Endpoint as Target
from rag.answering.model_client import HttpModel
from rag.events import PassagesFound, QuestionRead, SentenceChecked
from rag.live import LiveIndex
from rag.pipeline import IndexPipeline
from rag.replying import Model
from rag.types import Answer
from tests.fake_llm import DONE, END, Act, Exchange, endpoint, event, says
from tests.generation_case import GOOD, HOW_MANY, SECONDS, Asked, fell_back, north, over

pytestmark = pytest.mark.alone

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> LiveIndex:
    return north(tmp_path_factory.mktemp("generation"))


def broken(*parts: bytes, kind: str = "text/event-stream", status: int = 200) -> Act:
    def act(exchange: Exchange) -> None:
        exchange.begin(status, kind)
        for part in parts:
            exchange.send(part)

    return act


def drips(exchange: Exchange) -> None:
    exchange.begin()
    while True:
        exchange.send(b":")
        time.sleep(0.05)


def endless(exchange: Exchange) -> None:
    exchange.begin()
    while True:
        exchange.send(event("1952年底，北港镇有基层工会62个。[1]"))
        time.sleep(0.01)


def hangs(_: Exchange) -> None:
    time.sleep(30)


def huge(exchange: Exchange) -> None:
    exchange.begin()
    for _ in range(160):
        exchange.send(b"x" * 65536)


def huge_sentence(exchange: Exchange) -> None:
    exchange.begin()
    for _ in range(100):
        exchange.send(event("很" * 100))
    exchange.send(END)


def deep(exchange: Exchange) -> None:
    exchange.begin()
    exchange.send(b"data: " + b"[" * 90_000 + b"\n\n")


HALF = event("1952年底，北港镇有会员2902人。[1]后来，")


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (broken(b"data: {oops}\n\n"), "JSONDecodeError"),
        (broken(b"data: {}\n\n"), "not in the protocol"),
        (broken(b"data: 3\n\n"), "not in the protocol"),
        (broken(b"<html>hello</html>", kind="text/html"), "ended early"),
        (broken(b'{"choices": []}', kind="application/json"), "no choice"),
        (broken(b'{"error": "no"}', kind="application/json"), "not in the protocol"),
        (broken(b'data: {"error": "overloaded"}\n\n'), "not in the protocol"),
        (broken(HALF), "ended early"),
        (broken(HALF, event("", "length"), DONE), "cut off"),
        (broken(END), "none passed the checks"),
        (broken(b"", status=401), "status 401"),
        (broken(b"", status=302), "status 302"),
        (broken(b"", status=500), "status 500"),
        (says("原文未载。"), "found no answer"),
        (says("<think>2902人"), "none passed the checks"),
        (huge, "longer than 200000 bytes"),
        (huge_sentence, "wrote no sentences"),
        (deep, "RecursionError|JSONDecodeError"),
    ],
)
def test_a_reply_that_cannot_be_used_gives_way_to_the_extraction(
    live: LiveIndex, act: Act, why: str
) -> None:
    asked = Asked(live, act)
    assert fell_back(asked)
    assert any(one in asked.why for one in why.split("|")), asked.why
    assert "extraction stands" in asked.why


@pytest.mark.parametrize("act", [hangs, drips, endless, says("1952年底，", "北港镇", pause=3)])
def test_the_deadline_holds_whatever_the_endpoint_does(live: LiveIndex, act: Act) -> None:
    asked = Asked(live, act, seconds=0.8)
    assert fell_back(asked)
    assert "in time" in asked.why
    assert asked.spent < 5


def test_a_reply_in_one_huge_piece_cannot_outlast_the_deadline(live: LiveIndex) -> None:
    many = "".join(f"1952年底，北港镇有会员2902人，第{n}遍。[1]" for n in range(4000))
    with endpoint(says(many)) as made:
        writer = HttpModel(Target(made.url, "fake-1", max_bytes=10_000_000))
        pipeline = IndexPipeline(live, Model(writer, 1.0, 8000))
        begun = time.monotonic()
        answer = pipeline.ask(HOW_MANY)
    assert answer.checks.written_by == "extraction"
    assert time.monotonic() - begun < 5


def test_an_endpoint_that_is_down_is_no_trouble(live: LiveIndex) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    answer = over(live, f"http://127.0.0.1:{port}/v1").ask(HOW_MANY, mode="generative")
    assert (answer.short_answer, answer.checks.written_by) == ("2902人", "extraction")


@pytest.mark.parametrize("status", [429, 500, 503])
def test_one_retry_before_anything_was_said(live: LiveIndex, status: int) -> None:
    asked = Asked(live, (broken(status=status), GOOD))
    assert asked.answer.checks.written_by == "fake-1"
    assert len(asked.exchanges) == 2
    assert len(Asked(live, (broken(status=status), broken(status=status), GOOD)).exchanges) == 2


def test_no_retry_once_something_was_said_or_when_the_deadline_would_pass(live: LiveIndex) -> None:
    assert len(Asked(live, (broken(HALF), GOOD)).exchanges) == 1
    assert len(Asked(live, (broken(status=400), GOOD)).exchanges) == 1

    def later(exchange: Exchange) -> None:
        exchange.begin(503, Retry_After="600")

    asked = Asked(live, (later, GOOD))
    assert fell_back(asked)
    assert len(asked.exchanges) == 1
    assert asked.spent < 10


def test_a_server_that_does_not_stream_is_understood(live: LiveIndex) -> None:
    def whole(exchange: Exchange) -> None:
        text = f"1952年底，北港镇有会员2902人。[{exchange.number('会员2902人')}]"
        message = {"role": "assistant", "content": text}
        reply = {"choices": [{"message": message, "finish_reason": "stop"}]}
        exchange.begin(kind="application/json; charset=utf-8")
        exchange.send(json.dumps(reply).encode())

    assert Asked(live, whole).answer.checks.written_by == "fake-1"


def test_a_stream_shows_each_sentence_once_it_is_checked(live: LiveIndex) -> None:
    act = says(
        "1952年底，北港镇有会员2902人。[{会员2902人}]",
        "会员共9999人。[{会员2902人}]",
        "1953年3月，北港镇总工会成立。[{林国栋}]",
    )
    with endpoint(act) as made:
        steps = list(over(live, made.url).stream("北港镇有会员多少人？"))
    assert isinstance(steps[0], QuestionRead)
    assert isinstance(steps[1], PassagesFound)
    told = [step for step in steps if isinstance(step, SentenceChecked)]
    assert [step.text for step in told] == [
        "1952年底，北港镇有会员2902人。[1]",
        "1953年3月，北港镇总工会成立。[2]",
    ]
    last = steps[-1]
    assert isinstance(last, Answer)
    assert last.answer == "".join(step.text for step in told)
    assert [one for step in told for one in step.citations] == list(last.citations)
    assert last.checks.dropped == 1


def test_sentences_come_while_the_model_still_writes(live: LiveIndex) -> None:
    written = threading.Event()

    def act(exchange: Exchange) -> None:
        exchange.begin()
        exchange.send(event("会员2902人。[1]1952年底，"))
        assert written.wait(SECONDS), "the first sentence was not shown before the second"
        exchange.send(event("基层工会62个。[1]") + END)

    with endpoint(act) as made:
        texts = []
        for step in over(live, made.url).stream(HOW_MANY):
            if isinstance(step, SentenceChecked):
                texts.append(step.text)
                written.set()
    assert texts == ["会员2902人。[1]", "1952年底，基层工会62个。[1]"]


def test_a_client_that_leaves_ends_the_connection_to_the_model(live: LiveIndex) -> None:
    with endpoint(endless) as made:
        steps = over(live, made.url, seconds=30).stream("1952年底有多少基层工会？")
        for step in steps:
            if isinstance(step, SentenceChecked):
                break
        close = getattr(steps, "close")  # noqa: B009 - an iterator need not have it
        close()
        assert made.exchanges[0].gone.wait(3)


def test_when_it_breaks_off_after_a_sentence_the_answer_is_the_extraction(live: LiveIndex) -> None:
    with endpoint(broken(HALF)) as made:
        steps = list(over(live, made.url).stream(HOW_MANY))
    last = steps[-1]
    assert isinstance(last, Answer)
    assert (last.short_answer, last.checks.written_by) == ("2902人", "extraction")


def test_a_busy_model_keeps_nobody_waiting(live: LiveIndex) -> None:
    release = threading.Event()

    def slow(exchange: Exchange) -> None:
        release.wait(SECONDS)
        GOOD(exchange)

    with endpoint(slow) as made:
        writer = HttpModel(Target(made.url, "fake-1", at_once=1))
        pipeline = IndexPipeline(live, Model(writer, SECONDS, 8000))
        found: list[Answer] = []
        first = threading.Thread(target=lambda: found.append(pipeline.ask(HOW_MANY)))
        first.start()
        while not made.exchanges:
            time.sleep(0.01)
        begun = time.monotonic()
        second = pipeline.ask(HOW_MANY)
        spent = time.monotonic() - begun
        release.set()
        first.join()
    assert second.checks.written_by == "extraction"
    assert spent < 10
    assert found[0].checks.written_by == "fake-1"


def test_the_client_is_not_loaded_unless_a_model_is_set() -> None:
    script = """
import sys
from rag.settings import read_settings
import rag.pipeline
assert "rag.answering.model_client" not in sys.modules
assert "http.client" not in sys.modules, "the start pays for a client it does not need"
"""
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, timeout=60)


def test_only_one_file_speaks_to_the_network() -> None:
    words = ("http.client", "urllib.request", "import socket", "from socket", "httpx", "requests")
    named = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "rag").rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip().startswith(("import ", "from ")) and any(word in line for word in words)
    }
    assert named == {"rag/answering/model_client.py"}
