"""Lists: each case is a sentence with the members that a reader would write down."""

import gc
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.language.enumerations import Enumeration, find_enumerations


def lists(text: str) -> list[list[str]]:
    return [[text[a:b] for a, b in found.members] for found in find_enumerations(text)]


def only(text: str) -> Enumeration:
    (found,) = find_enumerations(text)
    return found


# The bars stand between the members that must be found.
COORDINATED = [
    ("县工会设组织部、文教部、财务部。", "组织部|文教部|财务部"),
    ("机构有秘书科、人事科和保卫科。", "秘书科|人事科|保卫科"),
    ("全面履行“维护、建设、参与、教育”职能。", "维护|建设|参与|教育"),
    ("化石在中国、蒙古、美国等地发现。", "中国|蒙古|美国"),
    ("商业、交通、水产等行业的职工参加劳动保险。", "商业|交通|水产"),
    ("开展工业、商业、交通系统竞赛。", "工业|商业|交通"),
    ("下发《工会法》《劳动法》等文件。", "《工会法》|《劳动法》"),
    ("著有《呐喊》、《彷徨》和《野草》。", "《呐喊》|《彷徨》|《野草》"),
    ("打造“阵地工会”“村品工会”“海上工会”。", "“阵地工会”|“村品工会”|“海上工会”"),
    ("王大力、李小红、赵勇等3人获奖。", "王大力|李小红|赵勇"),
    ("产品包括水泥、钢材、玻璃以及木材。", "水泥|钢材|玻璃|木材"),
    ("电影由陈强、田华、张瑞芳主演。", "陈强|田华|张瑞芳"),
    ("成员为卫生局、教育局、财政局的干部。", "卫生局|教育局|财政局"),
    (
        "由市人事局、市劳动和社会保障局及市知识产权局主办。",
        "市人事局|市劳动和社会保障局|市知识产权局",
    ),
    ("体裁分为诗歌、小说、散文、戏剧四类。", "诗歌|小说|散文|戏剧"),
    ("主要农作物是水稻、玉米、甘薯。", "水稻|玉米|甘薯"),
    ("县内有赣江、抚河、信江三条河流。", "赣江|抚河|信江"),
    ("提高素质、改善服务、加强管理。", "提高素质|改善服务|加强管理"),
    ("演员下放到红旗农场、白马公社和县砖瓦厂劳动。", "红旗农场|白马公社|县砖瓦厂"),
    ("学校为实验小学、城关中学和思源学校。", "实验小学|城关中学|思源学校"),
    ("赴龙口、马井、赤壁三镇慰问。", "龙口|马井|赤壁"),
    ("第三期起增设乐理、化妆两门课。", "乐理|化妆"),
    ("坚持抓先进、立标兵、赶先进、帮后进。", "抓先进|立标兵|赶先进|帮后进"),
    ("培训工业、贸易、基建部门组长。", "工业|贸易|基建"),
    ("商业、造船、食品加工等行业的职工参加。", "商业|造船|食品加工"),
    (
        "岗位责任制度、质量检查制度、安全操作规程、劳动纪律被视为束缚。",
        "岗位责任制度|质量检查制度|安全操作规程|劳动纪律",
    ),
    ("落实低保、教育、医保和住房等政策。", "低保|教育|医保|住房"),
    ("加强民主管理和劳动竞赛工作。", "民主管理|劳动竞赛"),
    (
        "开展“春风行动”和困难职工（农民工）家庭招聘会等活动。",
        "“春风行动”|困难职工（农民工）家庭招聘会",
    ),
    ("举办篮球、排球、乒乓球比赛。", "篮球|排球|乒乓球"),
    ("与北京、天津、上海建立联系。", "北京|天津|上海"),
    ("对工人、农民、学生进行教育。", "工人|农民|学生"),
    ("把煤炭、电力、运输列为重点。", "煤炭|电力|运输"),
    ("获得特等奖、一等奖和二等奖。", "特等奖|一等奖|二等奖"),
    ("设立夜校、扫盲班、识字班。", "夜校|扫盲班|识字班"),
    ("品种如红富士、国光、秦冠。", "红富士|国光|秦冠"),
    ("书刊例如《人民文学》《收获》。", "《人民文学》|《收获》"),
    ("三大产业，即农业、工业、服务业。", "农业|工业|服务业"),
    ("办理存款、贷款、汇兑业务。", "存款|贷款|汇兑业务"),
    ("该鱼分布于东非、南非、红海、日本等海域。", "东非|南非|红海|日本"),
    ("由县总工会、县妇联、团县委联合举办。", "县总工会|县妇联|团县委"),
    ("途经长沙、株洲、衡阳，抵达广州。", "长沙|株洲|衡阳"),
    ("出口茶叶、瓷器、丝绸到欧洲。", "茶叶|瓷器|丝绸"),
    ("常见的有CD、DVD和VCD。", "CD|DVD|VCD"),
    ("症状包括发热、咳嗽、头痛、乏力。", "发热|咳嗽|头痛|乏力"),
    ("建立了托儿所、幼儿园、敬老院。", "托儿所|幼儿园|敬老院"),
    ("组成了由县长、书记、校长参加的小组。", "县长|书记|校长"),
    ("在香港，新加坡，马来西亚等地销售。", "香港|新加坡|马来西亚"),
    ("推广（科技、文化、卫生）三下乡。", "科技|文化|卫生"),
    ("会议讨论宣传、组织、财务三项工作。", "宣传|组织|财务"),
    ("城巴途经天晴邨（只限去程）、天颂苑、天华邨。", "天晴邨（只限去程）|天颂苑|天华邨"),
    ("送温暖、送清凉、送健康深入人心。", "送温暖|送清凉|送健康"),
    ("恢复早会、交班、瓦斯检查牌板3项制度。", "早会|交班|瓦斯检查牌板"),
    ("坚持9天，提出加薪、减时、承认工会代表工人之权3项条件。", "加薪|减时|承认工会代表工人之权"),
    ("在私营机器、印刷、面粉三业率先订立加工、经销合同。", "私营机器|印刷|面粉"),
    (
        "首批由市医学会、市农学会、市水利学会承接医疗鉴定、水利评审等职能。",
        "市医学会|市农学会|市水利学会",
    ),
    ("建成体育馆、游泳馆、网球馆三馆、一个主体育场。", "体育馆|游泳馆|网球馆"),
    ("工人5名、农民4名、学生3名参加。", "工人5名|农民4名|学生3名"),
    ("经费从市财政、会费和企业捐助三处取得。", "市财政|会费|企业捐助"),
    ("历史、文学、化学与化工学4个学科入选。", "历史|文学|化学|化工学"),
    ("历史、文学、音乐与舞蹈学3个学科入选。", "历史|文学|音乐与舞蹈学"),
    ("将3个科室调整为办公室、普及部、企业与人才部。", "办公室|普及部|企业与人才部"),
    ("设组织部、普及部、企业与人才部。", "组织部|普及部|企业与人才部"),
    ("设组织部、普及部、宣传部与人才部。", "组织部|普及部|宣传部|人才部"),
]

