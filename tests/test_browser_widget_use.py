"""What the widget does in a real browser: keys, events, attributes, faults, and axe."""

import json
import time
from collections.abc import Iterator
from typing import Any, cast

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from rag.pipeline import IndexPipeline, Pipeline
from tests.browser import Live, Opener, Origin, axe
from tests.serving import serving
from tests.widgets import SOURCE, UNIONS, demo, embed, floating, opened, put

__all__ = ["demo"]


def focused(page: Page) -> str:
    """The class of what has the focus, inside the shadow tree too."""
    found: str = page.evaluate(
        "() => { let at = document.activeElement;"
        " while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;"
        " return `${at.localName} ${at.className}`; }"
    )
    return found


def tab_to(page: Page, wanted: str, key: str = "Tab") -> None:
    for _ in range(30):
        if wanted in focused(page):
            return
        page.keyboard.press(key)
    raise AssertionError(f"no {wanted} among 30 stops; at {focused(page)}")


def test_by_keyboard_alone(page: Page, origin: Origin, youju: Live) -> None:
    page.goto(embed(origin, youju.url))
    expect(floating(page).locator(".yj-launcher")).to_be_visible()
    tab_to(page, "yj-launcher")
    page.keyboard.press("Enter")
    assert focused(page).startswith("textarea")
    page.keyboard.type(UNIONS)
    page.keyboard.press("Enter")
    expect(floating(page).locator(".yj-checks")).to_be_visible()
    tab_to(page, "a yj-cite", "Shift+Tab")
    page.keyboard.press("Enter")
    assert "yj-back" in focused(page)
    expect(floating(page).locator("mark").first).to_have_text(SOURCE)
    page.keyboard.press("Escape")
    assert focused(page).startswith("a yj-cite")
    page.keyboard.press("Escape")
    expect(floating(page).locator(".yj-panel")).to_be_hidden()
    assert "yj-launcher" in focused(page)


def test_events_tell_what_happens(page: Page, origin: Origin, youju: Live) -> None:
    page.goto(embed(origin, youju.url))
    page.evaluate(
        "() => { window.told = []; for (const name of ['open', 'ask', 'answer', 'cite', 'close'])"
        " document.addEventListener(`youju:${name}`, ({detail}) => told.push([name, detail])); }"
    )
    page.evaluate("document.querySelector('youju-chat').open()")
    answer = page.evaluate("q => document.querySelector('youju-chat').ask(q)", UNIONS)
    floating(page).locator(".yj-full .yj-cite").click()
    page.evaluate("document.querySelector('youju-chat').close()")
    told = page.evaluate("told")
    assert [name for name, _ in told] == ["open", "ask", "answer", "cite", "close"]
    assert answer["short_answer"] == "210个"
    assert told[2][1] == {"question": UNIONS, "answer": answer}
    assert told[3][1]["citation"]["text"] == SOURCE
    turns = page.evaluate("document.querySelector('youju-chat').turns")
    assert turns == [{"question": UNIONS, "answer": answer}]


def test_a_page_may_show_citations_itself(page: Page, origin: Origin, youju: Live) -> None:
    chat = opened(page, embed(origin, youju.url))
    page.evaluate("document.addEventListener('youju:cite', (event) => event.preventDefault())")
    put(chat, UNIONS)
    chat.locator(".yj-full .yj-cite").click()
    expect(chat.locator(".yj-source")).to_have_count(0)


def test_a_refusal_says_why(page: Page, demo: str) -> None:
    chat = opened(page, demo)
    put(chat, "今天天气怎么样？")
    expect(chat.locator(".yj-refused")).to_have_count(1)
    expect(chat.locator(".yj-short.yj-no")).not_to_be_empty()
    expect(chat.get_by_role("status")).to_contain_text("未作答：")


def test_a_follow_up_carries_what_was_said(page: Page, origin: Origin, youju: Live) -> None:
    chat = opened(page, embed(origin, youju.url, "document='beihai-union' section='s1'"))
    put(chat, UNIONS)
    with page.expect_request("**/v1/ask") as sent:
        put(chat, "会员呢？")
    body = json.loads(sent.value.post_data or "")
    assert body == {
        "question": "会员呢？",
        "history": [{"question": UNIONS, "answer": f"{SOURCE}。[1]"}],
        "filters": {"documents": ["beihai-union"], "sections": ["s1"]},
        "stream": True,
    }
    chat.get_by_role("button", name="新对话").click()
    expect(chat.locator(".yj-turn")).to_have_count(0)


class Slow:
    """A pipeline that takes a long breath after it has read the question."""

    def __init__(self, pipeline: IndexPipeline) -> None:
        self._pipeline = pipeline

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pipeline, name)

    def stream(self, *args: Any, **options: Any) -> Iterator[Any]:
        for number, event in enumerate(self._pipeline.stream(*args, **options)):
            if number:
                time.sleep(1.5)
            yield event


