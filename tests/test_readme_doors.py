"""The commands, the program and the configurations the README shows for other clients work."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes_api import FakePipeline
from tests.serving import serving

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = "http://127.0.0.1:8000"
DIRECT = {**os.environ, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}


def blocks(kind: str) -> list[str]:
    section = re.search(r"<!-- doors:begin.*?<!-- doors:end -->", README, re.DOTALL)
    assert section is not None
    return re.findall(rf"```{kind}\n(.*?)```", section.group(), re.DOTALL)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving(FakePipeline()) as made:
        yield made


def ran(arguments: list[str]) -> str:
    done = subprocess.run(
        arguments, capture_output=True, text=True, check=True, env=DIRECT, timeout=60
    )
    return done.stdout


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
def test_the_commands(url: str) -> None:
    (script,) = blocks("sh")
    commands = [shlex.split(line) for line in script.replace("\\\n", "").splitlines()]
    printed = [ran([part.replace(SHOWN, url) for part in command]) for command in commands]
    stream, models, chat, tools = printed
    # The pipeline of the tests refuses what is not about 工人.
    assert stream.startswith("event: question\n")
    assert re.findall(r"^event: (.*)", stream, re.MULTILINE)[-2:] == ["answer", "done"]
    assert json.loads(models)["data"][0]["id"] == "youju"
    assert json.loads(chat)["choices"][0]["message"]["content"] == "原文没有。"
    names = [tool["name"] for tool in json.loads(tools)["result"]["tools"]]
    assert names == ["ask", "search", "passage", "documents"]


def test_the_program(url: str) -> None:
    (program,) = blocks("python")
    asked = program.replace(SHOWN, url).replace("1952年底有多少会员？", "甲厂有多少工人？")
    assert ran([sys.executable, "-c", asked]).splitlines() == [
        "1952年，甲厂有工人12人。[1]",
        "1 第一节 创办 1952年，甲厂有工人12 人。",
    ]


def test_the_configurations() -> None:
    started, remote = (json.loads(block)["mcpServers"]["youju"] for block in blocks("json"))
    help_ = ran([sys.executable, "-m", "rag", *started["args"][:1], "--help"])
    assert started["command"] == "youju"
    assert started["args"][1] in help_
    assert remote["url"] == f"{SHOWN}/mcp"
