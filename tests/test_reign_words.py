"""A year as the text's own calendar writes it."""

import pytest

from rag.language.reign_words import by_reign, reign_counted, tells_year


@pytest.mark.parametrize(
    ("year", "stated", "words"),
    [
        (1898, ["光绪二十三年六月"], "光绪二十四年"),
        (1933, ["次年", "民国21年"], "民国22年"),
        (1912, ["民国三年"], "民国元年"),
        (1894, ["光绪十九年"], "光绪二十年"),
        # The common era is told nearer, in either script; the reign is over.
        (1950, ["一九五〇年三月", "民国三十八年五月"], ""),
        (1950, ["1950年3月", "民国三十八年五月"], ""),
        (1950, ["民国三十八年五月"], ""),
        (1909, ["光绪二十三年"], ""),
        (1950, ["同年"], ""),
    ],
)
def test_a_year_is_told_by_the_reign_that_it_is_counted_from(
    year: int, stated: list[str], words: str
) -> None:
    assert by_reign(year, stated) == words


def test_a_bare_year_is_of_the_reign_that_has_it() -> None:
    assert reign_counted(1901, "二十七年十月") == "光绪"
    assert reign_counted(1912, "元年") == "民国"
    assert reign_counted(1939, "二十八年三月") == "民国"
    assert reign_counted(1951, "四十年") == ""
    assert reign_counted(1951, "同年十月") == ""


def test_a_time_has_a_year_of_the_common_era_or_of_a_reign() -> None:
    assert tells_year("一九五〇年三月")
    assert tells_year("光绪二十三年六月")
    assert not tells_year("次年三月")
