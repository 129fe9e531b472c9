"""Computed answers over an invented chronicle; every value is worked out by hand."""

import pytest

from rag.answering.computing.wording import in_signs
from rag.types import Reason
from tests.computing_case import solve

CHRONICLE = """青石县志稿

1960年，青石县开办夜读班12个，学员360人。至1962年底，全县已开办夜读班30个，学员1050人，教员45人。

1965年，青石县图书馆藏书8200册，全年借阅15400人次，办理借书证640个。1966年，图书馆藏书9700册，全年借阅13900人次。

2003年10月，青石县举办第三届农民运动会，全县有18个代表队540名运动员参加。2007年5月，青石县举办第四届农民运动会。运动会设8个项目，有22个代表队715名运动员参加。2011年9月，青石县举办第五届农民运动会，有20个代表队680名运动员参加。

1978年，青石县种植水稻4.2万亩，其中早稻1.8万亩；种植甘蔗9000亩。1979年，种植水稻4.5万亩，种植甘蔗1.2万亩。

2010年，全县共有诊所86家，其中已联网的52家。2012年，全县诊所联网率达75%，比2010年提高14.5个百分点。

1985年，县水泵厂有职工235人，县农具厂有职工198人，县砖瓦厂有职工310人。

1990年，县供水站收到维修申请420件，已办结391件。1991年，县供水站收到维修申请500件，办结率96%。

截至1995年底，全县有电话5200部。1996年，全年新装电话1300部。1997年，全年新装电话1700部。

2015年，全县共有志愿者2万多人。2018年，全县共有志愿者3.1万人。

1958年，县剧团因故停演。1979年，县剧团恢复演出。

1988年，举办木工培训班6期，培训木工240人次；举办缝纫培训班4期，培训缝工180人次。

2020年，县机械厂第一车间、第二车间、第三车间的合格率分别为98.5%、97%、99.1%。

2016年，县财政拨款80万元、群众集资50万元，修建青石桥。
"""

ANSWERS = [
    # Two times, one measure.
    ("1962年底的夜读班比1960年多多少个？", "18个", "30 - 12"),
    ("从1960年到1962年，夜读班的学员增加了多少人？", "690人", "1050 - 360"),
    ("1966年图书馆藏书比1965年多多少册？", "1500册", "9700 - 8200"),
    ("1966年的借阅人次比1965年少多少？", "1500人次", "15400 - 13900"),
    ("1979年的水稻比1978年多种了多少万亩？", "0.3万亩", "45000 - 42000"),
    ("与1990年相比，1991年的维修申请多了几件？", "80件", "500 - 420"),
    ("2011年农民运动会的代表队比2003年多几个？", "2个", "20 - 18"),
    # Two numbers of a series.
    ("第四届农民运动会的运动员比第三届多多少名？", "175名", "715 - 540"),
    ("第五届农民运动会的运动员比第三届多几名？", "140名", "680 - 540"),
    # Two measures, one time.
    ("1978年水稻比甘蔗多种多少亩？", "3.3万亩", "42000 - 9000"),
    ("1978年早稻和甘蔗相差多少亩？", "9000亩", "18000 - 9000"),
    ("1985年砖瓦厂的职工比农具厂多多少人？", "112人", "310 - 198"),
    ("1962年底全县的学员比教员多多少人？", "1005人", "1050 - 45"),
    ("1988年培训的木工比缝工多多少人次？", "60人次", "240 - 180"),
    ("2016年修桥，财政拨款比群众集资多多少万元？", "30万元", "800000 - 500000"),
    ("2020年第三车间的合格率比第二车间高几个百分点？", "2.1个百分点", "99.1 - 97"),
    ("用1985年水泵厂的职工数减去农具厂的职工数，等于多少？", "37人", "235 - 198"),
    # Sums.
    ("1965年和1966年两年图书馆一共借阅多少人次？", "29300人次", "15400 + 13900"),
    ("1996年和1997年一共新装电话多少部？", "3000部", "1300 + 1700"),
    ("1985年水泵厂和农具厂的职工一共多少人？", "433人", "235 + 198"),
    ("水泵厂、农具厂和砖瓦厂的职工加起来有多少人？", "743人", "235 + 198 + 310"),
    ("1988年木工培训班和缝纫培训班合计办了多少期？", "10期", "6 + 4"),
    ("2016年财政拨款和群众集资合计多少钱？", "130万元", "800000 + 500000"),
    # Multiples, shares, rates, averages.
    ("1962年底夜读班的学员是1960年的几倍？", "约2.9倍", "1050 / 360"),
    ("1962年底的学员是教员的几倍？", "约23.3倍", "1050 / 45"),
    ("1978年早稻占水稻的百分之几？", "约42.9%", "18000 / 42000 * 100"),
    ("2010年诊所联网占比是多少？", "约60.5%", "52 / 86 * 100"),
    ("2010年诊所联网占比是多少（保留一位小数）？", "60.5%", "52 / 86 * 100"),
    ("1991年的维修申请比1990年增加了百分之几？", "约19%", "(500 - 420) / 420 * 100"),
    ("1966年图书馆藏书比1965年增长百分之多少？", "约18.3%", "(9700 - 8200) / 8200 * 100"),
    ("1988年木工培训班平均每期培训多少人次？", "40人次", "240 / 6"),
    # What is left of a whole.
    ("2010年还没有联网的诊所有多少家？", "34家", "86 - 52"),
    ("1990年没有办结的维修申请有多少件？", "29件", "420 - 391"),
    # Years between two events.
    ("县剧团从停演到恢复演出，中间隔了多少年？", "21年", "1979 - 1958"),
]


