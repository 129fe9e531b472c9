"""Which clause of the text decides a yes/no question.

It says what the question says, apart from what may be wrong of it, and it has a figure, a time
or a name to hold against what may be wrong.
"""

from collections.abc import Sequence

from rag.answering.bearing import (
    figures_supposed,
    figures_told,
    parts_told,
    times_agree,
    without_forms,
)
from rag.answering.candidates import Candidate
from rag.answering.claims import parts
from rag.answering.ranker import Scored
from rag.language.clauses import clauses
from rag.language.patterns import late_regex
from rag.matching import TermWeights
from rag.question import Question

CHARGED = late_regex(r"[收交缴付掏花].{0,6}?(?:费|钱|票)|收费|买票")
FREE = late_regex(r"免费|免[收交缴征除]|减免|无偿")
_ONSET = late_regex(r"[首头]任|第一任|[首头]届|第一届|[首头]批|第一批|[首头]次|第一次|[首头]位")
_DEPUTY = late_regex(r"副[\u4e00-\u9fff]{2}")
_PURPOSE = late_regex(
    r"^(?:为了?|以便|拟|计划|力争|争取)(?!.{0,6}[，：])|的条件|的准备|作准备|做准备"
)
_STILL = late_regex(r"还在|仍|继续|照常|照样|现在|如今|目前|至今")
_CEASE = late_regex(r"停止|停办|停产|停业|停用|关闭|撤销|不再|中断|中止|取消|拆除|废止|解散")
_AT_FIRST = late_regex(r"一开始|最初|起初|当初|刚[^，]{0,6}时|刚开始|[成建创开][立厂站校馆院办]时")
_GROWN = late_regex(r"增加到|增至|扩大到|发展到|升至|增设|扩建")
_SINCE = late_regex(r"(?:成立|建立|设立|开展|实施|创办|建成)[^，。]{0,8}(?:年来|以来)")
_TAIL = late_regex(
    r"(?:[的了过来]|对|是)*[吗吧呢么]?[?？，,]*(?:[对是]吗|对不对|是不是|是这样吗)?[?？]*$"
)
_SERIES = frozenset(["届", "次", "期", "批", "任", "代", "章", "节", "号", "轮", "版"])
_TRUST = 0.1
_DOUBT = 0.5
_TOUCHED, _BORNE, _AROUND, _PER_CLAUSE = 0.25, 0.15, 0.5, 0.01
_ASIDE, _CEASED, _OTHER_TIME, _PREDICATE, _NO_FIGURE = 0.4, 0.25, 0.1, 0.25, 0.2
"""How a clause's parts weigh beside its share of the question's words, which is 0-1."""


def deciding(question: Question, scored: Sequence[Scored], weights: TermWeights) -> list[Scored]:
    """The candidates again, those first that decide the question.

    A clause decides when it says what the question says apart from the figures, times and names
    that may be wrong, and has some of their sort.
    """
    plain = undoubted(question, weights)
    valued = [(decisiveness(question, one, plain) + one.share * _TRUST, one) for one in scored]
    valued.sort(key=lambda pair: -pair[0])
    return [one for _, one in valued]


def undoubted(question: Question, weights: TermWeights) -> TermWeights:
    """The weights of the question's terms, less for those of names and figures in doubt."""
    doubted = " ".join(part.text for part in parts(question) if not part.topic)
    figures = " ".join(one.text for one in figures_supposed(question))
    kept = {
        term: weight * (_DOUBT if term in doubted else 1.0)
        for term, weight in weights.weights.items()
        if term not in figures
    }
    return TermWeights(kept, sum(kept.values())) if kept else weights


def support(question: Question, best: Scored, weights: TermWeights) -> float:
    """How much (0-1) of what is supposed and not in doubt the best candidate's sentence tells."""
    plain = undoubted(question, weights)
    analysis = best.candidate.analysis
    return plain.coverage(analysis.terms) + _AROUND * plain.coverage(
        analysis.context_terms - analysis.terms
    )


def touches(question: Question, text: str, candidate: Candidate) -> bool:
    """Whether a text has something to hold against each figure supposed."""
    return all(value is not None for value in figures_told(question, candidate, text))


def says(question: Question, text: str) -> bool:
    """Whether the text has the words that the question ends in, where Chinese has the predicate.

    True as well where the question ends in what is in doubt itself.
    """
    words = _TAIL.sub("", without_forms(question))[-2:]
    doubted = [part.text for part in parts(question) if not part.topic]
    if any(words in one for one in (*doubted, *(one.text for one in figures_supposed(question)))):
        return True
    return (
        words in text
        or _ceases(question, text)
        or any(term.source.endswith(words) and term.text in text for term in question.added)
    )


def decisiveness(question: Question, one: Scored, plain: TermWeights) -> float:
    """How far a candidate says what is supposed and has what may be wrong of it, about 0-1.5."""
    candidate = one.candidate
    analysis = candidate.analysis
    matches = plain.matches(analysis)
    first, last = candidate.clause, analysis.clause_at(candidate.end - 1)
    own = matches.clauses_together(first, last)
    around = plain.coverage(analysis.context_terms - analysis.terms)
    told = parts_told(question, candidate, candidate.text)
    count = max(1, len(told))
    return (
        (own + max(matches.near(first), own)) / 2
        + _AROUND * around
        + _TOUCHED * sum(value is not None for value in told) / count
        + _BORNE * sum(value is True for value in told) / count
        - _PER_CLAUSE * (last - first)
        - _ASIDE * (_aside(question, candidate) + _of_another_rank(question, candidate))
        - _OTHER_TIME * (bool(question.periods) and times_agree(question, candidate) is False)
        + _CEASED * _ceases(question, candidate.text)
        - _NO_FIGURE * (not touches(question, candidate.text, candidate))
        + _PREDICATE * says(question, candidate.text)
    )


def _aside(question: Question, candidate: Candidate) -> int:
    """In how many ways the clause tells of something else: a purpose, a deputy, a later one."""
    text, asked = candidate.text, question.folded
    deputy = any(title not in asked and title[1:] in asked for title in _DEPUTY.findall(text))
    return sum(
        (
            any(_PURPOSE.search(text[start:end]) for start, end in clauses(text)),
            _SINCE.search(text) is not None,
            bool(_ONSET.search(asked) and not _ONSET.search(text)),
            bool(_AT_FIRST.search(asked) and _GROWN.search(text)),
            deputy,
        )
    )


def _of_another_rank(question: Question, candidate: Candidate) -> bool:
    """Whether the clause is about another of a numbered series: 第十九届 for 第十八届."""
    told = zip(
        figures_supposed(question), figures_told(question, candidate, candidate.text), strict=True
    )
    return any(one.ordinal and one.unit in _SERIES and value is False for one, value in told)


def _ceases(question: Question, text: str) -> bool:
    """Whether it is asked if something goes on or costs, and the clause says that it does not."""
    if CHARGED.search(question.folded) and FREE.search(text):
        return True
    return bool(_STILL.search(question.folded) and _CEASE.search(text))
