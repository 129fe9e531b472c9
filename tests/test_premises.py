"""What a question takes for granted, held against the sentence that would answer it."""

from rag.analysis import SentenceAnalysis
from rag.answering.candidates import Candidate, candidates
from rag.answering.premises import denied, other_body
from rag.question import Question, read_question
from rag.types import Document, SentenceHit
from tests.conftest import make_document

TEXT = (
    "城东水厂位于山脚。占地12亩。",
    "城西水厂1990年开工。",
    "队长何桂芳到任。2012年，队员黎永康获奖章。",
    "2006年更换管道83公里，但石湾镇因修路没有列入。",
)


def best(question: Question, document: Document, words: str) -> Candidate:
    """The candidate of the question's kind whose stretch has the words."""
    for sentence in document.sentences:
        analysis = SentenceAnalysis(document, sentence)
        hit = SentenceHit(document.id, sentence, "p", 1.0)
        for one in candidates(question.asked, hit, analysis):
            if words in one.text:
                return one
    raise AssertionError(words)


def told_of(question: str, words: str) -> str:
    asked = read_question(question)
    document = make_document("text", *TEXT)
    return other_body(asked, best(asked, document, words), {"text": document})


def test_the_nearest_mention_of_the_sort_decides_whom_a_figure_is_about() -> None:
    assert told_of("城西水厂占地多少亩？", "12亩") == "城西水厂"
    assert told_of("城东水厂占地多少亩？", "12亩") == ""


def test_another_persons_deed_is_not_the_one_asked_about() -> None:
    assert told_of("何桂芳是哪年获奖章的？", "2012年") == "何桂芳"
    assert told_of("黎永康是哪年获奖章的？", "2012年") == ""


def test_what_the_sentence_leaves_out_has_no_share_in_its_figure() -> None:
    document = make_document("text", *TEXT)
    asked = read_question("石湾镇更换了多少公里管道？")
    assert denied(asked, best(asked, document, "83公里"))
    asked = read_question("2006年更换了多少公里管道？")
    assert not denied(asked, best(asked, document, "83公里"))
