"""Calculations whose operands only the text tells, for the reader to find.

粉尘减少了百分之几, 扩到了原来的几倍, 平均一户几口人, 县里和乡里投了多少: that something is
reckoned the question says or may mean, but not from which figures; ``marked`` takes those that the
reader marks.
"""

from dataclasses import replace

from rag.answering.computing.aim_patterns import FALLING, FALLS_IN_RATE, IN_PERCENT, IN_RATE
from rag.answering.computing.aims import named_together
from rag.answering.computing.means import mean_asked
from rag.answering.computing.patterns import CHANGED, HOW_MANY
from rag.answering.computing.sides import last_sentence, task_of
from rag.answering.computing.task import Operation, Task
from rag.language.patterns import late_regex
from rag.question import Question

_TIMES = late_regex(rf"{HOW_MANY}倍")
_GROWN = late_regex(rf"(?:增[加长多产]?|提高|扩大|上升)(?:了|出)?(?:大约|约)?{HOW_MANY}倍")
_CHANGED = late_regex(rf"(?:{CHANGED}|扩充|跌)(?:了|出)?(?:大约|约)?$")
_AVERAGE = late_regex(rf"平均|[人户校厂年月天亩]均.{{0,6}}?{HOW_MANY}")
_RATE = late_regex(
    r"(?:率|占比|比例|比重)(?:是|为|有|达)?(?:多少|多大|多高)?[?？]?$"
    r"|\bwhat (?:share|percentage|percent|proportion|fraction)\b"
    r"|占(?![地用据领有])(?:了|到)?[^,，]{1,12}?(?:几成|多少[?？]?$)"
)


def loosely_asked(question: Question) -> Task | None:
    """The calculation that a question may want, with no operands named; None where none."""
    question = last_sentence(question)
    if not question.may_want_figure:
        return None
    folded = question.folded
    percent = IN_PERCENT.search(folded)
    if _TIMES.search(folded):
        grown = _GROWN.search(folded) is not None
        return task_of(Operation.MULTIPLE if grown else Operation.RATIO, question, (), "")
    if IN_RATE.search(folded) or (percent and _CHANGED.search(folded[: percent.start()])):
        falls = FALLS_IN_RATE.search(folded) or FALLING.search(folded)
        return task_of(Operation.GROWTH, question, (), "", -1 if falls else 1)
    if _AVERAGE.search(folded):
        task = task_of(Operation.AVERAGE, question, (), "")
        mean = mean_asked(folded)
        return task if mean is None else replace(task, unit=mean.unit)
    if percent or _RATE.search(folded):
        return replace(task_of(Operation.SHARE, question, (), ""), unit="%")
    sides = named_together(question)
    return task_of(Operation.SUM, question, sides, "") if len(sides) > 1 else None
