"""Which candidates are weighed in full, and how sure the ranker and the judge are of the best."""

from collections.abc import Sequence

from eval.learning.__main__ import apart
from eval.learning.samples import Sample
from rag.analysis import SentenceAnalysis
from rag.answering.candidates import candidates
from rag.answering.judge import judge_features
from rag.answering.ranker import LinearRanker, Offered
from rag.language.asking import Wanted
from rag.matching import TermWeights
from rag.question import read_question
from rag.types import SentenceHit
from tests.conftest import make_document

NONE = TermWeights({}, 0.0)


def _offered(*logits: float) -> list[Offered]:
    """The names of a sentence, as many as there are logits, in the order of the text."""
    document = make_document("a", "周大明、李小红、王志强、陈玉兰参加会议。")
    analysis = SentenceAnalysis(document, document.sentences[0])
    hit = SentenceHit("a", analysis.sentence, "p", 1.0, ())
    people = candidates(read_question("谁参加会议？").asked, hit, analysis)[: len(logits)]
    assert len(people) == len(logits)
    return [
        Offered(0, one, {"read.logit": logit}) for one, logit in zip(people, logits, strict=True)
    ]


def test_those_the_reader_finds_likeliest_are_weighed() -> None:
    ranker = LinearRanker({"name": {"read.logit": 2.0, "name.fit": 1.0}})
    offered = _offered(0.1, 0.9, 0.5)
    kept = ranker.foremost(Wanted.PERSON, offered, 2)
    assert kept == [offered[1], offered[2]]
    assert ranker.foremost(Wanted.PERSON, offered, 3) == offered


def test_without_weights_nothing_is_left_out() -> None:
    offered = _offered(0.1, 0.9, 0.5)
    assert LinearRanker({}).foremost(Wanted.PERSON, offered, 1) == offered


def test_the_judge_sees_how_far_the_next_other_answer_is_behind() -> None:
    ranker = LinearRanker({"name": {"read.logit": 1.0}})
    question = read_question("谁参加会议？")
    scored = ranker.rank(Wanted.PERSON, [(one.candidate, one.seen) for one in _offered(0.9, 0.2)])
    values = judge_features(question, scored, 0.6, NONE)
    assert round(values["ahead.logit"], 6) == 0.7
    assert values["ahead.beside"] == 1.0
    assert "ahead.logit" not in judge_features(question, scored[:1], 1.0, NONE)


def test_a_text_is_judged_by_what_others_taught() -> None:
    asked: list[list[Sample]] = []
    question = read_question("谁参加会议？")
    scored = LinearRanker({}).rank(Wanted.PERSON, [(one.candidate, {}) for one in _offered(0, 0)])
    samples = [
        Sample("name", question, NONE, tuple(scored), (1.0, 0.0), lambda *_: {}) for _ in range(3)
    ]

    def rank(learned: Sequence[Sample]) -> dict[str, dict[str, float]]:
        asked.append(list(learned))
        return {}

    told = [("a", samples[0]), ("b", samples[1]), ("a", samples[2])]
    made = [one for part in apart(told, rank) for one in part]
    assert len(made) == 3
    assert asked == [[samples[1]], [samples[0], samples[2]]]
