"""Candidates of the sort that is asked for, nearer to the question's words than their rivals."""

from rag.analysis import SentenceAnalysis
from rag.answering.candidates import Candidate, candidates
from rag.answering.ruled_out import ruled_out
from rag.answering.sort_fit import form, is_called, sort_fit
from rag.matching import TermWeights
from rag.question import Question, read_question
from rag.types import SentenceHit
from tests.conftest import make_document


def _made(asked: str, text: str) -> tuple[Question, dict[str, Candidate]]:
    question = read_question(asked)
    document = make_document("a", text)
    analysis = SentenceAnalysis(document, document.sentences[0])
    hit = SentenceHit("a", analysis.sentence, "p", 1.0, ())
    return question, {one.text: one for one in candidates(question.asked, hit, analysis)}


def _fits(asked: str, text: str) -> dict[str, dict[str, float]]:
    question, found = _made(asked, text)
    tokens = set(question.tokens)
    weights = TermWeights(dict.fromkeys(tokens, 1.0), float(len(tokens)))
    return {
        text: sort_fit(question, one, weights.matches(one.analysis)) for text, one in found.items()
    }


def test_a_form_is_told_with_the_sort_asked_for() -> None:
    found = _fits("哪位工程师获奖？", "市总工会授予工程师黄文东“五一劳动奖章”。")
    assert found["黄文东"]["sort.person.person"] > 0
    assert found["“五一劳动奖章”"]["sort.person.quoted"] > 0
    assert "sort.person.person" not in found["“五一劳动奖章”"]


def test_every_candidate_has_a_form() -> None:
    _, found = _made("谁？", "1958年，县工会主席周德茂写成《治水记》，28人，获奖。")
    forms = {text: form(one) for text, one in found.items()}
    assert forms["周德茂"] == "person"
    assert forms["《治水记》"] == "title"
    assert forms["28人，"] == "figure"


def test_the_noun_asked_for_stands_beside_the_answer() -> None:
    text = "推行“自上而下”的工作思路，编成《送温暖》一书。"
    found = _fits("用的是哪句工作思路？", text)
    assert found["“自上而下”"]["beside.behind.near"] > 0
    assert "beside.behind.near" not in found["《送温暖》"]
    ends = _fits("给他发的是什么奖章？", "他获五一劳动奖章，任县政协委员。")
    assert any("奖章" in text and fits.get("beside.ends", 0) > 0 for text, fits in ends.items())


def test_the_nearer_of_two_rivals_has_more_of_the_question() -> None:
    found = _fits("谁任指导员？", "剧团成立，韦铁山任团长，何玉兰任指导员。")
    assert found["何玉兰"]["gap.share"] > found["韦铁山"]["gap.share"]


def test_what_the_question_leaves_out_is_no_answer() -> None:
    question, found = _made("除红旗厂以外，还有哪家厂获奖？", "红旗机械厂、白马纺织厂获奖。")
    assert ruled_out(question, found["红旗机械厂"])
    assert not ruled_out(question, found["白马纺织厂"])


def test_a_name_may_be_called_by_the_noun_asked_for() -> None:
    text = "县总工会协同劳动局筹备成立退休工人退休金统筹委员会，由周明远主持。"
    question, found = _made("管退休金的那个委员会叫什么？", text)
    called = {text for text, one in found.items() if is_called(question.asked.noun, one)}
    assert called == {"退休工人退休金统筹委员会"}
    assert not any(is_called(noun, one) for noun in ("", "会") for one in found.values())
