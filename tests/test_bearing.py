"""What the time of a clause says to the time that a question supposes."""

import pytest

from rag.analysis import SentenceAnalysis
from rag.answering.bearing import times_agree
from rag.answering.candidates import Candidate, Kind
from rag.answering.extraction import short_form
from rag.question import read_question
from rag.types import SentenceHit
from tests.conftest import make_document


def last_clause(text: str) -> Candidate:
    document = make_document("text", text)
    analysis = SentenceAnalysis(document, document.sentences[0])
    hit = SentenceHit("text", document.sentences[0], "p", 1.0)
    start, end = analysis.clauses[-1]
    number = len(analysis.clauses) - 1
    return Candidate(Kind.RUN, hit, analysis, start, end, number, analysis.time_at(end - 1))


@pytest.mark.parametrize(
    ("question", "agrees"),
    [
        ("2005年女排是冠军吗？", True),
        ("2009年女排是冠军吗？", True),
        ("2018年女排是冠军吗？", True),
        ("2007年女排是冠军吗？", False),
    ],
)
def test_one_of_several_times_in_a_list_is_borne_out(question: str, agrees: bool) -> None:
    clause = last_clause("女排2005年、2009年、2018年三次获全省冠军。")
    assert times_agree(read_question(question), clause) is agrees


def test_times_that_are_no_list_do_not_stand_for_one_another() -> None:
    clause = last_clause("1985年建厂3家，1990年增至5家。")
    assert times_agree(read_question("1985年增至5家吗？"), clause) is False


def test_the_time_and_rank_of_the_sentence_correct_a_question_wrong_about_them() -> None:
    clause = last_clause("1990年第五届收到作品1105件，鲁小舟的收集器获一等奖。")
    question = read_question("鲁小舟的收集器是在1986年第三届上获奖的吗？")
    assert short_form(question, clause, 0.1) == "不是，1990年第五届，鲁小舟的收集器获一等奖"
