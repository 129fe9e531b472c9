"""A question read: standalone text, time, wanted kind of answer, words to search for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from rag.errors import QuestionError
from rag.followup import Resolved, other_readings, standalone
from rag.language.asking import Asked, Wanted, asked
from rag.language.asking_learned import reconsider
from rag.language.asking_slips import asking_words_spelled
from rag.language.content import content
from rag.language.english_tokens import is_english
from rag.language.framing import asking_part, asking_sentence, unframed
from rag.language.normalise import clean, fold
from rag.language.patterns import late_regex
from rag.language.quantities import Quantity, find_quantities
from rag.language.times import TimeExpression, find_times
from rag.language.tokens import tokenize
from rag.language.variants import Expansion, Term, TermKind
from rag.types import Period, Turn

if TYPE_CHECKING:
    from rag.language.english import Translation

MAX_QUESTION = 500
MAX_ANSWER = 2000
MAX_TURNS = 20
_RENDERED = 0.8
"""How much another rendering of an English word counts beside the likeliest."""
_PARTICLES = frozenset("的了")
_WORDS = frozenset({"目的", "的确", "了解", "为了"})
_FIGURES = frozenset({Wanted.QUANTITY, Wanted.COMPARISON, Wanted.STATEMENT})
_NAMED = late_regex(r"《([^》]{1,60})》|[“\"「『]([^”\"」』]{2,40})[”\"」』]")


@dataclass(frozen=True, slots=True)
class Question:
    """A question ready for retrieval.

    ``shown`` is the question that a reader sees to be answered; ``standalone`` the Chinese that is
    searched for, ``folded`` its matching form, ``focus`` the matching
    form with asking words, framing and times blanked, ``tokens`` the search tokens of ``folded``,
    ``names`` what the question quotes in 《》 or “”, ``added`` the texts' own words for those of
    the question. The first ``carried`` characters of ``folded`` are the topic of the turns
    before, ``told`` what these were answered with; both empty for a fresh question. The clause
    that asks begins at ``asking``: what stands before it only leads to the question.
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
    added: tuple[Term, ...] = ()
    carried: int = 0
    asking: int = 0
    told: tuple[str, ...] = ()
    ordinals: tuple[Quantity, ...] = ()

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods the question names."""
        return tuple(time.period for time in self.times if time.period is not None)

    @property
    def may_want_figure(self) -> bool:
        """Whether a figure, or a comparison of figures, may be the answer."""
        return self.asked.kind in _FIGURES


class Wording(Protocol):
    """What the texts of an index call things."""

    def translate(self, question: str) -> "Translation":
        """An English question in Chinese."""
        ...

    def expand(self, folded: str) -> Expansion:
        """Slips put right, and the texts' own words for those of the question."""
        ...


def read_question(
    text: str, history: Sequence[Turn] = (), wording: Wording | None = None
) -> Question:
    """Read a question in its conversation.

    Args:
        text: as typed.
        history: earlier turns, oldest first.
        wording: of the texts; None reads the question by itself.

    Raises:
        QuestionError: nothing is left of the question once invisible characters are dropped,
            or it is longer than 500 characters.
    """
    typed = _typed(text, history, wording)
    return _taken_apart(typed, standalone(typed.chinese, typed.told), wording)


def read_anew(text: str, history: Sequence[Turn], wording: Wording | None = None) -> list[Question]:
    """What a question may mean in its conversation if ``read_question`` took it wrongly: told of
    what the turns before were about. Likelier ones first; none without a conversation.

    Args and errors as for ``read_question``.
    """
    typed = _typed(text, history, wording)
    return [_taken_apart(typed, one, wording) for one in other_readings(typed.chinese, typed.told)]


@dataclass(frozen=True, slots=True)
class _Typed:
    """What was typed, cleaned, and in Chinese; ``others`` what its words may be called there."""

    cleaned: str
    chinese: str
    others: tuple[Term, ...]
    turns: tuple[Turn, ...]
    told: tuple[Turn, ...]


def _typed(text: str, history: Sequence[Turn], wording: Wording | None) -> _Typed:
    cleaned = _within(clean(text), MAX_QUESTION, "question")
    if not cleaned:
        raise QuestionError("The question has no visible character.", "Ask 1 to 500 characters.")
    if len(history) > MAX_TURNS:
        raise QuestionError("The history is too long.", f"At most {MAX_TURNS} turns.", "history")
    turns = tuple(
        Turn(
            _within(clean(turn.question), MAX_QUESTION, "history.question"),
            _within(clean(turn.answer), MAX_ANSWER, "history.answer"),
        )
        for turn in history
    )
    chinese, others = _in_chinese(cleaned, wording)
    told = tuple(Turn(_in_chinese(turn.question, wording)[0], turn.answer) for turn in turns)
    return _Typed(cleaned, chinese, others, turns, told)


def _taken_apart(typed: _Typed, resolved: Resolved, wording: Wording | None) -> Question:
    """The question that a reading of what was typed is."""
    cleaned, turns = typed.cleaned, typed.turns
    whole = asking_words_spelled(resolved.text[:MAX_QUESTION])
    spelled = asking_words_spelled(fold(whole))
    expansion = Expansion(spelled) if wording is None else wording.expand(spelled)
    folded = expansion.corrected
    for slip in expansion.typos if len(folded) == len(whole) else ():
        whole = whole[: slip.start] + slip.meant + whole[slip.start + len(slip.typed) :]
    times = tuple(find_times(folded))
    return Question(
        text=cleaned,
        shown=cleaned if is_english(cleaned) else whole,
        standalone=whole,
        folded=folded,
        focus=_without(content(unframed(folded)), times),
        asked=asked(folded)
        if is_english(cleaned)
        else reconsider(folded, asked(asking_sentence(folded))),
        times=times,
        names=tuple(name for pair in _NAMED.findall(folded) for name in pair if name),
        tokens=tuple(one for one in tokenize(folded) if not is_joint(one)),
        added=_beside(expansion.added, typed.others),
        carried=resolved.carried,
        asking=resolved.carried or asking_part(folded)[0],
        ordinals=tuple(one for one in find_quantities(folded) if one.ordinal),
        told=tuple(fold(turn.answer) for turn in turns) if resolved.carried else (),
    )


def is_joint(token: str) -> bool:
    """Whether a pair only joins a word to a particle: 立的 of 成立的, 展了 of 发展了."""
    return len(token) == 2 and token not in _WORDS and not _PARTICLES.isdisjoint(token)


def _in_chinese(text: str, wording: Wording | None) -> tuple[str, tuple[Term, ...]]:
    """The question in Chinese, and what else its words may be called there."""
    if wording is None or not is_english(text):
        return text, ()
    said = wording.translate(text)
    return said.chinese, tuple(
        Term(fold(other), _RENDERED, fold(word), TermKind.SYNONYM) for word, other in said.others
    )


def _beside(added: Sequence[Term], others: Sequence[Term]) -> tuple[Term, ...]:
    """The texts' words for those of the question, each once, the translation's first."""
    known = {term.text: term for term in (*others, *added)}
    return tuple(sorted(known.values(), key=lambda term: -term.weight))


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
