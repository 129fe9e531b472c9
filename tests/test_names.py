"""Names: each case is a sentence with the spans that grammar alone must find in it."""

import gc
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.language.names import Name, NameKind, find_names, head, matches_asked


def named(text: str, kind: NameKind) -> set[str]:
    return {name.text for name in find_names(text) if name.kind is kind}


ORGANISATIONS = [
    ("青岛市纺织局成立纺织研究所。", "青岛市纺织局"),
    ("1956年，由南昌市机床厂承担试制任务。", "南昌市机床厂"),
    ("中国农业银行永丰县支行在城关镇办理业务。", "中国农业银行永丰县支行"),
    ("会议由省总工会主持。", "省总工会"),
    ("临江县妇女联合会与共青团合办夜校。", "临江县妇女联合会"),
    ("他毕业于清华大学。", "清华大学"),
    ("聘请上海音乐学院教师授课。", "上海音乐学院"),
    ("该馆隶属于文化局，由市博物馆代管。", "市博物馆"),
    ("获得红星集团有限公司资助。", "红星集团有限公司"),
    ("县人民医院设有传染科。", "县人民医院"),
    ("为配合铁道部施工，县里成立筹备委员会。", "铁道部"),
    ("成立了武宁县第三届执行委员会。", "武宁县第三届执行委员会"),
    ("被江苏省教育厅评为先进。", "江苏省教育厅"),
    ("中华人民共和国国务院颁布条例。", "中华人民共和国国务院"),
    ("经自由职业者协会批准。", "自由职业者协会"),
    ("和平出版社出版了该书。", "和平出版社"),
    ("北海市总工会女职工委员会发起活动。", "北海市总工会女职工委员会"),
    ("中国（上海）自由贸易试验区挂牌。", "中国（上海）自由贸易试验区"),
]

PLACES = [
    ("工厂设在浙江省杭州市。", "浙江省杭州市"),
    ("他于绍兴县柯桥镇出生。", "绍兴县柯桥镇"),
    ("部队抵达长江北岸。", "长江北岸"),
    ("该鱼分布于南海北部。", "南海北部"),
    ("位于云南省大理白族自治州洱源县。", "云南省大理白族自治州洱源县"),
    ("故居坐落在解放路。", "解放路"),
    ("船只驶往海南岛。", "海南岛"),
    ("全县遭水灾，赣江决口。", "赣江"),
    ("会议在南京召开。", "南京"),
    ("他来自云南的大理。", "云南的大理"),
    ("运动会在体育场举行。", "体育场"),
    ("银海区平阳镇平阳村被评为示范点。", "银海区平阳镇平阳村"),
]

PERSONS = [
    ("厂长王德明说，要改进工艺。", "王德明"),
    ("工程师李国栋改进了设备。", "李国栋"),
    ("大会选举产生主席张志远。", "张志远"),
    ("由教师陈婉芬任教。", "陈婉芬"),
    ("王大力、李小红、赵勇等3人获奖。", "李小红"),
    ("赵勇、孙立新被授予称号。", "赵勇"),
    ("欧阳修任主编。", "欧阳修"),
    ("刘志军同志出席会议。", "刘志军"),
    ("司机包文辉获得表彰。", "包文辉"),
    ("贾斯汀·特鲁多访问该市。", "贾斯汀·特鲁多"),
    ("总统爱德华·肯尼迪发表讲话。", "爱德华·肯尼迪"),
    ("导演侯咏执导该片。", "侯咏"),
    ("主席于海波主持会议。", "于海波"),
    ("老工人郭振华倡议捐款。", "郭振华"),
    ("党委书记司马光明出席。", "司马光明"),
    ("文教科干部石文彬接管剧社。", "石文彬"),
    ("队长由复员军人方大勇担任。", "方大勇"),
    ("讲述工程师程远山扎根山区的故事。", "程远山"),
]

# Words that begin with a surname's character, and trades before ordinary words.
NO_PERSONS = [
    "剧院坚持周周有演出",
    "安全生产得到加强。",
    "高度重视，方法得当。",
    "职工利益得到维护。",
    "农民收入增加，工人情绪稳定。",
    "金融、石油、管理等方面。",
    "文化、教育、卫生事业。",
    "路线正确，方向明确。",
    "任务完成，成绩显著。",
    "党员队伍扩大。",
    "万元以上，单位自筹。",
    "代表提案，委员建议。",
    "水平提高，时间缩短。",
    "工程师队伍壮大。",
]

