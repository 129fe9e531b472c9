"""The figures of a yes/no question without its asking forms, and what a clause says to its time."""

from rag.answering.candidates import Candidate
from rag.answering.claims import supposed
from rag.language.patterns import late_regex
from rag.language.quantities import Quantity, find_quantities
from rag.language.times import TimeExpression
from rag.question import Question
from rag.types import Period

_FORMS = late_regex(
    r"是不是|有没有|能不能|可不可以|会不会|对不对|了没有?$|没有?[?？]*$|是否|有无|能否|可否"
)
_ARTICLE = late_regex(r"[的是]一[个名位家所座项种件次]$")
"""人数最多的一个 counts nothing."""
_EITHER = late_regex(r"([一-龥])不\1")
_JOINED = frozenset("、和及与 ")
_AT_ONCE = late_regex(r"(?:马上|立即|立刻|随即|当即|当年|同年|很快)就?")


def figures_supposed(question: Question) -> list[Quantity]:
    """The figures supposed; those in a title or in quotation marks are part of a name."""
    quoted, text = " ".join(question.names), without_forms(question)
    return [
        one
        for one in find_quantities(text)
        if one.text not in quoted and not _ARTICLE.search(text, max(0, one.start - 1), one.end)
    ]


def without_forms(question: Question) -> str:
    """The question in matching form without its asking forms, figures put plainly."""
    return _EITHER.sub(r"\1", _FORMS.sub("", supposed(question)))


def times_agree(question: Question, candidate: Candidate) -> bool | None:
    """Whether the time is one supposed; None where it is a longer one around it, or unknown."""
    if candidate.time is None:
        return None
    given = candidate.time.period
    if _AT_ONCE.search(question.folded):
        return any(one.first.year == given.first.year for one in question.periods)
    asked = [time.interval or time.period for time in question.times if time.period is not None]
    stated = [given, *_listed(candidate)]
    if any(one.contains(each) for one in asked if one is not None for each in stated):
        return True
    around = any(given.contains(one) for one in question.periods)
    if around and given.first.year != given.last.year:
        return None
    return around


def _listed(candidate: Candidate) -> list[Period]:
    """The other times of the list in which the governing time stands: 2005年、2009年 and so on."""
    analysis, time = candidate.analysis, candidate.time
    if time is None or time.inherited:
        return []
    groups: list[list[TimeExpression]] = []
    for one in analysis.times:
        last = groups[-1][-1] if groups else None
        if last is not None and set(analysis.text[last.end : one.start]) <= _JOINED:
            groups[-1].append(one)
        else:
            groups.append([one])
    around = [group for group in groups if any(one.start == time.start for one in group)]
    return [one.period for group in around for one in group if one.period is not None]
