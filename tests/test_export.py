"""Conversations as files: the source's own words, and nothing a reader's program would run."""

import io
import re
import zipfile
from typing import Any
from urllib.parse import unquote

import docx
import pytest
from docx.oxml.ns import qn
from markdown_it import MarkdownIt

from api.export.markdown import escaped
from tests.asgi_client import Client, assert_problem, fields
from tests.fakes_api import DOCUMENT_ID, FIRST

CITED = {"marker": 1, "document": DOCUMENT_ID, "start": 8, "end": 24}
TURN: dict[str, Any] = {
    "question": "甲厂有多少工人？",
    "short_answer": "12人",
    "answer": "1952年，甲厂有工人12人。[1]",
    "citations": [CITED],
}


def export(form: str, *turns: dict[str, Any]) -> Any:
    body = {"format": form, "turns": list(turns or (TURN,))}
    return Client().request("POST", "/v1/export", json=body)


def test_markdown_holds_the_answer_and_the_source_to_the_letter() -> None:
    response = export("md")
    assert response.headers["content-type"] == "text/markdown; charset=utf-8"
    lines = response.text.splitlines()
    assert lines[4:] == [
        "## 1\\. 甲厂有多少工人？",
        "",
        "**12人**",
        "",
        "1952年，甲厂有工人12人。\\[1\\]",
        "",
        "\\[1\\] 依据 · evidence：总述 第一节 创办，全文第1段",
        "",
        f"> {FIRST}  ",
        "",
        "整理后 · as repaired：1952年，甲厂有工人12人。",
        "",
        "甲志\\[Z\\]. 某地：\\[出版者不详\\]：总述 第一节 创办，全文第1段.",
    ]


def test_the_answer_of_ask_can_be_handed_on_as_it_came() -> None:
    answer = Client().ask(question="甲厂有多少工人？").json()
    keys = ("question", "answer", "short_answer", "citations")
    assert export("md", {key: answer[key] for key in keys}).text == export("md").text
    refusal = Client().ask(question="船").json()
    told = export("md", {key: refusal[key] for key in keys}).text
    assert "原文没有。" in told
    assert "\\[Z\\]" not in told


def test_the_file_has_a_chinese_name_that_every_program_can_read() -> None:
    shown = export("ris").headers["content-disposition"]
    assert shown.startswith("attachment; filename=\"youju.ris\"; filename*=UTF-8''")
    assert unquote(shown.rpartition("''")[2]) == "有据问答.ris"
    assert shown.isascii()


def test_bibtex_and_ris_hold_every_place_once_with_its_quote() -> None:
    other = {**CITED, "marker": 2, "start": 24, "end": 31}
    turns = (TURN, {**TURN, "citations": [CITED, other]})
    entries = export("bib", *turns).text
    assert entries.count("@misc{") == 2
    assert f"annote = {{{FIRST}}}" in entries
    records = export("ris", *turns).text
    assert records.count("TY  - GEN\r\n") == 2
    assert "N1  - 𠀀乙厂停办。\r\n" in records
    assert records.endswith("ER  - \r\n")
    assert export("bib", {**TURN, "citations": []}).text == "\n"


def test_word_holds_the_same_in_chinese_fonts() -> None:
    response = export("docx")
    made = docx.Document(io.BytesIO(response.content))
    told = [paragraph.text for paragraph in made.paragraphs]
    assert told[2:] == [
        "1. 甲厂有多少工人？",
        "12人",
        "1952年，甲厂有工人12人。[1]",
        "[1] 依据 · evidence：总述 第一节 创办，全文第1段",
        FIRST,
        "整理后 · as repaired：1952年，甲厂有工人12人。",
        "甲志[Z]. 某地：[出版者不详]：总述 第一节 创办，全文第1段.",
    ]
    for name, font in {"Normal": "宋体", "Heading 1": "黑体", "Quote": "楷体"}.items():
        fonts = made.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == font
        assert fonts.get(qn("w:eastAsiaTheme")) is None
    assert made.core_properties.author == ""
    with zipfile.ZipFile(io.BytesIO(response.content)) as parts:
        links = parts.read("word/_rels/document.xml.rels")
    assert b'TargetMode="External"' not in links


