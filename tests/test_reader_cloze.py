"""Questions made from running text: where their answers stand, and that chance is repeatable."""

import random
import re
from collections.abc import Sequence

import pytest

from embeddings.training.reader.cloze import ClozeMaker
from embeddings.training.reader.deciding import decided
from embeddings.training.reader.questions import Cloze
from embeddings.training.reader.relations import of_relation
from embeddings.training.reader.stretches import stretches
from embeddings.training.reader.words import Wording, read_synonyms, rjieba_tag

TEXT = (
    "青石造纸厂于1957年3月建成投产，占地12公顷，首任厂长是周明远。"
    "因原料不足，造纸厂1962年停产整顿半年。"
    "厂里编印《纸乡报》，设制浆、抄纸、整理三个车间。"
    "职工夜校（工人业余学习文化的学校）由李青山主持开办。"
    "造纸厂没有上缴1963年的全部利润。"
)
NAMES = [f"王{a}{b}" for a in "一二三四五六七八" for b in "东南西北中上下"]


def pieces(text: str) -> list[tuple[str, str]]:
    """Words parted at marks; surnames make names. In the place of rjieba."""
    found = re.findall(r"周明远|李青山|王..|造纸厂|[，。、（）《》]|[^，。、（）《》]", text)
    names = {"周明远", "李青山"}
    return [
        (
            one,
            "nr"
            if one in names or (one[:1] == "王" and len(one) == 3)
            else "n"
            if len(one) > 1
            else "v",
        )
        for one in found
    ]


def wording(seed: int = 1, others: dict[str, Sequence[str]] | None = None) -> Wording:
    return Wording(pieces, others or {}, random.Random(seed))


def made(seed: int, rounds: int = 40) -> list[Cloze]:
    maker = ClozeMaker(pieces, {"造纸厂": ["纸厂"]}, seed)
    return [one for _ in range(rounds) for one in maker.of_paragraph(TEXT, 5)]


def test_one_seed_one_list_of_questions() -> None:
    assert made(7) == made(7)
    assert made(7) != made(8)


def test_answers_stand_where_they_say_and_are_of_the_kind_asked_for() -> None:
    every = made(7)
    assert len(every) > 120
    shapes = {
        "哪年|哪一年|什么时候|何时|几时|什么时间|啥时候": r"1957年3月|1962年|1963年",
        "哪份文件|哪部作品|什么书": r"《纸乡报》",
        "哪些|哪几个|哪几种": r".*制浆、抄纸、整理.*",
        "为什么|为何|因为什么|什么原因|怎么会|原因是什么": r"因?原料不足",
        "谁|哪位|什么人|哪个人": r"周明远|李青山",
    }
    met = set()
    for one in every:
        answer = TEXT[one.start : one.end]
        assert 0 <= one.start < one.end <= len(TEXT)
        assert "。" not in answer.rstrip("。")
        if one.verdict:
            continue
        for asking, right in shapes.items():
            if re.search(asking, one.question) and not re.search(
                "什么意思|目的|想达到", one.question
            ):
                met.add(asking)
                assert re.fullmatch(right, answer), one
    assert met == set(shapes)


def test_a_question_does_not_hold_its_answer() -> None:
    names = [one for one in made(7) if TEXT[one.start : one.end] == "周明远" and not one.verdict]
    assert names
    assert not any("周明远" in one.question for one in names)


def test_another_year_is_a_question_that_the_paragraph_does_not_answer() -> None:
    maker = ClozeMaker(pieces, {}, 3)
    asked = Cloze("造纸厂1957年怎样？", 0, 5)
    missed = [maker.missed(TEXT, asked) for _ in range(30)]
    others = {one.question[3:7] for one in missed if one is not None}
    assert others <= {str(1957 + off) for off in (-9, -6, -3, -2, -1, 1, 2, 3, 5, 8)}
    assert len(others) > 3
    assert all((one.start, one.end, one.verdict) == (-1, -1, 0) for one in missed if one)
    # No year and too few names met: nothing to exchange.
    assert maker.missed(TEXT, Cloze("谁是周明远？", 0, 5)) is None


