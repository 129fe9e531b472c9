"""Facts are found by shared tokens, years and unit, in a fixed order."""

from rag.facts import build_facts, find_facts
from tests.computing_case import document

TEXT = """志稿

1985年，县水泵厂有职工235人，产值80万元。1990年，县水泵厂有职工260人。

1985年，县农具厂有职工198人。此外，发展会员120人。
"""
FACTS = build_facts(document(TEXT))


def values(**conditions: object) -> list[int]:
    return [int(fact.value) for fact in find_facts(FACTS, **conditions)]  # type: ignore[arg-type]


def test_no_condition_gives_all_in_text_order() -> None:
    assert values() == [235, 800000, 260, 198, 120]


def test_subject_metric_years_and_unit_narrow() -> None:
    assert values(subject="水泵厂") == [235, 800000, 260]
    assert values(metric="职工") == [235, 260, 198]
    assert values(metric="职工", years=(1986, None)) == [260]
    assert values(metric="职工", years=(None, 1985), subject="农具厂") == [198]
    assert values(unit="元") == [800000]


def test_the_better_match_comes_first() -> None:
    assert values(subject="县农具厂", metric="职工")[0] == 198


def test_what_shares_less_than_half_is_left_out() -> None:
    assert values(metric="图书馆藏书") == []
