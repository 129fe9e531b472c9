"""The chat page as people meet it: a real browser, the real server, the shipped text."""

import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import PHONE, Live, Opener, axe

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
    page.goto(youju.url + "/")
    page.wait_for_selector(":root[data-ready]")
    return page


def test_a_question_is_answered_with_numbered_sources(home: Page) -> None:
    expect(home.locator("#question")).to_be_focused()
    ask(home, FIGURE)
    assert short(home) == "210个"
    turn = home.locator(".turn")
    assert turn.locator(".yj-full .yj-cite").all_inner_texts() == ["1"]
    assert turn.locator(".yj-quote").inner_text() == FIGURE_TEXT
    assert "第一节 工会组织建设，第 8 段" in turn.locator(".yj-place").inner_text()
    assert "已核对" in turn.locator("summary").inner_text()
    assert "摘自原文" in turn.locator("summary").inner_text()
    expect(home.locator("#status")).to_have_text("回答：210个。1 处引文。")
    expect(home.locator("#question")).to_be_focused()


def test_a_citation_leads_to_the_marked_sentence_and_back(home: Page) -> None:
    ask(home, FIGURE)
    link = home.locator(".yj-full .yj-cite")
    link.click()
    panel = home.locator("#source")
    assert panel.locator("mark").inner_text() == FIGURE_TEXT
    paragraph = panel.locator(".form p").inner_text()
    assert paragraph.startswith("1984年5月4日，中共中央、国务院批转")
    assert panel.locator(".path li").all_inner_texts()[1:] == ["第一节 工会组织建设", "第 8 段"]
    panel.get_by_role("button", name="原始扫描").click()
    assert panel.locator("mark").inner_text() == FIGURE_QUOTE
    panel.get_by_role("button", name="对照").click()
    assert panel.locator("mark").all_inner_texts() == [FIGURE_QUOTE, FIGURE_TEXT]
    home.keyboard.press("Escape")
    expect(panel).not_to_be_visible()
    expect(link).to_be_focused()
    assert "#" not in home.url


def test_paragraphs_before_and_after_can_be_read(home: Page) -> None:
    ask(home, FIGURE)
    home.locator(".yj-number").click()
    panel = home.locator("#source")
    panel.locator("mark").wait_for()
    panel.get_by_role("button", name="上一段").click()
    expect(panel.locator(".path")).to_contain_text("第 7 段")
    expect(panel.locator("mark")).to_have_count(0)
    panel.get_by_role("button", name="回到引文").click()
    expect(panel.locator("mark")).to_have_text(FIGURE_TEXT)
    home.keyboard.press("]")
    expect(panel.locator(".path")).to_contain_text("第 9 段")


def test_a_permanent_link_opens_the_source(page: Page, youju: Live, open_page: Opener) -> None:
    open_page.watch.allow(r"Failed to load resource")
    page.goto(youju.url + "/#document=beihai-union&start=1791&end=1816")
    expect(page.locator("#source mark")).to_have_text(FIGURE_TEXT)
    page.goto(youju.url + "/#document=beihai-union&start=1791&end=99999999")
    expect(page.locator("#source")).to_contain_text("不合要求")


def test_an_erratum_is_shown_with_its_reason(page: Page, youju: Live) -> None:
    # 职工人会工作 is scanned at 5661; the reviewed errata read 入会.
    page.goto(youju.url + "/#document=beihai-union&start=5661&end=5667")
    panel = page.locator("#source")
    expect(panel.locator("mark")).to_have_text("职工入会工作")
    expect(panel.locator(".repairs li").first).to_contain_text("误识")
    panel.get_by_role("button", name="原始扫描").click()
    expect(panel.locator("mark")).to_have_text("职工人会工作")
    assert "人" in panel.locator("mark del").all_inner_texts()


def test_a_citation_can_be_copied_in_a_style(home: Page) -> None:
    home.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(home, FIGURE)
    home.locator(".yj-number").click()
    panel = home.locator("#source")
    panel.get_by_text("复制为引文").click()
    panel.locator("select").select_option(label="BibTeX")
    panel.get_by_role("button", name="复制", exact=True).click()
    expect(home.locator("#status")).to_have_text("已复制。")
    assert home.evaluate("navigator.clipboard.readText()").startswith("@")


def test_a_computation_links_its_operands(home: Page) -> None:
    ask(home, GROWTH)
    assert short(home) == "23604人"
    box = home.locator(".yj-computation")
    assert box.locator(".yj-figure").all_inner_texts() == ["26506人", "2902人"]
    assert box.locator(".yj-expression").inner_text() == "26506 − 2902 = 23604"
    box.locator(".yj-cite").last.click()
    expect(home.locator("#source mark")).to_contain_text("会员2902人")


def test_a_refusal_says_why_and_shows_the_nearest(home: Page) -> None:
    ask(home, BEYOND)
    assert short(home) == "文中没有写到这一时期"
    assert home.locator(".yj-refused .yj-evidence").count() >= 1
    assert home.locator(".yj-tag").count() == 0
    home.locator(".yj-refused .yj-number").first.click()
    nearest = home.locator(".yj-refused .yj-quote").first.inner_text()
    assert home.locator("#source mark").inner_text() == nearest


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


