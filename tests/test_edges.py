"""The edges of the chosen stretch: whole words and marks, whole lists, whole explanations."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rag.analysis import SentenceAnalysis
from rag.answering.candidates import Candidate, Kind
from rag.answering.edges import settled
from rag.answering.read_candidates import listed
from rag.answering.reading import Found, Sight
from rag.answering.whole_marks import inside_quotes, whole_marks, whole_words
from rag.question import read_question
from rag.types import SentenceHit
from tests.conftest import make_document


def settled_text(question: str, text: str, chosen: str, seen: str = "") -> str:
    """What is left of ``chosen`` in a text where the reader sees ``seen``, or the same."""
    document = make_document("a", text)
    analysis = SentenceAnalysis(document, document.sentences[0])
    hit = SentenceHit("a", analysis.sentence, "p", 1.0, ())
    asked = read_question(question)
    start = text.index(chosen)
    end = start + len(chosen)
    clause = analysis.clause_at(start)
    listing = listed(analysis, start, end) if asked.asked.kind.value == "list" else None
    candidate = Candidate(
        Kind.READ, hit, analysis, start, end, clause, analysis.time_at(start), listing=listing
    )
    at = text.index(seen or chosen)
    best = Found((hit.document, hit.sentence.number), at, at + len(seen or chosen), 9.0)
    found = settled(asked, candidate, Sight({}, (best,), 0.0, 0.0, (1.0,)))
    if found.listing is not None:
        return "|".join(text[a:b] for a, b in found.listing.members)
    return found.text


@pytest.mark.parametrize(
    ("question", "text", "chosen", "whole"),
    [
        ("首任院长是谁？", "化学教授顾南亭出任首任院长。", "南亭", "顾南亭"),
        ("首任校长是谁？", "首任校长为数学家顾慎之。", "慎之", "顾慎之"),
        ("学校建在哪里？", "职工学校建成，设于柏林滩，校舍1840平方米。", "于柏林滩", "柏林滩"),
        ("谁负责？", "学生于敏负责。", "于敏", "于敏"),
        ("有多少石？", "运石25挑，铺路。", "25挑", "25挑"),
        ("手稿是谁藏的？", "手稿由彭四喜藏于夹墙。", "彭四喜", "彭四喜"),
        ("机务段有多少人？", "分配到铁路机务段的154人。", "段的154人", "154人"),
        ("多少块碑石？", "将重要碑石46方涂以黄泥。", "46方涂", "46方"),
        ("花了多少钱？", "每口灶年纳银元85元。", "银元85元", "银元85元"),
        ("来了多少人？", "到会的约154人次。", "约154人次", "约154人次"),
    ],
)
def test_names_and_figures_are_whole_and_nothing_more(
    question: str, text: str, chosen: str, whole: str
) -> None:
    assert settled_text(question, text, chosen) == whole


@pytest.mark.parametrize(
    ("text", "chosen", "members"),
    [
        # A word that the reader cuts is whole; so is the list.
        (
            "首批由市医学会、市农学会、市水利学会承接。",
            "由市医学会、市农",
            "市医学会|市农学会|市水利学会",
        ),
        (
            "专家指出学科带头人不足、部分专业设备陈旧。",
            "头人不足、部分专业设备陈旧",
            "学科带头人不足|部分专业设备陈旧",
        ),
        (
            "会后恢复班前检查、交接班、敲帮问顶。",
            "检查、交接班、敲帮问顶",
            "班前检查|交接班|敲帮问顶",
        ),
        # What leads to a list is no part of it, and what closes it neither.
        ("用泥模、木料和旧锅盖代替教具。", "用泥模、木料和旧锅盖", "泥模|木料|旧锅盖"),
        (
            "程序分为推荐、初评、公示、联评四步。",
            "推荐、初评、公示、联评四步",
            "推荐|初评|公示|联评",
        ),
        ("开展以德、能、勤、绩为内容的评议。", "德、能、勤、绩为内容", "德|能|勤|绩"),
        (
            "企业管理中的岗位制度、质量制度、劳动纪律被取消。",
            "企业管理中的岗位制度、质量制度、劳动纪律",
            "岗位制度|质量制度|劳动纪律",
        ),
        # A 的 that is no 中的 belongs to the first member.
        ("藏有他当年用过的炭盆、茶壶。", "他当年用过的炭盆、茶壶", "他当年用过的炭盆|茶壶"),
        # One pair of marks around a list, whole or half, is no part of a member.
        ("启动“绿色校园、智慧校园”工程。", "“绿色校园、智慧校园”", "绿色校园|智慧校园"),
        ("启动“绿色校园、智慧校园”工程。", "“绿色校园、智慧校园", "绿色校园|智慧校园"),
        ("启动“绿色校园”、“智慧校园”等工程。", "绿色校园”、“智慧校园", "“绿色校园”|“智慧校园”"),
    ],
)
def test_a_list_ends_where_its_members_do(text: str, chosen: str, members: str) -> None:
    assert settled_text("有哪些？", text, chosen) == members


@pytest.mark.parametrize(
    ("question", "text", "chosen", "members"),
    [
        (
            "四个展厅都叫什么名字？",
            "设“湖泊”“生命”“智造”“少年”4个常设展厅。",
            "“少年”",
            "“湖泊”|“生命”|“智造”|“少年”",
        ),
        (
            "工作组提出的三项意见是什么？",
            "事故由于风机停开、明火放炮所致，提出停止独眼作业、设专职检查员、矿长带班3项意见。",
            "由于风机停开、明火放炮所致，提出停止独眼作业、设专职检查员、矿长带班",
            "停止独眼作业|设专职检查员|矿长带班",
        ),
        (
            "训练的四快有哪四样？",
            "要求走路轻、关门轻、说话轻，铺床快、送水快、上菜快、结账快。",
            "走路轻、关门轻、说话轻，铺床快、送水快、上菜快、结账快",
            "铺床快|送水快|上菜快|结账快",
        ),
        (
            "哪三个馆？",
            "建成体育馆、游泳馆、网球馆和一个主体育场。",
            "体育馆、游泳馆、网球馆",
            "体育馆|游泳馆|网球馆",
        ),
    ],
)
def test_the_number_asked_for_tells_which_list(
    question: str, text: str, chosen: str, members: str
) -> None:
    assert settled_text(question, text, chosen) == members


@pytest.mark.parametrize(
    ("question", "text", "chosen", "seen", "name"),
    [
        (
            "与哪所学校？",
            "与日本国鸣野教育大学签订校际交流协议。",
            "日本国鸣野教育大学签订校际交流协议",
            "日本国鸣野教育大学",
            "日本国鸣野教育大学",
        ),
        ("由谁创立？", "科班由乔双喜创立。", "乔双", "", "乔双喜"),
        ("由谁兼任院长？", "由教务处处长兼任院长。", "教务处", "", "教务处处长"),
        ("哪家店？", "在“青云斋”裱画店传阅。", "青云斋”裱画店", "", "“青云斋”裱画店"),
        # A verb inside the name of a body is no end of it.
        (
            "哪个机构？",
            "成立货运企业联合工会。",
            "货运企业联合工会",
            "货运企业",
            "货运企业联合工会",
        ),
    ],
)
def test_a_name_is_the_name_and_all_of_it(
    question: str, text: str, chosen: str, seen: str, name: str
) -> None:
    assert settled_text(question, text, chosen, seen) == name


PLATFORM = "工作站是以企业需求为导向，以院士团队为核心，依托研发机构，联合研究的创新平台。"
HANGING = "为解决学会无人员的困难，科协采取挂靠的办法，由行政部门承担办事机构，从而稳定了队伍。"
CLEARED = "由于少数企业重挂牌，存在签约即休眠的现象，2018年开展清理，以有无经费为标准。"
STAFFED = "“专挂兼”即专职4人、挂职2人、兼职3人，兼职者为三名青年。"


@pytest.mark.parametrize(
    ("question", "text", "chosen", "seen", "said"),
    [
        ("工作站是什么？", PLATFORM, "以企业需求为导向", PLATFORM[3:-1], PLATFORM[4:-1]),
        (
            "“一体两翼”指什么？",
            "提出“一体两翼”（以甲校为主体，以乙校为两翼）布局。",
            "以甲校为主体",
            "",
            "以甲校为主体，以乙校为两翼",
        ),
        # A clause that takes up a word of the explanation tells more of one part.
        ("“专挂兼”是什么意思？", STAFFED, STAFFED[6:20], STAFFED[6:-1], STAFFED[6:20]),
        # Means, not what they were for nor what came of them.
        ("科协怎样解决办事机构的？", HANGING, HANGING[:11], HANGING[:-1], HANGING[12:-9]),
        # The cause, not what was done then.
        ("为什么清理工作站？", CLEARED, "以有无经费为标准", CLEARED[:-1], CLEARED[:20]),
        ("为什么清理工作站？", CLEARED, CLEARED[:20], CLEARED[:-1], CLEARED[:20]),
    ],
)
def test_an_explanation_is_as_long_as_it_is(
    question: str, text: str, chosen: str, seen: str, said: str
) -> None:
    assert settled_text(question, text, chosen, seen) == said


def test_figures_and_dates_keep_their_edges() -> None:
    assert settled_text("有多少人？", "会员1234人。", "234人") == "234人"


@pytest.mark.parametrize(
    ("chosen", "whole"),
    [
        ("“乙”", "“乙”"),
        ("乙”", "“乙”"),
        ("“乙", "“乙”"),
        ("甲“乙", "甲“乙”"),
        ("”丙", "丙"),
        ("（丁", "丁"),
        ("丙（丁", "丙"),
        ("乙", "乙"),
    ],
)
def test_no_mark_without_its_partner(chosen: str, whole: str) -> None:
    text = "甲“乙”丙（丁戊）。"
    start = text.index(chosen)
    first, last = whole_marks(text, start, start + len(chosen))
    assert text[first:last] == whole


@given(st.text("甲“”（）《》、", max_size=20), st.integers(0, 20), st.integers(0, 20))
@example("“（”）", 0, 3)
def test_marks_of_any_text_come_to_rest(text: str, start: int, end: int) -> None:
    start, end = min(start, len(text)), min(end, len(text))
    first, last = whole_marks(text, start, end)
    assert 0 <= first <= len(text) >= last
    assert whole_marks(text, first, last) == (first, last)


def test_words_and_quotes() -> None:
    assert inside_quotes("“甲、乙”", 0, 5) == (1, 4)
    assert inside_quotes("“甲”、“乙”", 0, 7) == (0, 7)
    assert whole_words("专家指出带头人不足", 5, 9) == (4, 9)
    assert whole_words("", 0, 0) == (0, 0)


def test_a_number_behind_why_counts_no_answer() -> None:
    text = "为防范风险，把互助部、合作部、供应部和销售部并入总社。"
    seen = "为防范风险，把互助部、合作部、供应部和销售部"
    assert settled_text("为什么要并掉4家？", text, "为防范风险", seen) == "为防范风险"


def test_a_name_with_and_in_it_is_one() -> None:
    text = "以粤商所建的惠和会馆最大。"
    document = make_document("a", text)
    analysis = SentenceAnalysis(document, document.sentences[0])
    hit = SentenceHit("a", analysis.sentence, "p", 1.0, ())
    start = text.index("惠")
    (listing,) = analysis.enumerations  # as the grammar of lists takes it
    assert len(listing.members) == 2
    candidate = Candidate(
        Kind.LIST, hit, analysis, start, start + 4, 0, analysis.time_at(start), listing=listing
    )
    found = settled(read_question("最大的会馆叫什么？"), candidate, None)
    assert (found.listing, found.text) == (None, "惠和会馆")


@pytest.mark.parametrize(
    ("text", "chosen", "name"),
    [
        ("该小学被取消资格，补入枫桥中学（排球）。", "补入枫桥中学", "枫桥中学"),
        ("器材科撤销，业务并入新设的产业科。", "新设的产业科", "产业科"),
        ("存款在建设银行营业部。", "建设银行", "建设银行"),
    ],
)
def test_a_name_stands_without_the_verb_before_it(text: str, chosen: str, name: str) -> None:
    assert settled_text("是哪一家单位？", text, chosen) == name
