"""Candidates that cannot be the answer by their form, however likely they look.

Each of a series is asked for and one is told (历届运动会在哪年), or a mean where the text has only
the total (平均一个行业多少岗位); a time only says how long something has lasted (成立3年来), a list
ends in what was done (…、创新型职工提供了新的阵地).
"""

from rag.answering.candidates import Candidate
from rag.language.asking import Wanted
from rag.language.patterns import late_regex
from rag.question import Question

_SERIES = late_regex(r"历[届次任]|各[届次任]|每一?[届次任]")
_ONE_OF_ALL = late_regex(r"最|第[一二三四五六七八九十0-9]|首|平均|多少[届次任]|几[届次任]")
_PREDICATE = late_regex(r"[\u4e00-\u9fff]{2,}了[\u4e00-\u9fff]{2,}$")
_LASTING = late_regex(r"年多?[来间]$")
_DAY = late_regex(r"哪一?[天日]|哪个日子|几月几[日号]|[何哪]月[何哪][日天]")
_MONTH = 31
"""Days of a month."""
_SINGLE = frozenset({Wanted.DATE, Wanted.PERSON, Wanted.PLACE, Wanted.QUANTITY})
_MEAN = late_regex(r"平均(?!主义)|平摊|均摊|[人户年月日]均(?![为已未不由])|\baverage\b")
_SHARED_OUT = late_regex(r"平均|[人户厂校年月日天亩]均|每|/")
"""Words of a sentence whose figures may be for each of several."""


def misfit(question: Question, candidate: Candidate) -> bool:
    """Whether one is told where each of a series is asked for, or a year where a day is: there is
    no better answer."""
    if question.asked.kind is Wanted.DATE and _DAY.search(question.folded):
        period = candidate.time.period if candidate.time is not None else None
        return period is not None and (period.last - period.first).days > _MONTH
    single = candidate.listing is None and "、" not in candidate.text
    return single and question.asked.kind in _SINGLE and _asks_of_all(question.folded)


def no_mean(question: Question, candidate: Candidate) -> bool:
    """Whether a mean is asked for, and nothing in the sentence says that its figures are any."""
    asked = question.may_want_figure and _MEAN.search(question.folded) is not None
    return asked and _SHARED_OUT.search(candidate.analysis.text) is None


def unfit(question: Question, candidate: Candidate) -> bool:
    """Whether the form of the candidate says that it is no answer; another may be."""
    wanted = question.asked.kind
    if wanted is Wanted.LIST:
        return ends_in_a_deed(candidate.text)
    return wanted is Wanted.DATE and _lasting(candidate)


def ends_in_a_deed(text: str) -> bool:
    """Whether the last of the things listed is none but says what was done."""
    *former, last = text.split("、")
    said = _PREDICATE.search(last.rstrip("，。；")) is not None
    return bool(former) and said and not any("了" in one for one in former)


def _asks_of_all(folded: str) -> bool:
    return _SERIES.search(folded) is not None and not _ONE_OF_ALL.search(folded)


def _lasting(candidate: Candidate) -> bool:
    time = candidate.time
    if time is None or time.inherited:
        return False
    return _LASTING.search(candidate.analysis.text[time.start : time.end]) is not None
