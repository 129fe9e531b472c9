"""How a reader uses the chat page; for tests/test_browser_page*.py."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import Live

FIGURE = "1984年底全市有多少个基层工会？"
"""Source 1791 to 1816: 截至 1984 年底，全市共有基层工会 210 个."""
GROWTH = "1952年到1984年会员增加了多少？"
"""2902 and 26506 stand in the text: the answer is 23604."""
BEYOND = "2032年全市有多少会员？"
FIGURE_TEXT = "截至1984年底，全市共有基层工会210个"
FIGURE_QUOTE = "截至 1984 年底，全市共有基层工会 210 个"


def ask(page: Page, question: str) -> None:
    """Type a question, press Enter, and wait for its answer."""
    before = page.locator(".turn").count()
    page.locator("#question").fill(question)
    page.locator("#question").press("Enter")
    settled(page, before + 1)


def settled(page: Page, turns: int) -> None:
    expect(page.locator(".turn")).to_have_count(turns)
    expect(page.locator('.turn[aria-busy="true"]')).to_have_count(0)


def short(page: Page) -> str:
    return page.locator(".turn").last.locator(".yj-short").inner_text()


@pytest.fixture
def home(page: Page, youju: Live) -> Page:
    """The page, ready."""
    page.goto(youju.url + "/")
    page.wait_for_selector(":root[data-ready]")
    return page
