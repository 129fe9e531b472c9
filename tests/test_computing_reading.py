"""Questions that ask for a calculation are told apart from those that do not."""

import time

import pytest

from rag.answering.computing.reading import computation_asked
from rag.answering.computing.solving import task_named
from rag.answering.computing.task import Operation, Task
from rag.question import read_question


def task(question: str) -> Task | None:
    return computation_asked(read_question(question))


OPERATIONS = [
    ("甲厂职工比乙厂多多少人？", Operation.DIFFERENCE, 1),
    ("与1978年相比，1984年的诊所多出多少家？", Operation.DIFFERENCE, 1),
    ("1984年的诊所比1978年少几家？", Operation.DIFFERENCE, -1),
    ("甲厂和乙厂的职工相差多少人？", Operation.DIFFERENCE, 0),
    ("从1979年到1985年，职工增加了多少人？", Operation.DIFFERENCE, 1),
    ("夜校、读书班和辅导组一共有多少学员？", Operation.SUM, 0),
    ("2021年和2022年两年一共发展了多少会员？", Operation.SUM, 0),
    ("甲厂的产值是乙厂的几倍？", Operation.RATIO, 0),
    ("女职工占全体职工的百分之几？", Operation.SHARE, 0),
    ("1984年产值比1983年增长百分之几？", Operation.GROWTH, 1),
    ("平均每期培训多少人？", Operation.AVERAGE, 0),
    ("没有改制的企业有多少家？", Operation.REST, 0),
    ("哪一年发展的会员最多？", Operation.MOST, 0),
    ("参赛人数最少的是哪一届？", Operation.LEAST, 0),
    ("从停办到恢复隔了多少年？", Operation.INTERVAL, 0),
]


@pytest.mark.parametrize(("question", "operation", "sign"), OPERATIONS)
def test_the_operation_is_told_by_the_wording(
    question: str, operation: Operation, sign: int
) -> None:
    read = task(question)
    assert read is not None
    assert (read.operation, read.sign) == (operation, sign)


NONE = [
    "1984年全县有多少会员？",
    "第三届运动会的比赛项目有哪些？",
    "县里为什么修桥？",
    "谁是第一任主席？",
    "从1990年到1998年一共办了多少期培训班？",
    "比赛是哪一年举办的？",
    "全县参加评比的有多少人？",
    "8家商户减免了市场的摊位费多少？",
]


@pytest.mark.parametrize("question", NONE)
def test_plain_questions_ask_for_no_calculation(question: str) -> None:
    assert task(question) is None


def test_the_operands_have_their_words_and_times() -> None:
    read = task("2006年“安康杯”的参赛面，比1997年劳动竞赛的高出几个百分点？")
    assert read is not None
    assert [side.periods[0].first.year for side in read.sides] == [2006, 1997]
    assert "安康杯" in read.sides[0].text
    assert "劳动竞赛" in read.sides[1].text
    assert read.unit == "百分点"


def test_members_are_split_and_the_common_head_is_of_all() -> None:
    read = task("夜校、读书班和辅导组的学员一共有多少？")
    assert read is not None
    assert [side.text for side in read.sides] == ["夜校", "读书班", "辅导组的学员"]
    assert read.noun == "学员"


def test_the_asked_number_keeps_unit_scale_and_decimals() -> None:
    read = task("手册比特刊多印了多少万份？")
    assert read is not None
    assert (read.unit, read.scale) == ("份", "万")
    share = task("已改制的占比是多少（保留一位小数）？")
    assert share is not None
    assert (share.unit, share.digits) == ("%", 1)


@pytest.mark.parametrize(
    "unit", ["与甲,乙多", "比", "是几", "占的", "从到", "和、", "哪多", "比较"]
)
def test_no_wording_makes_the_reading_slow(unit: str) -> None:
    question = read_question((unit * 500)[:495] + "多少？")
    begun = time.perf_counter()
    computation_asked(question)
    assert time.perf_counter() - begun < 1


@pytest.mark.parametrize(
    ("question", "adds"),
    [
        ("找了孵化基地、爱心企业，让它们安排岗位，那么这些岗位加起来是多少个？", False),
        ("读书班学员和夜校学员，这些学员加起来是多少人？", True),
    ],
)
def test_what_is_named_again_is_added_up_and_nothing_else(question: str, adds: bool) -> None:
    task = task_named(read_question(question))
    assert (task is not None and len(task.sides) == 2) == adds
