"""Passages are whole sentences of one section, none lost, none too long without need."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from rag.chunking import ChunkSettings, chunk
from rag.corpus.document import assemble
from rag.corpus.reading import Decoded
from rag.errors import CorpusError
from rag.types import Document, Metadata, Passage

TEXT = Path(__file__).parent.parent / "rag" / "data" / "beihai-union.txt"


def document(source: str) -> Document:
    return assemble(Decoded(source, "utf-8", "0" * 64, False), Metadata("d", "题"))


def shipped() -> Document:
    source = TEXT.read_bytes().decode()
    return assemble(Decoded(source, "utf-8", "0" * 64, False), Metadata("beihai-union", "题"))


def hold(doc: Document, passages: tuple[Passage, ...], limits: ChunkSettings) -> None:
    numbers = [number for passage in passages for number in passage.sentences]
    assert numbers == [sentence.number for sentence in doc.sentences]
    assert len({passage.id for passage in passages}) == len(passages)
    for passage in passages:
        assert passage.text == doc.reading[passage.reading.start : passage.reading.end]
        assert len(passage.text) <= limits.max_chars or len(passage.sentences) == 1
        for number in passage.sentences:
            sentence = doc.sentences[number - 1]
            assert sentence.section == passage.section
            assert sentence.text in passage.text
            assert passage.source.start <= sentence.source.start
            assert sentence.source.end <= passage.source.end
    for left, right in pairwise(passages):
        if left.section == right.section:
            short = min(len(left.text), len(right.text)) < limits.min_chars
            together = right.reading.end - left.reading.start
            assert not short or together > limits.max_chars


def test_the_shipped_text_is_packed_by_the_rules() -> None:
    doc = shipped()
    passages = chunk(doc)
    hold(doc, passages, ChunkSettings())
    assert passages[0].id == "beihai-union-s0-p1-1"
    assert passages[0].section is None
    assert passages[0].section_title is None
    assert {passage.section for passage in passages} == {None, *(f"s{n}" for n in range(1, 9))}


def test_sentences_are_packed_greedily_and_a_short_rest_is_evened_out() -> None:
    # 10 characters a sentence, 30 at most, 15 at least: three, then the fourth alone is short,
    # so the third joins it: 20 and 20.
    doc = document("甲乙丙丁戊己庚辛壬。" * 4)
    passages = chunk(doc, ChunkSettings(max_chars=30, min_chars=15))
    assert [passage.sentences for passage in passages] == [(1, 2), (3, 4)]
    assert [passage.id for passage in passages] == ["d-s0-p1-1", "d-s0-p1-3"]
    assert passages[1].text == "甲乙丙丁戊己庚辛壬。甲乙丙丁戊己庚辛壬。"


def test_short_paragraphs_of_one_section_share_a_passage_and_sections_do_not() -> None:
    doc = document("第一章 前\n\n甲乙。\n\n丙丁。\n\n第二章 后\n\n戊己。")
    passages = chunk(doc, ChunkSettings(max_chars=30, min_chars=15))
    assert [passage.text for passage in passages] == ["甲乙。\n丙丁。", "戊己。"]
    assert [passage.id for passage in passages] == ["d-s1-p1-1", "d-s2-p3-1"]
    assert [passage.section_title for passage in passages] == ["第一章 前", "第二章 后"]
    assert passages[0].context == "第一章 前"


def test_a_sentence_longer_than_a_passage_stands_alone() -> None:
    doc = document("短句。" + "长" * 50 + "。短句。")
    passages = chunk(doc, ChunkSettings(max_chars=30, min_chars=15))
    assert [len(passage.text) for passage in passages] == [3, 51, 3]


def test_the_context_holds_titles_outermost_first_and_times_from_before_the_passage() -> None:
    doc = document(
        "第一章 上\n\n开头。\n\n第一节 中\n\n1953年，工会成立了一个委员会。"
        "委员会有会员三十多人。又过了几个月，人数仍没有变。\n\n第二章 下\n\n结尾。"
    )
    passages = chunk(doc, ChunkSettings(max_chars=20, min_chars=1))
    context = {passage.text: passage.context for passage in passages}
    assert context["1953年，工会成立了一个委员会。"] == "第一章 上 第一节 中"
    assert context["委员会有会员三十多人。"] == "第一章 上 第一节 中 1953年"
    assert context["结尾。"] == "第二章 下"


def test_impossible_lengths_are_refused() -> None:
    with pytest.raises(CorpusError, match="10 to 5"):
        ChunkSettings(max_chars=5, min_chars=10)


def test_passages_and_documents_survive_json() -> None:
    doc = document("第一章 前\n\n1953年甲乙。\n\n丙丁。")
    documents, passages = TypeAdapter(Document), TypeAdapter(tuple[Passage, ...])
    assert documents.validate_json(documents.dump_json(doc)) == doc
    assert passages.validate_json(passages.dump_json(chunk(doc))) == chunk(doc)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text("甲乙丙，。！“”（）1 \x1ea", min_size=1, max_size=60),
            st.just("第一节 题"),
        ),
        min_size=1,
        max_size=12,
    ),
    st.integers(1, 50),
    st.integers(0, 50),
)
def test_nothing_is_lost_whatever_the_text(lines: list[str], longest: int, least: int) -> None:
    doc = document("甲。\n" + "\n\n".join(lines))
    limits = ChunkSettings(max_chars=longest, min_chars=min(least, longest))
    hold(doc, chunk(doc, limits), limits)
