"""Slips, short forms and everyday words, resolved against small corpora written for this test."""

import time
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.language.normalise import fold
from rag.language.thesaurus import Counterpart, parse
from rag.language.variants import Expansion, TermKind, Typo, expand
from rag.language.vocabulary import Vocabulary

TEXTS = (
    "1956年，县图书馆正式成立。县图书馆首次举办读者代表大会，读者代表大会选举产生图书馆委员会。",
    "图书馆委员会制定借阅制度。图书馆投资3万元兴建阅览室，阅览室藏书2万册。藏书逐年增长。",
    "县水利局修建水库，水库灌溉农田。水利局投资兴建水库大坝，水库大坝竣工后，水库投入使用。",
    "机械厂开展劳动竞赛，劳动竞赛评选劳动模范。机械厂职工参加技术培训，技术培训由厂部组织。",
    "企业职工签订集体合同。困难职工得到救助，企业困难职工建立档案，档案由机械厂管理。",
    "县职工技术协会成立。县职工技术协会推广新技术。县总工会慰问退休职工，县总工会发放补助。",
    "教职工代表大会制度（简称教代会制度）在学校推行。推广良种、改良土壤（简称“双良”）。",
    "下岗职工实现就业。劳动争议仲裁委员会调解纠纷。运动员张晓明荣获冠军。运动员表演武术。",
    "县人力资源和社会保障局开展就业服务。夜校开办识字班，扫盲工作开始。剧团停止演出。",
    "乡镇医院合并，县医院更名为人民医院。医院医生下乡义诊。县教育局新建小学，教育局拨款。",
)


@cache
def corpus() -> Vocabulary:
    return Vocabulary.build(TEXTS)


def ask(question: str) -> Expansion:
    return expand(fold(question), corpus())


def added(question: str, kind: TermKind | None = None) -> dict[str, float]:
    return {term.text: term.weight for term in ask(question).added if kind in (None, term.kind)}


# --- slips


@pytest.mark.parametrize(
    ("question", "typed", "meant"),
    [
        ("县图书官哪年成立？", "书官", "书馆"),
        ("图书管的阅览室", "书管", "书馆"),  # 管 and 馆 sound alike
        ("阅揽室有多少书？", "揽室", "览室"),  # 室 stands after 览 alone, 阅 elsewhere too
        ("水厍大坝什么时候竣工", "水厍", "水库"),
        ("谁修建的水裤？", "水裤", "水库"),
        ("水力局修建了什么", None, None),  # 水力 is a word of its own
        ("劳动竟赛是哪个厂搞的", "竟赛", "竞赛"),
        ("劳动竞塞", "竞塞", "竞赛"),
        ("机诫厂的职工", "机诫", "机械"),
        ("困难职共有救助吗", None, None),  # 共有 is a word: in doubt as typed
        ("困难职共得到什么", "职共", "职工"),
        ("职工的挡案由谁管理", "挡案", "档案"),
        ("企页签订了什么合同", "企页", "企业"),
        ("企叶职工", "企叶", "企业"),
        ("技木培训", "技木", "技术"),  # a look-alike
        ("技术陪训由谁组织", "陪训", "培训"),
        ("劳动模犯", "模犯", "模范"),
        ("仲栽委员会", "仲栽", "仲裁"),
        ("教肓局新建什么", "教肓", "教育"),
    ],
)
def test_a_slip_of_sound_or_shape_is_put_right(
    question: str, typed: str | None, meant: str | None
) -> None:
    found = [(typo.typed, typo.meant) for typo in ask(question).typos]
    assert found == ([] if typed is None else [(typed, meant)])


def test_the_corrected_question_keeps_its_length_and_the_slip_its_place() -> None:
    assert ask("请问县图书官哪年成立？") == Expansion(
        "请问县图书馆哪年成立?",
        (Typo("书官", "书馆", 4),),
        ask("请问县图书官哪年成立？").added,
    )