PAIRS = [
    ("电子出版物像是CD和DVD。", "CD|DVD"),
    ("采用《通则》和《细则》。", "《通则》|《细则》"),
    ("代表是工人与农民。", "工人|农民"),
    ("出席的有县长及书记。", "县长|书记"),
]

SERIES = [
    ("工作有三：一是加强宣传；二是扩大组织；三是改善福利。", "加强宣传|扩大组织|改善福利"),
    ("一是建会。依法推进。二是维权。三是帮扶。", "建会。依法推进|维权|帮扶"),
    ("首先，清点物资；其次，登记造册；最后，分发到户。", "清点物资|登记造册|分发到户"),
    ("第一，统一思想；第二，健全制度。", "统一思想|健全制度"),
    ("（1）申请；（2）审核；（3）发证。", "申请|审核|发证"),
    ("（一）总则。（二）会员。（三）附则。", "总则|会员|附则"),
    ("①报名②考试③录取", "报名|考试|录取"),
    ("一方面改进技术，另一方面培训工人。", "改进技术|培训工人"),
    ("1.建章立制\n2.培训骨干\n3.检查验收", "建章立制|培训骨干|检查验收"),
    ("一、组织\n二、宣传\n三、福利", "组织|宣传|福利"),
    ("分工如下：甲组运料；乙组砌墙；丙组粉刷。", "甲组运料|乙组砌墙|丙组粉刷"),
]


@pytest.mark.parametrize(("text", "members"), [*COORDINATED, *PAIRS])
def test_the_members_of_a_list_in_a_clause(text: str, members: str) -> None:
    assert members.split("|") in lists(text)


