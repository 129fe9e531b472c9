"""Why and how are answered by clauses that open differently."""

import pytest

from rag.analysis import SentenceAnalysis
from rag.answering.candidates import candidates
from rag.answering.prose_fit import prose_fit
from rag.question import read_question
from rag.types import SentenceHit
from tests.conftest import make_document

_TEXT = "为防止建议积压，县工会抽调技师，采取巡回办法逐条审议，从而使积压减少，因人手不足停办。"


def _openings(asked: str) -> dict[str, str]:
    question = read_question(asked)
    document = make_document("a", _TEXT)
    analysis = SentenceAnalysis(document, document.sentences[0])
    hit = SentenceHit("a", analysis.sentence, "p", 1.0, ())
    found = candidates(question.asked, hit, analysis)
    return {one.text.strip("，。"): next(iter(prose_fit(question, one))) for one in found}


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("为什么要组织巡回小组？", "why"),
        ("巡回小组缘何停办？", "why"),
        ("工会用什么办法减少积压？", "means"),
        ("巡回小组是怎样审议建议的？", "means"),
    ],
)
def test_the_question_and_the_opening_make_the_feature(asked: str, kind: str) -> None:
    found = _openings(asked)
    assert found["为防止建议积压"] == f"prose.{kind}.purpose"
    assert found["采取巡回办法逐条审议"] == f"prose.{kind}.means"
    assert found["从而使积压减少"] == f"prose.{kind}.result"
    assert found["因人手不足停办"] == f"prose.{kind}.cause"
    assert found["县工会抽调技师"] == f"prose.{kind}.other"
