"""Questions for a mean, and what they are worked out from."""

import pytest

from rag.answering.computing.means import mean_asked
from rag.language.normalise import fold
from rag.pipeline import IndexPipeline
from tests.computing_case import solve

SCHOOLS = """1965年，全县办厂校16所，参加学习的职工有1996人。

1966年，参加竞赛的有14个单位131组1905名工人。

2010年，参合人均筹资150元，补偿63.5万人次，补偿金额5236万元。
"""


@pytest.mark.parametrize(
    ("question", "unit", "per"),
    [
        ("平均每所厂校有多少学员？", "人", "所"),
        ("平均下来一期大概培训多少人次？", "人次", "期"),
        ("平均一个孩子能拿到多少钱？", "元", "人"),
        ("职工困难补助 每人次平均 元", "元", "人次"),
        ("设备事故平均每起损失多少元？", "元", "起"),
        ("户均收入多少元？", "元", "户"),
    ],
)
def test_what_is_shared_out_among_what(question: str, unit: str, per: str) -> None:
    mean = mean_asked(fold(question))
    assert mean is not None
    assert (mean.unit, mean.per) == (unit, per)


@pytest.mark.parametrize(
    "question",
    [
        "年均多少人？",
        "平均每天多少人？",
        "平均一共多少人？",
        "每个厂有多少人？",
        "到课率平均多少？",
    ],
)
def test_these_ask_for_no_mean_of_two_figures(question: str) -> None:
    assert mean_asked(fold(question)) is None


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("1965年平均每所厂校有多少学员？", "约125人"),
        # 14所 are no people, though 几个 may count some.
        ("1966年参加竞赛的平均每组几人？", "约14.5名"),
        # A mean over others is none over turns.
        ("2010年平均每人次补偿多少元？", "约82.5元"),
    ],
)
def test_a_mean_is_worked_out(question: str, answer: str) -> None:
    draft = solve(SCHOOLS, question)
    assert draft is not None
    assert draft.short == answer


def test_a_mean_goes_before_the_total_that_is_told(pipeline: IndexPipeline) -> None:
    answer = pipeline.ask("2001年6月那场洽谈会，平均一个行业摆出多少岗位？")
    assert answer.short_answer == "约33.6个"
    assert answer.computation is not None
