"""Follow-ups become what a person would have asked in full."""

import pytest

from rag.followup import other_readings
from rag.followup import standalone as resolve
from rag.types import Turn


def standalone(question: str, history: list[Turn]) -> str:
    return resolve(question, history).text


FOUNDED = Turn("北海市总工会是什么时候正式成立的？", "1953年12月")
CONTRACTS = Turn("2022年签订了多少份集体合同？", "66份")


def test_without_history_a_question_is_left_alone() -> None:
    assert standalone("那2021年呢？", []) == "那2021年呢？"


def test_a_year_takes_the_place_of_the_year() -> None:
    assert standalone("那2021年呢？", [CONTRACTS]) == "2021年签订了多少份集体合同？"


def test_two_turns_deep() -> None:
    turns = [CONTRACTS, Turn("那2021年呢？", "4638份")]
    assert standalone("2020年呢？", turns) == "2020年签订了多少份集体合同？"


def test_a_bare_why_asks_of_the_topic_before() -> None:
    resolved = standalone("为什么？", [Turn("1989年物价监督站何时成立？", "1989年5月6日")])
    assert "物价监督站" in resolved
    assert resolved.endswith("为什么？")


@pytest.mark.parametrize(
    "fresh",
    [
        "1997年开展劳动竞赛的企业有多少家？",
        "工人文化宫建在哪条路上？",
        "谁被授予全国五一劳动奖章？",
    ],
)
def test_a_fresh_question_is_not_bent_by_old_turns(fresh: str) -> None:
    assert standalone(fresh, [FOUNDED, CONTRACTS]) == fresh


def test_that_year_is_the_year_a_date_question_was_answered_with() -> None:
    asked = Turn("筹委会是哪年选出来的？", "1952年8月。")
    assert "到1952年年底" in standalone("到那年年底建起了多少个基层组织？", [asked])


def test_the_carried_topic_is_told_from_the_new_words() -> None:
    found = resolve("共多少人次？", [Turn("1989年培训班办了几期？", "10期")])
    assert found.text[: found.carried].startswith("1989年培训班")
    assert found.text[found.carried :] == "共多少人次？"


MEETS = Turn("第十八届运动会有多少代表团？", "20个")


@pytest.mark.parametrize(
    ("new", "before", "expected"),
    [
        ("下一届呢？", MEETS, "第十九届运动会有多少代表团？"),
        ("上一届呢？", MEETS, "第十七届运动会有多少代表团？"),
        ("第二十届呢？", MEETS, "第二十届运动会有多少代表团？"),
        ("2020年", CONTRACTS, "2020年签订了多少份集体合同？"),
        ("城西水厂呢？", Turn("城东水厂的厂长是谁？", "周德兴"), "城西水厂的厂长是谁？"),
        ("那城西水厂自己呢？", Turn("城东水厂的厂长是谁？", "周德兴"), "城西水厂的厂长是谁？"),
        ("劳动保险呢？", Turn("劳动竞赛停了吗？", "是"), "劳动保险停了吗？"),
        ("真的吗？", Turn("1989年出版了什么书？", "《传记》"), "1989年出版了《传记》吗？"),
    ],
)
def test_new_words_take_the_place_of_their_like(new: str, before: Turn, expected: str) -> None:
    assert standalone(new, [before]) == expected


def test_two_questions_are_added_up_by_their_years() -> None:
    turns = [CONTRACTS, Turn("那2021年呢？", "4638份")]
    assert standalone("两年一共多少？", turns) == "2022年和2021年一共签订了多少份集体合同？"


def test_a_question_with_a_name_of_its_own_is_not_bent() -> None:
    assert standalone("罗愈芳是哪里人？", [FOUNDED]) == "罗愈芳是哪里人？"


def test_an_owner_of_its_own_asks_anew_but_an_event_is_the_one_spoken_of() -> None:
    told = [Turn("1984年底全市有多少个基层工会？", "210个")]
    assert standalone("工会的职能有哪些？", told) == "工会的职能有哪些？"
    assert "基层工会" in standalone("活动的目的是什么？", told)


SCHOOL = Turn("城北小学首任校长是谁？", "陈守礼")
FIRE = Turn("1935年粮库失火烧死了多少人？", "6人")
MILL = Turn("1950年全县有多少家碾米厂？", "12家")
BRIDGE = Turn("县内最老的桥是哪座？", "永安桥")