def test_another_name_is_taken_from_those_met() -> None:
    maker = ClozeMaker(pieces, {}, 3)
    for _ in range(6):
        list(maker.of_paragraph("。".join(f"车间主任是{name}同志之一" for name in NAMES), 99))
    missed = maker.missed(TEXT, Cloze("周明远是谁？", 0, 5))
    assert missed is not None
    assert missed.question[:3] in NAMES
    assert missed.question[3:] == "是谁？"


def test_stretches_of_a_sentence_by_kind() -> None:
    sentence = "1957年3月，周明远在《纸乡报》写“抓革命”，设制浆、抄纸、整理，产纸12吨。"
    words = wording()
    found = {
        (one.kind, sentence[one.start : one.end])
        for one in stretches(sentence, pieces(sentence), words)
    }
    assert found == {
        ("time", "1957年3月"),
        ("title", "《纸乡报》"),
        ("quoted", "“抓革命”"),
        ("list", "设制浆、抄纸、整理"),
        ("figure", "12吨"),
        ("nr", "周明远"),
    }
    assert words.names["nr"] == ["周明远"]


@pytest.mark.parametrize(
    ("sentence", "answers", "asking"),
    [
        ("因原料不足，造纸厂停产半年。", ("因原料不足", "原料不足"), "为|原因|怎么会"),
        ("为了解决全厂用水，造纸厂打井。", ("为了解决全厂用水", "解决全厂用水"), "为|目的|想|图"),
        ("通过技术革新，造纸厂节煤百吨。", ("通过技术革新", "技术革新"), "怎|如何|用什么|通过|靠"),
        ("开办职工夜校（业余学习的学校）。", ("业余学习的学校",), "职工夜校"),
        ("工代会是指工人代表大会。", ("指工人代表大会",), "工代会"),
    ],
)
def test_reasons_aims_means_and_meanings(
    sentence: str, answers: Sequence[str], asking: str
) -> None:
    seen = set()
    for seed in range(12):
        one = of_relation(wording(seed), 100, sentence)
        if one is not None:
            assert re.search(asking, one.question)
            seen.add(sentence[one.start - 100 : one.end - 100])
    assert seen == set(answers)
    assert of_relation(wording(), 0, "造纸厂有三个车间。") is None


def test_yes_as_it_stands_and_no_with_one_thing_changed() -> None:
    sentence = "全厂在1962年有412个职工。"
    yes: list[str] = []
    no: list[str] = []
    for seed in range(40):
        one = decided(wording(seed), 10, sentence)
        if one is not None:
            assert (one.start, one.end) == (10, 10 + len(sentence) - 1)
            (yes if one.verdict == 1 else no).append("".join(re.findall(r"\d", one.question)))
    assert yes
    assert no
    assert all(set(one) <= set("1962412") for one in yes)
    # Of "1962412" one digit is another; some may have been dropped with their words.
    assert any(
        sum(a != b for a, b in zip(one, "1962412", strict=True)) == 1 for one in no if len(one) == 7
    )
    assert decided(wording(), 0, "太短了。") is None


def test_without_a_figure_the_sense_is_turned() -> None:
    told = {
        one.question
        for seed in range(40)
        if (one := decided(wording(seed), 0, "全厂没有上缴利润。")) and one.verdict == 2
    }
    assert told
    assert all("没" not in one for one in told)


def test_words_are_dropped_and_exchanged() -> None:
    words = wording(5, {"造纸厂": ["纸厂"]})
    every = ["".join(words.worn("造纸厂由周明远主持")) for _ in range(200)]
    assert {"造纸厂由周明远主持", "纸厂由周明远主持"} <= set(every)
    assert any("厂" not in one for one in every)
    lightly = ["".join(words.worn_lightly("造纸厂由周明远主持")) for _ in range(200)]
    assert all("周明远" in one for one in lightly)
    assert any("造纸厂" not in one for one in lightly)


def test_synonyms_are_read_in_the_direction_of_the_text() -> None:
    lines = ["# remark", "0.5\t厂子 工厂\t造纸厂", "1\t停产 停工\t=", "short\tline"]
    assert read_synonyms(lines) == {
        "造纸厂": ["厂子", "工厂"],
        "停产": ["停工"],
        "停工": ["停产"],
    }


def test_rjieba_tells_words_and_names() -> None:
    tagged = rjieba_tag()("王小明在北京。")
    assert "".join(word for word, _ in tagged) == "王小明在北京。"
    assert ("北京", "ns") in list(tagged)
