"""The conversations are sound: quotes stand once, fresh questions are their own wording."""

from collections import Counter
from pathlib import Path

import pytest

from eval.errors import CaseError
from eval.followups import NATURAL_TABLE, SET_ASIDE, read_conversations, text_of
from rag.followup import standalone
from rag.language.normalise import fold

EVERY = read_conversations()
NATURAL = read_conversations(NATURAL_TABLE)


def test_there_are_as_many_as_the_readme_says() -> None:
    follow_ups = Counter(one.text for one in EVERY if not one.fresh)
    assert len(follow_ups) == 13
    assert min(follow_ups.values()) >= 12
    assert sum(follow_ups.values()) == 213
    assert sum(one.fresh for one in EVERY) == 44
    assert set(follow_ups) > SET_ASIDE


def test_every_quote_stands_once_in_its_text() -> None:
    assert (len(NATURAL), sum(one.fresh for one in NATURAL)) == (244, 46)
    for one in (*EVERY, *NATURAL):
        source = text_of(one.text).read_text(encoding="utf-8-sig")
        assert [source.count(quote) for quote in one.quotes] == [1] * len(one.quotes), one


def test_every_conversation_has_turns_and_an_answer() -> None:
    for one in EVERY:
        assert one.history, one
        assert all(turn.question and turn.answer for turn in one.history), one
        assert one.forms, one
        assert all(one.forms), one
        assert one.fresh <= (one.standalone == one.question), one


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    table = tmp_path / "broken.jsonl"
    table.write_text('{"text": "bank"}\n', encoding="utf-8")
    with pytest.raises(CaseError, match=r"Line 1 of broken\.jsonl"):
        read_conversations(table)


def test_few_fresh_questions_are_bent() -> None:
    fresh = [one for one in EVERY if one.fresh]
    bent = [one for one in fresh if standalone(one.question, one.history).text != one.question]
    assert len(bent) <= 2, bent


def test_a_full_question_of_a_chronicle_is_seldom_bent_by_another() -> None:
    """Of the wordings that were written to stand alone at most 3 in 100 are changed."""
    questions = [one.standalone for one in EVERY]
    shifted = [*questions[100:], *questions[:100]]
    changed = 0
    for before, question in zip(shifted, questions, strict=True):
        history = next(one for one in EVERY if one.standalone == before).history
        changed += fold(standalone(question, history).text) != fold(question)
    assert changed <= len(questions) * 0.03
