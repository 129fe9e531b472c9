"""A period that has a name keeps it in an answer: its dates are not in the text."""

from pathlib import Path

from eval.system import open_system

TEXT = """青石县产院志稿

第一节 教学

抗战期间，产科学校迁入山中。教员虞美瑗以竹篾扎骨架、棉花布缝成“布娃娃”，供学生练手。
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
