"""The widget in a real browser, on somebody else's page: strict policy, hostile styles."""

import gzip
import json
import re
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from api.routes.widget import WIDGET_FILES
from tests.browser import PHONE, Live, Opener, Origin, second_origin
from tests.widgets import SOURCE, UNIONS, demo, embed, floating, opened, put, put_demo

__all__ = ["demo"]
EVIL = '<img src="http://evil.invalid/x" onerror="window.broken = 1">[点](http://evil.invalid/?d=)'


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


def test_two_floating_ones_stand_side_by_side_and_the_open_one_in_front(
    page: Page, origin: Origin, youju: Live
) -> None:
    page.goto(embed(origin, youju.url, "title='甲'", more="<youju-chat title='乙'></youju-chat>"))
    first, second = page.locator("youju-chat").all()
    expect(second.locator(".yj-launcher")).to_be_visible()
    boxes = [one.locator(".yj-launcher").bounding_box() for one in (first, second)]
    # 56 wide, 12 apart, the first in the corner of the 1280 by 800 window.
    assert [box and (box["x"], box["y"]) for box in boxes] == [(1204, 724), (1136, 724)]
    first.locator(".yj-launcher").click()
    put(first, UNIONS)
    # The other's button stands where this one's panel is: the panel covers it.
    assert page.evaluate("document.elementFromPoint(1164, 752).title") == "甲"
    first.get_by_role("button", name="关闭").click()
    second.locator(".yj-launcher").click()
    expect(second.locator(".yj-panel")).to_be_visible()
    expect(second.locator(".yj-turn")).to_have_count(0)
    assert page.evaluate("document.elementFromPoint(1230, 752).title") == "乙"
    # Who leaves gives the corner to the next that comes.
    page.evaluate(
        "() => { document.querySelector('youju-chat').remove();"
        " document.body.append(document.createElement('youju-chat'));"
        " document.querySelector('youju-chat').close(); }"
    )
    expect(page.locator("youju-chat").last.locator(".yj-launcher")).to_have_css("right", "20px")


def test_two_inline_ones_take_their_places_in_the_page(
    page: Page, origin: Origin, youju: Live
) -> None:
    more = "<p>其间</p><youju-chat position='inline' title='乙'></youju-chat>"
    page.goto(embed(origin, youju.url, "position='inline' title='甲'", more=more))
    first, second = page.locator("youju-chat").all()
    put(first, UNIONS)
    put(second, "今天天气怎么样？")
    expect(first.locator(".yj-short")).to_have_text("210个")
    expect(second.locator(".yj-refused")).to_have_count(1)
    boxes = [one.locator(".yj-panel").bounding_box() for one in (first, second)]
    between = page.get_by_text("其间").bounding_box()
    assert boxes[0]
    assert boxes[1]
    assert between
    assert boxes[0]["y"] + boxes[0]["height"] <= between["y"] < boxes[1]["y"]


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
