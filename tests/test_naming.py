"""Names shortened, names known and unknown: what a question's names may stand for."""

import pytest

from rag.answering.naming import alike, bare, nearly_in, stands_in, unknown_names
from rag.question import read_question

TEXT = "城东水厂位于清水河边。城西水厂建成。白沙镇通水。北港国际海员俱乐部开放。队长何桂芳。"


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("海员俱乐部", "北港国际海员俱乐部", True),
        ("市政府", "市人民政府", True),
        ("城西水厂", "城东水厂", False),
        ("厂", "城东水厂", False),
    ],
)
def test_a_name_is_shortened_by_leaving_characters_out(
    short: str, full: str, expected: bool
) -> None:
    assert alike(short, full) is expected
    assert alike(full, short) is expected


def test_a_longer_form_stands_for_a_name_but_a_phrase_does_not() -> None:
    assert stands_in("北港俱乐部", "北港海员俱乐部开放")
    assert not stands_in("王家厂", "王家的面厂")
    assert not stands_in("北港俱乐部", "北港，俱乐部")


def test_words_before_a_name_are_left_off_where_the_texts_have_the_rest() -> None:
    assert bare("修城西水厂", [TEXT]) == "城西水厂"
    assert bare("修城南水厂", [TEXT]) == "修城南水厂"


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("城南水厂日供水多少？", ["城南水厂"]),
        ("白沙镇水厂是哪年建成的？", ["白沙镇水厂"]),
        ("王建国是哪里人？", ["王建国"]),
        ("何桂芳是哪里人？", []),
        ("城西水厂是哪年建成的？", []),
        ("城东水厂建厂花了多少钱？", []),
        ("1990年城南水厂供水多少？", ["城南水厂"]),
        ("漏损率下降了多少？", []),
    ],
)
def test_only_what_opens_the_question_and_no_text_has_is_unknown(
    question: str, missing: list[str]
) -> None:
    assert unknown_names(read_question(question), [TEXT]) == missing


def test_a_slip_in_a_quoted_name_is_still_that_name() -> None:
    assert nearly_in("创十佳乡真工会", "开展创十佳乡镇工会等活动")
    assert not nearly_in("创十佳县真工会", "开展创十佳乡镇工会等活动")
    assert not nearly_in("双代", "双带活动")
