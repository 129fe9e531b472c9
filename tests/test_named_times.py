"""A period that has a name keeps it in an answer: its dates are not in the text."""

from pathlib import Path

import pytest

from eval.grade import honesty
from eval.system import open_system

TEXT = """青石县产院志稿

第一节 教学

抗战期间，产科学校迁入山中。教员虞美瑗以竹篾扎骨架、棉花布缝成“布娃娃”，供学生练手。

60年代初三年困难时期，药品不济。产院给浮肿的产妇每日加餐“豆浆馍”（黄豆浆和面蒸成）。

1966年8月，“文化大革命”波及产院，档案被抄，十月间学校停课。余款于次年3月底前付清。
"""


def test_a_named_period_is_not_told_by_its_dates(tmp_path: Path) -> None:
    text = tmp_path / "midwives.txt"
    text.write_text(TEXT, encoding="utf-8")
    with open_system(text, reads=False) as system:
        answer = system.full()("教员虞美瑗缝成了什么？", ())
    assert answer.refusal is None
    assert "布娃娃" in answer.answer
    assert "〔抗战〕" in answer.answer
    assert "1937" not in answer.answer


REIGNS = """望澜海关志稿

光绪二十三年六月，总理衙门奏准开埠，次年三月初一日望澜关正式开关。二十七年十月，常关移交税务司。

抗战期间，海关机构内迁。三十一年二月，临时办事处停办。

1952年，海关移交国家。每年于1月16日晒旗。
"""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("望澜关是什么时候正式开关的？", "光绪二十四年三月初一日"),
        ("常关是什么时候移交的？", "光绪二十七年十月"),
        ("临时办事处是什么时候停办的？", "民国三十一年二月"),
        ("海关什么时候晒旗？", "1月16日"),
    ],
)
def test_a_date_is_told_in_the_calendar_of_the_text(
    tmp_path: Path, question: str, told: str
) -> None:
    text = tmp_path / "customs.txt"
    text.write_text(REIGNS, encoding="utf-8")
    with open_system(text) as system:
        answer = system.full()(question, ())
    assert answer.short_answer == told
    assert honesty(answer, system.sources) == {"verbatim": 1.0, "numbers": 1.0}


@pytest.mark.parametrize(
    ("question", "told", "unsaid"),
    [
        ("“豆浆馍”是什么做的？", "60年代初", "1960年"),
        ("学校是哪一年的哪一个月份停课的？", "1966年十月", "1976"),
        ("余款最迟要在什么时候付清？", "1967年3月底前", "31日"),
    ],
)
def test_a_date_has_no_figure_that_the_text_does_not_vouch_for(
    tmp_path: Path, question: str, told: str, unsaid: str
) -> None:
    text = tmp_path / "midwives.txt"
    text.write_text(TEXT, encoding="utf-8")
    with open_system(text, reads=False) as system:
        answer = system.full()(question, ())
    assert answer.refusal is None
    shown = f"{answer.short_answer} {answer.answer}"
    assert told in shown
    assert unsaid not in shown
