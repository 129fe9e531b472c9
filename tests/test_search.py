"""Search for readers: highlighted spans, and every occurrence in text order."""

from rag.pipeline import IndexPipeline
from rag.search import highlights
from rag.types import Span


def test_the_words_of_the_query_are_marked_and_merged() -> None:
    text = "全市有基层工会84个，基层组织健全。"
    assert highlights(text, "基层工会") == (Span(3, 7), Span(11, 13))


def test_script_and_width_do_not_matter() -> None:
    assert highlights("工会会员", "工會") == (Span(0, 2),)
    assert highlights("ＡＢＣ公司", "abc") == (Span(0, 3),)


def test_every_occurrence_is_found_and_stands_in_the_source(pipeline: IndexPipeline) -> None:
    document = pipeline.document("beihai-union")
    found = pipeline.concordance("职工运动会")
    assert len(found.occurrences) == document.reading.count("职工运动会")
    assert found.scanned == len(document.paragraphs)
    starts = [one.start for one in found.occurrences]
    assert starts == sorted(starts)
    for one in found.occurrences:
        assert document.source[one.start : one.end] == one.match == "职工运动会"


def test_an_occurrence_across_a_page_break_maps_to_the_source_with_the_break(
    pipeline: IndexPipeline,
) -> None:
    document = pipeline.document("beihai-union")
    found = pipeline.concordance("建立基层工会84个").occurrences
    assert len(found) == 1
    quote = document.source[found[0].start : found[0].end]
    assert "\n\n" in quote
    assert "".join(quote.split()) == "建立基层工会84个"


def test_ranked_passages_hold_the_words_and_pages_do_not_overlap(pipeline: IndexPipeline) -> None:
    first = pipeline.search("硅肺检查", limit=3)
    second = pipeline.search("硅肺检查", limit=3, offset=3)
    assert "硅肺" in first.hits[0].passage.text
    assert first.total == second.total
    ids = [hit.passage.id for hit in (*first.hits, *second.hits)]
    assert len(ids) == len(set(ids))
