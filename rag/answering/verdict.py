"""Yes or no: whether the clause that decides bears out what the question supposes.

A question like 是不是3年 supposes figures, a time, a rank, a quantifier and a polarity. The signs
of the deciding clause are weighed (``rag.answering.signs``); a plain contradiction weighs most,
and what the clause does not touch is no yes.
"""

from math import log

from embeddings.reading.reader import VERDICTS
from rag.answering.candidates import Candidate
from rag.answering.deciding import weighed
from rag.answering.ranker import linear, logistic
from rag.answering.reading import Sight
from rag.answering.signs import signs, verdict_signs
from rag.answering.supposing import read_claim
from rag.language.patterns import late_regex
from rag.question import Question

_READ = 0.4
"""What the reader's own verdict weighs, as the log of yes against no."""
_YES, _NO = VERDICTS.index("yes"), VERDICTS.index("no")
_LEAST = 0.02
_EXISTENCE = late_regex(r"有没有|有无|没有?[?？]*$|了没|(?<!没)有.{0,20}吗")
_PERMISSION = late_regex(r"可不可以|可以|可否|能不能|能否|允许|认不认|准不准")
_IDENTITY = late_regex(r"是不是|对不对|[对是]吗|是这样|说法|是[^，]*的(?:吗|吧)|^[^，]{1,20}是")
_HAPPENED = late_regex(r"[了过](?:吗|吧|没)|[还已]|(?<!没)有|是否")


def chance_of_yes(question: Question, clause: Candidate, sight: Sight | None = None) -> float:
    """The chance (0-1) that the clause bears out the question."""
    claim = read_claim(question)
    score = linear(weighed("yes"), verdict_signs(claim, signs(claim, clause)))
    if sight is not None:
        yes, no = sight.verdict[_YES], sight.verdict[_NO]
        score += _READ * log((yes + _LEAST) / (no + _LEAST))
    return logistic(score)


def verdict(question: Question, yes: bool) -> str:
    """是/不是, 有/没有 or 可以/不可以, as the question is put."""
    folded = question.folded
    if _PERMISSION.search(folded):
        return "可以" if yes else "不可以"
    if _EXISTENCE.search(folded):
        return "有" if yes else "没有"
    if not yes and _HAPPENED.search(folded) and not _IDENTITY.search(folded):
        return "没有"
    return "是" if yes else "不是"
