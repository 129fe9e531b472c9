"""Which times govern the sentences of a paragraph, and the words inside one."""

from rag.language.times import GoverningTime, Openness, govern, time_at


def told(paragraph: list[str]) -> list[list[tuple[int, str, int, bool]]]:
    """For each sentence (first year, words, sentence that states them, inherited)."""
    return [
        [
            (t.period.first.year, paragraph[t.sentence][t.start : t.end], t.sentence, t.inherited)
            for t in times
        ]
        for times in govern(paragraph)
    ]


def test_a_sentence_without_a_time_inherits_the_leading_one() -> None:
    assert told(["1953年12月，大会召开。", "大会选举产生委员会。"]) == [
        [(1953, "1953年12月", 0, False)],
        [(1953, "1953年12月", 0, True)],
    ]


def test_nothing_is_inherited_before_the_first_time() -> None:
    assert told(["工会设三个部。", "1990年，改选。"]) == [[], [(1990, "1990年", 1, False)]]


def test_an_own_time_at_the_head_replaces_the_inherited_one() -> None:
    assert told(["1989年，开工。", "1990年，竣工。", "耗资5万元。"])[1:] == [
        [(1990, "1990年", 1, False)],
        [(1990, "1990年", 1, True)],
    ]


def test_a_relative_time_brings_the_time_it_counts_from() -> None:
    assert told(["2003年3月，成立中心。", "同年，开通热线。", "接待群众。"]) == [
        [(2003, "2003年3月", 0, False)],
        [(2003, "同年", 1, False), (2003, "2003年3月", 0, True)],
        [(2003, "同年", 1, True), (2003, "2003年3月", 0, True)],
    ]


def test_a_month_brings_the_year_it_lies_in() -> None:
    assert told(["1992年，学习讲话。", "5月，开展宣传。", "举办五期。"]) == [
        [(1992, "1992年", 0, False)],
        [(1992, "5月", 1, False), (1992, "1992年", 0, True)],
        [(1992, "5月", 1, True), (1992, "1992年", 0, True)],
    ]


def test_words_that_add_nothing_are_not_carried_on() -> None:
    assert told(["2021年，开展行动。", "年内，组建工会83家。", "发展会员7174人。"])[2] == [
        (2021, "2021年", 0, True)
    ]


def test_comparisons_titles_and_background_do_not_govern() -> None:
    paragraph = [
        "1953年12月，大会召开。",
        "按照1950年6月29日颁布的《1949年纲要》开展工作。",
        "产值比1952年增长5%。",
        "会员增加。",
    ]
    assert told(paragraph)[1:] == [[(1953, "1953年12月", 0, True)]] * 3


def test_an_attribute_is_listed_but_does_not_lead() -> None:
    paragraph = ["2007年，制定规章。", "办公室荣获2008年全国先进称号。", "职工满意。"]
    assert told(paragraph)[1:] == [
        [(2008, "2008年", 1, False), (2007, "2007年", 0, True)],
        [(2007, "2007年", 0, True)],
    ]


def test_a_range_stays_in_force_around_a_year_inside_it() -> None:
    paragraph = [
        "2013年至2017年，推进工作。",
        "2015年，建立机制。",
        "走访困难职工。",
        "2018年，表彰。",
    ]
    assert told(paragraph)[2:] == [
        [(2015, "2015年", 1, True), (2013, "2013年至2017年", 0, True)],
        [(2018, "2018年", 3, False)],
    ]


def test_a_span_finds_the_range_it_sums_up() -> None:
    paragraph = ["2007年至2012年，提高素质。", "2009年，开展活动。", "6年间，培训工人。"]
    first = govern(paragraph)[2][0]
    assert (first.period.first.year, first.period.last.year) == (2007, 2012)


def test_a_look_ahead_does_not_move_the_narrative() -> None:
    paragraph = ["1998年，成立介绍所，至2005年共培训6500人。", "同时，配合工作。"]
    assert told(paragraph) == [
        [(1998, "1998年", 0, False), (2005, "至2005年", 0, False)],
        [(1998, "1998年", 0, True)],
    ]


