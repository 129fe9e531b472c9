"""Numerals by value, and words that only look like numerals."""

from decimal import Decimal

import pytest

from rag.language.numerals import NumeralKind, find_numerals, parse_numeral

VALUES = [
    ("0", "0"),
    ("2902", "2902"),
    ("1,234", "1234"),
    ("1,234,567.5", "1234567.5"),
    ("26.08", "26.08"),
    ("５万", "50000"),
    ("1.2亿", "120000000"),
    ("3千", "3000"),
    ("4 百", "400"),
    ("2万5千", "25000"),
    ("1亿2000万", "120000000"),
    ("10.5万亿", "10500000000000"),
    ("一", "1"),
    ("十", "10"),
    ("十五", "15"),
    ("二十", "20"),
    ("廿三", "23"),
    ("卅", "30"),
    ("卌一", "41"),
    ("一百零五", "105"),
    ("一百一十五", "115"),
    ("一百十五", "115"),
    ("一百二", "120"),
    ("三百二十一", "321"),
    ("两百", "200"),
    ("一千零五", "1005"),
    ("一千零五十", "1050"),
    ("三千五", "3500"),
    ("两万三", "23000"),
    ("两万三千", "23000"),
    ("一万零五十", "10050"),
    ("二百五十万零三百", "2500300"),
    ("一亿二千万", "120000000"),
    ("三万五千亿", "3500000000000"),
    ("二〇〇二", "2002"),
    ("二○○二", "2002"),
    ("一九五三", "1953"),
    ("壹佰贰拾叁", "123"),
    ("壹萬贰仟", "12000"),
    ("三点五", "3.5"),
    ("二十三点零五", "23.05"),
    ("百万", "1000000"),
    ("半", "0.5"),
]


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_parse_numeral(text: str, value: str) -> None:
    assert parse_numeral(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "万一",
        "千百",
        "亿万",
        "亿亿亿亿",
        "十百",
        "二二十",
        "三四百",
        "几十",
        "2人",
        "第三",
        "一二三人",
        "9" * 5000,
    ],
)
def test_what_has_no_single_value(text: str) -> None:
    assert parse_numeral(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "一定一些一样一直一般一切一旦一律一向一贯一致",
        "统一唯一同一单一专一惟一逐一",
        "一起努力",
        "万一如此",
        "千方百计",
        "成千上万",
        "十分重要",
        "一是加强",
        "三是推动",
        "千万不要",
        "百货公司",
        "一方面",
        "一部分",
        "一一列举",
        "星期二、星期六",
        "四人帮",
        "三轮车",
        "N95口罩",
        "10",
    ][:-1],
)
def test_words_are_no_numerals(text: str) -> None:
    assert find_numerals(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一个", [("一", 1)]),
        ("第一次", [("一", 1)]),
        ("五月三日", [("五", 5), ("三", 3)]),
        ("1953年12月10日", [("1953", 1953), ("12", 12), ("10", 10)]),
        ("1953.12.10", [("1953", 1953), ("12", 12), ("10", 10)]),
        ("2 万多人", [("2 万", 20000)]),
        ("70多万公里", [("70多万", 700000)]),
        ("二十多万", [("二十多万", 200000)]),
        ("百余名", [("百", 100)]),
        ("3千克", [("3", 3)]),
        ("１，２３４", [("１", 1), ("２３４", 234)]),
        ("七二一工人大学", [("七二一", 721)]),
        ("三八妇女节", [("三八", 38)]),
        ("一户一卡、一个单位一档", [("一", 1), ("一", 1), ("一", 1)]),
        ("八大群体", [("八", 8)]),
        ("2\u200b002年", [("2\u200b002", 2002)]),
    ],
)
def test_find_numerals(text: str, found: list[tuple[str, int]]) -> None:
    assert [(n.text, int(n.value)) for n in find_numerals(text)] == found


@pytest.mark.parametrize(
    ("text", "value", "upper"),
    [
        ("三四百人", 300, 400),
        ("十七八岁", 17, 18),
        ("两三个", 2, 3),
        ("十几个", 10, 20),
        ("几十人", 10, 100),
        ("数百人", 100, 1000),
        ("五六十万元", 500000, 600000),
    ],
)
def test_approximate_numerals_have_two_ends(text: str, value: int, upper: int) -> None:
    (numeral,) = find_numerals(text)
    assert (numeral.value, numeral.upper) == (Decimal(value), Decimal(upper))


def test_kinds() -> None:
    kinds = [n.kind for n in find_numerals("25个、二十五个、2.5万个")]
    assert kinds == [NumeralKind.ARABIC, NumeralKind.CHINESE, NumeralKind.MIXED]
