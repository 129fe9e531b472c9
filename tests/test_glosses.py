"""Terms that a text explains."""

import pytest

from rag.language.glosses import find_glosses, term_fit


@pytest.mark.parametrize(
    ("text", "term", "gloss"),
    [
        ("深化“双带”（党建带工建、龙头带产业）活动。", "双带", "党建带工建、龙头带产业"),
        ("开展技术革命、技术革新（简称“双革”）活动。", "双革", "开展技术革命、技术革新"),
        ("办好职工代表大会制度（简称职代会制度）。", "职代会制度", "职工代表大会制度"),
        ("搞竞赛和技术革命、技术革新（简称“双革”）。", "双革", "技术革命、技术革新"),
        ("开展“爱国、爱党、爱厂”的“三爱”教育。", "三爱", "爱国、爱党、爱厂"),
        ("所谓“包干”，是指收支由各队自理。", "包干", "收支由各队自理"),
    ],
)
def test_terms_and_explanations(text: str, term: str, gloss: str) -> None:
    assert [(one.term, text[one.start : one.end]) for one in find_glosses(text)] == [(term, gloss)]


def test_plain_brackets_explain_what_stands_before_them() -> None:
    assert [one.term for one in find_glosses("来了14人（含家属）。")] == ["来了14人"]
    assert find_glosses("他来了。") == []


def test_a_question_is_about_a_term() -> None:
    assert term_fit("双带", " 双带 ") == 1.0
    assert term_fit("双带", "2018年的双带活动") < 1.0
    assert term_fit("双带", "运动会") == 0.0
