"""What stands behind the wording of questions: n-grams, sounds, short forms, the thesaurus."""

import pytest

from rag.language.abbreviations import Ending, find_definitions, full_form, stands_for
from rag.language.normalise import fold
from rag.language.sounds import blurred, lookalikes, readings
from rag.language.thesaurus import Counterpart, parse, thesaurus
from rag.language.vocabulary import Vocabulary, is_ordinary

# --- the vocabulary


def test_runs_are_counted_within_han_alone() -> None:
    vocabulary = Vocabulary.build(["水库水库，水a库", "水库"])
    assert vocabulary.count("水库") == 3
    assert vocabulary.count("库水") == 1
    assert vocabulary.count("水库水库") == 1
    assert vocabulary.count("水") == 4
    assert vocabulary.count("") == vocabulary.count("ab") == vocabulary.count("水库水库水") == 0


def test_a_word_is_contained_where_all_its_parts_are() -> None:
    vocabulary = Vocabulary.build(["县人民医院成立"])
    assert vocabulary.contains("县人民医院")
    assert not vocabulary.contains("县中医院")
    assert not vocabulary.contains("县")
    assert not vocabulary.contains("abc")


def test_chance_neighbours_are_no_word() -> None:
    vocabulary = Vocabulary.build(["图书馆办班。图书馆办报。图书馆办展。" * 4 + "办" * 300])
    assert vocabulary.is_word("图书")
    assert not vocabulary.is_word("馆书")


def test_cohesion_is_a_share_of_the_rarer_character() -> None:
    vocabulary = Vocabulary.build(["水库，水库，水田，水"])
    assert vocabulary.cohesion("水库") == 1.0  # 库 stands twice, both times after 水
    assert vocabulary.cohesion("库水") == 0.0
    assert Vocabulary.build(["水库，库水，水"]).cohesion("水库") == 0.5


def test_ordinary_pairs() -> None:
    assert is_ordinary("学习")
    assert not is_ordinary("企页")
    assert not is_ordinary("学")
    assert not is_ordinary("")


# --- sounds and shapes


@pytest.mark.parametrize(
    ("one", "other"),
    [("zhi", "zi"), ("cheng", "cen"), ("shan", "san"), ("lin", "ning"), ("nan", "lan")],
)
def test_sounds_that_many_do_not_tell_apart(one: str, other: str) -> None:
    assert blurred(one) == blurred(other)


@pytest.mark.parametrize(("one", "other"), [("fei", "hui"), ("ban", "bang"), ("en", "n")])
def test_other_sounds_stay_apart(one: str, other: str) -> None:
    assert blurred(one) != blurred(other)


def test_readings_are_toneless_and_name_common_second_ones() -> None:
    assert readings("竞") == ("jing",)
    assert set(readings("长")) == {"chang", "zhang"}
    assert readings("x") == ()


@pytest.mark.parametrize("pair", ["己已", "未末", "土士", "挡档", "竟竞", "人入", "布步", "栽裁"])
def test_lookalikes_go_both_ways(pair: str) -> None:
    assert pair[1] in lookalikes(pair[0])
    assert pair[0] in lookalikes(pair[1])
    assert pair[0] not in lookalikes(pair[0])


# --- short and full forms


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("建立职工代表大会制度（简称职代会制度）。", "职代会制度", "职工代表大会制度"),
        ("中国科学院植物研究所（以下简称植物所）", "植物所", "植物研究所"),
        ("开展技术革命、技术革新（简称“双革”）运动", "双革", "技术革命、技术革新"),
        ("成立县志编纂委员会，简称编委会，", "编委会", "编纂委员会"),
        ("“讲文明、讲礼貌、讲卫生”（简称“三讲”）", "三讲", "讲文明、讲礼貌、讲卫生"),
        ("北京大学[以下称为北大]", None, None),
        ("全县工业总产值（现价）增长", None, None),
        ("他（又称老王）来了", None, None),
    ],
)
def test_definitions_of_a_text(text: str, short: str | None, full: str | None) -> None:
    found = [tuple(one) for one in find_definitions(fold(text))]
    assert found == ([] if short is None else [(short, full)])


def test_a_full_form_begins_with_the_first_character_of_the_short_one() -> None:
    assert full_form("会上决定建立村民代表会议", "村代会") == "村民代表会议"
    assert full_form("村民代表会议决定修建水库", "村代会") == ""
    assert full_form("会上决定建立村民代表大会", "村代会") == "村民代表大会"
    assert full_form("", "某会") == ""


@pytest.mark.parametrize(
    ("short", "text", "head", "name"),
    [
        ("技协", "县职工技术协会", "协会", "技术协会"),
        ("职代会", "召开职工代表大会", "代表大会", "职工代表大会"),
        ("区总", "受自治区总工会", "总工会", ""),  # a part of the name, not its short form
        ("农科院", "中国农业科学院", "院", "农业科学院"),
        ("文会", "县图书馆委员会", "委员会", ""),
        ("会委", "县图书馆委员会", "委员会", ""),
    ],
)
def test_short_forms_by_rule(short: str, text: str, head: str, name: str) -> None:
    assert stands_for(short, Ending(text, head)) == name


# --- the thesaurus


def test_a_line_of_equals_goes_every_way_and_the_higher_weight_stays() -> None:
    table = parse("# a comment\n0.5\t甲乙 丙丁\t=\n0.9\t甲乙\t丙丁\n")
    assert table.words == {
        "甲乙": (Counterpart("丙丁", 0.9),),
        "丙丁": (Counterpart("甲乙", 0.5),),
    }
    assert table.longest == 2
    assert table.pairs == {"甲乙", "丙丁"}


def test_the_shipped_thesaurus_is_large_and_its_weights_are_in_range() -> None:
    pairs = [one for known in thesaurus().words.values() for one in known]
    assert len(pairs) > 10_000
    assert all(0.3 <= one.weight <= 1 for one in pairs)
