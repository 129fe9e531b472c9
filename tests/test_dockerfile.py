"""No engine builds the image here, so what the Dockerfile names is held against the repository."""

import json
import re
import shlex
import tomllib
from fnmatch import fnmatch
from importlib.util import find_spec
from pathlib import Path

import pytest

from api.health_check import ready
from rag.settings import Settings
from tests.fakes_api import FakePipeline
from tests.serving import serving

ROOT = Path(__file__).resolve().parent.parent


def read_dockerfile() -> list[tuple[str, str]]:
    """Its instructions in order: ("COPY", "rag ./rag")."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    whole = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    return [
        (name, rest.strip()) for name, _, rest in (one.partition(" ") for one in whole.split("\n"))
    ]


DOCKERFILE = read_dockerfile()


def stages() -> list[list[tuple[str, str]]]:
    """The instructions of each stage, its FROM first."""
    starts = [at for at, (name, _) in enumerate(DOCKERFILE) if name == "FROM"]
    return [DOCKERFILE[at:end] for at, end in zip(starts, [*starts[1:], None], strict=True)]


def last(name: str) -> str:
    return [rest for one, rest in stages()[-1] if one == name][-1]


def environment() -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in shlex.split(last("ENV")))


def copied() -> list[str]:
    """What is copied from the repository, not from another stage."""
    copies = [shlex.split(rest) for name, rest in DOCKERFILE if name == "COPY"]
    return [source for parts in copies if not parts[0].startswith("--") for source in parts[:-1]]


def test_what_builds_stays_behind_in_a_stage_of_its_own() -> None:
    assert [stage[0][1] for stage in stages()] == [
        "python:${PYTHON}-slim AS build",
        "python:${PYTHON}-slim",
    ]


def test_every_copied_path_is_there_and_not_ignored() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert "*" in ignored
    for path in copied():
        assert (ROOT / path).exists(), path
        assert f"!{path}" in ignored
    kept = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    assert kept == set(copied())


def test_all_that_the_package_is_made_of_is_copied() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = {
        name.rstrip("*") for name in project["tool"]["setuptools"]["packages"]["find"]["include"]
    }
    files = {project["project"]["readme"], *project["project"]["license-files"], "pyproject.toml"}
    assert packages | files | {"constraints.txt"} == set(copied())


def test_every_data_file_travels_with_its_package() -> None:
    """An image installs the package; what its globs leave out would be missing only there."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    globs = project["tool"]["setuptools"]["package-data"]
    for package in ("rag", "embeddings", "api"):
        for path in (ROOT / package).rglob("*"):
            # Pictures are for readers of the repository, not for the service.
            if path.is_dir() or path.suffix in (".py", ".pyc", ".png"):
                continue
            name = path.relative_to(ROOT / package).as_posix()
            assert any(fnmatch(name, glob.replace("**/*", "*")) for glob in globs[package]), path


def test_the_python_is_one_the_package_takes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    least = project["project"]["requires-python"].removeprefix(">=")
    assert DOCKERFILE[0] == ("ARG", f"PYTHON={least}")


def test_torch_is_the_pinned_one() -> None:
    pinned = re.search(r"^torch==.*$", (ROOT / "constraints.txt").read_text(), re.MULTILINE)
    assert pinned is not None
    assert ("ARG", f'TORCH_ARGS="{pinned[0]}"') in DOCKERFILE


def test_it_runs_as_nobody_special() -> None:
    uid, _, gid = last("USER").partition(":")
    assert uid == gid
    made = next(rest for name, rest in stages()[-1] if name == "RUN")
    assert f"--uid {uid} " in made
    assert int(uid) > 1000
    names = [name for name, _ in stages()[-1]]
    assert names.index("USER") < names.index("CMD")


def test_what_is_written_is_written_to_the_volume() -> None:
    volume = json.loads(last("VOLUME"))[0]
    assert environment()["YOUJU_INDEX"].startswith(f"{volume}/")
    made = next(rest for name, rest in stages()[-1] if name == "RUN")
    assert f"install -d -o youju -g youju {volume}" in made


def test_it_sets_only_what_can_be_set_and_opens_the_port_it_listens_on() -> None:
    given = {
        name.removeprefix("YOUJU_").lower(): value
        for name, value in environment().items()
        if name.startswith("YOUJU_")
    }
    assert set(given) <= set(Settings.model_fields)
    assert given["host"] == "0.0.0.0"
    assert last("EXPOSE") == given["port"]


def test_its_commands_are_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    command, *arguments = json.loads(last("CMD"))
    assert command in project["project"]["scripts"]
    assert arguments == ["serve"]
    checked = last("HEALTHCHECK").partition("CMD ")[2]
    assert json.loads(checked) == ["python", "-m", "api.health_check"]
    assert find_spec("api.health_check") is not None


@pytest.mark.parametrize("hosts", ["", "127.0.0.1, localhost"])
def test_the_health_check_tells_ready_from_gone(hosts: str) -> None:
    with serving(FakePipeline()) as url:
        port = url.rpartition(":")[2]
        assert ready({"YOUJU_PORT": port, "YOUJU_HOSTS": hosts})
        # A name the server does not answer to is a server that is set up wrongly.
        assert not ready({"YOUJU_PORT": port, "YOUJU_HOSTS": "elsewhere.example"})
    assert not ready({"YOUJU_PORT": port, "YOUJU_HOSTS": hosts})