MARKED = [
    ("颁布《婚姻法》。", NameKind.TITLE, "《婚姻法》"),
    ("颁布《婚姻法》。", NameKind.TITLE, "婚姻法"),
    ("开展“双增双节”运动。", NameKind.QUOTED, "“双增双节”"),
    ("称为「大阪城」。", NameKind.QUOTED, "大阪城"),
    ("下发《关于做好“安康杯”竞赛的通知》。", NameKind.TITLE, "《关于做好“安康杯”竞赛的通知》"),
    ("下发《关于做好“安康杯”竞赛的通知》。", NameKind.QUOTED, "“安康杯”"),
    ("使用Windows 95系统。", NameKind.LATIN, "Windows 95"),
    ("委托Lowry Digital修复。", NameKind.LATIN, "Lowry Digital"),
    ("研制出B-52轰炸机。", NameKind.LATIN, "B-52"),
    ("荣获全国五一劳动奖章。", NameKind.WORK, "全国五一劳动奖章"),
    ("召开第十四次代表大会。", NameKind.WORK, "第十四次代表大会"),
    ("斯德哥尔摩风光优美。", NameKind.FOREIGN, "斯德哥尔摩"),
    ("路过布达佩斯时停留。", NameKind.FOREIGN, "布达佩斯"),
]


@pytest.mark.parametrize(("text", "name"), ORGANISATIONS)
def test_organisations_end_in_their_head_and_begin_behind_a_border(text: str, name: str) -> None:
    assert name in named(text, NameKind.ORGANISATION)


@pytest.mark.parametrize(("text", "name"), PLACES)
def test_places(text: str, name: str) -> None:
    assert name in {found.text for found in find_names(text)}
    assert name in named(text, NameKind.PLACE) | named(text, NameKind.ORGANISATION)


@pytest.mark.parametrize(("text", "name"), PERSONS)
def test_persons_by_surname_and_position(text: str, name: str) -> None:
    assert name in named(text, NameKind.PERSON)


@pytest.mark.parametrize("text", NO_PERSONS)
def test_ordinary_words_are_no_persons(text: str) -> None:
    assert named(text, NameKind.PERSON) == set()


@pytest.mark.parametrize(("text", "kind", "name"), MARKED)
def test_marks_scripts_and_named_things(text: str, kind: NameKind, name: str) -> None:
    assert name in named(text, kind)


def test_a_person_is_named_without_the_post_before_the_name() -> None:
    assert named("面粉厂职工陈业进改进磨面。", NameKind.PERSON) == {"陈业进"}
    assert named("著名评论家龚和平撰文。", NameKind.PERSON) == {"龚和平"}


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("与北海市劳动和社会保障局举行活动。", "北海市劳动和社会保障局"),
        ("县住房和城乡建设局主办。", "县住房和城乡建设局"),
        ("市机关和企业工会参加。", ""),
        ("市教育和县文化局主办。", ""),
        ("清河县住房和城乡建设局主办。", "清河县住房和城乡建设局"),
        ("清河县总工会和县教育局主办。", ""),
    ],
)
def test_a_body_with_a_conjunction_in_its_name(text: str, body: str) -> None:
    joined = {name for name in named(text, NameKind.ORGANISATION) if "和" in name}
    assert joined == ({body} if body else set())


def test_words_that_only_look_like_ordinary_ones_or_borders() -> None:
    assert "剧本一等奖" in named("获剧本一等奖。", NameKind.WORK)
    assert "清河县民政局" in named("清河县民政局成立。", NameKind.ORGANISATION)
    assert named("政局稳定。", NameKind.ORGANISATION) == set()
    assert "自治区总工会" in named("移交自治区总工会管理。", NameKind.ORGANISATION)


def test_a_verb_behind_a_body_is_no_part_of_the_next_name() -> None:
    found = named("清河县海化厂注意捕捉市场。", NameKind.ORGANISATION)
    assert found == {"清河县海化厂"}
    assert "货运企业联合工会" in named("货运企业联合工会揭牌。", NameKind.ORGANISATION)


def test_where_somebody_went_is_told_without_what_they_did_there() -> None:
    assert named("选送干部赴南宁学习。", NameKind.PLACE) == {"南宁"}


def test_a_name_inside_a_name_is_flagged() -> None:
    found = {name.text: name for name in find_names("北海市总工会女职工委员会发起。")}
    assert not found["北海市总工会女职工委员会"].inner
    assert found["北海市总工会"].inner
    assert found["北海市"].kind is NameKind.PLACE
    assert found["北海市"].inner


