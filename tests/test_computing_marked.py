"""Operands that the reader marks, by marks made by hand."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from embeddings.reading.reader import VERDICTS, Read
from eval.system import System, open_system
from rag.answering.computing.loose import loosely_asked
from rag.answering.computing.marked import Marked, marked
from rag.answering.computing.marking import WEIGHTS, beside, chance_of
from rag.answering.computing.solving import compute_marked, draft_of, task_named
from rag.answering.computing.task import Operation
from rag.answering.reading import Part, Sight, reckons
from rag.live import Generation
from rag.retrieval import RankingWeights
from tests.computing_case import ID, checked, given_of

SOURCE = """河口镇志稿

民国二十一年，北路出兵3200人，中路出兵4100人，南路出兵1900人，携炮12门。

1998年有会员2150人，产值3.5万元。

2003年有会员2680人，其中女会员970人，比上年增加12.5%。
"""
SURE, DIM = 4.0, -6.0


def sight_of(logits: dict[str, float], verdict: str = "none", chance: float = 0.9) -> Sight:
    """All sentences read; the figures' logits, and what the reader calls for."""
    parts = {}
    given = given_of(SOURCE, "多少人？")
    for rank, hit in enumerate(given.ranked):
        text = hit.sentence.text
        figure = np.full(len(text), DIM, np.float32)
        for words, logit in logits.items():
            if words in text:
                figure[text.index(words)] = logit
        none = np.full(len(text), -9.0, np.float32)
        parts[ID, hit.sentence.number] = Part(hit, 0, none, none, figure, rank)
    chances = dict.fromkeys(VERDICTS, 0.0) | {"none": 1.0 - chance}
    chances[verdict] += chance
    return Sight(parts, (), 0.0, 0.0, tuple(chances.values()))


def seen(question: str, sight: Sight) -> Marked | None:
    given = given_of(SOURCE, question)
    return marked(given, task_named(given.question) or loosely_asked(given.question), sight)


def told(question: str, sight: Sight) -> str | None:
    """The answer that the marked figures give; its lines pass the checks."""
    found = seen(question, sight)
    draft = draft_of(found) if found is not None else None
    if draft is None:
        return None
    checked(SOURCE, question, draft)
    return draft.short


ROADS = {"3200": SURE, "4100": SURE, "1900": SURE}


def test_a_whole_of_which_the_text_has_the_parts() -> None:
    sight = sight_of(ROADS, "sum")
    assert reckons(sight)
    assert told("攻城的总兵力有多少？", sight) == "9200人"
    # Without a word of it in the question and no sign of it in the text nothing is reckoned.
    assert not reckons(sight_of(ROADS))
    assert told("攻城的总兵力有多少？", sight_of(ROADS)) is None


@pytest.mark.parametrize(
    ("question", "logits", "verdict", "answer"),
    [
        ("2003年的会员比1998年多多少？", {"2150": SURE, "2680": SURE}, "difference", "530人"),
        ("2003年的会员比1998年多多少？", {"2150": SURE, "2680": SURE}, "none", "530人"),
        # The surer ones are taken, and none of another measure.
        (
            "会员多了多少？",
            {"2150": 2.0, "2680": 3.0, "970": 1.0, "3.5": SURE},
            "difference",
            "530人",
        ),
        ("2003年的会员里女的占百分之几？", {"2680": SURE, "970": SURE}, "ratio", "约36.2%"),
        ("2003年除女会员外还有多少会员？", {"2680": SURE, "970": SURE}, "difference", "1710人"),
    ],
)
def test_what_marked_figures_give(
    question: str, logits: dict[str, float], verdict: str, answer: str
) -> None:
    assert told(question, sight_of(logits, verdict)) == answer


def test_parts_that_are_more_than_the_whole_leave_nothing() -> None:
    marks = {"2680": SURE, "970": SURE, "2150": 3.0}
    assert told("2003年除女会员外还有多少会员？", sight_of(marks, "difference")) == "1710人"


def test_a_single_mark_and_marks_of_two_measures_give_nothing() -> None:
    assert seen("2003年的会员比1998年多多少？", sight_of({"2150": SURE})) is None
    apart = sight_of({"2150": SURE, "3.5": SURE}, "difference")
    assert seen("2003年的会员比1998年多多少？", apart) is None