@pytest.mark.parametrize(
    ("question", "history", "expected"),
    [
        # A pronoun for the answer: a person, a thing.
        ("他是哪里人？", [SCHOOL], "陈守礼是哪里人？"),
        ("她的父亲叫什么？", [SCHOOL], "陈守礼的父亲叫什么？"),
        ("它有多长？", [BRIDGE], "永安桥有多长？"),
        # Nothing said at all: the topic before.
        ("哪年建的？", [BRIDGE], "永安桥哪年建的？"),
        ("有多少学生？", [SCHOOL], "城北小学有多少学生？"),
        ("直接损失多少？", [FIRE], "1935年粮库失火的直接损失多少？"),
        # Where it was is not what goes on.
        ("谁主持的？", [Turn("首次茶会在哪儿开的？", "文化宫")], "首次茶会，谁主持的？"),
        # A demonstrative with the noun of the topic.
        ("该校有几个班？", [Turn("城北中学校是哪年办的？", "1931年")], "城北中学校有几个班？"),
        # A comma within a quotation parts no clauses.
        (
            "这些钱拿去干嘛了？",
            [Turn("“省一顿饭，暖一颗心”活动筹了多少钱？", "3万元")],
            "“省一顿饭，暖一颗心”活动，这些钱拿去干嘛了？",
        ),
        # Parts of what was counted.
        ("其中国营的有几家？", [MILL], "1950年全县的碾米厂中，国营的有几家？"),
        # A post for a post, a figure that changed.
        ("教导主任呢？", [SCHOOL], "城北小学教导主任是谁？"),
        ("受伤的呢？", [FIRE], "1935年粮库失火，受伤的有多少人？"),
        ("1955年增加到多少？", [MILL], "全县的碾米厂，1955年增加到多少家？"),
        # A time of the conversation.
        (
            "当时有多少工人？",
            [Turn("东风机械厂是哪年成立的？", "1958年")],
            "1958年东风机械厂有多少工人？",
        ),
    ],
)
def test_what_is_left_out_is_put_into_words(
    question: str, history: list[Turn], expected: str
) -> None:
    assert standalone(question, history) == expected


def test_a_difference_is_asked_of_the_two_years_before() -> None:
    turns = [CONTRACTS, Turn("那2021年呢？", "4638份")]
    assert standalone("比那年少多少？", turns) == "2021年签订的集体合同比2022年少多少？"


def test_the_topic_of_a_chain_is_kept_over_its_links() -> None:
    turns = [FIRE, Turn("受伤的呢？", "9人")]
    assert standalone("什么原因引起的？", turns) == "1935年粮库失火，什么原因引起的？"


@pytest.mark.parametrize(
    "fresh",
    [
        "气象站哪年建成？",
        "周怀远是哪年到任的？",
        "技能节始于哪年？",
        "“铁算盘”是谁？",
        "七五年那个街树规划里的口号是什么？",
        "最早带回来的苹果很硬，老百姓管它叫什么？",
        "印度商标注册花费",
    ],
)
def test_a_thing_a_name_and_a_pronoun_of_its_own_begin_anew(fresh: str) -> None:
    assert standalone(fresh, [SCHOOL, FIRE]) == fresh


@pytest.mark.parametrize(
    ("previous", "new", "whole"),
    [
        (
            "截至1984年底，全市共有多少个基层工会？",
            "那会员呢？",
            "截至1984年底，全市共有多少会员？",
        ),
        ("1952年底有多少会员？", "那基层工会呢", "1952年底有多少基层工会？"),
        ("1952年底有多少会员？", "那1953年呢", "1953年有多少会员？"),
    ],
)
def test_what_is_counted_of_an_area_or_a_time_gives_way(
    previous: str, new: str, whole: str
) -> None:
    assert resolve(new, [Turn(previous, "210个")]).text == whole


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("再过十年又降到多少？", "全县麻疹发病数，1998年降到多少？"),
        ("十年后呢？", "1998年全县麻疹发病数是多少？"),
        ("那再往前推五年呢？", "1983年全县麻疹发病数是多少？"),
        ("过了两年呢，又有多少？", "全县麻疹发病数，1990年有多少？"),
    ],
)
def test_so_many_years_on_is_a_year(question: str, expected: str) -> None:
    before = Turn("1988年全县麻疹发病数是多少？", "96例。")
    assert standalone(question, [before]) == expected


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        (
            "2003年第五次体育场地普查有多少个场地？",
            "下一次普查呢？",
            "第六次体育场地普查有多少个场地？",
        ),
        ("第八次代表大会选谁当主席？", "下一届呢？", "第九次代表大会选谁当主席？"),
        (
            "1959年县第二届人民运动会多少运动员？",
            "下一届怎么一下少了那么多？",
            "县第三届人民运动会，怎么一下少了那么多？",
        ),
        (
            "2009年全港吞吐量有多少？",
            "下一年缓过来没有，做到多少？",
            "2010年全港吞吐量缓过来没有，做到多少？",
        ),
    ],
)
def test_the_next_of_a_series_is_told_by_its_number(
    before: str, question: str, expected: str
) -> None:
    assert standalone(question, [Turn(before, "若干。")]) == expected


def test_other_readings_ask_of_what_the_turns_were_about() -> None:
    history = [Turn("妇女抗敌后援分会共有多少队员？", "213人。")]
    assert standalone("缝纫队占了几成？", history) == "缝纫队占了几成？"
    assert [one.text for one in other_readings("缝纫队占了几成？", history)] == [
        "妇女抗敌后援分会的队员，缝纫队占了几成？"
    ]
    assert other_readings("下一届呢？", history) == []
    assert other_readings("缝纫队占了几成？", []) == []
