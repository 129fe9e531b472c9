import string
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rag.language.asking import Wanted, asked
from rag.language.english import is_english, to_chinese
from rag.language.normalise import fold
from rag.language.pinyin import Vocabulary
from rag.language.times import find_times

NOTHING = Vocabulary.build([])

# With an empty vocabulary every word has its likeliest rendering alone.
WHOLE = [
    ("How many members were there at the end of 1952?", "1952年底 会员 多少人"),
    ("How many model workers were commended in 1989?", "1989年 表彰 劳动模范 多少名"),
    ("When was the federation of trade unions founded?", "总工会 什么时候 成立"),
    ("In which year was the Cultural Palace completed?", "文化宫 哪年 建成"),
    ("Who was elected chairman?", "谁 当选 主席"),
    ("Why was the cannery closed?", "罐头厂 为什么 关闭"),
    ("Where is the workers' hospital?", "工人医院 哪里"),
    ("How much money was raised in 2003?", "2003年 资金 筹集 多少钱"),
    ("How much did the project cost?", "工程 成本 多少钱"),
    (
        "What percentage of enterprises signed collective contracts?",
        "企业 签订 集体合同 百分之多少",
    ),
    ("What was the unemployment rate in 1998?", "1998年 失业率 百分之多少"),
    ("How long did the strike last?", "罢工 最后 多长时间"),
    ("How did unions help laid-off workers?", "工会 怎么 帮扶 下岗职工"),
    ("Did the library move in 1985?", "1985年 图书馆 搬迁 吗"),
    ("Were migrant workers covered by medical insurance?", "农民工 医疗保险 覆盖 吗"),
    ("Which departments jointly issued the notice?", "哪些 部门 联合 颁布 通知"),
    ("Which three schools were merged?", "哪三个 学校 合并"),
    ("List the national model workers.", "全国劳动模范 哪些"),
    ("What is meant by mutual aid?", "互助 什么意思"),
    ("What does democratic management mean?", "民主管理 什么意思"),
    ("What is a workers' congress?", "什么是 职工代表大会"),
    ("Which factory had the most apprentices?", "工厂 学徒 哪个最多"),
    ("Which year saw more strikes, 1956 or 1957?", "1956年、1957年 罢工 哪年更多"),
    ("How many more members were there in 1985 than in 1980?", "1985年 1980年 会员 相差多少"),
    ("What was the name of the newspaper?", "报纸 叫什么"),
    ("What was the purpose of the survey?", "调查 目的 什么"),
    ("What was the total number of cadres?", "干部一共多少名"),
    ("How many households received hardship allowances?", "领取 困难补助 多少户"),
    ("How many people took part in blood donation?", "参加 献血 多少人"),
    ("How many times was the sports meet held?", "运动会 举行 多少次"),
    ("How old were the apprentices?", "学徒 多少岁"),
    ("What about female members?", "女会员 呢"),
    ("And in 2021?", "2021年 呢"),
    ("members 1952", "1952年 会员"),
    ("When the hall opened in 1984, how many doctors were there?", "1984年 开放 厅 医生 多少人"),
    ("Tell me when the school was rebuilt.", "学校 重建 什么时候"),
    ("Could you tell me who founded the hospital?", "谁 成立 医院"),
    ("Is it true that the port was opened in 1984?", "1984年 港 开放 吗"),
]

