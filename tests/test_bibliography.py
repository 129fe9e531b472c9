"""References: the standards' forms, nothing invented, nothing that ends its field."""

from dataclasses import replace

import pytest

from api.bibliography import place_of, references
from rag.types import Document, Metadata
from tests.asgi_client import Client, assert_problem, fields
from tests.fakes_api import DOCUMENT, URL


def texts(document: Document, start: int | None = None, end: int | None = None) -> dict[str, str]:
    return {one.id: one.text for one in references(place_of(document, start, end))}


def titled(metadata: Metadata) -> Document:
    return replace(DOCUMENT, metadata=metadata)


UNKNOWN = titled(Metadata("zhi", "甲志"))
KNOWN = titled(
    Metadata("zhi-2", "甲志", "甲县志办公室", "乙出版社", "1999-05", "丙城", rights="r", note="n")
)


def test_what_is_unknown_takes_the_standards_words() -> None:
    made = texts(UNKNOWN, 8, 24)
    where = "总述 第一节 创办"
    assert made["gbt7714-2015"] == f"甲志[Z]. [出版地不详]: [出版者不详]: {where}, 全文第1段."
    assert made["gbt7714-2025"] == f"甲志[Z]. [出版地不详]：[出版者不详]：{where}，全文第1段."
    assert made["plain"] == f"《甲志》，{where}，全文第1段。"


def test_what_is_known_stands_in_the_standards_order() -> None:
    made = texts(KNOWN, 8, 24)
    where = "总述 第一节 创办"
    assert made["gbt7714-2015"] == (
        f"甲县志办公室. 甲志[Z]. 丙城: 乙出版社, 1999: {where}, 全文第1段."
    )
    assert made["gbt7714-2025"] == (
        f"甲县志办公室. 甲志[Z]. 丙城：乙出版社，1999：{where}，全文第1段."
    )
    assert made["plain"] == f"甲县志办公室，《甲志》，丙城：乙出版社，1999-05，{where}，全文第1段。"


def test_a_text_in_another_language_takes_the_latin_forms() -> None:
    english = titled(Metadata("annals", "Annals", language="en", publisher="A & B Co."))
    made = texts(english, 8, 24)
    where = "总述 第一节 创办, paragraph 1 of the text"
    assert made["gbt7714-2015"] == f"Annals[Z]. [S.l.]: A & B Co.: {where}."
    assert made["gbt7714-2025"] == made["gbt7714-2015"]
    nobody = texts(titled(Metadata("annals", "Annals", language="en")))
    assert nobody["gbt7714-2015"] == "Annals[Z]. [S.l.]: [s.n.]."


def test_the_whole_text_has_no_locator() -> None:
    made = texts(KNOWN)
    assert made["gbt7714-2025"] == "甲县志办公室. 甲志[Z]. 丙城：乙出版社，1999."
    assert "note" not in made["bibtex"]
    assert "@misc{zhi-2,\n" in made["bibtex"]


def test_a_heading_has_a_section_and_no_paragraph() -> None:
    assert texts(UNKNOWN, 0, 6)["plain"] == "《甲志》，总述 第一节 创办。"


def test_a_title_above_that_is_the_works_own_is_not_said_twice() -> None:
    own = titled(Metadata("zhi", "总述"))
    assert texts(own, 8, 24)["plain"] == "《总述》，第一节 创办，全文第1段。"


def test_bibtex_and_ris_of_a_known_work() -> None:
    made = texts(KNOWN, 8, 24)
    assert made["bibtex"] == "\n".join(
        [
            "@misc{zhi-2-8-24,",
            "  author = {{甲县志办公室}},",
            "  title = {{甲志}},",
            "  address = {丙城},",
            "  publisher = {乙出版社},",
            "  year = {1999},",
            "  language = {zh},",
            "  note = {总述 第一节 创办, 全文第1段},",
            "}",
        ]
    )
    assert made["ris"].split("\r\n") == [
        "TY  - GEN",
        "AU  - 甲县志办公室",
        "TI  - 甲志",
        "CY  - 丙城",
        "PB  - 乙出版社",
        "PY  - 1999",
        "LA  - zh",
        "N1  - 总述 第一节 创办, 全文第1段",
        "ER  - ",
    ]


def test_a_date_that_is_no_year_stays_a_note() -> None:
    lines = texts(titled(Metadata("zhi", "甲志", date="清光绪三年")))["ris"].split("\r\n")
    assert "N1  - 清光绪三年" in lines
    assert not any(line.startswith("PY") for line in lines)


def test_no_word_of_a_title_ends_its_field() -> None:
    hostile = titled(Metadata("../x y", "a}\n,evil={\\b}%$#&_~^\r\nER  - \r\nTY  - BOOK\u2028c"))
    made = texts(hostile, 8, 24)
    entry = made["bibtex"]
    assert entry.splitlines()[0] == "@misc{x-y-8-24,"
    assert len(entry.splitlines()) == 5
    depths = []
    depth = 0
    for character in entry:
        depth += {"{": 1, "}": -1}.get(character, 0)
        depths.append(depth)
    assert depths[-1] == 0
    assert 0 not in depths[6:-1]
    assert r"a\textbraceright{} ,evil=\textbraceleft{}\textbackslash{}b" in entry
    assert [line[:6] for line in made["ris"].split("\r\n")] == [
        "TY  - ",
        "TI  - ",
        "LA  - ",
        "N1  - ",
        "ER  - ",
    ]
    assert all("\n" not in made[name] for name in ("plain", "gbt7714-2015", "gbt7714-2025"))


def test_the_route_gives_every_style() -> None:
    response = Client().get(f"{URL}/reference?start=8&end=24")
    assert response.status_code == 200
    styles = response.json()["styles"]
    assert [one["id"] for one in styles] == [
        "gbt7714-2015",
        "gbt7714-2025",
        "bibtex",
        "ris",
        "plain",
    ]
    assert styles[0] == {
        "id": "gbt7714-2015",
        "name": "GB/T 7714—2015",
        "text": "甲志[Z]. 某地: [出版者不详]: 总述 第一节 创办, 全文第1段.",
    }
    whole = Client().get(f"{URL}/reference").json()["styles"][1]["text"]
    assert whole == "甲志[Z]. 某地：[出版者不详]."


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("start=24&end=8", "start"),
        ("start=8&end=8", "start"),
        ("start=0&end=9999", "end"),
        ("start=9999", "start"),
        ("start=-1", "start"),
        ("page=1", "query"),
    ],
)
def test_a_place_that_does_not_exist_is_refused(query: str, field: str) -> None:
    assert fields(assert_problem(Client().get(f"{URL}/reference?{query}"), 422)) == [field]


def test_an_unknown_document_is_not_found() -> None:
    assert_problem(Client().get("/v1/documents/x/reference?start=0&end=1"), 404)