@pytest.mark.parametrize(("text", "members"), SERIES)
def test_the_members_of_a_numbered_list(text: str, members: str) -> None:
    assert members.split("|") in lists(text)


@pytest.mark.parametrize(
    ("text", "is_open", "count", "noun"),
    [
        ("县工会设组织部、文教部、财务部3个工作机构。", False, 3, "工作机构"),
        ("履行“维护、建设、参与、教育”四项社会职能。", False, 4, "社会职能"),
        ("下发《工会法》《劳动法》等文件。", True, None, "文件"),
        ("王大力、李小红、赵勇等3人获奖。", False, 3, "人"),
        ("化石在中国、蒙古、美国等地发现。", True, None, "地"),
        ("商业、交通、水产等行业受灾。", True, None, "行业"),
        ("设3个部门：宣传部、组织部、财务部。", False, 3, "部门"),
        ("县内有赣江、抚河、信江三条河流。", False, 3, "河流"),
        ("主要农作物是水稻、玉米、甘薯。", False, None, ""),
    ],
)
def test_what_closes_counts_and_names_a_list(
    text: str, is_open: bool, count: int | None, noun: str
) -> None:
    found = only(text)
    assert (found.open, found.count, found.head) == (is_open, count, noun)


def test_a_numbered_list_knows_what_announced_it() -> None:
    found = only("包括3个方面：一是建会。二是维权。三是帮扶。")
    assert (found.count, found.head) == (3, "方面")


def test_two_lists_in_one_clause_stay_apart() -> None:
    found = lists("由县委、县政府等部门开展普法、扫盲。")
    assert ["县委", "县政府"] in found
    assert ["普法", "扫盲"] in found


def test_a_join_before_a_verb_ends_a_list() -> None:
    found = lists("为失业人员、困难职工和农民工开展技能培训、家政培训。")
    assert ["失业人员", "困难职工", "农民工"] in found
    assert ["技能培训", "家政培训"] in found


def test_a_count_of_one_member_does_not_count_the_list() -> None:
    found = only("评出“先进单位”79个、“标兵”80个。")
    assert (found.count, found.head) == (None, "")


def test_a_list_that_names_fewer_than_its_count_is_open() -> None:
    found = only("制成滚沙机、卷扬机等16种机械。")
    assert (found.open, found.count, found.head) == (True, 16, "机械")


def test_a_list_in_brackets_is_beside_the_list_around_it() -> None:
    found = lists("种植粮食（水稻、玉米）、蔬菜、水果。")
    assert ["水稻", "玉米"] in found
    assert ["粮食（水稻、玉米）", "蔬菜", "水果"] in found


def test_a_list_goes_on_behind_a_comma() -> None:
    assert ["北京", "天津", "上海", "沈阳", "长春", "大连"] in lists(
        "途经北京、天津、上海，沈阳、长春、大连。"
    )


@pytest.mark.parametrize(
    "text", ["会议召开。", "", "、", "和", "一是", "，，，", "《》《》", "等等"]
)
def test_no_list(text: str) -> None:
    assert [found for found in lists(text) if len(found) < 2] == []
    assert all(all(members) for members in lists(text))


_ALPHABET = st.sampled_from(
    "工业商部和与、，。；：《》“”（）等3个的是有设一二首先其次最后1.\n Ab①②"
)


@settings(max_examples=1000, deadline=None)
@given(st.one_of(st.text(max_size=80), st.text(_ALPHABET, max_size=120)))
def test_any_text_gives_members_in_order(text: str) -> None:
    for found in find_enumerations(text):
        assert len(found.members) >= 2
        assert (found.start, found.end) == (found.members[0][0], found.members[-1][1])
        places = [place for member in found.members for place in member]
        assert places == sorted(places)
        assert all(0 <= start < end <= len(text) for start, end in found.members)


@pytest.mark.alone
@pytest.mark.parametrize(
    "piece", ["、", "和", "A、", "“", "（", "；", "一是", "①", "、和", "，一，"]
)
def test_time_grows_with_the_length(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * size)[:size]
        best = 9.0
        gc.collect()
        for _ in range(3):
            begun = time.process_time()
            find_enumerations(text)
            best = min(best, time.process_time() - begun)
        return best

    # Four times the length: four times the time, where a quadratic scan would take sixteen.
    assert seconds(40_000) <= 8 * seconds(10_000) + 0.05