# Words and phrases: spelling, number, tense, longest match.
TERMS = [
    ("trade unions", "工会"),
    ("grass-roots union", "基层工会"),
    ("grassroots unions", "基层工会"),
    ("labour emulation", "劳动竞赛"),
    ("labor competitions", "劳动竞赛"),
    ("collective contracts", "集体合同"),
    ("workers' congresses", "职工代表大会"),
    ("re-employment", "再就业"),
    ("reemployment", "再就业"),
    ("organisations", "组织"),
    ("organizations", "组织"),
    ("cultural centre", "文化馆"),
    ("programmes", "计划"),
    ("labour disputes", "劳动争议"),
    ("a child", "儿童"),
    ("children", "儿童"),
    ("women workers", "女职工"),
    ("cities", "市"),
    ("factories", "工厂"),
    ("trained", "培训"),
    ("established", "成立"),
    ("merging", "合并"),
    ("stopped", "停止"),
    ("held", "举行"),
    ("built", "建设"),
    ("won first prize", "获得 一等奖"),
    ("the All-China Federation of Trade Unions", "全国总工会"),
    ("May Day Labour Medal", "五一劳动奖章"),
    ("the Cultural Revolution", "文化大革命"),
    ("the Great Leap Forward", "大跃进"),
    ("reform and opening-up", "改革开放"),
    ("Guangxi and Guangdong", "广西 广东"),
    ("40,000 yuan", "4万元"),
    ("1.2 million yuan", "120万元"),
    ("2,902 members", "2902 会员"),
    ("86 per cent", "86%"),
    ("two hundred workers", "200 职工"),
    ("one hundred and twenty beds", "120 床位"),
    ("four functions", "四 职能"),
    ("the 3rd session", "第三 届"),
    ("the “one stop” service", "一站式 服务"),
    ("ｔｒａｄｅ ｕｎｉｏｎ", "工会"),
]


@pytest.mark.parametrize(("english", "chinese"), WHOLE + TERMS)
def test_translation(english: str, chinese: str) -> None:
    assert to_chinese(english, NOTHING).chinese == chinese


@pytest.mark.parametrize(
    ("english", "kind", "unit"),
    [
        ("How many nurses were trained?", Wanted.QUANTITY, "人"),
        ("How much money was spent?", Wanted.QUANTITY, "元"),
        ("What share of members were women?", Wanted.QUANTITY, "%"),
        ("When did the second congress open?", Wanted.DATE, ""),
        ("Who chaired the meeting?", Wanted.PERSON, ""),
        ("Where was the meeting held?", Wanted.PLACE, ""),
        ("Why did output fall?", Wanted.REASON, ""),
        ("How were the funds used?", Wanted.MANNER, ""),
        ("Which factories were moved?", Wanted.LIST, ""),
        ("Was the dock rebuilt?", Wanted.YES_NO, ""),
        ("Which school was larger?", Wanted.COMPARISON, ""),
    ],
)
def test_the_kind_of_answer_survives(english: str, kind: Wanted, unit: str) -> None:
    wanted = asked(fold(to_chinese(english, NOTHING).chinese))
    assert (wanted.kind, wanted.unit) == (kind, unit)


def test_renderings_that_the_corpus_lacks_are_left_out() -> None:
    corpus = Vocabulary.build(["全市有劳模12名，组建了工会。"])
    found = to_chinese("model workers founded a union", corpus)
    assert found.chinese == "劳模 组建 工会"
    assert found.words == (("model workers", "劳模"), ("founded", "组建"), ("union", "工会"))


def test_a_word_unknown_to_the_corpus_stays_visible() -> None:
    corpus = Vocabulary.build(["全市有劳模12名。"])
    assert to_chinese("How many nurses?", corpus).chinese == "护士 多少人"
    assert to_chinese("Who was comrade Zhang Wei?", corpus).chinese == "Zhang Wei 谁"


def test_the_likeliest_rendering_asks_and_the_others_stand_beside_it() -> None:
    corpus = Vocabulary.build(["职工代表大会，简称职代会。"])
    found = to_chinese("workers' congress", corpus)
    assert found.chinese == "职工代表大会"
    assert found.others == (("职工代表大会", "职代会"),)


# What modifies comes first, the interrogative stands where Chinese has it.
ORDERED = [
    ("Which school did the county union build?", "县总工会 建设 哪个 学校"),
    ("Which factory built the bridge?", "哪个 工厂 建设 桥"),
    ("Why did the director of the hospital resign?", "医院 局长 为什么 辞职"),
    ("Who compiled the history of the port?", "谁 编 港 历史"),
    ("Where was the meeting of the women's federation held?", "妇联 会议 举行 哪里"),
    ("What was the title of the song?", "歌 叫什么"),
    (
        "When did the members of the committee visit the factory in Beijing?",
        "委员会 会员 北京 什么时候 走访 工厂",
    ),
]


