"""Two figures of a text held against what a yes/no question says of their sizes."""

import pytest

from rag.answering.sizing import sized
from rag.answering.supposing import read_claim
from rag.question import read_question

INTAKE = "2002年招收本科生612人、专科生2894人，报到率94%；"
STAFF = "参加竞聘1021人，上岗963人，待岗35人。"
BOARD = "选出委员21人，其中女委员3人、工人委员14人。"


@pytest.mark.parametrize(
    ("question", "told", "expected"),
    [
        ("招的专科生是不是比本科生还多？", INTAKE, True),
        ("招的本科生比专科生多吗？", INTAKE, False),
        ("招的本科生比专科生少吗？", INTAKE, True),
        # 963 of 1021 are 94.3%.
        ("上岗的是否占参加竞聘者的九成以上？", STAFF, True),
        ("上岗的占参加竞聘者的九成五以上吗？", STAFF, False),
        # 14 of 21 are two thirds, 3 of 21 a seventh.
        ("工人委员过半了吗？", BOARD, True),
        ("女委员过半了吗？", BOARD, False),
        ("理事会里外面来的理事过半了吗？", "理事15人中外部理事占8人，", True),
    ],
)
def test_what_follows_from_two_figures(question: str, told: str, expected: bool) -> None:
    assert sized(read_claim(read_question(question)), told) is expected


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("招的专科生是612人吗？", INTAKE),
        ("招的专科生比旁听生多吗？", INTAKE),
        ("招的专科生比本科生多吗？", "招收本科生612人、专科生612人。"),
        ("上岗的占参加竞聘者的九成以上吗？", "参加竞聘1021人，上岗率94%。"),
        ("招的专科生比本科生多吗？", "计划招收本科生612人、专科生2894人。"),
    ],
)
def test_nothing_follows(question: str, told: str) -> None:
    assert sized(read_claim(read_question(question)), told) is None
