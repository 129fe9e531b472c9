from eval.normal import canonical, figures_of, squash


def test_spelling_goes() -> None:
    assert canonical("二千九百零二人") == canonical("2,902 人") == "2902人"
    assert canonical("《关于 建家 的通知》。") == "关于建家的通知"
    assert canonical("總工會") == "总工会"
    assert canonical("一九五二年八月") == "1952年8月"


def test_meaning_stays() -> None:
    assert canonical("2902人次") != canonical("2902人")
    assert canonical("约2902人") != canonical("2902人")
    assert canonical("85.7%") == "85.7%"
    assert squash("3.5，4") == "3.54"  # the list comma goes, the decimal point stays


def test_figures_are_values() -> None:
    assert figures_of("1952年，1.5万元、三十家") == {"1952", "15000", "30"}
