"""Time expressions: what is found, the days meant, which side is open, what part it plays."""

from datetime import date

import pytest

from rag.language.period_words import period_in_words
from rag.language.times import Openness, TimeKind, TimeRole, find_times, open_interval
from rag.types import Period


def days(text: str) -> Period:
    """ "1953", "1953-12" or "1953-12-10", or two of them joined by ".."."""
    first, _, last = text.partition("..")
    return Period(_day(first, first=True), _day(last or first, first=False))


def _day(text: str, *, first: bool) -> date:
    numbers = [int(part) for part in text.split("-")]
    if len(numbers) == 3:
        return date(*numbers)
    if first:
        return date(numbers[0], numbers[1] if len(numbers) == 2 else 1, 1)
    year, month = (numbers[0], numbers[1] + 1) if len(numbers) == 2 else (numbers[0] + 1, 1)
    following = date(year + month // 13, (month - 1) % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


ABSOLUTE = [
    ("1953年12月10日", "1953-12-10"),
    ("1953 年 12 月 10 日", "1953-12-10"),
    ("１９５３年１２月", "1953-12"),
    ("1953年", "1953"),
    ("二〇〇二年", "2002"),
    ("二○○二年", "2002"),
    ("一九五三年十二月十日", "1953-12-10"),
    ("89年", "1989"),
    ("八九年", "1989"),
    ("03年", "2003"),
    ("民国10年至14年", "1921..1925"),
    ("光绪二十年至二十五年", "1894..1899"),
    ("民国34年至52年", "1945..1952"),  # no reign has a 52nd year
    ("89年底", "1989-11..1989-12"),
    ("52年年底", "1952-11..1952-12"),
    ("2016年初", "2016-01..2016-02"),
    ("1959年上半年", "1959-01..1959-06"),
    ("1998年下半年", "1998-07..1998-12"),
    ("1954年第四季度", "1954-10..1954-12"),
    ("1990年三季度", "1990-07..1990-09"),
    ("1998年春", "1998-02-04..1998-05-05"),
    ("1982年8月底", "1982-08-21..1982-08-31"),
    ("2008年3月下旬", "2008-03-21..2008-03-31"),
    ("2008年2月中旬", "2008-02-11..2008-02-20"),
    ("2019年度", "2019"),
    ("八十年代", "1980..1989"),
    ("80年代末", "1987..1989"),
    ("五六十年代", "1950..1969"),
    ("1980年代", "1980..1989"),
    ("20世纪80年代", "1980..1989"),
    ("20世纪80年代初期", "1980..1983"),
    ("20世纪80年代中期", "1984..1986"),
    ("上世纪九十年代初", "1990..1993"),
    ("二十世纪五十年代", "1950..1959"),
    ("19世纪末", "1881..1900"),
    ("二十一世纪", "2001..2100"),
    ("20世纪上半叶", "1901..1950"),
    ("1953.12.10", "1953-12-10"),
    ("1953-12-10", "1953-12-10"),
    ("1953/12", "1953-12"),
    ("公元960年", "0960"),
    ("2013年至2017年", "2013..2017"),
    ("1985—1990年", "1985..1990"),
    ("1953-1966年", "1953..1966"),
    ("1985-90年", "1985..1990"),
    ("1961 年至 1965 年", "1961..1965"),
    ("2003年6月至9月", "2003-06..2003-09"),
    ("2003年11月至次年2月", "2003-11..2004-02"),
    ("2003年底至2004初", "2003-11..2004-02"),
    ("2004年9月16日至23日", "2004-09-16..2004-09-23"),
    ("20世纪70年代末至80年代中期", "1977..1986"),
    ("光绪三十一年", "1905"),
    ("光緒三十一年", "1905"),
    ("宣统元年", "1909"),
    ("乾隆五十年", "1785"),
    ("道光二十年", "1840"),
    ("道光年间", "1821..1850"),
    ("光绪末年", "1897..1908"),
    ("同治初年", "1862..1866"),
    ("民国38年", "1949"),
    ("民国三十八年五月", "1949-05"),
    ("文化大革命期间", "1966-05-16..1976-10-06"),
    ("文革", "1966-05-16..1976-10-06"),
    ("改革开放初期", "1978-12-18..1984-12-31"),
    ("解放初期", "1949-10-01..1952-12-31"),
    ("十一届三中全会", "1978-12-18..1978-12-22"),
    ("抗战时期", "1937-07-07..1945-09-02"),
    ("大跃进", "1958-05-05..1960-12-31"),
    ("“十二五”时期", "2011..2015"),
    ("三五期间", "1966..1970"),
    ("民国时期", "1912-01-01..1949-09-30"),
    ("清末", "1875-01-01..1912-02-12"),
    ("in 1953", "1953"),
    ("December 1953", "1953-12"),
    ("December 10, 1953", "1953-12-10"),
    ("10 Dec 1953", "1953-12-10"),
    ("the 1980s", "1980..1989"),
    ("the late 1980s", "1987..1989"),
    ("between 2013 and 2017", "2013..2017"),
    ("2012 工会会员多少", "2012"),
    ("07—12年", "2007..2012"),
    ("2011—2019 论文", "2011..2019"),
    ("registered in 2012, how many", "2012"),
    ("2023首届", "2023"),
]


@pytest.mark.parametrize(("text", "expected"), ABSOLUTE)
def test_absolute(text: str, expected: str) -> None:
    (found,) = find_times(text)
    assert found.period == days(expected)
    assert text[found.start : found.end] == found.text
    assert not found.relative


RELATIVE = [
    ("同年", "1992-05", "1992"),
    ("同年11月", "1992-05", "1992-11"),
    ("当年", "1992", "1992"),
    ("是年", "1992", "1992"),
    ("该年", "1992", "1992"),
    ("这一年", "1992", "1992"),
    ("年内", "1992", "1992"),
    ("全年", "1992", "1992"),
    ("次年", "1992", "1993"),
    ("翌年春", "1992", "1993-02-04..1993-05-05"),
    ("前一年", "1992", "1991"),
    ("去年", "1992", "1991"),
    ("5月", "1992", "1992-05"),
    ("7月30日", "1992", "1992-07-30"),
    ("从 8 月起", "1987-07-30", "1987-08"),
    ("年底", "1992", "1992-11..1992-12"),
    ("上半年", "1992", "1992-01..1992-06"),
    ("第四季度", "1992", "1992-10..1992-12"),
    ("同月", "1992-05", "1992-05"),
    ("月底", "1992-05", "1992-05-21..1992-05-31"),
    ("下旬", "1992-02", "1992-02-21..1992-02-29"),
    ("16日至23日", "2004-09", "2004-09-16..2004-09-23"),
    ("9月16日至23日", "2004", "2004-09-16..2004-09-23"),
    ("次日", "1992-05-31", "1992-06-01"),
    ("此后", "1992-05-31", "1992-05-31"),
    ("五年后", "1992", "1997"),
    ("三年前", "1992", "1989"),
    ("5年间", "1990..1995", "1990..1995"),
    ("6年间", "2007..2012", "2007..2012"),
    ("同年", "2013..2017", "2017"),
]


@pytest.mark.parametrize(("text", "anchor", "expected"), RELATIVE)
def test_relative_to_an_anchor(text: str, anchor: str, expected: str) -> None:
    (found,) = find_times(text, days(anchor))
    assert found.period == days(expected)
    assert found.relative
    (alone,) = find_times(text)
    assert alone.period is None


OPEN = [
    ("截至1978年", "1978", Openness.UNTIL),
    ("截至 1984 年底", "1984-11..1984-12", Openness.UNTIL),
    ("到2012年，全市", "2012", Openness.UNTIL),
    ("至1998年底", "1998-11..1998-12", Openness.UNTIL),
    ("从1990年起", "1990", Openness.FROM),
    ("从1976年10月开始", "1976-10", Openness.FROM),
    ("1978 年起", "1978", Openness.FROM),
    ("自2008年以来", "2008", Openness.SINCE),
    ("1994年以来", "1994", Openness.SINCE),
    ("1966年以前", "1966", Openness.BEFORE),
    ("1985年以后", "1985", Openness.AFTER),
    ("20世纪90年代后", "1990..1999", Openness.AFTER),
    ("新中国成立后", "1949-10-01", Openness.AFTER),
    ("解放前", "1949-10-01", Openness.BEFORE),
    ("党的十一届三中全会以来", "1978-12-18..1978-12-22", Openness.SINCE),
    ("“文化大革命”开始后", "1966-05-16..1976-10-06", Openness.AFTER),
    ("1966年5月“文化大革命”开始后", "1966-05", Openness.AFTER),
    ("2012年，第十四次代表大会召开以来", "2012", Openness.SINCE),
    ("since 1990", "1990", Openness.SINCE),
    ("before 1990", "1990", Openness.BEFORE),
    ("从1989年5月至1989年12月", "1989-05..1989-12", Openness.AT),
]


@pytest.mark.parametrize(("text", "expected", "openness"), OPEN)
def test_open_sides(text: str, expected: str, openness: Openness) -> None:
    (found,) = find_times(text)
    assert (found.period, found.openness) == (days(expected), openness)


def test_intervals_run_to_the_ends_of_the_calendar() -> None:
    year, reign = days("1985"), days("1966-05-16..1976-10-06")
    assert open_interval(year, Openness.UNTIL) == Period(date.min, date(1985, 12, 31))
    assert open_interval(year, Openness.BEFORE) == Period(date.min, date(1984, 12, 31))
    assert open_interval(year, Openness.SINCE) == Period(date(1985, 1, 1), date.max)
    assert open_interval(year, Openness.AFTER) == Period(date(1985, 1, 1), date.max)
    assert open_interval(reign, Openness.AFTER) == Period(date(1976, 10, 6), date.max)
    assert open_interval(year, Openness.AT) == year


@pytest.mark.parametrize(
    "text",
    [
        "3年",
        "30天",
        "两个月",
        "12个月",
        "70多年",
        "工作30年",
        "历时11个月",
        "近10年",
        "2000多人",
        "1905名工人",
        "解放涠洲岛",
        "新中国成立70周年",
        "星期二、星期六",
        "热线12351",
        "1-3吨",
        "每月编辑2期",
        "第二十届",
        "500万吨级",
        "10到12年",
    ],
)
def test_durations_and_figures_are_no_times(text: str) -> None:
    assert find_times(text) == []


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("1977年，产值比1976年增长21.51%", [TimeRole.MAIN, TimeRole.COMPARISON]),
        ("与 1958 年相比，吞吐量增加50%", [TimeRole.COMPARISON]),
        ("按照1950年6月29日颁布的《工会法》", [TimeRole.BACKGROUND]),
        ("出版《1990年年鉴》", [TimeRole.TITLE]),
        ("掀起“建功‘十二五’”热潮", [TimeRole.TITLE]),
        ("办公室荣获2008年全国先进单位称号", [TimeRole.ATTRIBUTE]),
        ("“文化大革命”期间，活动停止", [TimeRole.MAIN]),
        ("进入改革开放新时期", [TimeRole.BACKGROUND]),
        ("从1979年的39386人增加到1985年的42100人", [TimeRole.MAIN, TimeRole.ATTRIBUTE]),
        ("该书作者（1923—1978）", [TimeRole.ATTRIBUTE]),
    ],
)
def test_roles(text: str, roles: list[TimeRole]) -> None:
    assert [found.role for found in find_times(text)] == roles


