"""Which of several figures is the largest or the smallest, and what to call the winner."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.answering.computing.deriving import whole_name
from rag.answering.computing.fitting import Asked, time_fits
from rag.answering.computing.known import Known, Weigher
from rag.answering.computing.numbers import doubt
from rag.answering.computing.operands import (
    choose,
    comparable,
    differ_in_time,
    likeness,
    same_words,
)
from rag.answering.computing.ordinals import governing
from rag.answering.computing.task import Operation, Side, Task
from rag.facts import Scope
from rag.facts.finding import terms_of
from rag.language.patterns import late_regex
from rag.language.period_words import period_in_words
from rag.question import Question

_COUNTED = late_regex(r"(?P<words>[^\d，,；;:：。]{2,24}?)\d")
_NEW = late_regex(
    r"新(?!闻|华|四|疆)[\u4e00-\u9fff]{0,2}|净增|发展(?=[\u4e00-\u9fff]*[员户])|吸[收纳]"
)
_SERIES = frozenset("届次期回批轮")
_ENOUGH = 0.45
_HEAD = 3
"""Least length of what several names end with alike that is no part of the name."""
_MARKS = late_regex(r"[\s,，。；;:：、?？]+")
_EDGE = late_regex(
    r"^(?:在|从|把|拿|请问|问一下)+|(?:的|里|中|当中|之中|相比|比|是|有|当年|那年)+$"
)


@dataclass(frozen=True, slots=True)
class Winner:
    """The winner's name, the figures compared (the winner first), how well they fit (0-1), and
    whether the order hangs on rough figures."""

    label: str
    compared: tuple[Known, ...]
    fit: float
    doubtful: bool


def winner(
    task: Task, question: Question, pool: Sequence[Known], weigher: Weigher
) -> Winner | None:
    """The winner among the operands that the question names, or among all that the text gives.

    None where fewer than two figures fit, or the winner has no name.
    """
    if task.sides:
        return _of_sides(task, question, pool, weigher)
    return _of_all(task, question, pool, weigher)


def _of_sides(
    task: Task, question: Question, pool: Sequence[Known], weigher: Weigher
) -> Winner | None:
    asked = Asked(task.sides, task.shared, "", task.noun, question.periods)
    choice = choose(asked, pool, weigher)
    if choice is None or choice.fit < _ENOUGH:
        return None
    facts = [known.fact for known in choice.facts]
    apart = differ_in_time(task.sides) and same_words(task.sides)
    if apart and min(likeness(facts[0], fact) for fact in facts[1:]) < 0.5:
        return None
    order = _ordered(task, choice.facts)
    side = task.sides[choice.facts.index(order[0])]
    label = ""
    if task.classifier == "年" or task.classifier in _SERIES:
        label = _label(task.classifier, order[0])
    label = label or whole_name(_side_label(side), order[0])
    return Winner(label, order, choice.fit, _doubtful(order)) if label else None


def _side_label(side: Side) -> str:
    """The operand's name: its last noun phrase (检查的国营商店 is 国营商店), or its time."""
    text = _EDGE.sub("", _MARKS.sub("", side.text))
    head = text.rpartition("的")[2]
    text = head if len(head) > 1 else text
    if side.periods and not text:
        return period_in_words(side.periods[0])
    if side.periods:
        return f"{period_in_words(side.periods[0])}{text}" if len(text) < 2 else text
    return text


def _of_all(
    task: Task, question: Question, pool: Sequence[Known], weigher: Weigher
) -> Winner | None:
    words, noun = terms_of(task.shared), terms_of(task.noun)
    rated = [
        (_told(words, noun, known, weigher) * time_fits(known.fact, question.periods), known)
        for known in pool
        if not known.fact.scopes & {Scope.SHARE} and not _only_new(known, question)
    ]
    rated = [pair for pair in rated if pair[0] > 0]
    if not rated:
        return None
    rated.sort(key=lambda pair: (-pair[0], pair[1].fact.figure.start))
    for fit, model in rated:
        if fit < _ENOUGH:
            break
        near = [known for score, known in rated if score >= 0.7 * fit and _peer(model, known)]
        group = _distinct(task, near)
        if len(group) >= max(2, task.rank):
            return _won(task, group, fit)
    return None


def _only_new(known: Known, question: Question) -> bool:
    """Whether a figure counts what was new in its time (新发展会员), which is not asked for."""
    match = _NEW.match(known.fact.metric)
    return match is not None and match.group() not in question.folded


