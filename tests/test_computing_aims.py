"""Calculations whose operands the question leaves to the text, over invented sentences."""

import pytest

from rag.answering.computing.aims import aim_of
from rag.question import read_question
from tests.computing_case import solve

MILL = """石桥厂志稿

1983年，采用新法后，布机停台率由31%降至12%，每台耗电由45度减为38度。

1971年，新建宿舍楼，总投资96万元，其中市里拨款58万元，余下的由厂里自筹。

1965年，全厂职工中有技师14人、技工63人。

1989年至1991年，退回次品依次为120件、95件、60件。

2014年，日产纱430吨，比2011年的270吨增加59%。

1987年改进锅炉，每年节煤11吨，烟囱由30米加高到42米。
"""

ANSWERS = [
    ("采用新法以后，布机停台率下降了几个百分点？", "19个百分点"),  # 31 - 12
    ("停台率降幅", "19个百分点"),
    ("新法使每台耗电少了多少度？", "7度"),  # 45 - 38
    ("宿舍楼的投资里，由厂里自筹的有多少万元？", "38万元"),  # 96 - 58
    ("1965年技师和技工加在一块儿多少人？", "77人"),  # 14 + 63
    ("1965年技师和技工哪个多，多几人？", "技工多，多49人"),  # 63 - 14
    ("1991年退回的次品比1989年少多少件？", "60件"),  # 120 - 60
    ("2014年日产纱比2011年多多少吨？", "160吨"),  # 430 - 270
]


@pytest.mark.parametrize(("question", "short"), ANSWERS)
def test_the_text_tells_the_operands(question: str, short: str) -> None:
    draft = solve(MILL, question)
    assert draft is not None
    assert draft.short == short
    assert draft.computation is not None
    cited = {citation.marker for line in draft.lines for citation in line.citations}
    assert {operand.citation for operand in draft.computation.operands} <= cited


def test_a_change_that_the_text_states_is_not_worked_out() -> None:
    draft = solve(MILL, "改进锅炉以后，每年节省多少吨煤？")
    assert draft is None or draft.computation is None


@pytest.mark.parametrize(
    "question",
    [
        "烟囱加高到多少米？",
        "厂里一共有多少职工？",
        "宿舍楼是哪一年建的？",
        "退给家长多少钱？",
        "差类班组有多少个？",
    ],
)
def test_what_only_looks_like_a_calculation_is_none(question: str) -> None:
    assert aim_of(read_question(question)) is None
