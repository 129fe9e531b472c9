"""A question read: standalone text, time, wanted kind of answer, words to search for."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.errors import QuestionError
from rag.followup import standalone
from rag.language.asking import Asked, asked, content
from rag.language.english import is_english
from rag.language.normalise import clean, fold
from rag.language.times import TimeExpression, find_times
from rag.language.tokens import tokenize
from rag.types import Period, Turn

MAX_QUESTION = 500
MAX_ANSWER = 2000
MAX_TURNS = 20
_NAMED = re.compile(r"《([^》]{1,60})》|[“\"「『]([^”\"」』]{2,40})[”\"」』]")


@dataclass(frozen=True, slots=True)
class Question:
    """A question ready for retrieval.

    ``shown`` is the question that a reader sees to be answered; ``standalone`` the Chinese that is
    searched for, ``folded`` its matching form, ``focus`` the matching
    form with asking words and times blanked, ``tokens`` the search tokens of ``folded``,
    ``names`` what the question quotes in 《》 or “”.
    """

    text: str
    shown: str
    standalone: str
    folded: str
    focus: str
    asked: Asked
    times: tuple[TimeExpression, ...]
    names: tuple[str, ...]
    tokens: tuple[str, ...]

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods the question names."""
        return tuple(time.period for time in self.times if time.period is not None)


Translate = Callable[[str], str]


def read_question(
    text: str, history: Sequence[Turn] = (), translate: Translate | None = None
) -> Question:
    """Read a question in its conversation.

    Args:
        text: as typed.
        history: earlier turns, oldest first.
        translate: turns an English question into Chinese search terms; None leaves it.

    Raises:
        QuestionError: nothing is left of the question once invisible characters are dropped,
            or it is longer than 500 characters.
    """
    cleaned = _within(clean(text), MAX_QUESTION, "question")
    if not cleaned:
        raise QuestionError("The question has no visible character.", "Ask 1 to 500 characters.")
    if len(history) > MAX_TURNS:
        raise QuestionError("The history is too long.", f"At most {MAX_TURNS} turns.", "history")
    turns = [
        Turn(
            _within(clean(turn.question), MAX_QUESTION, "history.question"),
            _within(clean(turn.answer), MAX_ANSWER, "history.answer"),
        )
        for turn in history
    ]
    chinese = _in_chinese(cleaned, translate)
    told = [Turn(_in_chinese(turn.question, translate), turn.answer) for turn in turns]
    whole = standalone(chinese, told)[:MAX_QUESTION]
    folded = fold(whole)
    times = tuple(find_times(folded))
    return Question(
        text=cleaned,
        shown=cleaned if whole == chinese else whole,
        standalone=whole,
        folded=folded,
        focus=_without(content(folded), times),
        asked=asked(folded),
        times=times,
        names=tuple(name for pair in _NAMED.findall(folded) for name in pair if name),
        tokens=tuple(tokenize(folded)),
    )


def _in_chinese(text: str, translate: Translate | None) -> str:
    return translate(text) if translate is not None and is_english(text) else text


def _within(text: str, limit: int, field: str) -> str:
    if len(text) > limit:
        raise QuestionError(
            f"The field {field} is too long.", f"At most {limit} characters.", field
        )
    return text


def _without(text: str, times: Sequence[TimeExpression]) -> str:
    for time in times:
        text = text[: time.start] + " " * (time.end - time.start) + text[time.end :]
    return text
