"""Words of opposite meaning: which side a question takes, and whether a text denies it."""

from rag.language.opposites import affirms, denies, opposing, opposites, parse


def test_a_line_gives_both_directions() -> None:
    assert parse("# 起止\n成立\t撤销 解散\n") == (
        (("成立",), ("撤销", "解散")),
        (("撤销", "解散"), ("成立",)),
    )


def test_a_text_on_the_other_side_denies_and_one_on_its_own_affirms() -> None:
    sides = opposing("方案得到采纳")
    assert denies(sides, "职代会否决了方案")
    assert not affirms(sides, "职代会否决了方案")
    assert affirms(sides, "方案获采纳")
    assert not denies(sides, "方案获采纳")


def test_a_question_with_words_of_both_sides_takes_none() -> None:
    assert opposing("产量增加还是减少") == ()


def test_no_side_shares_a_word_with_the_one_against_it() -> None:
    assert [pair for pair in opposites() if set(pair[0]) & set(pair[1])] == []


def test_a_question_that_denies_a_word_takes_the_side_against_it() -> None:
    sides = opposing("看病不掏钱")
    assert affirms(sides, "对病人免费诊治")
    assert not denies(sides, "对病人免费诊治")
    assert denies(opposing("看病掏钱"), "对病人免费诊治")