def test_a_figure_left_out_that_is_marked_as_well_speaks_against_the_others() -> None:
    question = "北路和中路共出兵多少？"
    clear = seen(question, sight_of(ROADS | {"1900": DIM}, "sum"))
    torn = seen(question, sight_of(ROADS | {"1900": 3.5}, "sum"))
    assert clear is not None
    assert torn is not None
    assert clear.signs["lead"] > torn.signs["lead"]
    assert clear.signs["other"] == -1.0
    assert torn.signs["other"] == pytest.approx(3.5 / 6)


def test_what_is_unlikely_is_not_told() -> None:
    given = given_of(SOURCE, "2003年的会员比1998年多多少？")
    found = seen(given.question.text, sight_of({"2150": SURE, "2680": SURE}, "difference"))
    assert found is not None
    sure = found.signs | beside(None, found.choice, 0.0, doubted=False)
    draft = compute_marked(found, sure)
    assert draft is not None
    assert draft.confidence == pytest.approx(min(0.95, chance_of(sure)), abs=1e-4)
    faint = sight_of({"2150": -2.5, "2680": -2.5})
    dim = seen(given.question.text, faint)
    assert dim is not None
    assert compute_marked(dim, dim.signs | beside(None, dim.choice, 0.9, doubted=True)) is None


def test_what_the_words_came_to_is_a_sign() -> None:
    found = seen("2003年的会员比1998年多多少？", sight_of({"2150": SURE, "2680": SURE}))
    assert found is not None
    draft = draft_of(found)
    names = ("usual.none", "usual.same", "usual.other", "usual.refused", "usual.stated")
    for computed, name in ((None, "usual.none"), (draft, "usual.same")):
        signs = beside(computed, found.choice, 0.4, doubted=True)
        assert [one for one in names if signs[one]] == [name]
        assert (signs["told.chance"], signs["doubt"]) == (0.4, 1.0)
    other = seen("攻城的总兵力有多少？", sight_of(ROADS, "sum"))
    assert other is not None
    assert beside(draft, other.choice, 0.4, doubted=False)["usual.other"] == 1.0


class Marks:
    """A reader that sees no answer, but operands in some figures."""

    def __init__(self, logits: dict[str, float], verdict: str) -> None:
        self.logits = logits
        self.verdict = tuple(0.9 if one == verdict else 0.02 for one in VERDICTS)

    def read(self, question: str, texts: Sequence[str]) -> Read:
        nowhere = tuple(np.full(len(text), -9.0, np.float32) for text in texts)
        figures = tuple(np.full(len(text), DIM, np.float32) for text in texts)
        for text, figure in zip(texts, figures, strict=True):
            for words, logit in self.logits.items():
                if words in text:
                    figure[text.index(words)] = logit
        return Read(nowhere, nowhere, figures, self.verdict)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("攻城的总兵力有多少？", "9200人"),
        # Who led them is no figure, whatever is marked.
        ("攻城的军队由谁指挥？", None),
    ],
)
def test_a_whole_answer_of_marked_figures(
    tmp_path: Path, question: str, answer: str | None
) -> None:
    text = tmp_path / "hekou.txt"
    text.write_text(SOURCE.replace("民国二十一年，", "民国二十一年攻城，"), encoding="utf-8")
    marks = Marks(ROADS, "sum")
    with open_system(text, reads=False) as plain:
        read = Generation.of(plain.generation.index, plain.encoder, RankingWeights(), reader=marks)
        found = System(read, plain.encoder, plain.costs, marks).full()(question, ())
        assert found.short_answer == answer
        if answer is not None:
            assert found.computation is not None
            assert sorted(one.value for one in found.computation.operands) == [1900, 3200, 4100]


def test_every_weight_is_of_a_sign_that_is_made() -> None:
    found = seen("2003年的会员比1998年多多少？", sight_of({"2150": SURE, "2680": SURE}))
    assert found is not None
    made = found.signs | beside(None, found.choice, 0.0, doubted=False)
    operations = {f"operation.{one.value}" for one in Operation}
    known = made.keys() | operations | {f"{one}*asked" for one in operations}
    weights = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert weights.keys() <= known
    assert any(weights.values())
