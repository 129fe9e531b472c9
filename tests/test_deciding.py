"""Which clause decides a yes/no question, and how sure that is."""

from math import inf

import pytest

from rag.analysis import SentenceAnalysis
from rag.answering.candidates import Candidate, Kind, candidates
from rag.answering.deciding import decides, deciding, is_clause
from rag.answering.ranker import Scored
from rag.answering.signs import signs
from rag.answering.supposing import read_claim
from rag.language.tokens import tokenize
from rag.matching import TermWeights
from rag.question import read_question
from rag.types import SentenceHit
from tests.conftest import make_document


def scored(question: str, text: str) -> list[Scored]:
    """Every candidate of a text of one sentence, none better than another."""
    document = make_document("text", text)
    analysis = SentenceAnalysis(document, document.sentences[0])
    hit = SentenceHit("text", document.sentences[0], "p", 1.0)
    return [
        Scored(one, {}, 0.0, 0.1)
        for one in candidates(read_question(question).asked, hit, analysis)
    ]


def chosen(question: str, text: str) -> str:
    terms = dict.fromkeys(tokenize(text), 1.0)
    asked = read_question(question)
    kept = {term: 1.0 for term in asked.tokens if term in terms}
    ordered, _ = deciding(asked, scored(question, text), TermWeights(kept, sum(kept.values())))
    return ordered[0].candidate.text


@pytest.mark.parametrize(
    ("question", "text", "clause"),
    [
        (
            "渡口的票钱全部归县里吗？",
            "渡口归船工会管理，票钱六成归县里，船工轮流当值。",
            "票钱六成归县里，",
        ),
        ("修桥时有没有人受伤？", "大桥动工两年，修桥时受伤7人，建成后立碑。", "修桥时受伤7人，"),
        (
            "建议退还的4.8万亩滩地后来是不是如数退了？",
            "1981年提出退还滩地4.8万亩，被市政府采纳，至1987年实退3.1万亩。",
            "至1987年实退3.1万亩。",
        ),
        (
            "招聘会拿出来的岗位上千了没有？",
            "招聘会帮助失业者就业2242人次，提供岗位1000多个。",
            "提供岗位1000多个。",
        ),
        (
            "学生最多的一年是1987年吗？",
            "1987年学生首次突破3000人，2012年达到1.2万人的最高峰。",
            "2012年达到1.2万人的最高峰。",
        ),
        (
            "会员减到0.5万人，是在1998年前后吗？",
            "1998年前后，工厂改制，会员降至0.5万人。",
            "会员降至0.5万人。",
        ),
    ],
)
def test_the_clause_with_something_to_hold_against_the_claim(
    question: str, text: str, clause: str
) -> None:
    assert chosen(question, text) == clause


def test_a_time_alone_is_no_clause_that_decides() -> None:
    held = scored("1962年渡口停了吗？", "1962年前后，渡口停用。")
    assert [one.candidate.text for one in held if is_clause(one.candidate)] == ["渡口停用。"]


def test_without_a_clause_nothing_is_decisive() -> None:
    asked = read_question("渡口停了吗？")
    assert deciding(asked, [], TermWeights({}, 0.0)) == ([], -inf)


def test_the_chance_grows_with_both_scores() -> None:
    assert decides(3.0, 0.5) > decides(1.0, 0.5) > decides(1.0, 0.1)
    assert decides(-inf, 0.9) < 1e-9


def test_signs_of_a_contradicted_figure_and_rank() -> None:
    text = "全市第二座桥长120米。"
    document = make_document("text", text)
    analysis = SentenceAnalysis(document, document.sentences[0])
    hit = SentenceHit("text", document.sentences[0], "p", 1.0)
    clause = Candidate(Kind.RUN, hit, analysis, 0, len(text), 0, None)
    told = signs(read_claim(read_question("这是全省第一座桥，长150米吗？")), clause)
    assert told["figure.no"] == 1.0
    assert told["level.no"] == 1.0
    assert told["later.rank"] == 1.0
    assert "level.yes" not in told
