"""Clauses side by side as the members of a list, and runs that are no answer beside them."""

import pytest

from rag.analysis import SentenceAnalysis
from rag.answering.candidates import Kind, candidates
from rag.answering.clause_lists import clause_lists
from rag.language.asking import Asked, Wanted
from rag.types import SentenceHit
from tests.conftest import make_document


def analysed(text: str) -> SentenceAnalysis:
    document = make_document("a", text)
    return SentenceAnalysis(document, document.sentences[0])


@pytest.mark.parametrize(("noun", "given"), [("事", True), ("措施", True), ("人", False)])
def test_predicates_are_members_where_predicates_are_asked_for(noun: str, given: bool) -> None:
    analysis = analysed("工会调整了领导班子，恢复老会员会籍，并积极发展新会员。")
    found = [
        [analysis.text[start:end] for start, end in listing.members]
        for listing in clause_lists(Asked(Wanted.LIST, noun=noun), analysis)
    ]
    whole = ["工会调整了领导班子", "恢复老会员会籍", "积极发展新会员"]
    assert (whole in found) is given
    assert given or found == []


def offered(text: str, asked: Asked) -> set[tuple[Kind, str]]:
    analysis = analysed(text)
    hit = SentenceHit("a", analysis.sentence, "p", 1.0, ())
    return {(one.kind, one.text) for one in candidates(asked, hit, analysis)}


def test_the_clause_around_a_list_is_no_answer_of_its_own() -> None:
    found = offered("副团长为周德茂、何玉兰。", Asked(Wanted.LIST, noun="人"))
    assert (Kind.LIST, "周德茂、何玉兰") in found
    assert all(kind is not Kind.RUN for kind, _ in found)


def test_a_long_clause_with_a_short_name_in_it_still_may_be_one() -> None:
    text = "各单位都认为赵一鸣的做法有利于提高全体人员的素质。"
    found = offered(text, Asked(Wanted.NAME))
    assert (Kind.RUN, text) in found
