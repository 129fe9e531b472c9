"""Whether sentences are about the body that is asked about."""

import pytest

from rag.analysis import SentenceAnalysis
from rag.answering.body_fit import asked_bodies, body_fit
from rag.question import read_question
from tests.computing_case import document

HOSPITALS = document(
    """县人民医院创建于1933年。1989年新门诊楼启用。2015年，业务收入3.58亿元。

县中医院创建于1981年，由县人民医院中医科分出。丁学勤任院长。2015年，业务收入9860万元。

1995年，县里设立奖项。
"""
    + "\n".join(f"\n{year}年，全县种树{year - 1900}亩。" for year in range(1960, 1970))
)


@pytest.mark.parametrize(
    ("question", "sentence", "told"),
    [
        ("2015年县人民医院收入多少？", 3, {"place.body": 1.0}),
        ("2015年县人民医院收入多少？", 6, {"place.rival": 1.0}),
        ("2015年县中医院收入多少？", 6, {"place.body": 1.0}),
        ("2015年县中医院收入多少？", 3, {"place.rival": 1.0}),
        # A person is in no paragraph that does not name him.
        ("丁学勤哪年得的奖？", 7, {"place.absent": 1.0}),
        ("丁学勤哪年得的奖？", 6, {"place.body": 1.0}),
        ("2015年收入多少？", 6, {}),
        # A body that the text does not have tells nothing here.
        ("2015年县第三医院收入多少？", 6, {}),
    ],
)
def test_a_paragraph_is_about_what_stands_first(
    question: str, sentence: int, told: dict[str, float]
) -> None:
    analysis = SentenceAnalysis(HOSPITALS, HOSPITALS.sentences[sentence - 1])
    assert dict(body_fit(asked_bodies(read_question(question)), analysis)) == told