def _won(task: Task, group: Sequence[tuple[str, Known]], fit: float) -> Winner:
    order = _ordered(task, tuple(known for _, known in group))
    won = order[task.rank - 1]
    label = next(name for name, known in group if known is won)
    rest = tuple(known for known in order if known is not won)
    doubtful = _doubtful(order[task.rank - 2 :]) if task.rank > 1 else False
    return Winner(label, (won, *rest), fit, doubtful or _doubtful(order[task.rank - 1 :]))


def _told(words: frozenset[str], noun: frozenset[str], known: Known, weigher: Weigher) -> float:
    """How well the words fit; what is said to be most (学员最多) must be what is counted."""
    told = weigher.share(words, known)
    return 0.4 * told + 0.6 * weigher.share(noun, known) if noun else told


def _peer(model: Known, known: Known) -> bool:
    cumulative = Scope.CUMULATIVE
    return (
        comparable(model.fact, known.fact)
        and likeness(model.fact, known.fact) >= 0.5
        and (cumulative in model.fact.scopes) == (cumulative in known.fact.scopes)
    )


def _distinct(task: Task, near: Sequence[Known]) -> list[tuple[str, Known]]:
    """One figure for each name; a name with two different figures is dropped."""
    owners = {known.fact.subject for known in near if known.fact.subject}
    row = len(owners) > 1 and len({known.fact.metric for known in near}) == 1
    found: dict[str, Known] = {}
    unclear: set[str] = set()
    for known in near:
        owned = row and task.classifier not in _SERIES | {"年"}
        label = known.fact.subject if owned else _label(task.classifier, known)
        if not label:
            continue
        if label in found and found[label].fact.value != known.fact.value:
            unclear.add(label)
        found.setdefault(label, known)
    named = [(label, known) for label, known in found.items() if label not in unclear]
    return _without_head(named) if task.classifier not in _SERIES | {"年"} else named


def _without_head(named: list[tuple[str, Known]]) -> list[tuple[str, Known]]:
    """The names without what all of them end with: 煤炭 of 煤炭发送量 beside 木材发送量."""
    if len(named) < 2:
        return named
    first = named[0][0]
    ends = (at for at in range(len(first)) if all(one.endswith(first[at:]) for one, _ in named))
    shared = len(first) - next(ends, len(first))
    if shared < _HEAD or any(len(label) <= shared + 1 for label, _ in named):
        return named
    return [(label[:-shared], known) for label, known in named]


def _label(classifier: str, known: Known) -> str:
    fact = known.fact
    if classifier in _SERIES:
        return _ordinal(classifier, known)
    if classifier == "年":
        if fact.time is None or fact.time.period.first.year != fact.time.period.last.year:
            return ""
        return f"{fact.time.period.first.year}年"
    return _group(known)


def _ordinal(classifier: str, known: Known) -> str:
    """第十九届, where the words before the figure name one of that series."""
    found = governing(known.analysis, known.start)
    names = [words for (_, series), words in found.items() if series == classifier]
    return names[0] if len(names) == 1 else ""


def _group(known: Known) -> str:
    """What the figure is of, in a row of like ones: 砖瓦厂有职工310人, 夜校5所，学员343人.

    Where the clause says no more than what is counted, the counted thing before it is meant.
    """
    fact, analysis, text = known.fact, known.analysis, known.analysis.text
    clause = analysis.clause_at(known.start)
    left = text[analysis.clauses[clause][0] : known.start]
    if fact.subject and fact.subject in left and not fact.subject.startswith(("全", "各级")):
        return fact.subject
    if _MARKS.sub("", left) != fact.metric:
        return fact.metric
    segment = max(text.rfind(mark, 0, known.start) for mark in ";；") + 1
    for start, end in reversed(analysis.clauses[:clause]):
        head = _COUNTED.match(text, start, end)
        if start >= segment and head is not None:
            return _MARKS.sub("", head["words"].rpartition("有")[2])
    return fact.metric


def _ordered(task: Task, compared: tuple[Known, ...]) -> tuple[Known, ...]:
    sign = -1 if task.operation is Operation.MOST else 1
    return tuple(sorted(compared, key=lambda known: sign * known.fact.value))


def _doubtful(order: Sequence[Known]) -> bool:
    """Whether the first two could change places, were the rough ones off by their doubt."""
    if len(order) < 2:
        return False
    first, second = order[0].fact, order[1].fact
    return abs(first.value - second.value) <= doubt(first) + doubt(second)
