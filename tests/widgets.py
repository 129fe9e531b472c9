"""Pages that embed the widget, and how a reader uses it; for tests/test_browser_widget*.py."""

import pytest
from playwright.sync_api import Locator, Page, expect

from api.demo import pages, policy
from tests.browser import Live, Origin

UNIONS = "1984年底全市有多少个基层工会？"
SOURCE = "截至1984年底，全市共有基层工会210个"


@pytest.fixture
def demo(youju: Live, origin: Origin) -> str:
    """The demo page on the second origin under the strictest policy; its URL."""
    put_demo(origin, youju.url, hostile=False)
    return origin.url + "/"


def put_demo(origin: Origin, server: str, hostile: bool) -> None:
    for path, (content, kind) in pages(server, hostile).items():
        headers = {"Content-Type": kind, "Content-Security-Policy": policy(server)}
        origin.pages[path] = (content, headers)


def embed(
    origin: Origin, server: str, attributes: str = "", path: str = "/embed", more: str = ""
) -> str:
    """A page with one widget, which would fall back to the words 备用文字; its URL."""
    html = (
        f"<!doctype html><html lang='zh-CN'><title>别的网站</title><main><h1>别的网站</h1>"
        f"<script type='module' src='{server}/widget.js'></script>"
        f"<youju-chat server='{server}' {attributes}>备用文字</youju-chat>{more}</main></html>"
    )
    return origin.put(path, html, Content_Security_Policy=policy(server))


def floating(page: Page) -> Locator:
    return page.locator("youju-chat:not([position=inline])")


def put(chat: Locator, question: str) -> None:
    """Type a question and send it; returns when the answer stands."""
    before = chat.locator(".yj-checks").count()
    chat.locator("textarea").fill(question)
    chat.locator("textarea").press("Enter")
    expect(chat.locator(".yj-checks")).to_have_count(before + 1)


def opened(page: Page, url: str) -> Locator:
    page.goto(url)
    chat = floating(page)
    chat.locator(".yj-launcher").click()
    return chat
