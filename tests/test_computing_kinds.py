"""Members that are only counted, parts left over, multiples, spans of time, and what is refused;
over invented sentences, every value worked out by hand."""

import pytest

from tests.computing_case import solve

VALLEY = """柳谷县志稿

2003年，甲河中学、乙河中学、丙河中学的上线人数分别为412人、287人、139人。2004年，三校上线人数分别为436人、301人、162人。

1978年，全县有小学教职工1864人，其中民办教师1023人；中学教职工978人。

1990年，教育支出1286万元，其中财政拨款874万元，社会捐资259万元。1995年，教育支出3215万元，比1990年增长1.5倍。

1964年，全县有拖拉机12台。1975年，拖拉机增至168台。

1971年10月，红星水库动工，1975年4月竣工，总库容2450万立方米。1976年11月，东风水库动工，1979年6月竣工，总库容1380万立方米。

1986年，全县客运量142万人次，货运量56万吨。1993年，客运量213万人次，比1986年增加71万人次。

1954年，全县第一届运动会举行，运动员312人。1959年，第二届运动会举行，运动员486人。

1981年，全县有放映队26个，放映电影4680场。1982年，放映5120场。1983年，放映4890场。

2009年，全县有客运班线58条，通车村274个。2012年，客运班线增加到73条。

1951年，县医院成立，有病床30张。1975年，病床增加到150张。
"""

ANSWERS = [
    ("2003年三所学校一共上线多少人？", "838人"),  # 412 + 287 + 139
    ("2004年丙河中学上线的比2003年多几人？", "23人"),  # 162 - 139
    ("2003年三校上线的人里，除去甲河中学的还剩多少？", "426人"),  # 287 + 139
    ("2003年上线人数最多的是哪所学校？", "甲河中学"),
    ("2003年上线人数第二多的是哪所学校？", "乙河中学"),
    ("1978年民办教师占小学教职工的多少？", "约54.9%"),  # 1023 / 1864
    ("1990年的教育支出除了财政拨款，其余的还有多少万元？", "412万元"),  # 1286 - 874
    ("从1990年到1995年，教育支出增加了多少？", "1929万元"),  # 3215 - 1286
    ("1975年的拖拉机比1964年增加了几倍？", "13倍"),  # (168 - 12) / 12
    ("从1964年到1975年，拖拉机翻了几倍？", "14倍"),  # 168 / 12
    ("红星水库和东风水库的总库容差了多少？", "1070万立方米"),
    ("1993年的客运量跟1986年比，差了多少？", "71万人次"),
    ("第二届运动会的运动员比第一届多几人？", "174人"),
    ("1981年、1982年、1983年三年总共放映了多少场电影？", "14690场"),
    # Spans of time.
    ("第一届和第二届运动会相隔几年？", "5年"),
    ("红星水库从动工到竣工用了几年？", "4年"),
    ("东风水库建了多久？", "2年零7个月"),  # November 1976 to June 1979
    ("县医院成立多少年后病床增加到150张？", "24年"),
]


@pytest.mark.parametrize(("question", "short"), ANSWERS)
def test_a_result_is_worked_out(question: str, short: str) -> None:
    draft = solve(VALLEY, question)
    assert draft is not None
    assert draft.short == short
    assert draft.lines


REFUSED = [
    "2012年通车村比2009年多几个？",
    "1986年客运量和货运量加起来是多少？",
    "第三届运动会的运动员比第二届多多少？",
    "1990年和1995年财政拨款一共多少？",
    "1979年的通车村和2009年的通车村一共多少个？",
]


@pytest.mark.parametrize("question", REFUSED)
def test_another_body_year_or_number_never_stands_in_for_an_operand(question: str) -> None:
    draft = solve(VALLEY, question)
    assert draft is not None
    assert draft.refusal is not None
    assert draft.refusal.nearest


def test_the_formula_is_written_in_real_signs_and_labels_have_no_blanks() -> None:
    draft = solve(VALLEY, "1978年民办教师占小学教职工的多少？")
    assert draft is not None
    assert draft.computation is not None
    assert draft.computation.expression == "1023 ÷ 1864 × 100"
    assert [operand.label for operand in draft.computation.operands] == [
        "1978年全县民办教师",
        "1978年全县小学教职工",
    ]


INSURED = """河口镇志稿

1998年，参保人次达26400人次，参保份数3250份；镇上有会员8300人，患病受益者58名。

1999年，49家企业获得和谐单位荣誉。2000年，签订集体合同135份，覆盖企业220家。

2004年，第四届运动会有20个代表团参加。2008年，第五届运动会有25个代表团1516名运动员参加。
"""


@pytest.mark.parametrize(
    "question",
    [
        # Copies and attendances are of two kinds, whatever else is counted in people.
        "1998年参保份数比参保人次多多少？",
        # Nothing is told of these at another time; other firms are not they.
        "1999年以来获得荣誉的和谐单位增加了多少家？",
        # One count at two times is not shared out among the other.
        "平均每个代表团有多少运动员参加第四届运动会？",
    ],
)
def test_figures_of_other_things_are_not_put_together(question: str) -> None:
    draft = solve(INSURED, question)
    assert draft is None or draft.computation is None


def test_figures_of_one_thing_at_two_times_are() -> None:
    draft = solve(INSURED, "第五届运动会的代表团比第四届多几个？")
    assert draft is not None
    assert draft.short == "5个"


SCHOOLS = """河口镇志稿

2004年4月底，镇上只改制了20家企业，尚有159家未改制。

1976年至1977年，办业余读书班36个，学员582人；理论辅导组133个，学员3767人。
"""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        # What has not been done is an operand here, not what is left of a whole.
        ("2004年4月底，尚未改制的企业较已改制的多出多少家？", "139家"),
        # People are compared with people, though only one operand says so.
        ("理论辅导组的学员数大概是业余读书班的几倍？", "约6.5倍"),
    ],
)
def test_operands_are_told_by_what_the_question_says_of_either(question: str, answer: str) -> None:
    draft = solve(SCHOOLS, question)
    assert draft is not None
    assert draft.short == answer


TERSE = """河口镇志稿

1959年，阅览室有刊物100种、报纸40种。1984年基层工会210个，1952年63个。

1986年民主评议651人，其中基本称职49人，不称职19人。1987年、1988年评选劳模分别为47人、62人。
"""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("1959年阅览室 刊物加报纸 合计", "140种"),
        ("基层工会 1984年比1952年 增加", "147个"),
        # 不 belongs to the member's name and leaves nothing out.
        ("1986年民主评议 基本称职和不称职 合计", "68人"),
        ("1987年和1988年两年评选劳模合计多少人？", "109人"),
    ],
)
def test_bare_words_of_reckoning_ask_for_a_calculation(question: str, answer: str) -> None:
    draft = solve(TERSE, question)
    assert draft is not None
    assert draft.short == answer


MEMBERS = """1984年底，全市有工会会员26506人。

2012年，全市有工会会员26万人。

2020年，全市新发展工会会员30万人。
"""


def test_what_was_new_in_a_year_is_no_state() -> None:
    draft = solve(MEMBERS, "哪一年工会会员最多？")
    assert draft is not None
    assert draft.short == "2012年"
