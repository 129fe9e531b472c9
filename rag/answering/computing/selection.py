"""Which figures a calculation works on, and whether the text already states its result."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from rag.analysis import Analyses
from rag.answering.citing import Citer
from rag.answering.computing.fitting import Asked, same_measure, side_score, time_fits, unit_fits
from rag.answering.computing.known import Known, Weigher, gather
from rag.answering.computing.means import mean_asked
from rag.answering.computing.operands import Choice, choose, comparable
from rag.answering.computing.task import Operation, Task
from rag.facts import Fact, Scope
from rag.facts.finding import terms_of
from rag.matching import TermWeights
from rag.question import Question
from rag.types import SentenceHit

_STATED = 0.45
"""Share of the question's words by a figure that states the answer outright."""

_CLEAR = 0.6
"""Fit at which operands of unlike units are surely the ones that are meant."""

_AHEAD = 0.1
_SURE = 0.5
# Their operands are told by the one sentence that has them, not by their names.
_PER = 12
"""Characters before a figure that may say what it is for each of."""
_LOOSE = frozenset({Operation.REST, Operation.AVERAGE, Operation.SHARE})
_UNITLESS = frozenset(
    {
        Operation.GROWTH,
        Operation.RATIO,
        Operation.SHARE,
        Operation.MULTIPLE,
        Operation.DOUBLINGS,
    }
)
_CHANGES = frozenset({Scope.INCREASE, Scope.DECREASE})
_CHANGING = (Operation.DIFFERENCE, Operation.GROWTH, Operation.MULTIPLE)
_STATING = {
    Operation.DIFFERENCE: _CHANGES,
    Operation.GROWTH: _CHANGES,
    Operation.MULTIPLE: _CHANGES,
    Operation.SHARE: frozenset({Scope.SHARE}),
    Operation.AVERAGE: frozenset({Scope.AVERAGE}),
}


@dataclass(frozen=True, slots=True)
class Case:
    """What the steps of one calculation share."""

    question: Question
    task: Task
    pool: Sequence[Known]
    weigher: Weigher
    citer: Citer


@dataclass(frozen=True, slots=True)
class Given:
    """A question with what the figures for it are looked up in.

    ``ranked`` are its sentences, best first, only whose figures are used; ``weights`` those of
    its words; ``facts`` gives, by document id, the table of facts in text order, on need.
    """

    question: Question
    ranked: Sequence[SentenceHit]
    weights: TermWeights
    analyses: Analyses
    facts: Callable[[], Mapping[str, Sequence[Fact]]]
    citer: Citer

    def case(self, task: Task, ranked: Sequence[SentenceHit]) -> Case:
        """A calculation over the figures of the sentences."""
        asked = terms_of(self.question.folded)
        pool = gather(asked, ranked, self.analyses, self.facts())
        return Case(self.question, task, pool, Weigher(self.weights), self.citer)


def operands(case: Case) -> Choice | None:
    """The figures for the operands in the order of the formula, None where one is missing."""
    task = case.task
    if task.operation is Operation.SHARE and len(task.sides) == 1:
        return _part_of_whole(case)
    asked = asked_of(case)
    exact = replace(asked, exact=True) if task.operation is Operation.AVERAGE else asked
    choice = choose(exact, case.pool, case.weigher)
    if choice is None and exact is not asked:
        choice = choose(asked, case.pool, case.weigher)
    if choice is None or task.operation is not Operation.REST:
        return choice
    # What is left of a whole: both stand in one sentence, the larger is the whole.
    together = len({(known.fact.document, known.fact.sentence) for known in choice.facts}) == 1
    ordered = tuple(sorted(choice.facts, key=lambda known: -known.fact.value))
    if not together or _denied_figure(case, ordered[0]) or _two_of_a_row(ordered):
        return None
    return replace(choice, facts=ordered)


def of_two_kinds(case: Case, choice: Choice | None) -> bool:
    """Whether operands in units that cannot be put together fit clearly better than the choice."""
    if len(case.task.sides) < 2 or case.task.operation is Operation.AVERAGE:
        return False
    if choice is not None and choice.weakest >= _SURE:
        return False
    mixed = choose(asked_of(case, alike=False), case.pool, case.weigher)
    if mixed is None or mixed.fit < max(_CLEAR, choice.fit + _AHEAD if choice else 0.0):
        return False
    first = mixed.facts[0].fact
    return not all(comparable(first, known.fact) for known in mixed.facts)


def stated(case: Case, choice: Choice | None) -> Known | None:
    """The figure of the text that states the answer outright (比1976年增长21.51%, 占32%).

    A change asked for without a unit is answered in the unit of its operands, where they are
    known: 增加了多少 by 71万人次, not by 1.5倍.
    """
    task = case.task
    scopes = _STATING.get(task.operation)
    if scopes is None:
        return None
    words = terms_of(" ".join([*(side.text for side in task.sides), task.shared]))
    periods = task.sides[0].periods or case.question.periods
    fitting = [
        (case.weigher.share(words, known), -number)
        for number, known in enumerate(case.pool)
        if scopes & known.fact.scopes
        and _of_the_mean(case, known)
        and _answers(task, known.fact, choice)
        and time_fits(known.fact, periods) >= 0.7
        and _names_the_earlier(task, known)
    ]
    share, number = max(fitting, default=(0.0, 0))
    return case.pool[-number] if share >= _STATED else None


