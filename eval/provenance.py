"""How a benchmark was run: what one must know to repeat or to distrust it."""

import platform
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from os import cpu_count, getloadavg
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Provenance:
    """Command, time (UTC), machine, package versions, and how busy the machine was.

    ``commit`` is "" outside a repository and ends in "-dirty" where files differ from it.
    ``load`` is the mean number of busy processes in the minute before: above ``cores`` the
    times of the run are worth little.
    """

    command: str
    date: str
    machine: str
    cores: int
    versions: dict[str, str]
    commit: str
    load: float = 0.0


def provenance(command: str, packages: Sequence[str]) -> Provenance:
    """The state of this moment; a package that is not installed is left out."""
    return Provenance(
        command=command,
        date=datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        machine=f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        cores=cpu_count() or 1,
        versions={name: found for name in packages if (found := _version(name))},
        commit=_commit(),
        load=round(getloadavg()[0], 2),
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _commit() -> str:
    try:
        done = subprocess.run(
            ["git", "describe", "--always", "--dirty", "--abbrev=12"],  # noqa: S607
            cwd=Path(__file__).parent,
            capture_output=True,
            text=True,
            check=True,
            timeout=10,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()
