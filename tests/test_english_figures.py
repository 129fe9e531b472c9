import re

import pytest

from rag.language.english_figures import find_figures, han
from rag.language.times import find_times

TIMES = [
    ("by the end of September 2008", "2008年9月底"),
    ("at the beginning of 1960", "1960年初"),
    ("in early 2004", "2004年初"),
    ("June 29, 1950", "1950年6月29日"),
    ("on 29th June 1950", "1950年6月29日"),
    ("Sept. 2022", "2022年9月"),
    ("19 to 20 September 2022", "2022年9月19日至20日"),
    ("on March 8", "3月8日"),
    ("from 1978 to 1984", "1978年至1984年"),
    ("between 1990 and 1995", "1990年至1995年"),
    ("1996–98", "1996年至1998年"),
    ("in the 1950s", "20世纪50年代"),
    ("the early 1980s", "20世纪80年代初"),
    ("the '90s", "20世纪90年代"),
    ("the first half of 1998", "1998年上半年"),
    ("the third quarter of 2020", "2020年第三季度"),
    ("since 1997", "1997年以来"),
    ("after 1949", "1949年以后"),
    ("the 21st century", "21世纪"),
    ("spring 1955", "1955年春季"),
]


@pytest.mark.parametrize(("english", "chinese"), TIMES)
def test_times_are_written_in_chinese_and_read_there(english: str, chinese: str) -> None:
    (figure,) = find_figures(english)
    assert (figure.chinese, figure.time) == (chinese, True)
    if re.search(r"\d{4}年", chinese):
        assert find_times(chinese)[0].period is not None


def test_han_numerals() -> None:
    assert [han(n) for n in (3, 10, 12, 20, 21, 99, 100)] == [
        "三",
        "十",
        "十二",
        "二十",
        "二十一",
        "九十九",
        "100",
    ]
