"""What a draft becomes when some of its lines fail the checks."""

from rag.answering.compose import Setting, compose
from rag.answering.draft import Draft, Line
from rag.types import Citation, Computation, Item, Operand, Role
from tests.fakes_api import CITATION, DOCUMENT, DOCUMENT_ID

SETTING = Setting("甲厂有多少工人？", (), {DOCUMENT_ID: DOCUMENT}, "g1")
FORGED = Citation(
    2, Role.EVIDENCE, DOCUMENT_ID, "s1", "第一节 创办", 1, "p", 1, "99人", "99人", 8, 11
)
HELD = Line("1952年，甲厂有工人12人。", (CITATION,))
FAILED = Line("另有99人。", (FORGED,))


def test_what_fails_is_left_out() -> None:
    answer = compose(Draft((HELD, FAILED), "12人", (Item("12人", 1),)), SETTING)
    assert answer is not None
    assert answer.answer == "1952年，甲厂有工人12人。[1]"
    assert (answer.checks.dropped, [one.citation for one in answer.items]) == (1, [1])


def test_a_member_without_its_line_is_no_answer() -> None:
    assert compose(Draft((HELD, FAILED), "12人", (Item("99人", 2),)), SETTING) is None


def test_an_operand_without_its_line_is_no_answer() -> None:
    operands = (Operand("甲厂", 12.0, "人", 1), Operand("另", 99.0, "人", 2))
    computation = Computation("12人 + 99人", 111.0, operands)
    draft = Draft((HELD, FAILED), "12人", computation=computation)
    assert compose(draft, SETTING) is None
