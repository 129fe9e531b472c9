"""The table of facts: what each figure counts, when, for whom, and how."""

from decimal import Decimal

import pytest

from rag.facts import Fact, Scope, build_facts
from rag.language.times import Openness
from tests.computing_case import document


def facts(text: str) -> list[Fact]:
    return list(build_facts(document(f"志稿\n\n{text}\n")))


METRICS = [
    # Noun before figure, figure before noun, a verb alone.
    ("1952年，全县发展会员2902人。", ["发展会员"], ["人"]),
    ("1952年，全县建立63个基层工会。", ["基层工会"], ["个"]),
    ("2004年，有20个代表团1273名运动员参加。", ["代表团", "运动员"], ["个", "名"]),
    ("1988年，县农校培训12人次。", ["培训"], ["人次"]),
    ("1988年，县农校办班10期，90人次参加。", ["办班", "参加"], ["期", "人次"]),
    # Coordination: one verb, several figures.
    ("2010年，覆盖企业1802家、职工12.7万人。", ["覆盖企业", "职工"], ["家", "人"]),
    ("1976年，夜校5所，学员343人；读书班36个，学员582人。", None, ["所", "人", "个", "人"]),
    # 分别: members in order, in the clause itself or in the figures before it.
    (
        "2010年，甲制度和乙制度的建制率分别达93%、94%。",
        ["甲制度建制率", "乙制度建制率"],
        ["%", "%"],
    ),
    (
        "2012年，全县有诊所43家，会员2600人，分别比2005年增加12%和8%。",
        ["诊所", "会员", "诊所", "会员"],
        ["家", "人", "%", "%"],
    ),
    # From one figure to another: both are of the same thing.
    ("1984年，出酒率由70%提高到95%。", ["出酒率", "出酒率"], ["%", "%"]),
    ("1985年，参赛面达85.7%。", ["参赛面"], ["%"]),
    ("1985年，93%的企业达到合格标准。", ["企业"], ["%"]),
]


@pytest.mark.parametrize(("text", "metrics", "units"), METRICS)
def test_a_figure_is_named_by_the_words_beside_it(
    text: str, metrics: list[str] | None, units: list[str]
) -> None:
    found = facts(text)
    assert [fact.unit for fact in found] == units
    if metrics is not None:
        assert [fact.metric for fact in found] == metrics


def test_ranks_articles_and_names_are_no_facts() -> None:
    assert facts("1998年，县里召开第三次大会，开展一批活动，推行“三位一体”体制。") == []


def test_every_offset_leads_to_the_words_in_the_text() -> None:
    text = "1952年，全县建立63个基层工会，发展会员2902人。其中女会员900多人。"
    read = document(f"志稿\n\n{text}\n")
    found = build_facts(read)
    assert [read.reading[f.figure.start : f.figure.end] for f in found] == [
        "63个",
        "2902人",
        "900多人",
    ]
    assert [f.text for f in found] == ["63个", "2902人", "900多人"]
    assert read.reading[found[0].words.start : found[0].words.end] == "基层工会"
    assert [f.value for f in found] == [Decimal(63), Decimal(2902), Decimal(900)]


def test_times_are_own_or_inherited_and_keep_their_openness() -> None:
    first, second, third = facts("截至1984年底，全县有诊所21家。另有药店9家。1990年，有药店12家。")
    assert first.time is not None
    assert (first.time.period.last.year, first.time.openness) == (1984, Openness.UNTIL)
    assert not first.time.inherited
    assert second.time is not None
    assert (second.time.period.last.year, second.time.inherited) == (1984, True)
    assert third.time is not None
    assert (third.time.period.first.year, third.time.inherited) == (1990, False)


def test_each_half_of_a_change_has_its_own_year() -> None:
    early, late = facts("全县职工数从1979年的39386人增加到1985年的42100人。")
    assert early.time is not None
    assert late.time is not None
    assert (early.time.period.first.year, early.value) == (1979, Decimal(39386))
    assert (late.time.period.first.year, late.value) == (1985, Decimal(42100))


SCOPES = [
    ("截至1984年底，全县有诊所21家。", {Scope.CUMULATIVE}),
    ("1984年，累计发放贷款12万元。", {Scope.CUMULATIVE}),
    ("1989年，全年办班10期。", {Scope.ANNUAL}),
    ("1989年，新增诊所8家。", {Scope.INCREASE}),
    ("1977年，总产值比1976年增长21.5%。", {Scope.INCREASE}),
    ("1968年，吞吐量比1967年下降19%。", {Scope.DECREASE}),
    ("1990年，分站增加到5个。", set()),
    ("1997年，签订率达96%。", {Scope.SHARE}),
    ("1990年，平均每天接待80人。", {Scope.AVERAGE}),
    ("1989年，共办班10期。", {Scope.TOTAL}),
]


TURNS = [
    ("1956年与1959年又分别评出先进生产者1260人、1875人。", [1956, 1959]),
    ("1990年、1995年和2000年，各办班3期、5期和8期。", [1990, 1995, 2000]),
    ("1956年与1959年分别评出先进生产者1260人、1875人，发奖金3万元、4万元。", [1956, 1959] * 2),
    # No row of as many figures, or none that goes in turn: the nearest time before.
    ("1956年与1959年分别评出先进生产者1260人。", [1959]),
    ("1970年、1975年、1980年发病人数分别为21例、9例、4例。", [1970, 1975, 1980]),
    ("1956年、1959年评选，评出先进生产者1260人、劳模75人。", [1959, 1959]),
    # A word of being leads to a row of as many; so does a span of as many years, in turn.
    ("2004年、2006年、2008年企业为168家、142家和95家，2018年37家。", [2004, 2006, 2008, 2018]),
    ("2005年至2007年，矿井数分别为215处、193处和87处。", [2005, 2006, 2007]),
    ("2005年至2007年，建矿井215处、193处和87处。", [2005, 2005, 2005]),
]


@pytest.mark.parametrize(("text", "years"), TURNS)
def test_figures_in_turn_have_the_times_in_turn(text: str, years: list[int]) -> None:
    found = [fact.time.period.first.year for fact in facts(text) if fact.time]
    assert found == years


@pytest.mark.parametrize(("text", "scopes"), SCOPES)
def test_the_scope_is_told_by_the_words_around(text: str, scopes: set[Scope]) -> None:
    assert facts(text)[-1].scopes == scopes


SUBJECTS = [
    ("1985年，县水泵厂有职工235人。", "县水泵厂"),
    ("1985年，全县有职工235人。", "全县"),
    ("1985年，青石县总工会培训干部35人。", "青石县总工会"),
    ("1985年，县水泵厂改造设备。年内增加职工12人。", "县水泵厂"),
]


@pytest.mark.parametrize(("text", "subject"), SUBJECTS)
def test_the_subject_opens_the_clause_or_stands_before(text: str, subject: str) -> None:
    assert facts(text)[-1].subject == subject


def test_the_table_is_the_same_each_time() -> None:
    text = "志稿\n\n1952年，全县建立63个基层工会，发展会员2902人。\n"
    assert build_facts(document(text)) == build_facts(document(text))
