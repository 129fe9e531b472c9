"""A reviewed correction may change words, never a figure; and only where it says."""

from pathlib import Path

import pytest

from rag.corpus.align import Edit
from rag.corpus.errata import erratum_edit, load_errata, place_erratum
from rag.errors import CorpusError, ErrataError

DATA = Path(__file__).parent.parent / "rag" / "data"
SOURCE = "1953年，货车司机人会。得到备单位重视，建立基层工会 84 个，约三百人。\n备注无。"


def place(quote: str, correction: str) -> Edit:
    return erratum_edit(place_erratum(SOURCE, quote, correction, "因", "测试"))


def test_only_the_wrong_characters_are_replaced() -> None:
    at = SOURCE.index("人会")
    assert place("司机人会。", "司机入会。") == Edit(at, at + 1, "入")
    at = SOURCE.index("备单位")
    assert place("备单位", "各单位") == Edit(at, at + 1, "各")


def test_an_insertion_and_a_deletion_keep_a_character_to_stand_on() -> None:
    at = SOURCE.index("单位")
    assert place("单位重", "单位的重") == Edit(at + 2, at + 3, "的重")
    assert place("单位重", "单重") == Edit(at + 1, at + 3, "重")


@pytest.mark.parametrize(
    ("quote", "correction"),
    [
        ("1953年", "1958年"),
        ("1953年", "一九五三年"),
        ("84 个", "85 个"),
        ("84 个", "84 名"),
        ("工会 84", "工会8 4"),
        ("三百人", "二百人"),
        ("三百人", "三百个"),
        ("人。\n", "人次。\n"),
        ("约三百", "近三百"),
        ("约三", "三"),
        ("得到", "得到一个"),
        ("备注无", "备注⑤"),
        (" 84 ", " 84% "),
    ],
)
def test_a_figure_is_never_changed(quote: str, correction: str) -> None:
    with pytest.raises(ErrataError):
        place(quote, correction)


@pytest.mark.parametrize(
    ("quote", "correction", "message"),
    [
        ("没有这句", "有", "nowhere"),
        ("备", "各", "more than once"),
        ("得到", "得到", "changes nothing"),
        ("。\n备注", "。备注", "crosses a line"),
        ("84 ", "84", "blank"),
    ],
)
def test_a_quote_that_does_not_fit_is_refused(quote: str, correction: str, message: str) -> None:
    with pytest.raises(ErrataError, match=message):
        place(quote, correction)


@pytest.mark.parametrize(
    "content",
    [
        "not toml",
        "erratum = 3",
        'other = "x"',
        '[[erratum]]\nquote = "备单位"',
        '[[erratum]]\nquote = "备单位"\ncorrection = ""\nreason = "因"',
        '[[erratum]]\nquote = 5\ncorrection = "各"\nreason = "因"',
        '[[erratum]]\nquote = "备单位"\ncorrection = "各\u202e单位"\nreason = "因"',
        "a = " + "[" * 5000,
        "a = " + "9" * 5000,
        "\ud800",
        "x" * (1024 * 1024 + 1),
        '[[erratum]]\nquote = "得到备"\ncorrection = "得到各"\nreason = "因"\n'
        '[[erratum]]\nquote = "备单位"\ncorrection = "各单位"\nreason = "因"',
    ],
    ids=range(12),
)
def test_a_malformed_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "errata.toml"
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(CorpusError):
        load_errata(path, SOURCE)


def test_the_shipped_errata_are_placed_and_each_gives_its_reason() -> None:
    source = (DATA / "beihai-union.txt").read_bytes().decode()
    errata = load_errata(DATA / "beihai-union.errata.toml", source)
    assert [source[e.start : e.end] for e in errata] == [e.quote for e in errata]
    changed = [(source[x.start : x.end], x.text) for x in map(erratum_edit, errata)]
    assert changed == [
        ("：", "；"), ("：", "；"), ("人", "入"), ("人", "入"), ("人", "入"), ("：", "；"),
        ("目", "冒"), ("：", "；"), (" and ", "和"), ("：", "；"), ("备", "各"), (" and ", "和"),
    ]  # fmt: skip
