"""What a question wants calculated, where its operands may be left to the text.

``reading`` takes questions apart that name both operands. Here a question may name one of them
(撤并后少了几所), none (两类合计多少), or what is to be left out (除甲以外有多少); which figures
these are is then for ``pairs``, ``rows`` and ``wholes`` to find.

Not read here: multiples, rates, averages, extremes, times between events (see ``reading``).
"""

import re
from dataclasses import replace

from rag.answering.computing.aim_patterns import (
    ABOVE,
    AGAINST,
    BESIDE,
    BETWEEN,
    BUT,
    CHANGE,
    CHANGE_IN_ENGLISH,
    COUNTS,
    DIFFERENCE,
    EXCEPT,
    LEFT,
    LATTER,
    NOT_OF,
    NOT_YET,
    OTHER,
    SHARE,
    TAKEN,
    THAN,
    TOGETHER,
    TOTAL,
    WHICH,
)
from rag.answering.computing.patterns import RANGING, SHORT_YEAR
from rag.answering.computing.reading import computation_asked
from rag.answering.computing.sides import blanked, content_of, side_of, task_of, year_of
from rag.answering.computing.task import Operation, Side, Task
from rag.language.english_tokens import is_english
from rag.language.times import TimeKind
from rag.question import Question

_SPLIT = re.compile(r"、|以及|还有|再?加上|加(?=[^起在])|外加|连同|[和与跟及同](?!比|期)")


def computes(question: Question) -> bool:
    """Whether something is to be calculated, as far as the question tells."""
    return (
        aim_of(question) is not None
        or computation_asked(question) is not None
        or implied_rest(question) is not None
    )


def aim_of(question: Question) -> Task | None:
    """The calculation that the question wants, None where none of these."""
    if OTHER.search(question.folded):
        return None
    if is_english(question.text):
        return _in_english(question)
    return (
        _which(question)
        or _share(question)
        or _rest(question)
        or _compared_difference(question)
        or _total(question)
        or _difference(question)
    )


def implied_rest(question: Question) -> Task | None:
    """What the text only calls the rest (其余为银行贷款), asked for by its name: no sign of it is in
    the wording, so the text must bear it out."""
    if not COUNTS.search(question.folded) or is_english(question.text):
        return None
    text = blanked(question, 0, len(question.folded))
    return task_of(Operation.REST, question, (Side(text), Side("")), text)


def _in_english(question: Question) -> Task | None:
    if not CHANGE_IN_ENGLISH.search(question.text.lower()):
        return None
    folded = question.folded
    sides = _by_time(question, len(folded)) or (Side(blanked(question, 0, len(folded))),)
    return task_of(Operation.DIFFERENCE, question, sides, "")


def _which(question: Question) -> Task | None:
    """甲和乙哪个多，多几个: the two are told before the interrogative."""
    folded = question.folded
    match = WHICH.search(folded)
    if match is None:
        return None
    sides = _pair_before(question, match.start())
    if len(sides) != 2:
        return None
    task = task_of(Operation.DIFFERENCE, question, sides, "")
    return replace(task, which=True, sign=0)


def _compared_difference(question: Question) -> Task | None:
    """A difference of two operands that the question names: 一共多了多少 is no total there."""
    task = _difference(question)
    return task if task is not None and len(task.sides) == 2 and not _adds(question) else None


def _adds(question: Question) -> bool:
    """1996、1997两年合计减少多少: years side by side are added, not compared."""
    folded = question.folded
    times = [time for time in question.times if time.period]
    total = TOTAL.search(folded)
    return total is not None and len(times) > 1 and THAN.search(folded) is None and all(
        not re.search("[从到至比较]", folded[max(0, time.start - 1) : time.end + 1]) for time in times
    )


def _difference(question: Question) -> Task | None:
    folded = question.folded
    above = ABOVE.search(folded)
    if above is not None:
        sides = side_of(question, *above.span("a")), side_of(question, *above.span("b"))
        if all(map(_says, sides)):
            if LATTER.search(folded):
                return _former_latter(question)
            sign = -1 if above["word"][0] in "低少" else 1
            return task_of(Operation.DIFFERENCE, question, sides, "", sign)
    change = CHANGE.search(folded)
    sign = 0
    if change is not None:
        sign = 1 if change["up"] or change["up2"] else -1 if change["down"] or change["down2"] else 0
    change = change or DIFFERENCE.search(folded)
    if change is None:
        return None
    sides = _compared(question, change.start(), change.end())
    if len(sides) == 2 and LATTER.search(folded):
        sides = sides[::-1]
    return task_of(Operation.DIFFERENCE, question, sides, "", sign)


def _former_latter(question: Question) -> Task | None:
    """甲与乙，后者高出前者多少."""
    match = BETWEEN.search(question.folded[: LATTER.search(question.folded).start()])  # type: ignore[union-attr]
    if match is None:
        return None
    sides = side_of(question, *match.span("b")), side_of(question, *match.span("a"))
    return task_of(Operation.DIFFERENCE, question, sides, "", 1)