def test_a_leading_until_moves_on_and_keeps_its_openness() -> None:
    paragraph = ["2012年以来，坚持创新。", "截至2017年，新建867家。", "建立工作站21个。"]
    times = govern(paragraph)[2]
    assert [(t.period.first.year, t.openness) for t in times] == [
        (2017, Openness.UNTIL),
        (2012, Openness.SINCE),
    ]


def test_a_planned_time_inside_a_sentence_does_not_lead() -> None:
    paragraph = ["2002年，下发通知。", "市里决定从2003年开始打硬仗。", "抓好建设。"]
    assert told(paragraph)[2] == [(2002, "2002年", 0, True)]


def test_time_at_picks_the_time_of_the_clause() -> None:
    sentence = "1985年至1989年，年均增长13.42%；1989年，产值达41484万元，比1985年增长77.84%。"
    years = [
        time.period.first.year
        for word in ("13.42", "41484", "77.84")
        if (time := time_at(sentence, sentence.index(word), ()))
    ]
    assert years == [1985, 1989, 1989]


def test_time_at_reads_from_and_to() -> None:
    sentence = "职工数从1979年的39386人增加到1985年的42100人，队伍壮大，共5万户。"
    at = [time_at(sentence, sentence.index(word), ()) for word in ("39386", "42100", "5万")]
    assert [time and time.period.first.year for time in at] == [1979, 1985, None]


def test_time_at_falls_back_on_the_inherited_time() -> None:
    inherited = govern(["1990年，下发文件。", "培训900人，到年底结束。"])[1]
    sentence = "培训900人，到年底结束。"
    time = time_at(sentence, sentence.index("900"), inherited)
    assert time is not None
    assert (time.period.first.year, time.sentence, time.inherited) == (1990, 0, True)
    last = time_at(sentence, sentence.index("结束"), inherited)
    assert last is not None
    assert (last.period.first.month, last.sentence) == (11, -1)
    assert time_at("培训900人。", 2, ()) is None


def test_offsets_are_in_the_sentence_as_given() -> None:
    sentence = "１９９０年\u200b，總工會成立。"
    ((time,),) = govern([sentence])
    assert isinstance(time, GoverningTime)
    assert sentence[time.start : time.end] == "１９９０年"


def test_the_first_year_of_something_is_the_year_that_it_began() -> None:
    first, second = govern(["2007年5月4日落成。", "头一年日均来客460人次。"])
    assert second[0].period.first.year == second[0].period.last.year == 2007
    assert first[0].period == second[-1].period


def test_after_a_vague_time_the_same_year_is_one_told_since_or_none() -> None:
    dated = govern(["90年代中期连年亏损，到1998年6月达4万人。", "同年7月起建立中心。"])
    assert str(dated[1][0].period.first) == "1998-07-01"
    untold = govern(["90年代中期连年亏损。", "同年7月起建立中心。"])
    assert all(one.inherited and one.period.first.year == 1994 for one in untold[1])


def test_a_month_within_a_long_period_is_of_the_year_told_within_it_or_of_none() -> None:
    (times,) = govern(["1966年8月，“文化大革命”波及工会，十月间工作停顿。"])
    assert "1966-10-01" in {str(one.period.first) for one in times}
    _, later = govern(["清同治九年失火。", "光绪末年水龙增到11架，每年三月晒龙。"])
    assert {one.period.first.year for one in later} == {1897}


def test_where_nothing_leads_that_year_is_the_one_that_a_thing_was_dated_by() -> None:
    told = govern(
        ["最早的团体为1927年3月成立的某会。", "当年9月，某会解散。", "1930年，某会重建。"]
    )
    assert [(one.period.first.year, one.period.first.month) for one in told[1]] == [
        (1927, 9),
        (1927, 3),
    ]
    assert [one.period.first.year for one in told[2]] == [1930]