def test_the_page_speaks_english(home: Page) -> None:
    ask(home, FIGURE)
    home.locator("#language").click()
    expect(home.locator(".yj-checks summary")).to_contain_text("Quoted from the text")
    assert home.locator("html").get_attribute("lang") == "en"
    visible = home.locator(".bar, .composer, .asked .tools, .after, .yj-checks")
    chrome = " ".join(visible.all_inner_texts()).replace("中文", "").replace("有据", "")
    assert not re.search(r"[\u4e00-\u9fff]", chrome)
    home.reload()
    expect(home.locator("#send")).to_have_text("Ask")


def test_everything_can_be_done_with_the_keyboard(home: Page) -> None:
    home.keyboard.type(FIGURE)
    home.keyboard.press("Enter")
    settled(home, 1)
    home.keyboard.press("Shift+Tab")
    reached = home.evaluate("document.activeElement.closest('.turn') !== null")
    assert reached
    home.keyboard.press("1")
    expect(home.locator("#source mark")).to_have_text(FIGURE_TEXT)
    expect(home.locator("#source h2")).to_be_focused()
    home.keyboard.press("Tab")
    outline = home.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    home.keyboard.press("Escape")
    expect(home.locator("#source")).not_to_be_visible()
    home.keyboard.press("k")
    expect(home.locator(".turn h2")).to_be_focused()
    home.keyboard.press("?")
    expect(home.locator("#help")).to_be_visible()
    home.keyboard.press("Escape")
    home.keyboard.press("/")
    expect(home.locator("#question")).to_be_focused()
    assert home.locator("#question").input_value() == ""


def test_single_letters_can_be_switched_off(home: Page) -> None:
    home.locator("#menu summary").click()
    home.get_by_role("button", name="快捷键与说明").click()
    home.get_by_label("启用单键快捷键").uncheck()
    home.get_by_role("button", name="关闭").click()
    home.reload()
    home.locator("#theme").focus()
    home.keyboard.press("/")
    expect(home.locator("#theme")).to_be_focused()


def test_a_phone_shows_the_source_as_a_sheet(open_page: Opener, youju: Live) -> None:
    page = open_page(viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(youju.url + "/")
    ask(page, FIGURE)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    page.locator(".yj-number").tap()
    expect(page.locator("#source mark")).to_be_in_viewport()
    assert page.evaluate("document.querySelector('#source').matches(':modal')")
    box = page.locator("#source").bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, PHONE["width"])
    page.go_back()
    expect(page.locator("#source")).not_to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [None, PHONE])
def test_axe_finds_nothing(
    open_page: Opener, youju: Live, scheme: str, size: dict[str, int] | None
) -> None:
    more = {"viewport": size} if size else {}
    page = open_page(color_scheme=scheme, **more)
    page.goto(youju.url + "/")
    page.locator(".example").first.wait_for(timeout=30_000)
    assert axe(page) == []
    for question in (GROWTH, BEYOND, "会员呢？"):
        ask(page, question)
    page.locator(".yj-checks summary").first.click()
    assert axe(page) == []
    page.locator(".yj-number").first.click()
    page.locator("#source mark").wait_for()
    page.locator("#source").get_by_role("button", name="对照").click()
    page.get_by_text("复制为引文").click()
    page.locator(".styled").wait_for()
    assert axe(page) == []


def test_the_appearance_can_be_chosen_and_stays(home: Page) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    light = home.evaluate(paper)
    home.locator("#theme").click()
    assert home.evaluate(paper) == light
    home.locator("#theme").click()
    dark = home.evaluate(paper)
    assert dark != light
    home.reload()
    assert home.evaluate(paper) == dark


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


def test_the_page_is_light_and_ready_at_once(open_page: Opener, youju: Live) -> None:
    page = open_page()
    sizes: list[int] = []
    page.on(
        "response",
        lambda answer: (
            sizes.append(len(answer.body())) if "/v1/" not in answer.url and answer.ok else None
        ),
    )
    page.goto(youju.url + "/")
    page.wait_for_selector(":root[data-ready]")
    page.wait_for_load_state("networkidle")
    assert 10_000 < sum(sizes) <= 150_000
    page.reload()
    waited = page.evaluate(
        """() => {
          const paint = performance.getEntriesByName("first-contentful-paint")[0].startTime;
          return performance.getEntriesByName("ready")[0].startTime - paint;
        }"""
    )
    assert waited <= 500


def test_printed_pages_hold_the_answers_only(home: Page) -> None:
    ask(home, FIGURE)
    home.emulate_media(media="print")
    expect(home.locator(".composer")).not_to_be_visible()
    expect(home.locator(".bar")).not_to_be_visible()
    expect(home.locator(".yj-quote")).to_be_visible()