HOSTILE = (
    "# <img src=x onerror=alert(1)> [x](http://evil?d=1) `a` *b* www.evil.com a@b.c $x$ ![i](j)"
)


def test_markdown_takes_nothing_for_a_mark() -> None:
    hostile = HOSTILE + "\n- a\n1. b\n==\n***\n> c\n```\n    d"
    shown = export("md", {**TURN, "question": HOSTILE, "answer": hostile, "citations": []}).text
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(shown)
    assert [token.tag for token in tokens if token.nesting == 1] == ["h1", "p", "h2", "p", "p"]
    inner = {child.type for token in tokens for child in token.children or ()}
    assert inner == {"text", "strong_open", "strong_close", "em_open", "em_close", "hardbreak"}
    heading = next(token for token in tokens if token.content.startswith("1"))
    assert "".join(child.content for child in heading.children or ()) == f"1. {HOSTILE}"
    # Some readers make links of bare addresses; a backslash keeps them from it.
    assert not re.search(r"(?<!\\)(?:://|@)|www\.evil", shown)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("3.5吨，2-3人（1+1）", "3\\.5吨，2-3人（1+1）"),
        ("共3.5吨", "共3.5吨"),
        ("  x", "x"),
        ("+ x", "\\+ x"),
        ("a_b|c~d^e&amp;", "a\\_b\\|c\\~d\\^e\\&amp;"),
    ],
)
def test_escaping_is_no_wider_than_it_must_be(line: str, shown: str) -> None:
    assert escaped(line) == shown


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"start": 9}, "turns[0].citations[0].quote"),
        ({"quote": FIRST.replace("12", "13")}, "turns[0].citations[0].quote"),
    ],
)
def test_a_forged_quote_is_refused(change: dict[str, Any], field: str) -> None:
    cited = {**CITED, "quote": FIRST, **change}
    response = export("md", {**TURN, "citations": [cited]})
    assert fields(assert_problem(response, 422)) == [field]
    assert "13" not in response.text


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"document": "nowhere"}, "turns[0].citations[0].document"),
        ({"end": 999}, "turns[0].citations[0].end"),
        ({"start": 24}, "turns[0].citations[0]"),
        ({"end": 8 + 5001}, "turns[0].citations[0]"),
        ({"start": -1}, "turns[0].citations[0].start"),
        ({"marker": "1"}, "turns[0].citations[0].marker"),
        ({"role": "proof"}, "turns[0].citations[0].role"),
        ({"page": 3}, "turns[0].citations[0]"),
    ],
)
def test_a_place_that_does_not_exist_is_refused(change: dict[str, Any], field: str) -> None:
    response = export("md", {**TURN, "citations": [{**CITED, **change}]})
    assert fields(assert_problem(response, 422)) == [field]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"format": "md", "turns": []}, "turns"),
        ({"format": "md", "turns": [TURN] * 101}, "turns"),
        ({"format": "pdf", "turns": [TURN]}, "format"),
        ({"format": "md", "turns": [{**TURN, "answer": "字" * 20_001}]}, "turns[0].answer"),
        ({"format": "md", "turns": [{**TURN, "question": ""}]}, "turns[0].question"),
        ({"format": "md", "turns": [{**TURN, "citations": [CITED] * 201}]}, "turns[0].citations"),
        ({"format": "md", "turns": [{**TURN, "id": "a1"}]}, "turns[0]"),
    ],
)
def test_what_an_export_may_hold(body: dict[str, Any], field: str) -> None:
    response = Client().request("POST", "/v1/export", json=body)
    assert fields(assert_problem(response, 422)) == [field]


def test_characters_that_xml_does_not_have_are_left_out_of_word() -> None:
    made = export("docx", {**TURN, "question": "甲\x00\x1b\ufffe乙", "answer": "一\n二"})
    told = [one.text for one in docx.Document(io.BytesIO(made.content)).paragraphs]
    assert told[2:6] == ["1. 甲乙", "12人", "一", "二"]
