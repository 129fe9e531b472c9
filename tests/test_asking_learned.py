"""The kind of answer told by the whole wording, where the rules alone mistake it."""

import json

import pytest

from rag.language.asking import Asked, Wanted, asked, only_stated
from rag.language.asking_learned import (
    CLASS_NAMES,
    CLASSES,
    MIDDLE,
    SURE,
    WEIGHTS,
    kind_chances,
    reconsider,
    wording,
)
from rag.language.normalise import fold


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("东湖水厂的供水能力是多少？", Wanted.QUANTITY),
        ("东湖水厂哪年建成？", Wanted.DATE),
        ("东湖水厂由哪家公司承建？", Wanted.NAME),
        ("东湖水厂设有哪些车间？", Wanted.LIST),
        ("东湖水厂为什么停产？", Wanted.REASON),
        ("什么叫“双水源”？", Wanted.DEFINITION),
        ("东湖水厂建成了吗？", Wanted.YES_NO),
        # Nothing that asks: the thing itself tells.
        ("东湖水厂 停产原因", Wanted.REASON),
        ("东湖水厂 建成时间", Wanted.DATE),
        ("“双水源”指什么", Wanted.DEFINITION),
    ],
)
def test_classes_of_invented_questions(question: str, kind: Wanted) -> None:
    folded = fold(question)
    found = reconsider(folded, asked(folded))
    assert CLASSES[found.kind] == CLASSES[kind]


def test_rules_stand_where_the_kind_is_the_same() -> None:
    folded = fold("一共多少人次参加了东湖水厂的培训？")
    found = asked(folded)
    assert reconsider(folded, found) is found
    assert found.unit == "人次"


@pytest.mark.parametrize(
    "question", ["2021年比2020年多多少人？", "这是第几届运动会？", "工程历时多长时间？"]
)
def test_rules_stand_for_comparisons_ordinals_and_durations(question: str) -> None:
    folded = fold(question)
    found = asked(folded)
    assert found.kind is Wanted.COMPARISON or found.ordinal or found.duration
    assert reconsider(folded, found) is found


def test_another_kind_takes_nothing_of_a_count_with_it() -> None:
    folded = fold("东湖水厂图的是什么？")
    found = reconsider(folded, Asked(Wanted.NAME, unit="人", noun="工人", verb="参加"))
    assert found.kind is Wanted.REASON
    assert (found.unit, found.noun, found.verb) == ("", "", "")


def test_chances_are_chances() -> None:
    chances = kind_chances(fold("东湖水厂哪年建成？"), Wanted.DATE)
    assert tuple(chances) == CLASS_NAMES
    assert sum(chances.values()) == pytest.approx(1)
    assert chances["date"] > SURE


def test_features_of_a_wording_by_hand() -> None:
    assert wording("1984年?", Wanted.DATE) == [
        "0年",
        "0年$",
        "0年$$",
        "^0",
        "^0年",
        "^0年$$",
        "年$",
        "年$$",
        "=date",
        "=mark",
    ]
    assert wording("谁", Wanted.PERSON)[-1] == "=bare"


def test_stored_weights_are_a_byte_a_class_and_not_all_nothing() -> None:
    stored = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    assert len(stored) > 1000
    for values in stored.values():
        assert len(values) == len(CLASS_NAMES)
        assert all(0 <= value < 256 for value in values)
        assert any(abs(value - MIDDLE) >= 4 for value in values)


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("旧职员全赶走了？", True),
        ("华侨抗敌后援总会会长？", True),
        ("旧职员全赶走了吗？", False),
        ("旧职员是不是全赶走了？", False),
        ("旧职员全赶走了，对不对？", False),
    ],
)
def test_what_only_its_mark_makes_a_question_is_told_apart(question: str, stated: bool) -> None:
    folded = fold(question)
    assert asked(folded).kind is Wanted.YES_NO
    assert only_stated(folded, Wanted.YES_NO) is stated
    assert ("=stated" in wording(folded, Wanted.YES_NO)) is stated
    assert not only_stated(folded, Wanted.NAME)