@pytest.mark.parametrize(
    "question",
    [
        "县图书馆是哪一年成立的？",
        "机械厂的职工都干些什么活？",
        "咋回事，水库为啥没修好？",
        "他们为什么把医院合并了",
        "老师傅说的那阵子怎么样",
        "运动员张小明得了什么奖？",  # a person's name is not guessed
        "运动员张晓名得了什么奖？",
        "公会和商会有什么区别？",
        "《劳动竟赛简报》是谁编的？",  # titles stand as typed
        "“企页”二字是谁写的",
        "投资了三万元还是五万元？",
        "一九五六年至一九五八年",
        "哪些人参加了会议",
        "书里说的这件事是真的吗",
        "它的意义何在",
        "飞机和火车哪个快",
        "新疆的葡萄甜不甜",
        "心思放在哪里",
    ],
)
def test_what_may_be_meant_as_typed_is_left_alone(question: str) -> None:
    answer = ask(question)
    assert answer.typos == ()
    assert answer.corrected == fold(question)


def test_a_word_of_its_own_is_not_replaced_but_its_double_is_added() -> None:
    assert ask("县水力局修建了什么").typos == ()
    assert added("县水力局修建了什么", TermKind.SOUND) == {"水利": 0.4}


def test_numerals_are_neither_changed_nor_brought_in() -> None:
    many = Vocabulary.build(["十年规划。十年规划。十年规划。一期工程，一期工程，一期工程。"])
    assert expand("时年规划", many).typos == ()
    assert expand("依期工程", many).typos == ()
    assert expand("拾年规划", many).corrected == "拾年规划"


# --- short and full forms


@pytest.mark.parametrize(
    ("question", "term", "weight"),
    [
        ("教代会制度在哪里推行", "教职工代表大会制度", 0.9),
        ("县总给谁发补助", "县总工会", 0.8),
        ("人社局做了什么", "人力资源和社会保障局", 0.8),
        ("仲裁委调解什么", "仲裁委员会", 0.8),
        ("技协推广什么", "职工技术协会", 0.8),
        ("图委会的借阅制度", "图书馆委员会", 0.7),
    ],
)
def test_short_forms_are_joined_by_the_full_ones_of_the_corpus(
    question: str, term: str, weight: float
) -> None:
    assert added(question, TermKind.ABBREVIATION).get(term) == weight


def test_a_full_form_that_the_corpus_lacks_is_not_added() -> None:
    assert "中华全国总工会" not in added("全总发了什么奖")


# --- everyday words


@pytest.mark.parametrize(
    ("question", "term", "weight"),
    [
        ("图书馆头一回开会", "首次", 0.8),
        ("花了多少钱", "投资", 0.7),
        ("掏钱盖的是谁", "投资", 0.7),
        ("这是谁掏钱盖的", "拨款", 0.8),
        ("盖楼花了几万", "兴建", 0.8),
        ("水库啥时候完工", "竣工", 0.8),
        ("没工作的人找着活了吗", "就业", 0.9),
        ("图书馆有多少本书", "藏书", 0.8),
        ("办班认字", "识字", 0.9),
        ("办班认字", "扫盲", 0.9),
        ("卫生院并到一起了", "合并", 0.8),
        ("后来改名叫什么", "更名为", 0.9),
        ("戏班子停掉演戏", "停止", 0.7),
        ("书涨了吗", "增长", 0.7),
        ("劳模", "劳动模范", 0.8),
        ("闹矛盾找谁说和", "调解", 0.8),
        ("闹矛盾找谁说和", "争议", 0.8),
        ("得第一的是谁", "冠军", 0.8),
        ("免费看病", "义诊", 0.9),
        ("去看退下来的工友", "慰问", 0.8),
    ],
)
def test_everyday_words_are_joined_by_official_ones(
    question: str, term: str, weight: float
) -> None:
    assert added(question).get(term) == weight


