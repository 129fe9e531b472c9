"""The heavy paraphrases: what they promise, and how they are measured."""

import pytest

from eval.cases import Split, read_located, shipped
from eval.paraphrase import LONGEST_SHARED, QUESTIONS, paraphrase, shared_run
from rag.corpus import read_document
from rag.types import Span


def test_the_longest_shared_run_by_hand() -> None:
    assert shared_run("谁给山羊看病？", "降低山羊发病率") == "山羊"
    assert shared_run("2004年没活干的人", "2004年，下岗人员") == "人"  # the year is left out
    assert shared_run("甲乙", "丙丁") == ""


def test_no_paraphrase_shares_more_than_three_characters_with_its_evidence() -> None:
    source = read_document(shipped().text).source
    questions = read_located(QUESTIONS)
    assert len(questions) == 60
    assert len({one.question for one in questions}) == 60
    for one in questions:
        for span in one.evidence:
            quote = source[span.start : span.end]
            assert source.count(quote) == 1
            assert len(shared_run(one.question, quote)) <= LONGEST_SHARED, one.id


def test_no_paraphrase_is_about_a_paragraph_that_proves_a_test_question() -> None:
    document = read_document(shipped().text)
    proofs = [place.span for case in shipped().of(Split.TEST) for place in case.places]
    asked = [span for one in read_located(QUESTIONS) for span in one.evidence]
    for paragraph in document.paragraphs:
        if any(_meet(paragraph.source, span) for span in proofs):
            assert not any(_meet(paragraph.source, span) for span in asked), paragraph.number


def test_hybrid_finds_more_than_words_alone() -> None:
    outcome = paraphrase()
    assert outcome.measures["hybrid"]["mrr"].count == 60
    assert outcome.gains["recall@5"].low > 0
    assert outcome.gains["mrr"].mean == pytest.approx(
        outcome.measures["hybrid"]["mrr"].mean - outcome.measures["lexical"]["mrr"].mean
    )


def _meet(first: Span, second: Span) -> bool:
    return first.start < second.end and second.start < first.end
