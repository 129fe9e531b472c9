"""A body that founded something was not founded then."""

import pytest

from rag.analysis import Analyses
from rag.answering.candidates import Candidate
from rag.answering.founding import founds_another, telling, told_elsewhere
from rag.question import read_question
from rag.types import SentenceHit
from tests.computing_case import ID, answers, document

UNION = """县总工会志稿

1951年，成立县总工会筹备委员会。1953年12月，第一次代表大会召开，标志着县总工会正式成立。

1954年，县总工会工人文化宫建立。1990年，县总工会举办运动会。2003年3月，县总工会成立了援助中心。
"""


@pytest.mark.parametrize(
    "question", ["县总工会成立于哪一年？", "县总工会是哪年成立的？", "县总工会何时正式成立？"]
)
def test_what_a_body_founded_is_no_founding_of_it(question: str) -> None:
    asked = read_question(question)
    out = {
        one.time.period.first.year
        for one in answers(UNION, question)
        if one.time is not None and founds_another(asked, one)
    }
    assert out == {2003}


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("援助中心是哪年成立的？", 2003),
        ("县总工会筹备委员会哪年成立？", 1951),
        # Another thing is the object of the question itself.
        ("县总工会成立援助中心是哪年？", 2003),
        ("县总工会哪年举办运动会？", 1990),
    ],
)
def test_other_questions_keep_their_time(question: str, year: int) -> None:
    asked = read_question(question)
    assert year in {
        one.time.period.first.year
        for one in answers(UNION, question)
        if one.time is not None and not founds_another(asked, one)
    }


def test_sentences_that_tell_the_founding_come_first() -> None:
    read = document(UNION)
    hits = [SentenceHit(ID, one, "p", 1.0) for one in read.sentences]
    analyses = Analyses({ID: read})
    first, *others = telling(read_question("县总工会成立于哪一年？"), hits, analyses)
    assert "正式成立" in first.sentence.text
    assert [one for one in hits if one is not first and "运动会" not in one.sentence.text] == others
    for question in ("县总工会有多少会员？", "县体育协会成立于哪一年？"):
        assert telling(read_question(question), hits, analyses) is hits


def test_of_two_foundings_in_one_sentence_each_has_its_time() -> None:
    text = "2003年3月，县总工会成立了援助中心；2004年，成立了县总工会法律援助站。"
    question = "县总工会法律援助站是什么时候成立的？"
    asked = read_question(question)
    kept = {
        one.time.period.first.year
        for one in answers(text, question)
        if one.time is not None and not founds_another(asked, one)
    }
    assert kept == {2004}


def test_another_verb_tells_of_the_founding() -> None:
    read = document(UNION)
    analyses = Analyses({ID: read})
    asked: list[str] = []

    def ask(text: str) -> list[tuple[Candidate, float]]:
        asked.append(text)
        return [(one, 0.7) for one in answers(UNION, text)] if "成立" in text else []

    question = read_question("县总工会创办于哪一年？")
    others = [SentenceHit(ID, one, "p", 1.0) for one in read.sentences if "运动会" in one.text]
    told = told_elsewhere(question, others, analyses, ask)
    assert told is not None
    assert told[0].time is not None
    assert (told[0].time.period.first.year, told[1]) == (1953, 0.7)
    assert asked == ["县总工会是什么时候成立的？"]
    every = [SentenceHit(ID, one, "p", 1.0) for one in read.sentences]
    assert told_elsewhere(question, every, analyses, ask) is None
    assert told_elsewhere(read_question("县总工会在哪？"), others, analyses, ask) is None
