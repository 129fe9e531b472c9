"""Years counted by words of a text, worked out by hand."""

import pytest

from eval.reckoning import reckoned_years


@pytest.mark.parametrize(
    ("texts", "years"),
    [
        (["1984年投资建厂，翌年8月投产"], {"1985"}),
        (["次年4月停刊", "民国十七年（1928）秋"], {"1928", "1929", "18"}),
        (["同年十月移交，次年裁撤", "光绪二十七年设关"], {"1901", "1902", "28"}),
        (["民国25年4月"], {"1936"}),
        (["民国元年"], {"1912"}),
        (["1959年", "三年后复查"], {"1962"}),
        (["比上年增加", "2002年"], {"2001"}),
        (["1984年有22年历史"], set()),
    ],
)
def test_years_that_are_counted(texts: list[str], years: set[str]) -> None:
    assert reckoned_years(texts) == years
