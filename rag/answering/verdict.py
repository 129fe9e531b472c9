"""Yes or no: whether the evidence bears out what the question supposes.

A question like 是不是3年 supposes figures, a time, a quantifier and a polarity. Each is held
against the evidence; the first that is contradicted makes the answer a no, and the evidence is
the correction. What the evidence does not touch is not decided by it.
"""

from rag.answering.bearing import figures_told, parts_told, without_forms
from rag.answering.candidates import Candidate
from rag.answering.deciding import CHARGED, FREE
from rag.language.patterns import late_regex
from rag.language.quantities import find_quantities
from rag.question import Question

_NEGATION = late_regex(
    r"[不没未无非莫勿](?!断|少|同|论|管|仅|但|超过|足|到|久|得不|锈|偿|线|形|数)|停(?!车|泊)|取消|禁止|拒绝|杜绝|撤销|免(?!费|得|疫)"
)
_EXISTENCE = late_regex(r"有没有|有无|没有?[?？]*$|了没|(?<!没)有.{0,20}吗")
_PERMISSION = late_regex(r"可不可以|可以|可否|能不能|能否|允许|认不认|准不准")
_IDENTITY = late_regex(r"是不是|对不对|[对是]吗|是这样|说法|是[^，]*的(?:吗|吧)|^[^，]{1,20}是")
_HAPPENED = late_regex(r"[了过](?:吗|吧|没)|[还已]|(?<!没)有|是否")
_ALL = late_regex(r"全部|所有|全都|都|百分之百|100%|一律|统统|每[个家名]|全(?=是|由|靠|为)")
_SOME = late_regex(r"其中|部分|少数|仍有|尚有|尚未|没有列入|除[^，]{1,12}外|只有|仅有|多数")
_ONLY = late_regex(r"只(?!要)|光是?|仅|单单|唯独")
_BOTH = late_regex(r"无论|不论|不管|均|都必须|一律")
_SCOPE = late_regex(
    r"(世界|全球|亚洲|全国|中国|全省|全区|全市|全县|全州|全镇|[东西华]?[东南西北中]部)[^，。]{0,6}?(?:第一|首|唯一|最|率先|前列)"
)


def agrees(question: Question, candidate: Candidate, evidence: str) -> bool:
    """Whether the evidence bears out the question."""
    told = parts_told(question, candidate, evidence)
    if any(one is False for one in told):
        return False
    claimed = without_forms(question)
    if _only_some(claimed, evidence) or _other_scope(claimed, evidence):
        return False
    if _ONLY.search(claimed) and _BOTH.search(evidence):
        return False
    if any(figures_told(question, candidate, evidence)):
        return True
    charged = CHARGED.search(claimed) is not None
    return _is_negative(claimed) == _is_negative(evidence, charged)


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


def _only_some(claimed: str, evidence: str) -> bool:
    """Whether all is supposed and a part is told."""
    if not _ALL.search(claimed):
        return False
    if any(one.unit == "%" and one.value < 100 for one in find_quantities(evidence)):
        return True
    return bool(_SOME.search(evidence)) and not _ALL.search(evidence)


def _other_scope(claimed: str, evidence: str) -> bool:
    """Whether both rank something, within different bounds: 全省第一 is not 全市第一."""
    asked, given = set(_SCOPE.findall(claimed)), set(_SCOPE.findall(evidence))
    return bool(asked and given and not asked & given)


def _is_negative(text: str, charged: bool = False) -> bool:
    return bool(_NEGATION.search(text)) or (charged and bool(FREE.search(text)))