def test_counterparts_of_a_word_the_corpus_has_weigh_less() -> None:
    assert added("档案") == {"建立档案": 0.48}  # 0.8 times 0.6
    assert added("困难户")["困难职工"] == 0.8
    assert added("困难")["困难职工"] == 0.42  # 0.7 for 困难, which the corpus has: times 0.6


def test_words_that_the_corpus_lacks_are_never_added() -> None:
    for text in added("头一回花钱盖楼，老板和工友吵架打官司，得奖念书看病"):
        assert corpus().contains(text)


def test_nothing_is_added_that_the_question_has() -> None:
    assert "投资" not in added("投资花了多少钱")


def test_quoted_words_and_titles_are_left_alone() -> None:
    assert added("《头一回》") == {}
    assert added("“花钱”") == {}


def test_the_longest_word_is_taken_and_a_single_character_only_alone() -> None:
    table = parse("0.5\t书\t图书\n0.8\t多少本书\t藏书\n")
    assert table.words["多少本书"] == (Counterpart("藏书", 0.8),)
    assert {term.source for term in ask("有多少本书").added} == {"多少本书"}
    assert added("盖大坝")["兴建"] == 0.5
    assert "兴建" not in added("盖章")  # 盖章 is a word of its own


def test_an_empty_corpus_leaves_every_question_as_it_is() -> None:
    empty = Vocabulary.build([])
    assert expand("头一回花了多少钱?", empty) == Expansion("头一回花了多少钱?")


# --- properties

_CHARACTERS = "图书馆官企页业职共工竟赛的是一三县总会头回花钱《》\"'[]，。a1\U00020000\ud800"


@settings(max_examples=500, deadline=None)
@given(st.text(_CHARACTERS, max_size=40) | st.text(max_size=40))
def test_any_text_is_taken_and_keeps_its_length(text: str) -> None:
    answer = expand(text, corpus())
    assert answer == expand(text, corpus())
    assert len(answer.corrected) == len(text)
    restored = list(answer.corrected)
    for typo in answer.typos:
        assert answer.corrected[typo.start : typo.start + len(typo.meant)] == typo.meant
        restored[typo.start : typo.start + len(typo.typed)] = typo.typed
    assert "".join(restored) == text
    assert len(answer.added) <= 32
    weights = [term.weight for term in answer.added]
    assert weights == sorted(weights, reverse=True)
    assert all(0.1 <= weight <= 0.9 for weight in weights)
    assert all(term.text not in answer.corrected for term in answer.added)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=4))
def test_any_corpus_is_taken(texts: list[str]) -> None:
    vocabulary = Vocabulary.build(texts)
    question = "".join(texts)[:40]
    assert len(expand(question, vocabulary).corrected) == len(question)


@pytest.mark.alone
@pytest.mark.parametrize(
    "unit", ["图书官头一回花了多少钱", "《", "\"'[", "企页", "某某会厂", "职代会", "钱"]
)
def test_time_grows_with_the_length_and_not_faster(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        best = 9.0
        for _ in range(3):
            begin = time.process_time()
            expand(text, corpus())
            best = min(best, time.process_time() - begin)
        return best

    expand(unit, corpus())
    # Eight times the text: 8 times the time if linear, 64 if quadratic.
    assert seconds(8_000) < 24 * seconds(1_000) + 0.02


def test_money_before_a_verb_is_no_slip() -> None:
    letters = Vocabulary.build(
        ["县长签发通知，厂长签发文件。", "局长签发命令，社长签发聘书，所长签发证书。"]
    )
    assert expand(fold("工人的签发不出"), letters).typos == ()
    assert expand(fold("工人的钱发不出"), letters).corrected == "工人的钱发不出"


def test_a_word_between_two_others_is_no_slip() -> None:
    texts = ["业余读书班36个。高校毕业生就业。高校毕业生返乡。全校毕业生分配。夜校5所。"] * 3
    told = expand(fold("工人夜校比业余读书班少多少所？"), Vocabulary.build(texts))
    assert told.typos == ()
