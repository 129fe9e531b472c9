"""Quantities: values scaled, units kept apart, qualifiers named."""

from decimal import Decimal

import pytest

from rag.language.quantities import find_quantities

# text, quantity text, value, upper, unit, qualifiers
CASES: list[tuple[str, str, str, str | None, str, str]] = [
    ("会员2902人", "2902人", "2902", None, "人", ""),
    ("培训2000多人次", "2000多人次", "2000", None, "人次", "多"),
    ("发放4.3万张", "4.3万张", "43000", None, "张", ""),
    ("会员26.08万人", "26.08万人", "260800", None, "人", ""),
    ("近万人", "近万人", "10000", None, "人", "近"),
    ("百余名", "百余名", "100", None, "名", "余"),
    ("两千多个", "两千多个", "2000", None, "个", "多"),
    ("815.84万元", "815.84万元", "8158400", None, "元", ""),
    ("90%以上", "90%以上", "90", None, "%", "以上"),
    ("百分之八十", "百分之八十", "80", None, "%", ""),
    ("百分之三十五点五", "百分之三十五点五", "35.5", None, "%", ""),
    ("500万吨级", "500万吨级", "5000000", None, "吨级", ""),
    ("负荷1-3吨", "1-3吨", "1", "3", "吨", ""),
    ("提高了3倍", "3倍", "3", None, "倍", ""),
    ("2万多人", "2万多人", "20000", None, "人", "多"),
    ("2 万多人", "2 万多人", "20000", None, "人", "多"),
    ("9个大项目", "9个", "9", None, "个", ""),
    ("1.5立方米抓斗", "1.5立方米", "1.5", None, "立方米", ""),
    ("每天60包", "60包", "60", None, "包", ""),
    ("五十多位", "五十多位", "50", None, "位", "多"),
    ("8550家次", "8550家次", "8550", None, "家次", ""),
    ("342人（件）次", "342人（件）次", "342", None, "人(件)次", ""),
    ("3071件（次）", "3071件（次）", "3071", None, "件(次)", ""),
    ("267 个（艘）", "267 个（艘）", "267", None, "个(艘)", ""),
    ("三成", "三成", "30", None, "%", ""),
    ("两成五", "两成五", "25", None, "%", ""),
    ("缩减了一半", "一半", "50", None, "%", ""),
    ("三分之一", "三分之一", "33.33333333333333333333333333", None, "%", ""),
    ("千分之五", "千分之五", "0.5", None, "%", ""),
    ("5‰", "5‰", "0.5", None, "%", ""),
    ("几十人", "几十人", "10", "100", "人", "几"),
    ("十几个", "十几个", "10", "20", "个", "几"),
    ("三四百人", "三四百人", "300", "400", "人", ""),
    ("两三个", "两三个", "2", "3", "个", ""),
    ("近 800名", "近 800名", "800", None, "名", "近"),
    ("3年", "3年", "3", None, "年", ""),
    ("两个月", "两个月", "2", None, "个月", ""),
    ("一个半小时", "一个半小时", "1.5", None, "小时", ""),
    ("一个多月", "一个多月", "1", None, "个月", "多"),
    ("3年多", "3年多", "3", None, "年", "多"),
    ("两年半", "两年半", "2.5", None, "年", ""),
    ("半年", "半年", "0.5", None, "年", ""),
    ("20-30万元", "20-30万元", "200000", "300000", "元", ""),
    ("3至5人", "3至5人", "3", "5", "人", ""),
    ("约1万册", "约1万册", "10000", None, "册", "约"),
    ("利润逾100万元", "逾100万元", "1000000", None, "元", "超过"),
    ("产值过亿元", "过亿元", "100000000", None, "元", "超过"),
    ("上百人", "上百人", "100", None, "人", "上"),
    ("组建率突破80%", "突破80%", "80", None, "%", "突破"),
    ("不足50人", "不足50人", "50", None, "人", "不足"),
    ("至少5次", "至少5次", "5", None, "次", "至少"),
    ("最多10人", "最多10人", "10", None, "人", "最多"),
    ("百人以上企业", "百人以上", "100", None, "人", "以上"),
    ("50%左右", "50%左右", "50", None, "%", "左右"),
    ("累计发放资金1497.90万元", "1497.90万元", "14979000", None, "元", "累计"),
    ("共建立工会84个", "84个", "84", None, "个", "共"),
    ("截至1978年，共建立工会84个", "84个", "84", None, "个", "截至 共"),
    ("安全行车70多万公里", "70多万公里", "700000", None, "公里", "多"),
    ("3个百分点", "3个百分点", "3", None, "百分点", ""),
    ("1,234人", "1,234人", "1234", None, "人", ""),
    ("３０户次", "３０户次", "30", None, "户次", ""),
    ("５户", "５户", "5", None, "户", ""),
    ("3千克", "3千克", "3", None, "公斤", ""),
    ("5km", "5km", "5", None, "公里", ""),
    ("三两银子", "三两银子", "3", None, "两", ""),
    ("13 名优秀选手", "13 名", "13", None, "名", ""),
    ("about 300 workers", "about 300", "300", None, "", "约"),
    ("热线12351", "12351", "12351", None, "", ""),
    ("每年100亿元", "100亿元", "10000000000", None, "元", ""),
    ("260 余场次", "260 余场次", "260", None, "场次", "余"),
]


@pytest.mark.parametrize(("text", "span", "value", "upper", "unit", "words"), CASES)
def test_one_quantity(
    text: str, span: str, value: str, upper: str | None, unit: str, words: str
) -> None:
    (found,) = find_quantities(text)
    assert (found.text, found.value, found.unit) == (span, Decimal(value), unit)
    assert found.upper == (None if upper is None else Decimal(upper))
    assert found.qualifiers == tuple(words.split())
    assert not found.ordinal


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("第十三次代表大会", [13], ["次"]),
        ("第一、第二届", [1, 2], ["", "届"]),
        ("六届四次会议", [6, 4], ["届", "次"]),
        ("获一等奖", [1], ["等"]),
        ("“一号令”", [1], ["号"]),
        ("第 7 名", [7], ["名"]),
    ],
)
def test_ordinals(text: str, value: list[int], unit: list[str]) -> None:
    found = find_quantities(text)
    assert [int(q.value) for q in found] == value
    assert [q.unit for q in found] == unit
    assert all(q.ordinal for q in found)


@pytest.mark.parametrize(
    "text",
    [
        "1953年12月10日",
        "2013年至2017年",
        "二〇〇二年",
        "89年底",
        "20世纪80年代",
        "光绪三十一年",
        "2019年度",
        "12月9日",
        "统一领导",
        "一方面",
        "四人帮",
        "三轮车",
        "“七二一”工人大学",
        "三八妇女节",
        "千方百计",
    ],
)
def test_dates_and_words_are_no_quantities(text: str) -> None:
    assert find_quantities(text) == []


def test_a_list_of_figures_keeps_its_units_apart() -> None:
    text = "3批次30个，342人次、85人，119家次、50家"
    found = [(int(q.value), q.unit) for q in find_quantities(text)]
    assert found == [
        (3, "批次"),
        (30, "个"),
        (342, "人次"),
        (85, "人"),
        (119, "家次"),
        (50, "家"),
    ]


def test_durations_counted_from_an_event_are_quantities_too() -> None:
    (found,) = find_quantities("五年后")
    assert (int(found.value), found.unit) == (5, "年")
