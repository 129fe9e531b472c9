"""Sentence ends, worked out by hand."""

import time

import pytest

from rag.corpus.sentences import split_sentences


def split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["工会成立。", "会员增加！", "为什么？", "因为努力"],
        ["甲；乙：丙，丁。"],
        ["他说：“好。”", "然后走了。"],
        ["他说：“好。", "不错。”", "然后走了。"],
        ["“好。”的说法，“坏。”，都有。"],
        ["“甲？”", "“乙！”", "丙。"],
        ["开展“我为党旗添光彩！”活动。", "成效好。"],
        ["《怎么办？》是书。", "很好。"],
        ["他来（昨天。今天。）了。", "好。"],
        ["他来了。", "（注：甲。）", "下一句。"],
        ["（甲。乙）丙。", "丁。"],
        ["真的……", "走了。"],
        ["等……的东西。"],
        ["甲！！！", "乙？！", "丙。"],
        ["“缺了后引号。", "后面没有。", "再来。"],
        ["缺了前引号。”", "后面没有。"],
        ['他说："好。"', "然后走。"],
        ["增长2.4%，达3.5万。", "见a.com网。"],
    ],
)
def test_chinese(parts: list[str]) -> None:
    assert split("".join(parts)) == parts


@pytest.mark.parametrize(
    "parts",
    [
        ["He met Mr. Smith.", "It was 3.5 km.", "Fine!", '"Go."', "Then e.g. this."],
        ["U.S. law holds.", "Yes?", "No."],
        ["1. First.", "2. Second."],
        ["the end", ""],
    ],
)
def test_latin(parts: list[str]) -> None:
    assert split(" ".join(parts)) == [part for part in parts if part]


def test_blanks_between_belong_to_none() -> None:
    assert [(s.start, s.end) for s in split_sentences(" 甲。 乙。 ")] == [(1, 3), (4, 6)]
    assert split_sentences(" \u3000") == ()


def test_a_quotation_that_never_ends_does_not_swallow_the_page() -> None:
    text = "他说“" + "很长的话。" * 100 + "”的时候。"
    assert len(split(text)) == 100


def test_one_line_of_33000_characters_is_split() -> None:
    text = "北海市总工会成立了一个委员会，会员有三十人。" * 1500
    assert len(text) == 33_000
    assert split(text) == ["北海市总工会成立了一个委员会，会员有三十人。"] * 1500


@pytest.mark.alone
@pytest.mark.parametrize(
    "unit",
    ["“", "”", "。", "……", "（。", "《", "Mr. ", "a.", "“。”", "“！", '!"', ". ", '。"，', "（"],
)
def test_time_is_linear_in_the_length(unit: str) -> None:
    def seconds(length: int) -> float:
        text = ("甲" + unit * length)[:length]
        runs = []
        for _ in range(3):
            start = time.perf_counter()
            split_sentences(text)
            runs.append(time.perf_counter() - start)
        return min(runs)

    # Four times the length: 4 if linear, 16 if quadratic; what is too quick to time passes.
    assert seconds(40_000) <= 8 * seconds(10_000) + 0.02