def test_times_of_the_text_move_the_anchor_on() -> None:
    text = "2009年大力推进，于当年6月完成；同年底验收，比1976年早。次年3月推广。"
    found = [time.period for time in find_times(text)]
    expected = ["2009", "2009-06", "2009-11..2009-12", "1976", "2010-03"]
    assert found == [days(day) for day in expected]


def test_a_range_may_tell_its_year_at_the_right_end() -> None:
    (found,) = find_times("9月至2004年1月")
    assert found.period == days("2003-09..2004-01")


def test_impossible_dates_widen_and_years_before_one_have_no_period() -> None:
    (widened,) = find_times("1953年2月30日")
    assert widened.period == days("1953-02")
    (ancient,) = find_times("公元前221年")
    assert (ancient.period, ancient.text) == (None, "公元前221年")
    assert find_times("绍兴1978年")[0].period == days("1978")
    assert find_times("光绪九十年")[:1] == []


def test_an_unknown_era_is_dated_by_the_year_told_beside_it() -> None:
    found = find_times("明治三十四年（1901年），设厅；1913年（大正2年）3月8日，延伸。")
    expected = ["1901", "1901", "1913", "1913", "1913-03-08"]
    assert [time.period for time in found] == [days(day) for day in expected]


def test_kinds() -> None:
    text = "1953年12月10日，1953年12月，1953年，1953年底，80年代，20世纪，1953至1960年，文革时"
    assert [time.kind for time in find_times(text)] == [
        TimeKind.DAY,
        TimeKind.MONTH,
        TimeKind.YEAR,
        TimeKind.PART,
        TimeKind.DECADE,
        TimeKind.CENTURY,
        TimeKind.RANGE,
        TimeKind.NAMED,
    ]


@pytest.mark.parametrize("text", ["1950年春", "1950年夏", "1950年秋", "1950年冬"])
def test_a_season_is_told_by_its_name(text: str) -> None:
    (found,) = find_times(text)
    assert found.period is not None
    assert period_in_words(found.period) == text


def test_a_bare_year_is_counted_by_the_reign_told_before() -> None:
    found = find_times("光绪二十三年六月设关，二十七年移交，三十一年十月撤。")
    assert [one.period.first.year for one in found if one.period] == [1897, 1901, 1905]
    republic = find_times("抗战期间，于二十八年三月设所。")[-1].period
    assert republic is not None
    assert str(republic.first) == "1939-03-01"
    assert find_times("二十七年移交") == []
    later = [one.period for one in find_times("1990年建成，三年五月大修") if one.text == "三年五月"]
    assert later == [None]


def test_years_behind_one_of_a_reign_are_of_it_too() -> None:
    found = find_times("民国34年、35年和37年停业商号分别为413家、370家和762家，50年后又起。")
    assert [one.period.first.year for one in found if one.period][:3] == [1945, 1946, 1948]
    assert all(one.period is None or one.period.first.year != 1961 for one in found)
