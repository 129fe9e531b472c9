"""What holds for any text: nothing raises, forms are fixed points, offsets hold, time is linear."""

import gc
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.language.normalise import clean, fold, hidden_characters, normalise
from rag.language.numerals import find_numerals, parse_numeral
from rag.language.quantities import find_quantities
from rag.language.times import find_times, govern, time_at
from rag.language.tokens import tokenize
from tests.language_checks import check_found, check_governed, check_normalise

WORDS = """
年 月 日 至 - — 、 ， 。 “ ” 《 》 （ ） 第 个 人 人次 万 亿 千 百 十 多 余 几 半 约 近 截至 从 起
以来 以后 之前 同年 次年 此后 年底 上半年 第四季度 上旬 五年间 光绪 民国 元年 文化大革命 改革开放
初期 世纪 年代 89 1953 2002 12 3.5 1,234 二〇〇二 三百二十一 两 廿 零 〇 百分之 分之 成 倍 % ‰ 元
吨级 比 较 与 相比 的 颁布 in since late december 1980s between and 總 ⼯ ① ² ½ ㈱ ％ ２ ： km 😀
"""
HIDDEN = ("\u200b", "\u202e", "\u0301", "\ud800", "\U000e0041", "\x00")
PIECES = st.sampled_from([*WORDS.split(), *HIDDEN, " ", "\n", ""])
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(PIECES, max_size=25).map("".join),
    st.text(st.sampled_from("0123456789一二三四五六七八九十百千万亿年月日.,-至"), max_size=40),
)
MANY = settings(max_examples=2000, deadline=None)


@MANY
@given(TEXTS)
def test_normalise_is_idempotent_and_its_offsets_hold(text: str) -> None:
    check_normalise(text)


@MANY
@given(TEXTS)
def test_everything_found_is_verbatim_in_order_and_apart(text: str) -> None:
    check_found(text)


@MANY
@given(st.lists(TEXTS, max_size=4))
def test_governing_times_stand_where_they_say(sentences: list[str]) -> None:
    check_governed(sentences)


def _time_in_the_middle(text: str) -> object:
    return time_at(text, len(text) // 2, ())


ENTRIES: list[Callable[[str], object]] = [
    fold,
    normalise,
    clean,
    hidden_characters,
    find_numerals,
    parse_numeral,
    find_times,
    find_quantities,
    tokenize,
    lambda text: govern([text]),
    _time_in_the_middle,
]
FLOODS = [*"一十万两10年第至-。，“《（(.,a总總半几数多共\u0301\u200b😀 "]
LONG_FLOODS = """
同年 1953年 1万 1, 百分之 八十年代 “《 年底、 1953- 5月 文革 1个 1953-and- 第一 0.1-
"""


def _seconds(entry: Callable[[str], object], text: str) -> float:
    begin = time.process_time()
    entry(text)
    return time.process_time() - begin


def _grows(entry: Callable[[str], object], text: str) -> bool:
    """Whether eight times the text took more than 24 times the time, three times in a row.

    Linear code takes 8 times the time, quadratic 64; what lies between is the machine's noise.
    """
    for _ in range(3):
        whole = _seconds(entry, text)
        if whole < 0.03 or whole < 24 * _seconds(entry, text[: len(text) // 8]):
            return False
    return True


@pytest.mark.alone
@pytest.mark.parametrize("flood", FLOODS)
def test_time_grows_with_the_text_and_no_faster(flood: str) -> None:
    text = flood * 50_000
    gc.collect()
    assert [entry for entry in ENTRIES if _grows(entry, text)] == []


@pytest.mark.alone
@pytest.mark.parametrize("flood", LONG_FLOODS.split())
def test_time_grows_with_the_words_and_no_faster(flood: str) -> None:
    text = (flood * 10_000)[:10_000]
    gc.collect()
    assert [entry for entry in ENTRIES if _grows(entry, text)] == []


@pytest.mark.alone
def test_floods_of_a_question_s_length_take_no_time() -> None:
    for text in ("e" + "\u0301" * 10_000, "😀" * 500, "一" * 500, "“" * 500, "年" * 500):
        clean(text)
        assert _seconds(tokenize, text) + _seconds(find_times, clean(text)) < 0.05
