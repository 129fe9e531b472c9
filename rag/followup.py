"""Follow-up questions made standalone from the earlier turns alone.

Three shapes, told by grammar:

* substitution: "那2021年呢？", "会员呢？" puts new words in the place of the like ones of the
  question before;
* ellipsis: "有多少人参加？", "为什么？" asks something new of the topic before;
* anything else stands on its own and is left as it is, so that old turns do not bend it.

Not done here: coreference inside a long question ("该厂后来…" after naming two factories).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.language.asking import Wanted, asked, content
from rag.language.normalise import fold
from rag.language.period_words import period_in_words
from rag.language.times import find_times
from rag.types import Period, Turn

_SUBSTITUTION = re.compile(
    r"^(?:那么?|还有|然后|至于|换成|如果是)?(?P<new>.{1,40}?)(?:又|的话)?呢[?？]*$"
)
_POINTER = re.compile(
    r"它|他们|她们|他|她|其中|其(?=[\u4e00-\u9fff])|这(?!里的)|那[个些次届年里边]|该|上述|前者|后者|此|又"
)
_OPENING = re.compile(r"^(?:那么?|然后|后来|接着|另外|还有|具体)")
_LEAD_IN = re.compile(r"^(?:那么?|还有|然后|至于|换成|如果是)")
_HAN_OR_WORD = re.compile(r"[\u4e00-\u9fff]|[a-z0-9]+")
_THAT_YEAR = re.compile(r"(?:那一?|这一?|同|当|该|是)年")
# With this little content of its own a question cannot be meant to stand alone; one that
# points back or opens with 那 may have somewhat more.
_BARE = 8
_POINTING = 14
_CLEARLY_POINTING = 24
_POINTS_FIRST = re.compile(r"^(?:其间|其中|期间|在?此期间|它|他|她|该|这|那)")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question made standalone.

    The first ``carried`` characters of ``text`` are the topic before; ``shown`` is how a reader
    is told of it, "" where ``text`` itself reads well.
    """

    text: str
    carried: int = 0
    shown: str = ""


def standalone(question: str, history: Sequence[Turn]) -> Resolved:
    """The question as it would be asked without the conversation.

    Args:
        question: the cleaned question.
        history: earlier turns, oldest first.

    Returns:
        The question itself when it needs no help, otherwise a fuller one.
    """
    previous, anchor = "", None
    for turn in history:
        previous = _resolve(turn.question, previous, anchor).text
        anchor = _anchor(previous, turn.answer) or anchor
    return _resolve(question, previous, anchor)


def _anchor(question: str, answer: str) -> Period | None:
    """The time a conversation has reached: the question's, or the one it was answered with."""
    told = find_times(question) or (
        find_times(answer) if asked(fold(question)).kind is Wanted.DATE else []
    )
    periods = [time.period for time in told if time.period is not None]
    return periods[0] if periods else None


def _resolve(question: str, previous: str, anchor: Period | None) -> Resolved:
    if not previous:
        return Resolved(question)
    dated = _dated(question, anchor)
    match = _SUBSTITUTION.match(dated.strip())
    if match and asked(fold(match["new"])).kind in (Wanted.STATEMENT, Wanted.NAME):
        return Resolved(_substitute(_LEAD_IN.sub("", match["new"]), previous))
    if dated != question or _is_elliptic(question):
        return _complete(dated, previous)
    return Resolved(question)


def _dated(question: str, anchor: Period | None) -> str:
    """The question with 那年, 同年, 次年 and the like written out."""
    if anchor is None:
        return question
    alone = {time.start for time in find_times(question) if time.period is not None}
    for time in reversed(find_times(question, anchor)):
        if time.period is not None and time.start not in alone:
            words = _in_words(time.text, time.period)
            question = f"{question[: time.start]}{words}{question[time.end :]}"
    return question


def _in_words(text: str, period: Period) -> str:
    """A relative time written out: the year in the place of 那年, what follows it kept."""
    match = _THAT_YEAR.search(text)
    if match and period.first.year == period.last.year:
        return f"{text[: match.start()]}{period.first.year}年{text[match.end() :]}"
    return period_in_words(period)


def _is_elliptic(question: str) -> bool:
    own = _OPENING.sub("", content(fold(question)))
    size = sum(1 for _ in _HAN_OR_WORD.finditer(own))
    if _POINTS_FIRST.match(question.strip()):
        return size <= _CLEARLY_POINTING
    if _POINTER.search(question) or _OPENING.search(question):
        return size <= _POINTING
    return size <= _BARE and not find_times(question)


def _substitute(new: str, previous: str) -> str:
    """Put ``new`` where the previous question has words of the same sort."""
    old_times = find_times(previous)
    if find_times(new):
        if not old_times:
            return f"{new}{previous}"
        first = old_times[0]
        rest = re.sub(r"[时的]$", "", new)
        return f"{previous[: first.start]}{rest}{previous[first.end :]}"
    when = previous[old_times[0].start : old_times[0].end] if old_times else ""
    return f"{when}{new}{_asking_words(previous)}"


def _complete(question: str, previous: str) -> Resolved:
    """Ask the new thing of the old topic; a time in the new question replaces the old one."""
    topic = _topic(previous)
    if find_times(question):
        for old in reversed(find_times(topic)):
            topic = topic[: old.start] + topic[old.end :]
    topic = topic.strip()
    new = _OPENING.sub("", question)
    before = previous.rstrip("?？。 ")
    return Resolved(f"{topic}，{new}", len(topic) + 1, f"{new.rstrip()}（承前问：{before}）")


def _topic(previous: str) -> str:
    """The previous question without its asking words."""
    blanked = content(fold(previous))
    if len(blanked) != len(previous):
        return previous.rstrip("?？。!！ ")
    kept = [old for old, new in zip(previous, blanked, strict=True) if new != " " or old == " "]
    return "".join(kept)


def _asking_words(previous: str) -> str:
    """The tail of the previous question from its first asking word on."""
    folded = fold(previous)
    match = re.search(r"有?多少|有?几|是?什么|何时|哪|谁|怎么|如何|为", folded)
    if match is None or len(folded) != len(previous):
        return "是多少？"
    tail = previous[match.start() :]
    unit = re.match(r"(有?多少|有?几)(.?)", tail)
    return f"{unit.group(1)}？" if unit else tail
