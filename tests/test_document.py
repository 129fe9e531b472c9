"""Nothing of a source is lost, and every sentence knows its place in it."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.corpus import read_document
from rag.corpus.characters import is_blank
from rag.corpus.document import assemble
from rag.corpus.reading import Decoded
from rag.errors import ErrataError, SourceNotFoundError, SourceUnreadableError
from rag.types import Document, Erratum, Metadata

TEXT = Path(__file__).parent.parent / "rag" / "data" / "beihai-union.txt"


def document(source: str, errata: tuple[Erratum, ...] = ()) -> Document:
    return assemble(Decoded(source, "utf-8", "0" * 64, False), Metadata("d", "题"), errata)


def hold(doc: Document) -> None:
    """Whatever the text: nothing lost, nothing twice, every offset exact."""
    covered: Counter[int] = Counter()
    parts = [(s.source.start, s.source.end) for s in doc.sentences]
    for start, end in (*parts, *((h.start, h.end) for h in doc.headings)):
        covered.update(range(start, end))
    assert set(covered.values()) <= {1}
    assert all(i in covered for i, c in enumerate(doc.source) if not is_blank(c))
    untouched = {s.source: s.reading for s in doc.alignment.segments if s.verbatim}
    for source, reading in untouched.items():
        kept = doc.source[source.start : source.end]
        assert kept == doc.reading[reading.start : reading.end]
    for number, sentence in enumerate(doc.sentences, start=1):
        assert sentence.number == number
        reading = sentence.reading
        assert sentence.text == doc.reading[reading.start : reading.end] != ""
        assert sentence.source == doc.alignment.to_source(reading.start, reading.end)
        assert doc.alignment.to_reading(sentence.source.start, sentence.source.end) == reading
        for time in sentence.times:
            assert 0 <= time.start < time.end <= len(doc.reading)
    listed = [n for paragraph in doc.paragraphs for n in paragraph.sentences]
    assert listed == list(range(1, len(doc.sentences) + 1))
    for paragraph in doc.paragraphs:
        for n in paragraph.sentences:
            sentence = doc.sentences[n - 1]
            assert (sentence.paragraph, sentence.section) == (paragraph.number, paragraph.section)
            assert paragraph.source.start <= sentence.source.start
            assert sentence.source.end <= paragraph.source.end
        section = doc.section(paragraph.section)
        assert (section is None) == (paragraph.section is None)
        if section:
            assert section.start < paragraph.source.start < paragraph.source.end <= section.end


def test_the_shipped_text() -> None:
    doc = read_document(TEXT)
    hold(doc)
    assert (doc.id, doc.metadata.title) == ("beihai-union", "第四部分 全面履行工会的社会职能")
    assert (doc.encoding, len(doc.source), doc.warnings) == ("utf-8", 35_554, ())
    assert doc.source == TEXT.read_bytes().decode()
    assert [heading.level for heading in doc.headings] == [0] + [1] * 8
    assert [section.id for section in doc.sections] == [f"s{n}" for n in range(1, 9)]
    assert doc.sections[0].title == "第一节 工会组织建设"
    assert doc.sections[0].path == ()
    # 145 blocks that are no heading, 20 page breaks joined; as many sentences as full stops.
    assert len(doc.paragraphs) == 125
    assert len(doc.sentences) == doc.source.count("。") == 461
    assert doc.paragraphs[0].section is None
    assert doc.paragraphs[1].section == "s1"
    assert len(doc.errata) == 12


def test_a_sentence_across_a_page_break_quotes_the_source_and_reads_whole() -> None:
    doc = read_document(TEXT)
    (sentence,) = (s for s in doc.sentences if "截至1978年" in s.text)
    assert sentence.text.endswith("截至1978年，全市共建立基层工会84个。")
    quote = doc.source[sentence.source.start : sentence.source.end]
    assert quote.endswith("截至1978年，全市共建立基层\n\n工会 84 个。")
    (sentence,) = (s for s in doc.sentences if "掺杂假冒商品" in s.text)
    assert "掺杂假目商品 3 件" in doc.source[sentence.source.start : sentence.source.end]


def test_stray_spaces_are_gone_and_meaningful_ones_stay() -> None:
    doc = read_document(TEXT)
    spaced = [s.text for s in doc.sentences if " " in s.text]
    assert len(spaced) == 1
    assert "《中共中央办公厅 国务院办公厅关于" in spaced[0]


def test_nested_sections_and_their_paths() -> None:
    doc = document("前言。\n# 甲\n一。\n## 乙\n二。\n### 丙\n三。\n## 丁\n四。\n# 戊\n五。")
    hold(doc)
    assert [(s.id, s.title, s.path) for s in doc.sections] == [
        ("s1", "甲", ()), ("s2", "乙", ("甲",)), ("s3", "丙", ("甲", "乙")),
        ("s4", "丁", ("甲",)), ("s5", "戊", ()),
    ]  # fmt: skip
    assert [p.section for p in doc.paragraphs] == [None, "s1", "s2", "s3", "s4", "s5"]
    assert doc.source[doc.sections[1].start : doc.sections[1].end] == "## 乙\n二。\n### 丙\n三。\n"
    assert doc.reading == "前言。\n甲\n一。\n乙\n二。\n丙\n三。\n丁\n四。\n戊\n五。"


def test_offsets_count_every_newline_character() -> None:
    doc = document("第一章 题\r\n\r\n甲。\r\n\r\n乙。")
    hold(doc)
    assert [(s.source.start, s.source.end) for s in doc.sentences] == [(9, 11), (15, 17)]
    assert doc.reading == "第一章 题\n甲。\n乙。"


def test_a_text_without_headings_has_no_sections() -> None:
    doc = document("工会成立于1953年，会员有三十人。后来更多。")
    assert (doc.headings, doc.sections) == ((), ())
    assert [s.section for s in doc.sentences] == [None, None]


def test_times_govern_the_sentences_behind_them() -> None:
    doc = document("前言，无年份。\n1953年，工会成立。会员有三十人。")
    mention = doc.sentences[2].times[0]
    assert doc.reading[mention.start : mention.end] == "1953年"
    assert mention.inherited
    assert (mention.period.first.year, mention.period.last.year) == (1953, 1953)
    assert not doc.sentences[1].times[0].inherited
    assert doc.sentences[0].times == ()


def test_hidden_characters_are_flagged_and_not_read() -> None:
    doc = document("北\u200b海\u202e市有 12\u2060 人。\u200b\n\U000e0041\n好。")
    hold(doc)
    assert doc.reading == "北海市有12 人。\n好。"
    assert len(doc.warnings) == 1
    assert "5 个看不见的字符" in doc.warnings[0]
    assert document("甲。\x0c\n👩\u200d🏭。").warnings == ()


def test_a_file_of_a_users_own(tmp_path: Path) -> None:
    path = tmp_path / "北海志 2.md"
    path.write_bytes("# 北海志\n\n工会成立。".encode("gb18030"))
    doc = read_document(path)
    assert doc.id.startswith("2-")
    assert doc.metadata.title == "北海志"
    assert doc.encoding == "gb18030"
    assert "GB18030" in doc.warnings[0]
    plain = tmp_path / "notes.txt"
    plain.write_text("工会成立，会员很多。", encoding="utf-8")
    assert read_document(plain).metadata == Metadata("notes", "notes")


def test_metadata_and_errata_beside_the_text_are_used(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("得到备单位重视。", encoding="utf-8")
    (tmp_path / "a.meta.toml").write_text('id = "x"\ntitle = "题"', encoding="utf-8")
    (tmp_path / "a.errata.toml").write_text(
        '[[erratum]]\nquote = "备"\ncorrection = "各"\nreason = "形近"', encoding="utf-8"
    )
    doc = read_document(path)
    hold(doc)
    assert (doc.id, doc.reading) == ("x", "得到各单位重视。")
    assert doc.source[doc.errata[0].start : doc.errata[0].end] == "备"


def test_what_cannot_be_read_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\n \n")
    with pytest.raises(SourceUnreadableError):
        read_document(path)
    path.write_text("好。", encoding="utf-8")
    with pytest.raises(SourceNotFoundError):
        read_document(path, metadata=tmp_path / "missing.toml")
    with pytest.raises(ErrataError):
        read_document(path, errata=path)


def test_one_very_long_line_is_read_sentence_by_sentence() -> None:
    doc = document("北海市总工会成立了一个委员会，会员有三十人。" * 1500)
    assert (len(doc.paragraphs), len(doc.sentences)) == (1, 1500)


PIECES = st.one_of(
    st.sampled_from(
        ["。", "，", "“", "”", "（", "）", "……", "\n", "\n\n", "\r\n", " ", "\u3000\u3000", "\x0c",
         "第一节 甲", "## 乙 #", "一、丙", "1. ", "1953年", "84 个", "and ", "Mr. ", "\u200b",
         "\u202e", "\t", "|", "：", "#", "\u2028", "《", "》", '"', ".", "\x1f", "\u200d"]
    ),
    st.text("甲乙丙丁戊己庚辛", min_size=1, max_size=40),
    st.text(max_size=4),
)  # fmt: skip


@settings(max_examples=2000, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join), st.data())
def test_whatever_the_text_nothing_is_lost(source: str, data: st.DataObject) -> None:
    source = "甲" + source
    at = data.draw(st.integers(0, len(source) - 1))
    errata = () if is_blank(source[at]) else (Erratum(source[at], "更正", "因", at, at + 1),)
    hold(document(source, errata))
