import pytest

from eval.cases import Case, parse_case
from eval.metrics import (
    Grading,
    computed_match,
    correction_match,
    grading_of,
    is_right,
    item_grades,
    number_match,
    score,
    strict_match,
    verdict_match,
)
from eval.metrics.answers import readings_of, verdict


def case(kind: str, answer: str | None, **more: object) -> Case:
    base = {"id": "x", "question": "？", "register": "terse", "evidence": []}
    return parse_case({**base, "type": kind, "answer": answer, **more}, "here")


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ("2902人", True),
        ("2,902 人", True),
        ("二千九百零二人", True),
        ("2902人次", False),
        ("约2902人", False),
        ("2903人", False),
        ("2902", False),
        ("发展会员2902人", False),
        (None, False),
    ],
)
def test_a_number_matches_by_value_unit_and_qualifier(given: str | None, right: bool) -> None:
    assert strict_match(given, ["2902人"]) is right


def test_a_date_matches_as_a_whole() -> None:
    assert strict_match("一九五二年八月", ["1952年8月"])
    assert not strict_match("1952年", ["1952年8月"])
    assert not strict_match("1952年8月5日", ["1952年8月"])


def test_an_entity_matches_with_or_without_its_marks() -> None:
    assert strict_match("《关于建家的通知》", ["关于建家的通知"])
    assert strict_match("筹委会", ["北海市总工会筹备委员会", "筹委会"])
    assert not strict_match("建家的通知", ["关于建家的通知"])


def test_figures_alone_match_whatever_stands_around() -> None:
    assert number_match("发展会员2902人", ["2902人"]) == 1
    assert number_match("发展会员2902人次", ["2902人"]) == 0
    assert number_match(None, ["2902人"]) == 0
    assert number_match("甲", ["乙"]) is None


def test_members_are_matched_once_each() -> None:
    one = case("list", "甲厂、乙厂、丙厂", items=["甲厂", "乙厂", "丙厂"])
    # Two right of four given and of three wanted: P 1/2, R 2/3, F1 4/7.
    grades = item_grades(["甲厂", "甲厂", "乙厂", "丁厂"], None, one)
    assert list(grades) == pytest.approx([1 / 2, 2 / 3, 4 / 7])
    assert item_grades([], "甲厂、乙厂和丙厂等工厂", one) == (1, 1, 1)
    assert item_grades([], "没有", one) == (0, 0, 0)
    other = case("list", "甲厂、乙厂", items=["甲厂", "乙厂"], accepted=["甲工厂、乙工厂"])
    assert item_grades(["甲工厂", "乙厂"], None, other)[2] == 1


def test_running_text_is_cut_outside_of_marks() -> None:
    assert readings_of("《甲、乙》《丙》和“丁，戊”")[1] == ["《甲、乙》", "《丙》", "“丁，戊”"]
    assert readings_of("恢复和发展、建设")[1] == ["恢复和发展", "建设"]
    assert readings_of("医治，恢复和发展")[0] == ["医治", "恢复和发展"]


def test_a_computed_answer_needs_value_and_unit() -> None:
    computation = {"expression": "9-2", "result": 7, "unit": "家", "operands": [9, 2]}
    one = case("comparison", "7家", computation=computation)
    assert grading_of(one) is Grading.COMPUTED
    assert computed_match("7家", one) == 1
    assert computed_match("多7家", one) == 1
    assert computed_match("7人", one) == 0
    assert computed_match("9家", one) == 0
    assert computed_match(None, one) == 0


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("是，超额完成", True),
        ("有", True),
        ("可以", True),
        ("不是，居第二位", False),
        ("没有", False),
        ("并非如此", False),
        ("居第二位", None),
    ],
)
def test_verdicts(answer: str, told: bool | None) -> None:
    assert verdict(answer) is told


def test_a_no_is_graded_with_its_correction() -> None:
    one = case("yes_no", "不是，居全国第二位", accepted=["不是，第二位"])
    assert verdict_match("不，居第一位", one) == 1
    assert verdict_match("居第二位", one) == 0
    assert verdict_match("是", one) == 0
    assert correction_match("不是，第二位", one) == 1
    assert correction_match("不是，有八十个代表", one) == 0
    assert correction_match("不是", one) == 0
    assert correction_match("是", case("yes_no", "是，完成了")) is None


def test_each_type_has_its_own_score() -> None:
    why = case("why_how", "因为经费不足")
    assert grading_of(why) is Grading.WORDING
    assert score(Grading.WORDING, "经费不足", [], why, refused=False) == pytest.approx(0.8)
    gone = case("unanswerable", None, reason="not_in_source")
    assert score(grading_of(gone), None, [], gone, refused=True) == 1
    assert score(grading_of(gone), "3人", [], gone, refused=False) == 0
    number = case("number", "3人")
    assert score(grading_of(number), None, [], number, refused=True) == 0
    assert score(grading_of(number), "三人", [], number, refused=False) == 1


def test_a_follow_up_is_graded_by_what_its_answer_is() -> None:
    assert grading_of(case("follow_up", "3人")) is Grading.STRICT
    assert grading_of(case("follow_up", "甲、乙", items=["甲", "乙"])) is Grading.ITEMS
    assert grading_of(case("follow_up", "因为" * 11)) is Grading.WORDING


def test_right_is_a_matter_of_degree_for_lists_and_wording_only() -> None:
    assert is_right(Grading.ITEMS, 0.86)
    assert is_right(Grading.WORDING, 0.6)
    assert not is_right(Grading.WORDING, 0.59)
    assert not is_right(Grading.STRICT, 0.99)
