"""The paragraph behind a citation: raw and read, marked, with its neighbours."""

from api.context import context_of
from rag.pipeline import IndexPipeline
from tests.asgi_client import Client, assert_problem, fields
from tests.fakes_api import DOCUMENT, URL


def test_a_sentence_is_shown_in_its_paragraph() -> None:
    # The source has a space before the second 人, at 21, which the reading form leaves out.
    response = Client().get(f"{URL}/context", params={"start": 8, "end": 24})
    assert response.status_code == 200
    assert response.json() == {
        "document": "志 1",
        "title": "甲志",
        "section": "s1",
        "path": ["总述", "第一节 创办"],
        "paragraph": 1,
        "start": 8,
        "end": 31,
        "quote": "1952年，甲厂有工人12 人。𠀀乙厂停办。\n",
        "text": "1952年，甲厂有工人12人。𠀀乙厂停办。\n",
        "marks": {"quote": {"start": 0, "end": 16}, "text": {"start": 0, "end": 15}},
        "repairs": [
            {"quote": {"start": 13, "end": 14}, "text": {"start": 13, "end": 13}, "reason": None}
        ],
        "previous": {"start": 0, "end": 6},
        "next": None,
        "url": f"{URL}/text?start=8&end=31",
    }


def test_a_heading_is_a_block_of_its_own() -> None:
    found = context_of(DOCUMENT, 0, 3)
    assert found is not None
    assert (found.raw, found.paragraph, found.previous) == ("第一节 创办", None, None)
    assert found.following is not None
    assert (found.following.start, found.following.end) == (8, 31)


def test_where_there_is_no_paragraph_says_so() -> None:
    assert_problem(Client().get(f"{URL}/context", params={"start": 6, "end": 7}), 404)
    outside = Client().get(f"{URL}/context", params={"start": 0, "end": 99})
    assert fields(assert_problem(outside, 422)) == ["end"]


def test_repairs_account_for_every_difference(pipeline: IndexPipeline) -> None:
    (document,) = pipeline.documents()
    errata = 0
    for paragraph in document.paragraphs:
        found = context_of(document, paragraph.source.start, paragraph.source.end)
        assert found is not None
        raw = text = 0
        for repair in found.repairs:
            assert found.raw[raw : repair.raw.start] == found.text[text : repair.text.start]
            assert repair.raw.start < repair.raw.end
            raw, text = repair.raw.end, repair.text.end
            errata += repair.reason is not None
        assert found.raw[raw:] == found.text[text:]
    assert errata >= 1
    for erratum in document.errata:
        found = context_of(document, erratum.start, erratum.end)
        assert found is not None
        assert erratum.reason in {repair.reason for repair in found.repairs}
