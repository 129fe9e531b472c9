"""Members, wholes, times and bodies of figures, in invented sentences."""

import pytest

from rag.facts import Fact, build_facts
from tests.computing_case import document


def facts(text: str) -> list[Fact]:
    return list(build_facts(document(f"志稿\n\n{text}\n")))


ROWS = [
    # The members stand before 分别, with what is measured of each behind 的 or a number.
    (
        "2003年，甲河中学、乙河中学、丙河中学的上线人数分别为412人、287人、139人。",
        [("甲河中学", "上线人数"), ("乙河中学", "上线人数"), ("丙河中学", "上线人数")],
    ),
    (
        "1997年，甲山、乙河、丙桥三镇电视用户分别为1850户、1320户、960户。",
        [("甲山镇", "电视用户"), ("乙河镇", "电视用户"), ("丙桥镇", "电视用户")],
    ),
    (
        "1998年，甲山镇、乙河镇、丙桥镇电视用户分别增加到2410户、1980户、1405户。",
        [("甲山镇", "电视用户"), ("乙河镇", "电视用户"), ("丙桥镇", "电视用户")],
    ),
    # What is counted stands behind 分别.
    ("1984年，北站、南站分别获得金牌14枚、9枚。", [("北站", "金牌"), ("南站", "金牌")]),
    # The members stand beside the figures before.
    (
        "1949年，全县有小学142所、中学3所，在校学生分别为9860人和514人。",
        [("全县", "小学"), ("全县", "中学"), ("全县", "小学在校学生"), ("全县", "中学在校学生")],
    ),
]


@pytest.mark.parametrize(("text", "rows"), ROWS)
def test_each_figure_of_a_row_has_its_member(text: str, rows: list[tuple[str, str]]) -> None:
    assert [(fact.subject, fact.metric) for fact in facts(text)] == rows


def test_a_row_that_only_counts_its_members_has_those_of_the_sentence_before() -> None:
    text = (
        "2003年，甲河中学、乙河中学的上线人数分别为412人、287人。"
        "2004年，两校上线人数分别为436人、301人。"
    )
    assert [(fact.subject, int(fact.value)) for fact in facts(text)] == [
        ("甲河中学", 412),
        ("乙河中学", 287),
        ("甲河中学", 436),
        ("乙河中学", 301),
    ]


def test_a_part_knows_its_whole() -> None:
    text = "1990年，支出1286万元，其中拨款874万元、捐资259万元；收入1300万元，学员12人。"
    assert [fact.whole for fact in facts(text)] == ["", "支出", "支出", "", ""]


def test_a_part_is_of_the_nearest_figure_in_its_unit_that_is_not_less() -> None:
    text = "1978年，教职工1864人，班级2000个，学员900人，其中民办教师1023人。"
    assert facts(text)[-1].whole == "教职工"


TIMES = [
    # What a change is counted from is not the time of its end.
    ("2009年，通车村由2004年的186个增加到274个。", [2004, 2009]),
    ("1993年，客运量213万人次，比1986年增加71万人次。", [1993, 1993]),
    ("职工从1979年的39386人增加到1985年的42100人。", [1979, 1985]),
]


@pytest.mark.parametrize(("text", "years"), TIMES)
def test_a_figure_has_the_time_it_is_for(text: str, years: list[int]) -> None:
    assert [fact.time.period.first.year for fact in facts(text) if fact.time] == years


METRICS = [
    ("1984年，粮食总产量12.54万吨，比1979年增产4.18万吨。", ["粮食总产量", "粮食总产量"]),
    ("1997年，水果面积翻了一番多，达6.1万亩。", ["水果面积"]),
    ("1954年，运动会设8个比赛项目。", ["比赛项目"]),
    ("1988年，维修校舍7.9万平方米。", ["维修校舍"]),
    ("2020年，全县296家百人以上企业参加。", ["百人以上企业"]),
]


@pytest.mark.parametrize(("text", "metrics"), METRICS)
def test_a_figure_is_named_by_what_was_measured(text: str, metrics: list[str]) -> None:
    assert [fact.metric for fact in facts(text)] == metrics


SUBJECTS = [
    # Behind a verb, or in a row of objects, stands no topic.
    ("1993年，抓好工会组织，发展会员3500人。", ""),
    ("1990年，共检查甲商店696次、乙商店248次。", ""),
    ("1984年，专职工会工作人员142人。", ""),
    ("1974年，县农业技术推广站恢复，有技术员19人。", "县农业技术推广站"),
    ("1971年，红星水库动工，投入民工1200人。", "红星水库"),
    ("1985年，由甲河县医院接待病人900人。", "甲河县医院"),
]


@pytest.mark.parametrize(("text", "subject"), SUBJECTS)
def test_the_subject_is_a_body_before_the_verb(text: str, subject: str) -> None:
    assert facts(text)[-1].subject == subject
