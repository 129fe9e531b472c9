"""What only frames a question, and where it asks."""

import pytest

from rag.language.framing import asking_part, asking_sentence, framing, only_framing
from rag.language.normalise import fold
from rag.question import read_question

FRAMED = [
    (
        "我在整理解放初的资料，书里提到先有一个筹委会，想请教一下它抓哪些事情？",
        "解放初 先有一个筹委会 它抓哪些事情",
    ),
    ("听老人讲，铺子生意很难做，后来怎么样了？", "铺子生意很难做 后来怎么样了"),
    ("我父亲说劳模困难时有一笔钱，那笔钱从哪来？", "劳模困难时有一笔钱 那笔钱从哪来"),
    ("会员一共有多少人，能帮我算算吗？", "会员一共有多少人"),
    ("麻烦告诉我，酒厂是哪一年改的公司？", "酒厂是哪一年改的公司"),
    ("文艺团体，书中列举了哪些？", "文艺团体 哪些"),
    ("我想核实一下，不识字的比例究竟是多少？", "不识字的比例究竟是多少"),
]


@pytest.mark.parametrize(("question", "left"), FRAMED, ids=[case[1] for case in FRAMED])
def test_what_frames_is_told_from_the_matter(question: str, left: str) -> None:
    text = fold(question)
    kept, at = "", 0
    for start, end in framing(text):
        kept, at = f"{kept}{text[at:start]} ", end
    words = "".join(c if c not in ",，?？。" else " " for c in kept + text[at:]).split()
    assert words == left.split()


@pytest.mark.parametrize(
    "question",
    [
        "请了多少专家？",
        "要查验哪些证件？",
        "教师讲课比赛一等奖是谁？",
        "报纸上登了什么？",
        "工会要求解决几个问题？",
        "我国第一座桥在哪里？",
        "听取了多少条意见？",
    ],
)
def test_words_of_the_matter_are_no_framing(question: str) -> None:
    assert framing(fold(question)) == ()


def test_a_clause_of_nothing_but_courtesy() -> None:
    assert only_framing("能帮我算算吗?")
    assert only_framing("麻烦告知。")
    assert not only_framing("请把几条教训都告诉我。")
    assert not only_framing("有没有记载?")


def test_the_clause_that_asks_is_the_last_with_asking_words() -> None:
    text = fold("厂里凭号卖酒，先收上来的货款后来攒到了多大数目，能告诉我吗？")
    assert text[slice(*asking_part(text))] == "先收上来的货款后来攒到了多大数目，"
    plain = fold("1984年 会员")
    assert asking_part(plain) == (0, len(plain))


def test_the_sentence_that_asks_may_stand_first() -> None:
    text = fold("青农部长叫什么名字？我记得他当时还在公社工作。")
    assert asking_sentence(text) == "青农部长叫什么名字?"


def test_what_is_asked_is_told_by_the_sentence_that_asks() -> None:
    question = read_question("最近和几位老校友聊起新校区。实际征地是不是正好1500亩？")
    assert question.asked.kind == "yes_no"
    assert question.folded[question.asking :].startswith("实际征地")
    assert "我" not in read_question("我想知道会员有多少").focus


def test_a_short_question_has_nothing_before_what_it_asks() -> None:
    assert read_question("1952年底有多少会员？").asking == 0


def test_a_clause_that_says_little_asks_with_the_one_before() -> None:
    assert read_question("佟继先身体不行，是哪一年不干主席的？").asking == 0
    assert read_question("干部出去学习，去的是哪座城市？").asking == 0