@pytest.mark.parametrize(("question", "short", "expression"), ANSWERS)
def test_a_result_is_worked_out_from_cited_figures(
    question: str, short: str, expression: str
) -> None:
    draft = solve(CHRONICLE, question)
    assert draft is not None
    assert draft.refusal is None
    assert draft.computation is not None
    assert (draft.short, draft.computation.expression) == (short, in_signs(expression))
    assert draft.lines[-1].text.endswith(f"{short}。")
    cited = {citation.marker for line in draft.lines for citation in line.citations}
    assert {operand.citation for operand in draft.computation.operands} <= cited


WINNERS = [
    ("第三届和第四届农民运动会，哪一届的代表队更多？", "第四届"),
    ("哪一届农民运动会的运动员最多？", "第四届"),
    ("哪一届农民运动会的代表队最少？", "第三届"),
    ("水泵厂、农具厂、砖瓦厂里，职工最多的是哪个厂？", "县砖瓦厂"),
    ("1965年和1966年，图书馆哪一年的藏书更多？", "1966年"),
    ("1996年和1997年，哪一年新装的电话多？", "1997年"),
    ("1985年水泵厂和农具厂，哪个职工多？", "水泵厂"),
]


@pytest.mark.parametrize(("question", "short"), WINNERS)
def test_the_largest_or_smallest_is_named(question: str, short: str) -> None:
    draft = solve(CHRONICLE, question)
    assert draft is not None
    assert draft.short == short
    assert draft.lines


def test_an_order_against_the_question_is_said() -> None:
    draft = solve(CHRONICLE, "第五届农民运动会的运动员比第四届多多少名？")
    assert draft is not None
    assert draft.short == "少35名"


def test_a_rough_operand_makes_the_result_rough() -> None:
    draft = solve(CHRONICLE, "2018年的志愿者比2015年多多少人？")
    assert draft is not None
    assert draft.short == "约1.1万人"


REFUSED = [
    # An operand is not reported.
    ("2016年的志愿者比2015年多多少人？", "没有给全"),
    ("1970年图书馆的藏书比1965年多多少册？", "没有给全"),
    # A year's count and a state do not go together.
    ("1997年新装的电话比1995年底的电话少多少部？", "口径不同"),
    ("1995年底的电话和1996年新装的电话加起来一共多少部？", "口径不同"),
    # 人次 and 个 cannot be subtracted.
    ("1965年借阅的人次比办理的借书证多多少？", "单位不同"),
]


@pytest.mark.parametrize(("question", "message"), REFUSED)
def test_what_cannot_be_worked_out_is_refused_with_the_nearest_facts(
    question: str, message: str
) -> None:
    draft = solve(CHRONICLE, question)
    assert draft is not None
    assert draft.refusal is not None
    assert draft.refusal.reason is Reason.VALUE_NOT_REPORTED
    assert message in draft.refusal.message
    assert draft.refusal.nearest
    assert draft.lines == ()


STATED = [
    ("2012年诊所联网率比2010年提高了多少个百分点？", "14.5个百分点"),
]


@pytest.mark.parametrize(("question", "short"), STATED)
def test_a_result_that_the_text_states_is_cited_not_computed(question: str, short: str) -> None:
    draft = solve(CHRONICLE, question)
    assert draft is not None
    assert (draft.short, draft.computation) == (short, None)
    assert short in draft.lines[0].text


LEFT_TO_THE_SENTENCES = [
    "2012年的诊所联网率是多少？",
    "1965年图书馆有多少册藏书？",
    "1988年一共举办了多少期木工培训班？",
    "青石县图书馆在哪里？",
    "1990年收到的维修申请办结了多少件？",
    "哪一年县剧团恢复演出？",
    "第四届农民运动会设几个项目？",
    "县里为什么修建青石桥？",
    "1960年到1962年一共开办了多少个夜读班？",
]


@pytest.mark.parametrize("question", LEFT_TO_THE_SENTENCES)
def test_what_the_text_states_is_not_computed(question: str) -> None:
    assert solve(CHRONICLE, question) is None
