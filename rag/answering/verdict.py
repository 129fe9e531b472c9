"""Yes or no: whether the evidence bears out what the question supposes.

A question like 是不是3年 supposes figures, a time, a quantifier and a polarity. Each is held
against the evidence; the first that is contradicted makes the answer a no, and the evidence is
the correction. What the evidence does not touch is not decided by it.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from rag.answering.candidates import Candidate
from rag.language.answering_units import same_unit
from rag.language.quantities import Quantity, find_quantities
from rag.question import Question

_FORMS = re.compile(
    r"是不是|有没有|能不能|可不可以|会不会|对不对|了没有?$|没有?[?？]*$|是否|有无|能否|可否"
)
_NEGATION = re.compile(
    r"[不没未无非莫勿](?!断|少|同|论|管|仅|但|超过|足|到|久|得不|锈|偿|线|形|数)|停(?!车|泊)|取消|禁止|拒绝|杜绝|撤销|免(?!费|得|疫)"
)
_EXISTENCE = re.compile(r"有没有|有无|没有?[?？]*$|了没|(?<!没)有.{0,20}吗")
_PERMISSION = re.compile(r"可不可以|可以|可否|能不能|能否|允许|认不认|准不准")
_ALL = re.compile(r"全部|所有|全都|都|百分之百|100%|一律|统统|每[个家名]")
_ONLY = re.compile(r"只(?!要)|光是?|仅|单单|唯独")
_BOTH = re.compile(r"无论|不论|不管|均|都必须|一律")
_AT_LEAST = frozenset({"以上", "超过", "突破", "多", "余", "至少"})
_AT_MOST = frozenset({"以下", "不足", "近", "最多", "以内"})


def agrees(question: Question, candidate: Candidate, evidence: str) -> bool:
    """Whether the evidence bears out the question."""
    supposed = _FORMS.sub("", question.folded)
    if not _times_agree(question, candidate):
        return False
    figures = find_quantities(supposed)
    stated = find_quantities(evidence)
    verdicts = [_figure_agrees(one, stated) for one in figures]
    if any(verdict is False for verdict in verdicts):
        return False
    if _ALL.search(supposed) and any(one.unit == "%" and one.value < 100 for one in stated):
        return False
    if _ONLY.search(supposed) and _BOTH.search(evidence):
        return False
    if any(verdicts):
        return True
    return bool(_NEGATION.search(supposed)) == bool(_NEGATION.search(evidence))


def verdict(question: Question, yes: bool) -> str:
    """是/不是, 有/没有 or 可以/不可以, as the question is put."""
    if _PERMISSION.search(question.folded):
        return "可以" if yes else "不可以"
    if _EXISTENCE.search(question.folded):
        return "有" if yes else "没有"
    return "是" if yes else "不是"


def _times_agree(question: Question, candidate: Candidate) -> bool:
    if not question.periods or candidate.time is None:
        return True
    given = candidate.time.period
    return any(one.contains(given) or given.contains(one) for one in question.periods)


def _figure_agrees(supposed: Quantity, stated: Sequence[Quantity]) -> bool | None:
    """True or False where the evidence has a figure of that unit, None where it has none."""
    alike = [
        one
        for one in stated
        if same_unit(supposed.unit, one.unit) and one.ordinal == supposed.ordinal
    ]
    if not alike:
        return None
    return any(_compatible(supposed, one) for one in alike)


def _compatible(supposed: Quantity, stated: Quantity) -> bool:
    low: Decimal = supposed.value
    if _AT_LEAST & set(supposed.qualifiers):
        return stated.value >= low
    if _AT_MOST & set(supposed.qualifiers):
        return stated.value <= low
    return low <= stated.value <= (supposed.upper or low)