def test_each_place_of_a_chain_is_found() -> None:
    assert {"江西省", "上饶市", "玉山县", "江西省上饶市玉山县"} <= named(
        "江西省上饶市玉山县遭灾。", NameKind.PLACE
    )


def test_a_count_is_no_part_of_a_name() -> None:
    assert named("全市建有12个职工学校。", NameKind.ORGANISATION) == set()
    assert "第三中学" in named("学生考入第三中学。", NameKind.ORGANISATION)


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("红星机械厂", "厂"),
        ("广西骏马货运有限公司", "有限公司"),
        ("《关于加强管理的通知》", "通知"),
        ("“模范职工之家”称号", "称号"),
        ("第三次代表大会", "代表大会"),
        ("《工会法（试行）》", "工会法"),
        ("北海市", "市"),
        ("", ""),
        ("某某某", ""),
    ],
)
def test_the_head_names_the_sort(text: str, noun: str) -> None:
    assert head(text) == noun


def name(text: str, kind: NameKind) -> Name:
    return Name(0, len(text), text, kind)


@pytest.mark.parametrize(
    ("noun", "better", "worse"),
    [
        (
            "公司",
            name("红星纺织公司", NameKind.ORGANISATION),
            name("文化局", NameKind.ORGANISATION),
        ),
        ("企业", name("红星机械厂", NameKind.ORGANISATION), name("张三", NameKind.PERSON)),
        ("部门", name("教育局", NameKind.ORGANISATION), name("红星机械厂", NameKind.ORGANISATION)),
        ("谁", name("王德明", NameKind.PERSON), name("南京", NameKind.PLACE)),
        ("人", name("王德明", NameKind.PERSON), name("教育局", NameKind.ORGANISATION)),
        ("哪里", name("南京", NameKind.PLACE), name("王德明", NameKind.PERSON)),
        ("地方", name("南京", NameKind.PLACE), name("《通知》", NameKind.TITLE)),
        ("文件", name("《关于管理的通知》", NameKind.TITLE), name("南京", NameKind.PLACE)),
        ("通知", name("《关于管理的通知》", NameKind.TITLE), name("《婚姻法》", NameKind.TITLE)),
        ("书", name("《呐喊》", NameKind.TITLE), name("教育局", NameKind.ORGANISATION)),
        ("称号", name("先进单位称号", NameKind.WORK), name("教育局", NameKind.ORGANISATION)),
        ("奖", name("“金桥奖”", NameKind.QUOTED), name("南京", NameKind.PLACE)),
        ("大学", name("清华大学", NameKind.ORGANISATION), name("王德明", NameKind.PERSON)),
        ("会议", name("第三次代表大会", NameKind.WORK), name("王德明", NameKind.PERSON)),
        ("厂", name("红星机械厂", NameKind.ORGANISATION), name("教育局", NameKind.ORGANISATION)),
    ],
)
def test_the_noun_asked_for_prefers_its_own_sort(noun: str, better: Name, worse: Name) -> None:
    assert matches_asked(noun, better) > matches_asked(noun, worse)
    assert 0.0 <= matches_asked(noun, worse) <= matches_asked(noun, better) <= 1.0


_ALPHABET = st.sampled_from(
    "北海市总工会王李德明《》“”（）、，。和在的主席·阿尔斯Ab1二厂公司\n 等是"
)


@settings(max_examples=1000, deadline=None)
@given(st.one_of(st.text(max_size=80), st.text(_ALPHABET, max_size=120)))
def test_any_text_gives_exact_spans(text: str) -> None:
    names = find_names(text)
    for found in names:
        assert text[found.start : found.end] == found.text
        assert found.start < found.end
    assert [found.start for found in names] == sorted(found.start for found in names)
    assert len({(found.start, found.end) for found in names}) == len(names)


@pytest.mark.alone
@pytest.mark.parametrize("piece", ["会", "市", "、", "“", "王", "阿", "·", "（", "0", "主席", "在"])
def test_time_grows_with_the_length(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * size)[:size]
        best = 9.0
        gc.collect()
        for _ in range(3):
            begun = time.process_time()
            find_names(text)
            best = min(best, time.process_time() - begun)
        return best

    # Four times the length: four times the time, where a quadratic scan would take sixteen.
    assert seconds(40_000) <= 8 * seconds(10_000) + 0.05
