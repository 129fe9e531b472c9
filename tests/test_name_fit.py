"""Names where the question asks for them: the words on the two sides tell."""

import pytest

from rag.analysis import SentenceAnalysis
from rag.answering.candidates import Candidate, candidates
from rag.answering.name_fit import name_fit
from rag.question import read_question
from rag.types import SentenceHit
from tests.conftest import make_document


def fits(asked: str, text: str) -> dict[str, dict[str, float]]:
    """The features of every name and list of a sentence, by its words."""
    question = read_question(asked)
    document = make_document("a", text)
    analysis = SentenceAnalysis(document, document.sentences[0])
    hit = SentenceHit("a", analysis.sentence, "p", 1.0, ())
    found: list[Candidate] = candidates(question.asked, hit, analysis)
    return {one.text: name_fit(question, one) for one in found}


def test_words_beside_the_interrogative_stand_beside_the_answer() -> None:
    found = fits("1949年是谁主持了剧社？", "1949年，干部石文彬主持剧社，周德茂离开。")
    assert found["石文彬"]["fit.right"] == 1.0
    assert found["周德茂"]["fit.right"] == 0.0
    assert found["周德茂"]["fit.crossed"] > 0
    assert found["石文彬"]["fit.kind"] == 1.0


def test_an_agent_is_asked_for_and_given_with_the_same_word() -> None:
    found = fits("女主角由谁扮演？", "周德茂离开，女主角由何玉兰扮演。")
    assert found["何玉兰"]["fit.agent"] == 1.0
    assert found["周德茂"]["fit.agent"] == 0.0


def test_the_role_of_the_question_stands_before_the_name() -> None:
    found = fits("公司的董事长是谁？", "公司董事长为田小满，总经理为彭爱华。")
    assert found["田小满"]["fit.role"] == 1.0
    assert found["彭爱华"]["fit.role"] == 0.0


def test_what_the_question_mentions_is_hardly_its_answer() -> None:
    found = fits("市总工会和哪个部门联合举办？", "北海市总工会与北海市教育局联合举办。")
    # 市总, 总工, 工会 of 北海, 海市, 市总, 总工, 工会
    assert found["北海市总工会"]["fit.mentioned"] == pytest.approx(3 / 5)
    assert found["北海市教育局"]["fit.mentioned"] == 0.0


def test_members_of_a_list_are_of_the_kind_asked_for() -> None:
    found = fits("有哪些人参加？", "周德茂、何玉兰参加，获红旗厂、白马社表扬。")
    assert found["周德茂、何玉兰"]["fit.members"] == 1.0
    assert found["红旗厂、白马社"]["fit.members"] == 0.0


def test_years_are_the_only_answer_where_years_are_asked_for() -> None:
    text = "2003年、2007年和2014年演出，在大戏院、大剧院、讲堂登台。"
    assert list(fits("剧团哪几年演出？", text)) == ["2003年、2007年和2014年"]
