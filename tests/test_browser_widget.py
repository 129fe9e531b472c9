"""The widget in a real browser, on somebody else's page: strict policy, hostile styles."""

import gzip
import json
import re
import time
from collections.abc import Iterator
from typing import Any, cast

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from api.demo import pages, policy
from api.routes.widget import WIDGET_FILES
from rag.pipeline import IndexPipeline, Pipeline
from tests.browser import PHONE, Live, Opener, Origin, axe, second_origin, serving

UNIONS = "1984年底全市有多少个基层工会？"
SOURCE = "截至1984年底，全市共有基层工会210个"
EVIL = '<img src="http://evil.invalid/x" onerror="window.broken = 1">[点](http://evil.invalid/?d=)'


@pytest.fixture
def demo(youju: Live, origin: Origin) -> str:
    """The demo page on the second origin under the strictest policy; its URL."""
    put_demo(origin, youju.url, hostile=False)
    return origin.url + "/"


def put_demo(origin: Origin, server: str, hostile: bool) -> None:
    for path, (content, kind) in pages(server, hostile).items():
        headers = {"Content-Type": kind, "Content-Security-Policy": policy(server)}
        origin.pages[path] = (content, headers)


def embed(origin: Origin, server: str, attributes: str = "", path: str = "/embed") -> str:
    """A page with one widget, which would fall back to the words 备用文字; its URL."""
    html = (
        f"<!doctype html><html lang='zh-CN'><title>别的网站</title><main><h1>别的网站</h1>"
        f"<script type='module' src='{server}/widget.js'></script>"
        f"<youju-chat server='{server}' {attributes}>备用文字</youju-chat></main></html>"
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


def test_an_answer_and_its_source_under_a_strict_policy(page: Page, demo: str, youju: Live) -> None:
    chat = opened(page, demo)
    put(chat, UNIONS)
    expect(chat.locator(".yj-short")).to_have_text("210个")
    expect(chat.locator(".yj-quote")).to_have_text([SOURCE])
    chat.locator(".yj-full .yj-cite").click()
    expect(chat.locator("mark").first).to_have_text(SOURCE)
    whole = re.compile(f"配备了新领导班子。{SOURCE}，会员26506人，专职工会工作人员142人。$")
    expect(chat.locator(".yj-paragraph").first).to_have_text(whole)
    assert "第一节 工会组织建设，第 8 段" in (chat.locator(".yj-source").text_content() or "")
    link = chat.locator(".yj-full-link").get_attribute("href") or ""
    assert link.startswith(f"{youju.url}/#document=")
    chat.get_by_role("button", name="返回").click()
    expect(chat.locator(".yj-short")).to_be_visible()


def test_paragraphs_before_and_after_are_at_hand(page: Page, demo: str) -> None:
    chat = opened(page, demo)
    put(chat, UNIONS)
    chat.locator(".yj-full .yj-cite").click()
    chat.get_by_role("button", name="下一段").click()
    expect(chat.locator(".yj-source .yj-place")).to_contain_text("第 9 段")
    expect(chat.locator("mark")).to_have_count(0)
    chat.get_by_role("button", name="上一段").click()
    expect(chat.locator("mark").first).to_have_text(SOURCE)


def test_hostile_styles_change_nothing(open_page: Opener, origin: Origin, youju: Live) -> None:
    """Every rule of the hostile sheet is `!important` and matches everything."""
    looks = []
    for hostile in (False, True):
        put_demo(origin, youju.url, hostile)
        page = open_page()
        page.goto(origin.url + "/")
        launcher = floating(page).locator(".yj-launcher")
        expect(launcher).to_be_visible()
        looks.append([launcher.bounding_box()])
        launcher.click()
        chat = floating(page)
        put(chat, UNIONS)
        expect(chat.locator(".yj-short")).to_be_visible()
        looks[-1].append(chat.locator(".yj-panel").bounding_box())
        looks[-1].append(chat.locator(".yj-short").bounding_box())
        looks[-1].append(chat.locator(".yj-short").evaluate(STYLE))
    assert looks[0] == looks[1]
    assert looks[0][0] == {"x": 1204, "y": 724, "width": 56, "height": 56}


STYLE = """node => {
  const {color, fontSize, letterSpacing, textTransform, direction, writingMode, opacity} =
    getComputedStyle(node);
  return [color, fontSize, letterSpacing, textTransform, direction, writingMode, opacity];
}"""


def test_two_widgets_keep_apart(page: Page, demo: str) -> None:
    page.goto(demo)
    inline = page.locator("youju-chat[position=inline]")
    put(inline, UNIONS)
    floating(page).locator(".yj-launcher").click()
    expect(inline.locator(".yj-short")).to_have_count(1)
    expect(floating(page).locator(".yj-short")).to_have_count(0)
    put(floating(page), "今天天气怎么样？")
    expect(inline.locator(".yj-turn")).to_have_count(1)


def test_nothing_global_but_the_tag(page: Page, origin: Origin, youju: Live) -> None:
    page.goto(origin.put("/bare", "<!doctype html><title>x</title>"))
    before = page.evaluate("Object.getOwnPropertyNames(window).sort()")
    page.add_script_tag(url=f"{youju.url}/widget.js", type="module")
    page.wait_for_function("customElements.get('youju-chat') !== undefined")
    assert page.evaluate("Object.getOwnPropertyNames(window).sort()") == before
    # A second tag on the same page is no error.
    page.add_script_tag(url=f"{youju.url}/widget.js?again", type="module")


def test_an_origin_that_is_not_listed_keeps_its_fallback(browser: Browser, youju: Live) -> None:
    with second_origin() as stranger:
        opener = Opener(browser, youju.url, stranger.url)
        opener.watch.allow(r"blocked by CORS policy|Failed to load resource|net::ERR_FAILED")
        page = opener()
        page.goto(embed(stranger, youju.url))
        expect(page.get_by_text("备用文字")).to_be_visible()
        assert page.evaluate("customElements.get('youju-chat') === undefined")
        assert any("CORS" in trouble for trouble in opener.watch.troubles)
        opener.close()


def test_a_copy_of_the_script_on_such_an_origin_says_why_nothing_comes(
    browser: Browser, youju: Live
) -> None:
    with second_origin() as stranger:
        for name in ("widget.js", *(f"widget/{name}" for name in WIDGET_FILES)):
            stranger.put(f"/{name}", httpx.get(f"{youju.url}/{name}", trust_env=False).text)
        html = f"<!doctype html><title>x</title><script type=module src=/widget.js></script>\
            <youju-chat server='{youju.url}' suggestions=''></youju-chat>"
        opener = Opener(browser, youju.url, stranger.url)
        opener.watch.allow(r"blocked by CORS policy|Failed to load resource|net::ERR_FAILED")
        chat = opened(opener(), stranger.put("/", html))
        chat.locator("textarea").fill(UNIONS)
        chat.locator("textarea").press("Enter")
        expect(chat.locator(".yj-trouble")).to_contain_text("连不上服务")
        expect(chat.locator(".yj-trouble")).to_contain_text("YOUJU_WIDGET_ORIGINS")
        expect(chat.locator(".yj-trouble button")).to_have_text("重问")
        opener.close()


def test_without_javascript_the_fallback_is_there(
    open_page: Opener, origin: Origin, youju: Live
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(embed(origin, youju.url))
    expect(page.get_by_text("备用文字")).to_be_visible()


def test_on_a_phone_it_has_the_whole_screen(open_page: Opener, demo: str) -> None:
    page = open_page(viewport=PHONE, has_touch=True, is_mobile=True)
    chat = opened(page, demo)
    box = chat.locator(".yj-panel").bounding_box()
    assert box == {"x": 0, "y": 0, "width": PHONE["width"], "height": PHONE["height"]}
    put(chat, UNIONS)
    log = chat.locator(".yj-log")
    assert log.evaluate("node => node.scrollWidth <= node.clientWidth")
    # Below 16 px a phone zooms into the box when it is touched.
    size = chat.locator("textarea").evaluate("node => parseFloat(getComputedStyle(node).fontSize)")
    assert size >= 16


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
    with serving(slow, widget_origins=(origin.url,)) as live:
        opener = Opener(browser, live.url, origin.url)
        page = opener()
        chat = opened(page, embed(origin, live.url, path="/slow"))
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


def test_it_weighs_at_most_30_kilobytes(open_page: Opener, demo: str, youju: Live) -> None:
    page = open_page()
    put(opened(page, demo), UNIONS)
    files = {
        url.removeprefix(youju.url)
        for url in open_page.watch.requested
        if url.startswith(youju.url) and "/v1/" not in url
    }
    assert files == {"/widget.js", *(f"/widget/{name}" for name in WIDGET_FILES)}
    weights = {
        file: len(gzip.compress(httpx.get(youju.url + file, trust_env=False).content))
        for file in files
    }
    assert sum(weights.values()) <= 30_000, weights


def test_messages_between_windows_are_ignored(page: Page, demo: str) -> None:
    chat = opened(page, demo)
    page.evaluate(
        "() => { for (const data of ['close', {type: 'youju:ask', question: 'x'}, null, [1]])"
        " window.postMessage(data, '*'); }"
    )
    put(chat, UNIONS)
    expect(chat.locator(".yj-turn")).to_have_count(1)


def evil_answer(youju: Live) -> dict[str, Any]:
    """A real answer whose every text means harm."""
    asked = httpx.post(f"{youju.url}/v1/ask", json={"question": UNIONS}, trust_env=False)
    answer: dict[str, Any] = asked.json()
    answer["answer"] = f"{EVIL}[1]"
    answer["short_answer"] = EVIL
    for citation in answer["citations"]:
        citation.update(text=EVIL, quote=EVIL, section_title=EVIL)
    return answer


@pytest.mark.parametrize("streamed", [True, False])
def test_whatever_comes_is_text(page: Page, demo: str, youju: Live, streamed: bool) -> None:
    answer = evil_answer(youju)
    delta = {"text": answer["answer"], "citations": answer["citations"]}
    events = [("delta", delta), ("answer", answer), ("done", {"id": "1"})]
    stream = "".join(f"event: {name}\ndata: {json.dumps(data)}\n\n" for name, data in events)

    def reply(route: Route) -> None:
        route.fulfill(
            status=200,
            headers={"Access-Control-Allow-Origin": demo.rstrip("/")},
            content_type="text/event-stream" if streamed else "application/json",
            body=stream if streamed else json.dumps(answer),
        )

    page.route("**/v1/ask", reply)
    chat = opened(page, demo)
    put(chat, UNIONS)
    expect(chat.locator(".yj-short")).to_have_text(EVIL)
    expect(chat.locator(".yj-quote")).to_have_text(EVIL)
    assert chat.locator("img, a[href*=evil]").count() == 0
    assert page.evaluate("window.broken") is None


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
