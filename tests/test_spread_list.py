"""Lists whose members are sentences of their own."""

import pytest

from rag.analysis import SentenceAnalysis
from rag.answering.candidates import Candidate, Kind
from rag.answering.spread_list import spread_list
from rag.question import read_question
from rag.types import SentenceHit
from tests.computing_case import document, given_of

LEAD = "“夯基”工程包括三个方面："
FIRST = "一是建立健全民主制度。每年召开一次代表会。"
REST = "二是配齐专职干部。三是开展评议，优者表彰。"
SOURCE = f"河口镇志稿\n\n{LEAD}{FIRST}{REST}次年全镇推开。\n"
MEMBERS = ["建立健全民主制度", "配齐专职干部", "开展评议，优者表彰"]


def told(question: str, words: str, source: str = SOURCE) -> list[str] | None:
    """The members that are told where ``words`` were chosen, as their citations quote them."""
    given = given_of(source, question)
    held = next(one for one in document(source).sentences if words in one.text)
    analysis = SentenceAnalysis(document(source), held)
    start = held.text.index(words)
    hit = SentenceHit("d", held, "p", 1.0)
    chosen = Candidate(Kind.READ, hit, analysis, start, start + len(words), 0, None)
    draft = spread_list(read_question(question), chosen, given.citer)
    if draft is None:
        return None
    quotes = [line.citations[0].quote for line in draft.lines]
    assert [item.text for item in draft.items] == quotes
    assert [item.citation for item in draft.items] == list(range(1, len(quotes) + 1))
    assert draft.short == "；".join(quotes)
    return quotes


@pytest.mark.parametrize("words", ["三个方面", "建立健全民主制度", "配齐专职干部"])
@pytest.mark.parametrize("question", ["工程包括哪三个方面？", "工程包括哪些方面？"])
def test_the_whole_list_is_told_whatever_of_it_was_chosen(question: str, words: str) -> None:
    assert told(question, words) == MEMBERS


def test_other_questions_and_other_numbers_are_left_alone() -> None:
    assert told("工程包括哪四个方面？", "配齐专职干部") is None
    assert told("工程为何开展？", "配齐专职干部") is None
    assert told("哪些镇推开？", "次年全镇推开") is None


def test_a_list_of_one_sentence_is_left_to_its_own_grammar() -> None:
    inside = "河口镇志稿\n\n工程包括：一是建制度；二是配干部；三是评先进。\n"
    assert told("工程包括哪些方面？", "建制度", inside) is None


NESTED = (
    "河口镇志稿\n\n“夯基”工程：一是建制度，包括三项：（1）会议制度。（2）学习制度。（3）奖惩制度。"
    "二是配齐专职干部。\n"
)


def test_the_innermost_list_that_holds_the_stretch_is_told() -> None:
    assert told("建制度包括哪些？", "学习制度", NESTED) == ["会议制度", "学习制度", "奖惩制度"]


def test_a_list_of_the_sentence_before_is_no_lead() -> None:
    source = "河口镇志稿\n\n镇里设有工会、妇联。当年抓了两件事：一是修路。二是办学。\n"
    assert told("镇里设有哪些组织？", "工会、妇联", source) is None
    assert told("当年抓了哪两件事？", "抓了两件事", source) == ["修路", "办学"]


def test_quotes_stay_whole_and_what_has_no_words_is_no_list() -> None:
    quoted = "河口镇志稿\n\n口号是：（一）“建好制度。”（二）“配齐干部。”\n"
    assert told("口号有哪些？", "建好制度", quoted) == ["“建好制度。”", "“配齐干部。”"]
    empty = "河口镇志稿\n\n工程包括：（一）：建制度。（二）：配齐专职干部。（三）：。\n"
    assert told("工程包括哪些？", "建制度", empty) is None
