"""Two things asked in one question."""

import pytest

from rag.language.two_asked import two_asked


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        (
            "1952年底全市有多少个工会、多少会员？",
            "1952年底全市有多少个工会？",
            "1952年底全市有多少会员？",
        ),
        (
            "1992年5月宣传工会法，办了几期班、教了多少骨干？",
            "1992年5月宣传工会法，办了几期班？",
            "1992年5月宣传工会法，教了多少骨干？",
        ),
        (
            "这次培训有几家企业参加，覆盖多少职工？",
            "这次培训有几家企业参加？",
            "这次培训，覆盖多少职工？",
        ),
        (
            "1958年4月，省工会何时迁走，由谁主持？",
            "1958年4月，省工会何时迁走？",
            "1958年4月，省工会，由谁主持？",
        ),
        ("比赛何时举办，有多少人参加？", "比赛何时举办？", "比赛，有多少人参加？"),
        ("大桥由谁设计，花了多少钱？", "大桥由谁设计？", "大桥，花了多少钱？"),
        ("市总工会哪年成立的，首任主席是谁？", "市总工会哪年成立的？", "市总工会，首任主席是谁？"),
        ("第三届来了多少代表和多少来宾？", "第三届来了多少代表？", "第三届来了多少来宾？"),
    ],
)
def test_two_things(question: str, first: str, second: str) -> None:
    assert two_asked(question) == (first, second)


@pytest.mark.parametrize(
    "question",
    [
        "1952年底全市有多少会员？",
        "哪几个单位参加，分别有多少人？",
        "1975年和1976年，哪一年利润高，高多少？",
        "老人和青年谁多，多多少？",
        "几家铺子凑钱办的社，里头多少人？",
        "男女会员一共多少，各占几成？",
        "罢工过了几天，谁出面调解？",
        "无论是谁当选，要交多少会费？",
        "没有多少人参加的那次会议，由谁主持？",
        "多少人、多少钱？",  # of what
        "",
    ],
)
def test_one_thing_or_too_little(question: str) -> None:
    assert two_asked(question) is None