def _of_the_mean(case: Case, known: Known) -> bool:
    """Whether a mean of the text is over those that the question names: 人均 is none per turn."""
    mean = mean_asked(case.question.folded)
    if case.task.operation is not Operation.AVERAGE or mean is None:
        return True
    before = known.analysis.text[max(0, known.start - _PER) : known.start]
    return "平均" in before or f"{mean.per}均" in before or f"每{mean.per}" in before


def nearest(case: Case) -> list[Known]:
    """The best figure for each operand, whatever its time, to be shown beside a refusal."""
    best: dict[int, Known] = {}
    for side in case.task.sides:
        words = terms_of(side.text + case.task.shared)
        rated = [
            (time_fits(known.fact, side.periods), case.weigher.share(words, known), -number)
            for number, known in enumerate(case.pool)
        ]
        if rated:
            number = -max(rated)[2]
            best.setdefault(number, case.pool[number])
    return list(best.values())


def asked_of(case: Case, *, alike: bool = True) -> Asked:
    """What the operands of a case have to fit."""
    task = case.task
    # The unit of a ratio (倍, %) says nothing of its operands.
    own = task.operation in _UNITLESS
    return Asked(
        sides=task.sides,
        shared=task.shared,
        unit="" if own else task.unit,
        noun=task.noun,
        periods=case.question.periods,
        alike=alike and task.operation is not Operation.AVERAGE,
        part=task.operation is Operation.SHARE,
        named=task.operation not in _LOOSE or (own and len(task.sides) > 1),
    )


def _part_of_whole(case: Case) -> Choice | None:
    """The part that is named, and the larger figure of one unit before it in its sentence."""
    asked = asked_of(case)
    scored = [
        (side_score(asked, asked.sides[0], known, case.weigher), known, whole)
        for known in case.pool
        for whole in [_whole_of(known, case.pool)]
        if whole is not None
    ]
    if not scored:
        return None
    scored.sort(key=lambda one: (-one[0], one[1].fact.figure.start, one[2].start))
    fit, part, whole = scored[0]
    if any(_share_behind(part, known) for known in case.pool):
        return None
    other = next((score for score, known, _ in scored if known is not part), 0.0)
    return Choice((part, whole), fit, fit - other, fit)


def _whole_of(part: Known, pool: Sequence[Known]) -> Known | None:
    """The first larger figure of one unit before it in its sentence."""
    return next(
        (
            known
            for known in pool
            if _one_sentence(known, part)
            and known.start < part.start
            and known.fact.unit == part.fact.unit != "%"
            and known.fact.value > part.fact.value
        ),
        None,
    )


def _share_behind(part: Known, known: Known) -> bool:
    """Whether a share is stated right behind a figure: 有7家，占……的47%."""
    if not _one_sentence(part, known) or Scope.SHARE not in known.fact.scopes:
        return False
    clauses = known.analysis.clause_at(known.start) - part.analysis.clause_at(part.start)
    return known.start > part.start and clauses <= 1


def _denied_figure(case: Case, whole: Known) -> bool:
    """Whether the sentence itself counts what is left: 尚有159家未改制."""
    return any(
        _one_sentence(whole, known) and known.denied and known.fact.unit == whole.fact.unit
        for known in case.pool
    )


def _two_of_a_row(facts: Sequence[Known]) -> bool:
    """Whether two figures are of one thing and two bodies: neither is a part of the other."""
    one, other = facts[0].fact, facts[-1].fact
    return one.metric == other.metric and one.subject != other.subject


def _one_sentence(first: Known, second: Known) -> bool:
    return (first.fact.document, first.fact.sentence) == (
        second.fact.document,
        second.fact.sentence,
    )


def _answers(task: Task, fact: Fact, choice: Choice | None) -> bool:
    """Whether the unit of a stated figure answers."""
    if task.operation in (Operation.GROWTH, Operation.SHARE):
        return fact.unit == "%"
    if task.operation is Operation.MULTIPLE:
        return fact.unit == "倍"
    if task.unit == "百分点":
        return fact.unit in ("%", "百分点")
    if not task.unit and choice is not None:
        return same_measure(choice.facts[0].fact.unit, fact.unit)
    return unit_fits(task.unit, fact)


def _names_the_earlier(task: Task, known: Known) -> bool:
    """For a change between two times: whether the clause names the earlier one."""
    if task.operation not in _CHANGING:
        return True
    start = known.analysis.clauses[known.analysis.clause_at(known.start)][0]
    clause = known.analysis.text[start : known.start]
    years = [str(period.first.year) for period in task.sides[-1].periods]
    if not years:
        return False
    return any(word in clause for word in [*years, "上年", "上一年", "去年", "同期", "前一年"])
