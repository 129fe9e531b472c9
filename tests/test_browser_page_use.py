"""A conversation on the chat page: following up, stopping, editing, trouble, files, a key."""

import json
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from rag.pipeline import IndexPipeline
from tests.browser import Live, Opener
from tests.pages import BEYOND, FIGURE, FIGURE_TEXT, GROWTH, ask, home, settled, short
from tests.serving import serving

__all__ = ["home"]


def test_a_follow_up_is_understood_in_its_conversation(home: Page) -> None:
    ask(home, FIGURE)
    ask(home, "会员呢？")
    understood = home.locator(".turn").last.locator(".understood").inner_text()
    assert "1984年" in understood
    assert "26506" in short(home)


def test_a_conversation_survives_reload_and_can_be_deleted(home: Page) -> None:
    ask(home, FIGURE)
    ask(home, GROWTH)
    home.reload()
    assert home.locator(".yj-short").all_inner_texts() == ["210个", "23604人"]
    home.locator(".turn").first.get_by_role("button", name="删除此问").click()
    home.reload()
    assert home.locator(".yj-short").all_inner_texts() == ["23604人"]
    home.locator("#menu summary").click()
    home.get_by_role("button", name="删除对话，重新开始").click()
    home.locator("#confirm").get_by_role("button", name="删除").click()
    expect(home.locator(".turn")).to_have_count(0)
    home.reload()
    expect(home.locator("#examples")).to_be_visible()
    assert home.locator(".turn").count() == 0


def test_an_answer_can_be_stopped_and_asked_again(home: Page) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    home.route("**/v1/ask", hold)
    home.locator("#question").fill(FIGURE)
    home.locator("#question").press("Enter")
    expect(home.locator(".stages")).to_be_visible()
    home.get_by_role("button", name="停止").click()
    expect(home.locator(".trouble")).to_contain_text("已停止")
    assert len(held) == 1
    home.unroute("**/v1/ask")
    home.locator(".trouble").get_by_role("button", name="重问").click()
    settled(home, 1)
    assert short(home) == "210个"


def test_a_question_can_be_edited(home: Page) -> None:
    ask(home, FIGURE)
    ask(home, GROWTH)
    first = home.locator(".turn").first
    first.get_by_role("button", name="修改").click()
    expect(first.locator(".edit")).to_contain_text("其后的问答会一并移除")
    first.locator("textarea").fill(BEYOND)
    first.locator("textarea").press("Enter")
    settled(home, 1)
    assert home.locator(".turn h2").inner_text() == BEYOND
    assert short(home) == "文中没有写到这一时期"


@pytest.mark.parametrize(
    ("status", "headers", "expected"),
    [(429, {"Retry-After": "2"}, "秒后可以重试"), (503, {}, "正忙"), (500, {}, "出错")],
)
def test_trouble_says_what_to_do(
    home: Page, open_page: Opener, status: int, headers: dict[str, str], expected: str
) -> None:
    open_page.watch.allow(r"Failed to load resource")
    titles = {429: "请求太多 · Too many", 503: "正忙，请稍后再试 · Busy", 500: "服务出错 · Error"}
    problem = {"type": "x", "title": titles[status], "status": status, "detail": "甲 · a"}

    def fail(route: Route) -> None:
        kind = "application/problem+json"
        route.fulfill(status=status, headers=headers, content_type=kind, body=json.dumps(problem))

    home.route("**/v1/ask", fail)
    ask(home, FIGURE)
    trouble = home.locator(".trouble")
    expect(trouble).to_contain_text(expected)
    assert "·" not in trouble.inner_text()
    home.unroute("**/v1/ask")
    trouble.get_by_role("button", name="重问").click()
    settled(home, 1)
    assert short(home) == "210个"


def test_a_lost_connection_says_so(home: Page, open_page: Opener) -> None:
    open_page.watch.allow(r"Failed to load resource")
    cut = 'event: question\ndata: {"question": "甲"}\n\n'
    home.route("**/v1/ask", lambda route: route.fulfill(content_type="text/event-stream", body=cut))
    ask(home, FIGURE)
    expect(home.locator(".trouble")).to_contain_text("中断")
    home.unroute("**/v1/ask")
    home.context.set_offline(True)
    ask(home, FIGURE)
    expect(home.locator(".trouble").last).to_contain_text("网络断开")


def test_the_conversation_can_be_exported(home: Page) -> None:
    ask(home, FIGURE)
    for name, ending, begins in (("Markdown", "md", b"#"), ("Word", "docx", b"PK")):
        home.locator("#menu summary").click()
        with home.expect_download() as download:
            home.get_by_role("button", name=f"导出 {name}").click()
        assert download.value.suggested_filename.endswith(f".{ending}")
        content = Path(download.value.path()).read_bytes()
        assert content.startswith(begins)
        assert ending == "docx" or FIGURE in content.decode()


