"""The README says what is true: its example is a run, its table is the settings."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rag.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def between(name: str) -> str:
    found = re.search(rf"<!-- {name}:begin.*?-->\n(.*?)<!-- {name}:end -->", README, re.DOTALL)
    assert found is not None, f"README has no part {name}"
    return found.group(1)


def settings_table() -> str:
    rows = ["| 变量 | 默认 | 含义 |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        value = field.default
        shown = "（不设）" if value in (None, "") else value
        if isinstance(value, tuple):
            shown = ",".join(value) or "（空）"
        rows.append(f"| `YOUJU_{name.upper()}` | {shown} | {field.description} |")
    return "\n".join(rows) + "\n"


def test_the_settings_table_is_the_settings() -> None:
    assert between("settings") == settings_table()


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme") / "index"
    run(["ingest", "--index", str(folder)])
    return folder


def run(arguments: list[str]) -> str:
    return subprocess.run(
        [sys.executable, "-m", "rag", *arguments],
        cwd=ROOT,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_the_example_is_what_the_command_prints(index: Path) -> None:
    command = re.search(r'\$ youju ask "(.+?)"', between("example"))
    assert command is not None
    printed = run(["ask", command.group(1), "--index", str(index)])
    shown = between("example").split("\n", 2)[2].removesuffix("```\n")
    # The time taken differs from run to run; everything else is kept to the letter.
    timing = re.compile(r"用时 [0-9.]+ 毫秒")
    assert timing.sub("用时", shown) == timing.sub("用时", printed)


def test_the_quick_start_is_two_commands() -> None:
    found = re.search(r"## 快速开始.*?```sh\n(.*?)```", README, re.DOTALL)
    assert found is not None
    assert found.group(1).split("\n") == ["make serve", "make test", ""]
