"""What a question wants calculated, where its operands may be left to the text.

``reading`` takes questions apart that name both operands. Here a question may name one of them
(撤并后少了几所), none (两类合计多少), or what is to be left out (除甲以外有多少); which figures
these are is then for ``pairs``, ``rows`` and ``wholes`` to find.

Not read here: multiples, rates, averages, extremes, times between events (see ``reading``).
"""

import re
from dataclasses import replace

from rag.answering.computing.aim_patterns import (
    BUT,
    COUNTED_TOGETHER,
    COUNTS,
    DIFFERENCE,
    EXCEPT,
    GROUPED,
    LEFT,
    MOVED,
    NOT_OF,
    NOT_YET,
    OTHER,
    SHARE,
    SHARE_OF,
    SIDE_BY_SIDE,
    TAKEN,
    THAN,
    TOGETHER,
    TOTAL,
    WHICH,
)
from rag.answering.computing.aims_compared import (
    compared_difference,
    difference,
    in_english,
    which,
)
from rag.answering.computing.means import mean_asked
from rag.answering.computing.ordinal_members import ordinal_members
from rag.answering.computing.part_questions import said_of_each
from rag.answering.computing.patterns import MOST
from rag.answering.computing.reading import computation_asked
from rag.answering.computing.sides import (
    blanked,
    content_of,
    last_sentence,
    side_of,
    sums_others,
    task_of,
)
from rag.answering.computing.task import Operation, Side, Task
from rag.language.asking import Wanted
from rag.language.asking_counts import unit_wanted
from rag.language.english_tokens import is_english
from rag.language.numerals import parse_numeral
from rag.language.patterns import late_regex
from rag.language.times import TimeKind
from rag.question import Question

_SPLIT = re.compile(
    r"、|以及|还有|再?加上|(?<![参增添更追附施])加(?=[^起在入工班薪强大快固以])|外加|连同|[和与跟及同](?!比|期)|[+＋]"
)

_BESIDE = late_regex(r"[、和与跟及]\s*$")
_OTHERWISE = frozenset(
    {
        Wanted.DATE,
        Wanted.PERSON,
        Wanted.PLACE,
        Wanted.LIST,
        Wanted.REASON,
        Wanted.MANNER,
        Wanted.DEFINITION,
        Wanted.YES_NO,
    }
)
"""Kinds of answer that no calculation gives."""


def computes(question: Question) -> bool:
    """Whether something is to be calculated, as far as the question tells."""
    return (
        aim_of(question) is not None
        or computation_asked(question) is not None
        or implied_rest(question) is not None
    )


def aim_of(question: Question) -> Task | None:
    """The calculation that the question wants, None where none of these."""
    question = last_sentence(question)
    mean = mean_asked(question.folded)
    if OTHER.search(question.folded) or (mean is not None and mean.outright):
        return None
    if question.asked.kind in _OTHERWISE and not WHICH.search(question.folded):
        return None
    if is_english(question.text) and (told := in_english(question)) is not None:
        return told
    return (
        which(question)
        or _share(question)
        or (compared_difference(question) if THAN.search(question.folded) else None)
        or _rest(question)
        or compared_difference(question)
        or _total(question)
        or difference(question)
    )


def implied_rest(question: Question) -> Task | None:
    """What the text only calls the rest (其余为银行贷款), asked for by its name.

    No sign of it is in the wording, so the text must bear it out.
    """
    counts = COUNTS.search(question.folded) or unit_wanted(question.folded)
    if not counts or is_english(question.text):
        return None
    text = blanked(question, 0, len(question.folded))
    return task_of(Operation.REST, question, (Side(text), Side("")), text)


def _share(question: Question) -> Task | None:
    match = SHARE.search(question.folded)
    if match is None:
        return _share_of(question)
    if len(question.periods) > 1 and MOVED.search(question.folded[match.end() :]):
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


def _share_of(question: Question) -> Task | None:
    """工人提的建议有百分之几被采纳: what of it, told behind the interrogative."""
    match = SHARE_OF.search(question.folded)
    if match is None:
        return None
    whole, part = side_of(question, *match.span("b")), side_of(question, *match.span("a"))
    named = replace(part, text=f"{whole.text}{part.text}", periods=part.periods or whole.periods)
    return task_of(Operation.SHARE, question, (named, whole), "")


