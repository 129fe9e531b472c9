"""When a body was founded: 县总工会成立了援助中心 founds the centre, not the union.

成立, 建立 and their like take what comes to be behind them (成立县总工会) or, with nothing behind
them, before (县总工会成立); a body before one that has another thing behind it only founded that.

Not done here: renamed, merged and dissolved bodies.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rag.analysis import Analyses
from rag.answering.candidates import Candidate, Kind
from rag.answering.naming import alike, plain
from rag.language.asking import WHEN, Wanted
from rag.language.name_heads import ORGANISATIONS
from rag.language.names import NameKind, find_names
from rag.language.patterns import late_regex
from rag.question import Question
from rag.types import SentenceHit

if TYPE_CHECKING:
    from rag.answering.computing.parts import Ask

_VERBS = ("成立", "建立", "创办", "设立", "创立", "组建", "创建", "开办", "筹建")
_VERB = f"(?:{'|'.join(_VERBS)})"
_TRIED = 4
"""The commonest of these verbs, which are asked for in the place of the question's own."""
_WHEN = f"(?:{WHEN})"
_ASKED = (
    late_regex(
        rf"^(?P<what>.+?)(?:到底|究竟|最早|最初)?(?:是|在|于)?{_WHEN}(?:正式|宣告|才)*{_VERB}"
        r"(?:起来)?[的了呢啊]*[?？]*$"
    ),
    late_regex(
        rf"^(?P<what>.+?)(?:正式|宣告)?{_VERB}(?:于|在|的)?(?:是在?)?(?:{_WHEN}|时间|日期|年份)"
        r"(?:是)?(?:什么|多少|哪年)?[的呢啊]*[?？]*$"
    ),
)
_HEAD = 2
_LOOKED = 60
"""Ranked sentences looked through."""
_FOUNDS = late_regex(_VERB)
_BEHIND = late_regex(r"[了起过]?(?P<object>[\u4e00-\u9fff“《][^，,。；;、：:]*)")
_NO_OBJECT = late_regex(
    r"[了]?(?:于|在|后|前|时|以来|以后|之[后前初时际]|的|大会|仪式|典礼|初期|起来|并|和|与|及|[\d一二])"
)
_BESIDE_IT = late_regex(
    r"了?(?:[之以]?[后前]|以来|年来|多年|[^，,。；;]{0,14}(?:条件|准备|方案|需要|决定|申请|请示|筹备))"
)
"""成立后, 成立……的条件 tell of another time than the founding."""
_BEFORE = late_regex(r"(?:正式|宣告|宣布|相继|先后|已|才|又|重新|也|均|都|获准|批准)+$")


def founds_another(question: Question, candidate: Candidate) -> bool:
    """Whether a time is asked for at which a body was founded, and this one is that at which the
    body itself founded something else, or something else was where the sentence tells of both."""
    if question.asked.kind is not Wanted.DATE or candidate.kind is not Kind.TIME:
        return False
    asked = _founded(question.folded)
    if asked is None:
        return False
    text = _governed(candidate)
    verbs = list(_FOUNDS.finditer(text))
    if not verbs or _tells(asked, text):
        return False
    return _tells(asked, candidate.analysis.text) or any(
        _founds(asked, text, verb) for verb in verbs
    )


def telling(
    question: Question, ranked: Sequence[SentenceHit], analyses: Analyses
) -> Sequence[SentenceHit]:
    """The sentences that tell when the body asked about was founded, before all others in which
    anything is; all as they were where none tells.

    A body that a text is about stands in most of its sentences, many of them with what it founded.
    """
    asked = _founded(question.folded) if question.asked.kind is Wanted.DATE else None
    if asked is None:
        return ranked
    told: list[SentenceHit] = []
    beside: list[SentenceHit] = []
    for hit in ranked[:_LOOKED]:
        text = analyses.of(hit.document, hit.sentence.number).text
        if _tells(asked, text):
            told.append(hit)
        elif _FOUNDS.search(text):
            beside.append(hit)
    return [*told, *beside] if told else ranked


def told_elsewhere(
    question: Question, ranked: Sequence[SentenceHit], analyses: Analyses, ask: "Ask"
) -> tuple[Candidate, float] | None:
    """The time at which the body was founded, with the chance that it is right, where the verb of
    the question finds no sentence that tells it: 建立于何年 for what the text calls 成立.

    None for other questions, and where no verb finds one.
    """
    asked = _founded(question.folded) if question.asked.kind is Wanted.DATE else None
    if asked is None or any(
        _tells(asked, analyses.of(hit.document, hit.sentence.number).text)
        for hit in ranked[:_LOOKED]
    ):
        return None
    for verb in _VERBS[:_TRIED]:
        for candidate, chance in ask(f"{asked}是什么时候{verb}的？"):
            if candidate.kind is Kind.TIME and _tells(asked, candidate.analysis.text):
                return candidate, chance
    return None


def _tells(asked: str, text: str) -> bool:
    """Whether the text has the founding of the body."""
    return any(_is_founded(asked, text, verb) for verb in _FOUNDS.finditer(text))


def _founded(folded: str) -> str | None:
    """The body whose founding a question is about."""
    for pattern in _ASKED:
        match = pattern.search(re.sub(r"\s+", "", folded))
        if match is not None:
            what = match["what"]
            bodies = [
                one
                for one in find_names(what)
                if one.kind is NameKind.ORGANISATION and one.end == len(what)
            ]
            # 总工会 alone is no name, but the head of one.
            return plain(bodies[0].text) if bodies else what if what in ORGANISATIONS else None
    return None


def _governed(candidate: Candidate) -> str:
    """The words that the time may be of: up to the next time of its sentence."""
    analysis = candidate.analysis
    later = [one.start for one in analysis.times if one.start > candidate.start]
    first = [one.end for one in analysis.times if one.start <= candidate.start < one.end]
    later = [start for start in later if start >= max(first, default=candidate.end)]
    return analysis.text[candidate.start : min(later, default=len(analysis.text))]


def _is_founded(asked: str, text: str, verb: "re.Match[str]") -> bool:
    """Whether it is the body that comes to be, and this is told, not what came before or after."""
    if _BESIDE_IT.match(text, verb.end()):
        return False
    thing = _object(text, verb)
    if thing:
        named = [one.text for one in find_names(thing) if one.start == 0]
    else:
        before = _BEFORE.sub("", text[: verb.start()])
        named = [one.text for one in find_names(before) if one.end == len(before)]
    return bool(named) and _is_the_one(max(named, key=len), asked)


def _founds(asked: str, text: str, verb: "re.Match[str]") -> bool:
    """Whether the body founds what stands behind the verb."""
    before = text[max(text.rfind(mark, 0, verb.start()) for mark in "。；;") + 1 : verb.start()]
    return bool(_object(text, verb)) and any(
        _is_the_one(one.text, asked) for one in find_names(before)
    )


def _object(text: str, verb: "re.Match[str]") -> str:
    """What stands behind the verb as its object, "" for nothing."""
    behind = _BEHIND.match(text, verb.end())
    return "" if behind is None or _NO_OBJECT.match(text, verb.end()) else behind["object"]


def _is_the_one(name: str, asked: str) -> bool:
    """Whether a name is that of the body: 县总工会, but neither its 文化宫 nor its 筹备委员会."""
    return alike(name, asked) and plain(name).endswith(asked[-_HEAD:])