def _compared(question: Question, start: int, end: int) -> tuple[Side, ...]:
    """The two that are compared, told by 比 and its like; else by their times; else one."""
    folded = question.folded
    head = folded[:start]
    for pattern in (BESIDE, AGAINST, THAN):
        match = pattern.search(head)
        if match is None:
            continue
        behind = side_of(question, *match.span("a"))
        other = side_of(question, *match.span("b"))
        if _says(behind) and _says(other):
            if pattern is BESIDE and behind.periods and other.periods and not content_of(behind.text):
                # 〇八年和一六年的产量比，少了多少: the later against the earlier.
                return tuple(sorted((behind, other), key=lambda side: side.periods, reverse=True))
            return behind, other
    match = BETWEEN.search(head)
    if match is not None and (DIFFERENCE.match(folded, start) or len(question.periods) == 2):
        sides = side_of(question, *match.span("a")), side_of(question, *match.span("b"))
        if all(map(_says, sides)):
            return sides
    return _by_time(question, start) or (Side(blanked(question, 0, len(folded))),)


def _by_time(question: Question, end: int) -> tuple[Side, ...]:
    times = [time for time in question.times if time.period]
    text = blanked(question, 0, end)
    short = SHORT_YEAR.search(text)
    if len(times) == 1 and times[0].period and short and RANGING.search(text, short.end()):
        early = 1900 + int(short["year"])
        if early < times[0].period.first.year:
            text = text.replace(short.group(), "")
            return Side(text, (times[0].period,)), Side(text, (year_of(early),))
    if len(times) == 1 and times[0].kind is TimeKind.RANGE and times[0].period is not None:
        first, last = times[0].period.first.year, times[0].period.last.year
        return Side(text, (year_of(last),)), Side(text, (year_of(first),))
    if len(times) == 2:
        early, late = sorted(time.period for time in times if time.period)
        if not early.overlaps(late):
            return Side(text, (late,)), Side(text, (early,))
    return ()


def _says(side: Side) -> bool:
    return bool(side.periods) or bool(content_of(side.text))


def _pair_before(question: Question, end: int) -> tuple[Side, ...]:
    head = question.folded[:end]
    best: tuple[Side, ...] = ()
    start = 0
    for clause in re.split(r"(?<=[,，:：。])", head):
        cuts = list(re.finditer(r"、|还是|(?<!相)[和与跟及同]|(?<!相)比(?!较|起来|[,，])", clause))
        if cuts:
            cut = cuts[-1]
            sides = (
                side_of(question, start, start + cut.start()),
                side_of(question, start + cut.end(), start + len(clause)),
            )
            if all(map(_says, sides)):
                best = sides
        start += len(clause)
    return best


def _share(question: Question) -> Task | None:
    match = SHARE.search(question.folded)
    if match is None:
        return None
    if TOGETHER.search(question.folded[: match.start()]):
        text = blanked(question, 0, len(question.folded))
        sides = _members(question, question.folded[: match.start()])
        task = task_of(Operation.SUM, question, sides, text)
        return replace(task, unit="%", noun="") if len(sides) > 1 else None
    head = question.folded[: match.start()]
    holder = re.search(r"^(?P<a>.*?)在(?P<b>[^,，]+?)(?:里头|里面|之中|当中|中|里)", head)
    holder = holder or re.search(
        r"^(?P<b>.+?)(?:里头|里面|之中|当中|中|里)[,，]?(?P<a>.{2,})$", head
    )
    body = re.sub("所占?的?|了|到|大概|大约|能|比例|比重", "", match["body"])
    if holder is not None and content_of(blanked(question, *holder.span("a"))):
        sides = side_of(question, *holder.span("a")), side_of(question, *holder.span("b"))
    else:
        sides = side_of(question, 0, match.start()), Side(body)
    return task_of(Operation.SHARE, question, sides, "")


def _rest(question: Question) -> Task | None:
    """What is left of a whole: the first side is the whole, the second what is left out, which
    may be empty; ``shared`` is what the question says."""
    folded = question.folded
    for pattern in (EXCEPT, TAKEN, BUT, NOT_OF, NOT_YET):
        match = pattern.search(folded)
        if match is not None:
            part = blanked(question, *match.span("b"))
            if not content_of(part):
                continue
            whole = blanked(question, 0, match.start()) + " " + blanked(question, match.end("b"), len(folded))
            return task_of(Operation.REST, question, (Side(whole), Side(part)), blanked(question, 0, len(folded)))
    match = LEFT.search(folded)
    if match is None:
        return None
    text = blanked(question, 0, len(folded))
    return task_of(Operation.REST, question, (Side(text), Side("")), text)


def _total(question: Question) -> Task | None:
    folded = question.folded
    match = TOTAL.search(folded)
    if match is None:
        return None
    text = blanked(question, 0, len(folded))
    times = [time for time in question.times if time.period]
    years = [time.period for time in times if time.period]
    apart = len(years) > 1 and not any(a.overlaps(b) for a in years for b in years if a != b)
    if apart and not any(time.kind is TimeKind.RANGE for time in times):
        sides = tuple(Side(text, (year,)) for year in years)
        return task_of(Operation.SUM, question, sides, text)
    return task_of(Operation.SUM, question, _members(question, folded[: match.start()]), text)


def _members(question: Question, head: str) -> tuple[Side, ...]:
    best: tuple[Side, ...] = ()
    start = 0
    for clause in re.split(r"(?<=[,，:：。])(?!再?加上|连同|外加|还有|以及)", head):
        cuts = [start]
        for match in _SPLIT.finditer(clause):
            cuts += [start + match.start(), start + match.end()]
        cuts.append(start + len(clause))
        spans = zip(cuts[::2], cuts[1::2], strict=True)
        sides = tuple(side_of(question, a, b) for a, b in spans if content_of(blanked(question, a, b)))
        if len(sides) > 1 and len(sides) >= len(best):
            best = sides
        start += len(clause)
    return best