def _rest(question: Question) -> Task | None:
    """What is left of a whole: the first side is the whole, the second what is left out, which
    may be empty; ``shared`` is what the question says."""
    folded = question.folded
    for pattern in (EXCEPT, TAKEN, BUT, NOT_OF, NOT_YET):
        match = pattern.search(folded)
        if match is not None and not _names_member(question, match.start()):
            part = blanked(question, *match.span("b"))
            if not content_of(part):
                continue
            whole = (
                blanked(question, 0, match.start())
                + " "
                + blanked(question, match.end("b"), len(folded))
            )
            return task_of(
                Operation.REST,
                question,
                (Side(whole), Side(part)),
                blanked(question, 0, len(folded)),
            )
    match = LEFT.search(folded)
    if match is None:
        return None
    text = blanked(question, 0, len(folded))
    return task_of(Operation.REST, question, (Side(text), Side("")), text)


def _names_member(question: Question, start: int) -> bool:
    """Whether what stands at ``start`` begins a later member of a total: in 基本称职和不称职合计
    不 leaves nothing out."""
    total = TOTAL.search(question.folded, start)
    return total is not None and _BESIDE.search(question.folded, 0, start) is not None


def _total(question: Question) -> Task | None:
    folded = question.folded
    match = TOTAL.search(folded)
    if match is None or MOST.search(folded):
        return None
    text = blanked(question, 0, len(folded))
    times = [time for time in question.times if time.period]
    years = [time.period for time in times if time.period]
    apart = len(years) > 1 and not any(a.overlaps(b) for a in years for b in years if a != b)
    beside = len(times) > 1 and SIDE_BY_SIDE.search(folded[times[0].end : times[1].start + 1])
    if apart and beside and not any(time.kind is TimeKind.RANGE for time in times):
        sides = tuple(Side(said_of_each(text), (year,)) for year in years)
        return task_of(Operation.SUM, question, sides, text)
    sides = ordinal_members(question) or _members(question, folded[: match.start()])
    spans = any(year.first.year < year.last.year for year in years)
    if len(sides) < 2 and not spans and not GROUPED.search(folded):
        return None
    return task_of(Operation.SUM, question, sides, text)


def named_together(question: Question) -> tuple[Side, ...]:
    """The things that a question counts side by side, whether it adds them up or not: 县里和乡里
    出了多少. Empty where they are compared, or nothing is counted."""
    folded = question.folded
    asked = next(reversed(list(COUNTS.finditer(folded))), None)
    if asked is None or THAN.search(folded) or DIFFERENCE.search(folded):
        return ()
    pieces = re.split(r"(?<=[,，;；:：。])", folded[: asked.start()])
    near = sum(map(len, pieces[:-2]))
    # What stands further back only leads to the question: 手头有甲和乙两个数，帮我算丙是多少.
    return _members(question, " " * near + folded[near : asked.start()])


def _members(question: Question, head: str) -> tuple[Side, ...]:
    best: tuple[Side, ...] = ()
    start = 0
    for clause in re.split(r"(?<=[,，:：。])(?!再?加上|连同|外加|还有|以及|[跟和与])", head):
        cuts = [start]
        for match in _SPLIT.finditer(clause):
            cuts += [start + match.start(), start + match.end()]
        cuts.append(start + len(clause))
        spans = zip(cuts[::2], cuts[1::2], strict=True)
        sides = tuple(
            side_of(question, a, b) for a, b in spans if content_of(blanked(question, a, b))
        )
        if len(sides) > 1 and len(sides) >= len(best):
            best = sides
        start += len(clause)
    return () if sums_others(head, best) else _with_common_tail(best)


def _with_common_tail(sides: tuple[Side, ...]) -> tuple[Side, ...]:
    """国家、自治区、市三级的示范点: what the last member has behind their number is said of all."""
    match = COUNTED_TOGETHER.search(sides[-1].text) if sides else None
    if match is None or parse_numeral(match["n"]) != len(sides):
        return sides
    tail = match["of"] + match["tail"]
    own = (*(side.text for side in sides[:-1]), match["own"])
    return tuple(
        replace(side, text=text if match["tail"] in text else text + tail)
        for side, text in zip(sides, own, strict=True)
    )
