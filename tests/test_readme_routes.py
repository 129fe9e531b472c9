"""Every command and the program that the README shows for the service's own routes work."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest

from rag.pipeline import IndexPipeline
from tests.asgi_client import Client, make_app
from tests.serving import serving
from tests.test_readme_doors import DIRECT, README, SHOWN


def blocks(kind: str) -> list[str]:
    section = re.search(r"<!-- routes:begin.*?<!-- routes:end -->", README, re.DOTALL)
    assert section is not None
    return re.findall(rf"```{kind}\n(.*?)```", section.group(), re.DOTALL)


@pytest.fixture(scope="module")
def url(pipeline: IndexPipeline) -> Iterator[str]:
    with serving(pipeline) as made:
        yield made


def commands() -> list[list[str]]:
    """The block's commands; a quoted argument may hold line ends."""
    (script,) = blocks("sh")
    return [shlex.split("curl " + part) for part in re.split(r"(?m)^curl ", script) if part]


def ran(arguments: list[str]) -> str:
    done = subprocess.run(
        arguments, capture_output=True, text=True, check=True, env=DIRECT, timeout=60
    )
    return done.stdout


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
def test_every_command_is_answered(url: str) -> None:
    told = {}
    for command in commands():
        arguments = [part.replace(SHOWN, url) for part in command if part != "\n"]
        printed = ran([*arguments, "-w", "\n%{http_code}"])
        content, _, code = printed.rpartition("\n")
        path = re.search(rf"{url}(\S*)", " ".join(arguments))
        assert path is not None
        assert code == "200", (command, printed)
        told[path.group(1).partition("?")[0]] = content
    assert "鱿鱼" in told["/v1/concordance"]
    assert json.loads(told["/v1/facts"])["total"] > 0
    assert "总工会" in told["/v1/search"] or "运动会" in told["/v1/search"]
    assert told["/v1/export"].startswith("# 有据问答")
    assert json.loads(told["/v1/feedback"]) == {"status": "kept"}
    assert "youju_requests_total" in told["/metrics"]


def test_every_route_of_the_description_is_shown(pipeline: IndexPipeline) -> None:
    client = Client(make_app(pipeline))  # type: ignore[arg-type]
    for path in client.get("/openapi.json").json()["paths"]:
        shown = re.escape(path).replace(r"\{id\}", r"[\w-]+")
        assert re.search(rf"{re.escape(SHOWN)}{shown}\b", README), path


def test_the_program(url: str) -> None:
    (program,) = blocks("python")
    lines = ran([sys.executable, "-c", program.replace(SHOWN, url)]).splitlines()
    assert lines[0] == "2902人"
    assert lines[1].startswith("1 ")