def test_an_answer_can_be_stopped_and_asked_again(
    browser: Browser, origin: Origin, pipeline: IndexPipeline
) -> None:
    slow = cast(Pipeline, Slow(pipeline))
    with serving(slow, widget_origins=(origin.url,)) as url:
        opener = Opener(browser, url, origin.url)
        page = opener()
        chat = opened(page, embed(origin, url, path="/slow"))
        chat.locator("textarea").fill(UNIONS)
        chat.locator("textarea").press("Enter")
        stop = chat.get_by_role("button", name="停止")
        expect(stop).to_be_visible()
        stop.click()
        expect(chat.locator(".yj-trouble")).to_contain_text("已停止")
        expect(stop).to_be_hidden()
        chat.get_by_role("button", name="重问").click()
        expect(stop).to_be_visible()
        # Esc stops before it closes.
        page.keyboard.press("Escape")
        expect(chat.locator(".yj-trouble")).to_have_count(1)
        expect(chat.locator(".yj-turn")).to_have_count(1)
        expect(chat.locator(".yj-panel")).to_be_visible()
        opener.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("colour", ["", "#ffe14d"])
def test_axe_finds_nothing(
    open_page: Opener, origin: Origin, youju: Live, scheme: str, colour: str
) -> None:
    page = open_page(color_scheme=scheme)
    url = embed(origin, youju.url, f"theme-color='{colour}'")
    # The widget takes the page's scheme, so the page must have one.
    content, headers = origin.pages["/embed"]
    style = b"<meta name='color-scheme' content='light dark'><title>"
    origin.pages["/embed"] = (content.replace(b"<title>", style, 1), headers)
    page.goto(url)
    chat = floating(page)
    expect(chat.locator(".yj-launcher")).to_be_visible()
    assert axe(page) == []
    chat.locator(".yj-launcher").click()
    expect(chat.locator(".yj-suggestions button").first).to_be_visible()
    assert axe(page) == []
    put(chat, UNIONS)
    put(chat, "今天天气怎么样？")
    assert axe(page) == []
    chat.locator(".yj-full .yj-cite").first.click()
    expect(chat.locator(".yj-steps")).to_be_visible()
    assert axe(page) == []


def test_attributes_do_what_they_say(page: Page, origin: Origin, youju: Live) -> None:
    attributes = (
        "title='问馆藏' opening='您好' suggestions='甲？ | 乙？' sources='hide' lang='zh'"
        " theme-color='#8a2f1f' position='inline'"
    )
    page.goto(embed(origin, youju.url, attributes))
    chat = page.locator("youju-chat")
    expect(chat.locator(".yj-title")).to_have_text("问馆藏")
    expect(chat.locator(".yj-opening")).to_have_text("您好")
    expect(chat.locator(".yj-suggestions button")).to_have_text(["甲？", "乙？"])
    expect(chat.locator(".yj-launcher")).to_have_count(0)
    expect(chat.locator(".yj-send").first).to_have_css("background-color", "rgb(138, 47, 31)")
    put(chat, UNIONS)
    expect(chat.locator(".yj-quote")).to_be_hidden()
    page.evaluate("document.querySelector('youju-chat').sources = true")
    expect(chat.locator(".yj-quote")).to_be_visible()
    page.evaluate("document.querySelector('youju-chat').setAttribute('lang', 'en')")
    expect(chat.locator(".yj-heading").last).to_have_text("Evidence")
    expect(chat.locator(".yj-short")).to_have_text("210个")


def test_a_colour_that_is_none_changes_nothing(page: Page, origin: Origin, youju: Live) -> None:
    page.goto(embed(origin, youju.url, "theme-color='red} .yj-root{display:none'"))
    launcher = floating(page).locator(".yj-launcher")
    expect(launcher).to_have_css("background-color", "rgb(23, 96, 110)")


def test_a_problem_is_told_in_the_readers_language(open_page: Opener, demo: str) -> None:
    open_page.watch.allow(r"status of 429")
    page = open_page()
    problem = {"title": "请求太多 · Too many", "detail": "稍候 · Wait.", "status": 429}
    allowed = {
        "Access-Control-Allow-Origin": demo.rstrip("/"),
        "Access-Control-Expose-Headers": "Retry-After",
        "Retry-After": "2",
    }

    def refuse(route: Route) -> None:
        kind = "application/problem+json"
        route.fulfill(status=429, headers=allowed, content_type=kind, body=json.dumps(problem))

    page.route("**/v1/ask", refuse)
    chat = opened(page, demo)
    chat.locator("textarea").fill(UNIONS)
    chat.locator("textarea").press("Enter")
    expect(chat.locator(".yj-trouble p")).to_have_text("请求太多 稍候 2 秒后可以重试。")
    retry = chat.get_by_role("button", name="重问")
    expect(retry).to_be_disabled()
    page.unroute("**/v1/ask")
    expect(retry).to_be_enabled()
    retry.click()
    expect(chat.locator(".yj-short")).to_have_text("210个")
    expect(chat.locator(".yj-turn")).to_have_count(1)