# A calculation has a frame of its own, which `answering.computing` reads.
FRAMES = [
    ("What share of the investment came from the province?", "投资中省占百分之多少"),
    ("What percentage of the members were women?", "会员中妇女占百分之多少"),
    (
        "By how many athletes did the seventh sports meet exceed the second?",
        "第七运动会运动员比第二运动会多多少",
    ),
    (
        "Of the money for schools, how much did not come from donations?",
        "学校资金中多少钱不是来自捐款",
    ),
    (
        "How many delegates in total attended the sixth, seventh and eighth congresses?",
        "出席第六、第七、第八代表大会代表一共多少名",
    ),
    ("How many prizes were won in 1985 and 1990 in total?", "1985年、1990年获得奖一共多少"),
]


@pytest.mark.parametrize(("english", "chinese"), ORDERED + FRAMES)
def test_the_order_is_that_of_chinese(english: str, chinese: str) -> None:
    assert to_chinese(english, NOTHING).chinese == chinese


def test_an_ordinal_takes_the_measure_word_of_the_texts() -> None:
    corpus = Vocabulary.build(["第七届职工运动会", "第三次代表大会"])
    assert "第七届" in to_chinese("the seventh workers' games", corpus).chinese
    assert "第三次" in to_chinese("the third congress", corpus).chinese


def test_a_word_of_the_general_list_is_used_only_where_the_texts_have_it() -> None:
    sparrows = Vocabulary.build(["是年捕杀麻雀3万只。"])
    assert to_chinese("How many sparrows were killed?", sparrows).chinese.split()[1] == "麻雀"
    assert "麻雀" not in to_chinese("How many sparrows were killed?", NOTHING).chinese


def test_names_in_questions() -> None:
    corpus = Vocabulary.build(["李小明到南海县涠洲岛，南海县有KTV和“互联网+”。"])
    assert to_chinese("Who is Li Xiaoming?", corpus).chinese == "李小明 谁"
    assert to_chinese("Weizhou Island's members", corpus).chinese == "涠洲岛 会员"
    assert to_chinese("Is KTV in Nanhai County?", corpus).chinese == "南海县 KTV 吗"
    assert to_chinese("What does 互联网 mean?", corpus).chinese == "互联网 什么意思"


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("How many members?", True),
        ("members", True),
        ("Which work was the leaders' project (一把手工程)?", True),
        ("ＨＯＷ ｍａｎｙ ｍｅｍｂｅｒｓ", True),
        ("1952年底有多少会员？", False),
        ("GDP是多少", False),
        ("1952", False),
        ("", False),
        ("？", False),
    ],
)
def test_is_english(text: str, english: bool) -> None:
    assert is_english(text) is english


_TEXT = st.text(alphabet=string.printable + "年会员é’－Ａ１İ\u202e", max_size=120)
_SAMPLES = (
    "how many when the which of end 1952 May June 3rd 1950s Beihai Xi'an union's workers "
    "- , 12% $5 million twenty and was by half 98 first quarter laid-off"
)
_WORDS = st.lists(st.sampled_from(_SAMPLES.split(" ")), max_size=20).map(" ".join)


@settings(max_examples=2000, deadline=None)
@given(st.one_of(_TEXT, _WORDS))
@example("how much " * 50)
def test_never_raises_and_translates_into_clean_terms(text: str) -> None:
    found = to_chinese(text, NOTHING)
    assert found.chinese == " ".join(found.chinese.split())
    assert all(english and chinese for english, chinese in found.words)
    is_english(text)


@settings(max_examples=500, deadline=None)
@given(
    st.integers(1500, 2099),
    st.sampled_from(["in", "by", "since", "before", "after", "at the end of", "during", "of", ""]),
    st.sampled_from(["How many members joined {}?", "{}, who led the union?", "schools {} list"]),
)
def test_years_are_kept(year: int, before: str, frame: str) -> None:
    chinese = to_chinese(frame.format(f"{before} {year}"), NOTHING).chinese
    assert f"{year}年" in chinese
    assert any(
        time.period is not None and year in (time.period.first.year, time.period.last.year)
        for time in find_times(chinese)
    )


@pytest.mark.alone
@pytest.mark.parametrize("part", ["Beihai ", "how many ", "a-", "1950 to ", "one hundred ", "xian"])
def test_time_grows_with_length_alone(part: str) -> None:
    corpus = Vocabulary.build(["北海市总工会"])
    started = time.perf_counter()
    to_chinese(part * (20_000 // len(part)), corpus)
    assert time.perf_counter() - started < 10  # far above what a linear reading takes
