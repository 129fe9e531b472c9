"""What a question asks for: one table of questions and the kind a reader would name."""

import pytest

from rag.language.asking import Wanted, asked
from rag.language.content import content
from rag.language.normalise import fold

CASES = [
    ("北海市总工会是什么时候正式成立的？", Wanted.DATE, ""),
    ("哪一年恢复办理劳动保险", Wanted.DATE, ""),
    ("啥时候竣工的", Wanted.DATE, ""),
    ("1952年底有多少会员？", Wanted.QUANTITY, ""),
    ("办了几期班？", Wanted.QUANTITY, "期"),
    ("一共多少人次参加", Wanted.QUANTITY, "人次"),
    ("花了多少钱？", Wanted.QUANTITY, "元"),
    ("造纸厂掏了多少？", Wanted.QUANTITY, "元"),
    ("参赛面是多少？", Wanted.QUANTITY, "%"),
    ("建会率多高", Wanted.QUANTITY, "%"),
    ("是第几届运动会", Wanted.QUANTITY, "届"),
    ("用了多久建成", Wanted.QUANTITY, ""),
    ("为什么成立监督站", Wanted.REASON, ""),
    ("目的是什么", Wanted.REASON, ""),
    ("怎么分工的", Wanted.MANNER, ""),
    ("有哪些娱乐设施", Wanted.LIST, ""),
    ("分别是哪三项", Wanted.LIST, ""),
    ("“三三制”是什么意思", Wanted.DEFINITION, ""),
    ("什么叫两个普遍", Wanted.DEFINITION, ""),
    ("谁被授予劳动奖章", Wanted.PERSON, ""),
    ("文化宫在哪里", Wanted.PLACE, ""),
    ("出版了一本什么书，叫什么名字", Wanted.NAME, ""),
    ("哪家企业第一个建会", Wanted.NAME, ""),
    ("工会被撤销了吗？", Wanted.YES_NO, ""),
    ("是不是全国第一", Wanted.YES_NO, ""),
    ("旧职员全都赶走了？", Wanted.YES_NO, ""),
    ("会费六成上缴，对否？", Wanted.YES_NO, ""),
    ("最后抓着没？", Wanted.YES_NO, ""),
    ("她用母亲的名字办学，对吗？", Wanted.YES_NO, ""),
    ("1984年会员的总人数？", Wanted.QUANTITY, "人"),
    ("1989 工会干部 培训 参加人次", Wanted.QUANTITY, "人次"),
    ("夜校 学员数", Wanted.QUANTITY, "人"),
    ("各县入会户数是多少？", Wanted.QUANTITY, "户"),
    ("谁是多数？", Wanted.PERSON, ""),
    ("1956年该厂改名为什么？", Wanted.NAME, ""),
    ("败诉的那家出版社名称为何？", Wanted.NAME, ""),
    ("厂里名称为何改了？", Wanted.REASON, ""),
    ("老人去世那会儿多大岁数呀？", Wanted.QUANTITY, "岁"),
    ("他后来被评为什么？", Wanted.NAME, ""),
    ("工会改名为什么失败了？", Wanted.REASON, ""),
    ("2021年比2020年多多少人", Wanted.COMPARISON, ""),
    ("哪一年的会员更多", Wanted.COMPARISON, ""),
    ("1984年 会员", Wanted.STATEMENT, ""),
    ("how many members were there in 1952", Wanted.QUANTITY, ""),
    ("when was the union founded", Wanted.DATE, ""),
    ("熱線號碼是多少", Wanted.QUANTITY, ""),
    ("一天能来多少年轻人？", Wanted.QUANTITY, ""),
    ("当初有多少成员？", Wanted.QUANTITY, ""),
    ("在校本科生有多少号人？", Wanted.QUANTITY, "人"),
    ("净赚了几个钱？", Wanted.QUANTITY, "元"),
    ("得了几块金牌？", Wanted.QUANTITY, "块"),
    ("每月领几多糙米", Wanted.QUANTITY, ""),
    ("楼有几层楼高", Wanted.QUANTITY, "层"),
]


@pytest.mark.parametrize(("question", "kind", "unit"), CASES, ids=[case[0] for case in CASES])
def test_kind_and_unit(question: str, kind: Wanted, unit: str) -> None:
    found = asked(fold(question))
    assert (found.kind, found.unit) == (kind, unit)


def test_an_ordinal_and_a_duration_are_told_apart_from_counts() -> None:
    assert asked("第几届").ordinal
    assert not asked("几届").ordinal
    assert asked("花了多长时间").duration


def test_content_keeps_the_length_and_the_words_that_matter() -> None:
    question = fold("请问北海一共有多少个基层工会呢？")
    kept = content(question)
    assert len(kept) == len(question)
    assert "基层工会" in kept
    assert "多少" not in kept
    assert "请问" not in kept


@pytest.mark.parametrize(
    ("question", "unit", "noun", "verb"),
    [
        ("2012年发展了多少会员？", "", "会员", "发展"),
        ("会员有多少", "", "会员", ""),
        ("参加竞赛的工人有多少？", "", "工人", ""),
        ("建议采纳了多少条", "条", "建议采纳", "采纳"),
        ("历时几个月", "个月", "历时", "历时"),
        ("有多少代表团参加", "", "代表团", ""),
        ("合同签订率是多少", "%", "合同签订率", ""),
    ],
)
def test_noun_and_verb_of_a_count(question: str, unit: str, noun: str, verb: str) -> None:
    read = asked(fold(question))
    assert (read.unit, read.noun, read.verb) == (unit, noun, verb)


@pytest.mark.parametrize(
    ("question", "kind", "unit"),
    [
        ("录取了多少个学员", Wanted.QUANTITY, "人"),
        ("有多少个支部", Wanted.QUANTITY, "个"),
        ("建筑面积是多少", Wanted.QUANTITY, ""),
        ("第一个上岛的年轻人是哪个", Wanted.PERSON, ""),
        ("金牌是哪个娃拿回来的", Wanted.PERSON, ""),
        ("提出建议的专家叫什么名字", Wanted.PERSON, ""),
        ("那座桥叫什么名字", Wanted.NAME, ""),
        ("哪个厂先投产", Wanted.NAME, ""),
    ],
)
def test_a_noun_implies_the_unit_or_a_person(question: str, kind: Wanted, unit: str) -> None:
    read = asked(fold(question))
    assert (read.kind, read.unit) == (kind, unit)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("拿奖的那位老校长叫什么？", Wanted.PERSON),
        ("有位年轻检验员活活累倒，请问他叫什么？", Wanted.PERSON),
        ("那顿夜宵，工人们管它叫啥？", Wanted.NAME),
        ("守草场的女场长，当地人管她叫啥？", Wanted.NAME),
        ("给职工上夜课，自己攒的那本书叫啥？", Wanted.NAME),
        ("登载侨民人数的资料叫什么？", Wanted.NAME),
    ],
)
def test_what_is_called_so_tells_whether_a_person_is_asked_for(question: str, kind: Wanted) -> None:
    assert asked(fold(question)).kind is kind
