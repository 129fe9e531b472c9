"""Operands as questions of their own, and what their answers give."""

from collections.abc import Sequence

import pytest

from rag.analysis import Analyses
from rag.answering.candidates import Candidate, candidates
from rag.answering.citing import Citer
from rag.answering.computing.aims import aim_of
from rag.answering.computing.greater import greatest
from rag.answering.computing.known import Weigher
from rag.answering.computing.part_questions import part_questions
from rag.answering.computing.parts import Ask, by_parts
from rag.answering.computing.reading import computation_asked
from rag.answering.computing.selection import Case
from rag.answering.computing.sides import last_sentence
from rag.chunking import chunk
from rag.matching import TermWeights
from rag.question import read_question
from rag.types import SentenceHit
from tests.computing_case import document, solve

QUESTIONS = [
    (
        "第八次代表大会所代表的会员比第七次多多少？",
        ["第八次代表大会所代表的会员", "第七次代表大会所代表的会员"],
    ),
    ("新馆2016年的展览比开馆那年多几场？", ["2016年新馆的展览", "开馆那年新馆的展览"]),
    ("2012年底的低保标准比2008年底高多少元？", ["2012年底低保标准", "2008年底低保标准"]),
    (
        "2011年至2019年接待来访的人次，比2001年至2010年少多少？",
        ["2011年至2019年接待来访", "2001年至2010年接待来访"],
    ),
    ("我在查旧账。1984年的会员数比1978年多多少人？", ["1984年会员数", "1978年会员数"]),
]


@pytest.mark.parametrize(("question", "parts"), QUESTIONS)
def test_each_operand_is_asked_for_by_itself(question: str, parts: list[str]) -> None:
    asked = read_question(question)
    task = aim_of(asked) or computation_asked(asked)
    assert task is not None
    made = part_questions(asked, task, task.sides)
    assert len(made) == len(parts)
    for text, start in zip(made, parts, strict=True):
        assert text.startswith(start)
        assert text.endswith("？")
        assert "多少" in text


SOURCE = """河口镇志稿

2003年，镇里修路花去12万元，架桥花去30万元，另收集捐款241笔、7万元。
"""


PASSAGES = {
    ("d", number): passage for passage in chunk(document(SOURCE)) for number in passage.sentences
}


def _case(question: str) -> Case:
    asked = read_question(question)
    task = aim_of(asked) or computation_asked(asked)
    assert task is not None
    return Case(asked, task, [], Weigher(TermWeights({}, 0.0)), Citer(PASSAGES))


def _answering(told: Sequence[tuple[str, str, float]]) -> Ask:
    """Answers by the words of a question: its figure in the text, with a chance."""
    read = document(SOURCE)
    analyses = Analyses({"d": read})
    money = read_question("多少元？").asked

    def ask(text: str) -> list[tuple[Candidate, float]]:
        found = []
        for words, figure, chance in told:
            for sentence in read.sentences if words in text else ():
                hit = SentenceHit("d", sentence, "p", 1.0)
                of = candidates(money, hit, analyses.of("d", sentence.number))
                found += [(one, chance) for one in of if one.text == figure]
        return found

    return ask


def test_the_answers_are_the_operands_and_surer_answers_are_believed_more() -> None:
    question = _case("架桥比修路多花多少钱？")
    found = by_parts(question, _answering([("架桥", "30万元", 0.8), ("修路", "12万元", 0.5)]))
    assert found is not None
    assert len(found.questions) == 2
    assert [int(known.fact.value) for known in found.choice.facts] == [300000, 120000]
    less = by_parts(question, _answering([("架桥", "30万元", 0.1), ("修路", "12万元", 0.05)]))
    assert less is not None
    assert 0 < less.chance < found.chance < 1


def test_one_figure_is_not_both_operands() -> None:
    same = [("架桥", "30万元", 0.8), ("修路", "30万元", 0.7)]
    assert by_parts(_case("架桥比修路多花多少钱？"), _answering(same)) is None
    second = [*same, ("修路", "12万元", 0.1)]
    found = by_parts(_case("架桥比修路多花多少钱？"), _answering(second))
    assert found is not None
    assert [int(known.fact.value) for known in found.choice.facts] == [300000, 120000]


@pytest.mark.parametrize("told", [[], [("架桥", "30万元", 0.8)]])
def test_without_an_answer_to_each_there_is_nothing(told: list[tuple[str, str, float]]) -> None:
    assert by_parts(_case("架桥比修路多花多少钱？"), _answering(told)) is None


def test_units_are_not_mixed() -> None:
    ask = _answering([("架桥", "30万元", 0.9), ("捐款", "241笔", 0.9)])
    assert by_parts(_case("架桥比捐款多多少？"), ask) is None


def test_a_lead_in_is_no_operand() -> None:
    question = read_question("我爷爷说煤矿的人比铁路的多。当时煤矿代表到底比铁路代表多几个人？")
    assert last_sentence(question).folded.strip().startswith("当时煤矿代表")
    short = read_question("1984年有会员26506人，1978年有2902人。相差多少？")
    assert last_sentence(short) == short


def test_a_figure_that_the_question_names_is_that_operand() -> None:
    draft = solve(
        "全市126家企业有91家达标，另有7家停产。", "126家企业里达标的占多少？", ask=lambda _: []
    )
    assert draft is not None
    assert draft.short == "约72.2%"


@pytest.mark.parametrize(
    ("question", "name"),
    [("架桥和修路哪个花的钱多？", "架桥"), ("架桥和修路哪个花的钱更少？", "修路")],
)
def test_which_of_two_is_told_by_their_answers(question: str, name: str) -> None:
    ask = _answering([("架桥", "30万元", 0.9), ("修路", "12万元", 0.9)])
    draft = greatest(_case(question), ask)
    assert draft is not None
    assert draft.short == name
    assert len(draft.lines) > 0


def test_what_the_answers_lack_is_not_called_equal() -> None:
    ask = _answering([("架桥", "30万元", 0.9)])
    assert greatest(_case("架桥和修路哪个花的钱多？"), ask) is None
