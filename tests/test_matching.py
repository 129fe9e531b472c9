"""How much of a question stands where in a sentence; weights and shares by hand."""

from math import exp

import pytest

from rag.analysis import Analyses, SentenceAnalysis
from rag.matching import Matches, TermWeights, together
from tests.conftest import make_document

TEXT = "甲厂有工人，乙厂有船，丙厂有船和马。"
WORDS = TermWeights({"工人": 2.0, "船": 1.0, "马": 1.0, "牛": 4.0}, 8.0)


def sentence(text: str = TEXT, number: int = 1) -> SentenceAnalysis:
    document = make_document("a", text)
    return Analyses({"a": document}).of("a", number)


@pytest.fixture
def matches() -> Matches:
    return WORDS.matches(sentence())


def test_a_share_is_of_all_weights_and_counts_a_term_once(matches: Matches) -> None:
    assert matches.whole() == 0.5
    assert WORDS.coverage(frozenset({"船", "马", "羊"})) == 0.25
    assert [matches.clause(at) for at in (-1, 0, 1, 2, 3)] == [0.0, 0.25, 0.125, 0.25, 0.0]
    assert matches.best_clause() == 0.25
    assert matches.clauses_together(1, 2) == 0.25
    assert together(matches.clauses) == WORDS.bits["工人"] + WORDS.bits["船"] + WORDS.bits["马"]


def test_a_stretch_holds_what_stands_wholly_inside_it(matches: Matches) -> None:
    start = TEXT.index("工人")
    assert matches.coverage(start, start + 2) == 0.25
    assert matches.coverage(start, start + 1) == 0.0
    assert matches.coverage(start + 1, len(TEXT)) == 0.25
    assert matches.coverage(0, len(TEXT)) == 0.5


def test_what_is_far_from_a_clause_counts_less_and_once(matches: Matches) -> None:
    near, far = exp(-1 / 1.2), exp(-2 / 1.2)
    assert matches.near(0) == pytest.approx((2 + near * 1 + far * 1) / 8)
    assert matches.near(2) == pytest.approx((2 + far * 2) / 8)


def test_without_weights_nothing_is_covered() -> None:
    none = TermWeights({}, 0.0)
    found = none.matches(sentence())
    assert (found.whole(), found.near(0), found.coverage(0, 9), none.share(0)) == (0, 0, 0, 0)


def test_places_are_looked_up_once_a_sentence() -> None:
    one, other = sentence(), sentence("乙厂有牛。")
    words = TermWeights({"牛": 1.0}, 1.0)
    assert words.matches(one) is words.matches(one)
    assert words.matches(one).whole() == 0.0
    assert TermWeights({"牛": 1.0}, 1.0).matches(other).whole() == 1.0


def test_wanted_terms_of_the_context_are_those_of_the_sentences_before() -> None:
    analysis = sentence("甲厂有船。乙厂有马。丙厂有牛。", 3)
    assert (
        analysis.context_terms_of(WORDS.known)
        == {"船", "马"}
        == (analysis.context_terms & WORDS.known)
    )
