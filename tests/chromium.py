"""Finds a Chromium for the browser tests, or installs one: ``python -m tests.chromium``.

Where none can be had the browser tests are skipped, and the end of the run says so in a line of
its own; under CI (``CI`` set and not 0, as .ci/run does) they fail instead.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PACKAGES = ("chromium", "fonts-noto-cjk")
HOW = f"""\
浏览器测试需要 Chromium 与中文字体。任选其一：
The browser tests need Chromium and Chinese fonts. Any one of:
  apt-get install {" ".join(PACKAGES)}                      # Debian，需 root · as root
  .venv/bin/python -m playwright install --with-deps chromium   # 其他系统 · elsewhere
  YOUJU_CHROMIUM=/path/to/chromium make test              # 已有的 · one you have"""

Run = Callable[[Sequence[str]], int]


def find_chromium(environment: Mapping[str, str]) -> Path | None:
    """The Chromium to use: the one named by YOUJU_CHROMIUM, the system's, Playwright's own."""
    named = environment.get("YOUJU_CHROMIUM", "").strip()
    if named:
        return Path(named) if Path(named).is_file() else None
    for name in NAMES:
        found = shutil.which(name, path=environment.get("PATH"))
        if found:
            return Path(found)
    home = environment.get("PLAYWRIGHT_BROWSERS_PATH") or "~/.cache/ms-playwright"
    own = sorted(Path(home).expanduser().glob("chromium-*/chrome-linux*/chrome"))
    return own[-1] if own else None


def must_have(environment: Mapping[str, str]) -> bool:
    """Whether a missing browser is a failure: in CI nobody reads what was skipped."""
    return environment.get("CI", "").strip().lower() not in ("", "0", "false")


def has_chinese_fonts(environment: Mapping[str, str]) -> bool:
    """Whether fontconfig knows a font for Chinese; without one every character is a box."""
    tool = shutil.which("fc-list", path=environment.get("PATH"))
    if tool is None:
        return False
    listed = subprocess.run(
        [tool, ":lang=zh", "family"], capture_output=True, text=True, check=False
    )
    return bool(listed.stdout.strip())


def install(environment: Mapping[str, str], may: bool, run: Run) -> bool:
    """Install what is missing with apt-get where it may.

    Args:
        environment: looked at for PATH and YOUJU_CHROMIUM.
        may: whether this is root on a Debian system.
        run: runs a command, returns its exit status.

    Returns:
        Whether a browser and fonts are there now.
    """

    def ready() -> bool:
        return find_chromium(environment) is not None and has_chinese_fonts(environment)

    if ready():
        return True
    if not may:
        return False
    apt = ("apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120")
    run((*apt, "update"))
    run((*apt, "install", "--no-install-recommends", "-y", *PACKAGES))
    return ready()


def _run(command: Sequence[str]) -> int:
    sys.stderr.write("+ " + " ".join(command) + "\n")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False).returncode


def main() -> int:
    """Install where it may; otherwise say what to do. Fails only where CI must have it."""
    may = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None
    if install(os.environ, may, _run):
        return 0
    sys.stderr.write(HOW + "\n")
    return 1 if must_have(os.environ) else 0


if __name__ == "__main__":
    sys.exit(main())
