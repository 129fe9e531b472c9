"""The harness of the browser tests: what it must notice, it notices."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.browser import Live, Opener, Origin, Watch, axe
from tests.chromium import find_chromium, install, must_have


def test_a_named_browser_is_the_one(tmp_path: Path) -> None:
    browser = tmp_path / "mine"
    browser.touch()
    assert find_chromium({"YOUJU_CHROMIUM": str(browser), "PATH": "/usr/bin"}) == browser


def test_a_named_browser_that_is_not_there_is_not_replaced_by_another(tmp_path: Path) -> None:
    path = {"YOUJU_CHROMIUM": str(tmp_path / "gone"), "PATH": "/usr/bin"}
    assert find_chromium(path) is None


def test_browsers_are_found_on_the_path_and_then_among_playwrights(tmp_path: Path) -> None:
    own = tmp_path / "own" / "chromium-1200" / "chrome-linux" / "chrome"
    own.parent.mkdir(parents=True)
    own.touch()
    where = {"PATH": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path / "own")}
    assert find_chromium(where) == own
    system = tmp_path / "chromium"
    system.touch(0o755)
    assert find_chromium(where) == system


@pytest.mark.parametrize(
    ("value", "wanted"), [("1", True), ("true", True), ("0", False), ("", False)]
)
def test_only_ci_must_have_a_browser(value: str, wanted: bool) -> None:
    assert must_have({"CI": value}) is wanted


def test_nothing_is_installed_where_it_may_not(tmp_path: Path) -> None:
    commands: list[Sequence[str]] = []

    def run(command: Sequence[str]) -> int:
        commands.append(command)
        return 0

    empty = {"PATH": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}
    assert not install(empty, may=False, run=run)
    assert commands == []
    assert not install(empty, may=True, run=run)
    assert [command[-3:] for command in commands][-1] == ("-y", "chromium", "fonts-noto-cjk")


def test_foreign_requests_and_errors_are_told() -> None:
    watch = Watch(frozenset({"127.0.0.1:1"}))
    watch._request("http://127.0.0.1:1/a")
    watch._request("data:,")
    watch.check()
    watch._request("http://127.0.0.1:2/a")
    with pytest.raises(AssertionError, match=r"foreign request: http://127\.0\.0\.1:2/a"):
        watch.check()
    watch.allow(r"^foreign request")
    watch.check()


def test_what_goes_wrong_in_a_page_is_seen(open_page: Opener, origin: Origin) -> None:
    page = open_page()
    page.goto(
        origin.put("/bad", "<title>x</title><script>console.error('one'); nothing()</script>")
    )
    with pytest.raises(AssertionError, match=r"console: one\nerror: nothing is not defined"):
        open_page.watch.check()
    open_page.watch.allow(r"one|nothing is not defined")


def test_axe_looks_at_the_page(open_page: Opener, origin: Origin) -> None:
    page = open_page()
    page.goto(
        origin.put("/axe", "<html lang=zh><title>x</title><main><h1>好</h1><img src='data:,'>")
    )
    assert [line.partition(":")[0] for line in axe(page)] == ["image-alt"]


def test_the_server_is_there(open_page: Opener, youju: Live) -> None:
    page = open_page()
    page.goto(youju.url + "/")
    assert "有据" in page.title()