def test_a_share_link_asks_again_once(page: Page, youju: Live) -> None:
    page.goto(f"{youju.url}/#q={quote(FIGURE)}")
    settled(page, 1)
    assert short(page) == "210个"
    page.reload()
    settled(page, 1)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="分享").click()
    expect(page.locator("#status")).to_have_text("已复制。")
    shared = page.evaluate("navigator.clipboard.readText()")
    assert shared == f"{youju.url}/#q={quote(FIGURE)}"


def test_an_answer_is_copied_with_its_sources(home: Page) -> None:
    home.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(home, FIGURE)
    home.get_by_role("button", name="复制回答").click()
    expect(home.locator("#status")).to_have_text("已复制。")
    assert home.evaluate("navigator.clipboard.readText()") == (
        f"{FIGURE_TEXT}。[1]\n\n[1] 第一节 工会组织建设，第 8 段：{FIGURE_TEXT}"
    )


def test_a_rating_is_sent_with_its_comment(home: Page) -> None:
    sent: list[dict[str, object]] = []

    def keep(route: Route) -> None:
        sent.append(json.loads(route.request.post_data or ""))
        route.fulfill(status=200, content_type="application/json", body="{}")

    home.route("**/v1/feedback", keep)
    ask(home, FIGURE)
    home.get_by_role("button", name="没用").click()
    assert sent == []
    home.get_by_label("说说理由").fill("答非所问")
    home.get_by_role("button", name="提交评价").click()
    expect(home.locator(".feedback")).to_contain_text("已收到")
    (given,) = sent
    assert set(given) == {"answer_id", "rating", "comment", "question", "short_answer", "index"}
    assert (given["rating"], given["comment"], given["short_answer"]) == (
        "down",
        "答非所问",
        "210个",
    )


def test_examples_come_from_the_text_and_are_answered(home: Page) -> None:
    examples = home.locator(".example")
    examples.first.wait_for(timeout=30_000)
    assert examples.count() >= 4
    examples.first.click()
    settled(home, 1)
    assert home.locator(".yj-answered").count() == 1


def test_markup_in_a_question_and_in_an_answer_stays_text(home: Page) -> None:
    evil = "<img src=x onerror=alert(1)>"
    cited = {"marker": 1, "role": "evidence", "document": "<b>", "section": None, "start": 0}
    cited |= {"section_title": evil, "paragraph": 1, "quote": evil, "text": evil, "end": 1}
    cited |= {"url": "javascript:alert(1)", "passage": "p", "sentence": 1}
    tally = {"checked": 1, "ok": 1}
    answer = {
        "id": "a",
        "status": "answered",
        "question": evil,
        "answer": f"{evil}[1]",
        "short_answer": evil,
        "items": [],
        "computation": None,
        "citations": [cited],
        "passages": [],
        "refusal": None,
        "checks": {"quotes": tally, "numbers": tally, "dropped": 0, "written_by": evil},
        "confidence": 0.5,
        "index": evil,
        "timings_ms": {"total": 1.0, "retrieval": 1.0, "answering": 0.0},
    }
    delta = {"text": f"{evil}[1]", "citations": [cited]}
    steps = [("question", {"question": evil}), ("passages", {"passages": []}), ("delta", delta)]
    steps += [("answer", answer), ("done", {"id": "a"})]
    body = "".join(f"event: {name}\ndata: {json.dumps(data)}\n\n" for name, data in steps)
    home.route("**/v1/ask", lambda r: r.fulfill(content_type="text/event-stream", body=body))
    ask(home, evil)
    assert home.locator("#log img").count() == 0
    assert short(home) == evil
    assert home.locator("#log a[href^='javascript']").count() == 0


def test_a_server_with_a_key_is_asked_with_the_one_the_reader_gives(
    browser: Browser, pipeline: IndexPipeline
) -> None:
    with serving(pipeline, api_key="密钥 1") as url:
        opener = Opener(browser, url)
        opener.watch.allow(r"status of 401")
        page = opener()
        page.goto(url + "/")
        # What the page offers is kept from strangers too; one question for all that was refused.
        box = page.locator("#confirm")
        expect(box).to_contain_text("此服务要密钥")
        page.keyboard.press("Escape")
        page.locator("#question").fill(FIGURE)
        page.locator("#question").press("Enter")
        box.get_by_label("请输入管理员给的密钥").fill("错的")
        page.keyboard.press("Enter")
        expect(box).to_contain_text("密钥不对")
        box.get_by_role("button", name="取消").click()
        expect(page.locator(".trouble")).to_contain_text("没有密钥不能提问")
        page.locator(".trouble").get_by_role("button", name="重问").click()
        box.get_by_label("请输入管理员给的密钥").fill("密钥 1")
        page.keyboard.press("Enter")
        settled(page, 1)
        assert short(page) == "210个"
        page.locator(".yj-number").click()
        expect(page.locator("#source mark")).to_have_text(FIGURE_TEXT)
        # Kept in this tab through a reload, and not beyond it.
        page.reload()
        expect(page.locator("#texts li")).to_have_count(1)
        expect(box).to_be_hidden()
        assert "密钥" not in page.evaluate("JSON.stringify(localStorage)")
        assert page.evaluate("sessionStorage.length") == 1
        opener.close()
