"""One question, one answer, all its grades. Pure: it looks at the answer and at nothing else."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.cases import Case
from eval.metrics import (
    Grading,
    character_f1,
    citation_precision,
    citation_recall,
    cited_any,
    computed_match,
    correction_match,
    exact_match,
    grading_of,
    is_right,
    item_grades,
    ndcg,
    number_match,
    recall_all,
    recall_any,
    reciprocal_rank,
    relevant,
    score,
    strict_match,
    verdict_match,
)
from eval.normal import figures_of
from eval.reckoning import reckoned_years
from rag.types import Answer, Role, Span

DEPTHS = (1, 5, 10)
_MARKER = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Graded:
    """The grades of one answer; ``right`` is what confidence is held against."""

    measures: dict[str, float]
    right: bool


def grade_ranking(
    case: Case, ranked: Sequence[Span], collection: Sequence[Span]
) -> dict[str, float]:
    """Retrieval grades of an answerable question; empty for others.

    Args:
        case: the question.
        ranked: passages, best first, as source spans.
        collection: every passage of the index.
    """
    golds = case.proof
    if not golds:
        return {}
    total = sum(relevant(golds, passage) for passage in collection)
    measures = {f"evidence_any@{k}": recall_any(golds, ranked, k) for k in DEPTHS}
    measures |= {f"evidence_all@{k}": recall_all(golds, ranked, k) for k in DEPTHS}
    measures["mrr"] = reciprocal_rank(golds, ranked)
    measures["ndcg@10"] = ndcg(golds, ranked, total)
    return measures


def grade(case: Case, answer: Answer, sources: Mapping[str, str]) -> Graded:
    """Every grade of an answer but those of its ranking.

    Args:
        case: the question.
        answer: what was said.
        sources: source texts by document id, against which quotes are compared anew.
    """
    grading = grading_of(case)
    refused = answer.refusal is not None
    short = None if refused else answer.short_answer
    items = [item.text for item in answer.items]
    value = score(grading, short, items, case, refused)
    measures: dict[str, float | None] = {"score": value, **honesty(answer, sources)}
    if case.answerable:
        measures |= _answer_grades(case, grading, short, items)
        measures |= _citation_grades(case, answer, refused)
        measures["false_refusal"] = float(refused)
    else:
        measures["refused"] = float(refused)
        if answer.refusal is not None:
            near = [Span(one.start, one.end) for one in answer.refusal.nearest]
            gold = [one.span for one in case.nearest]
            measures["reason_match"] = float(answer.refusal.reason is case.reason)
            measures["nearest_any"] = cited_any(near, gold) if gold else None
    told = {name: grade for name, grade in measures.items() if grade is not None}
    return Graded(told, is_right(grading, value))


def honesty(answer: Answer, sources: Mapping[str, str]) -> dict[str, float]:
    """Promises 1 and 2, checked here once more and by other means than the system's own.

    ``verbatim``: every quote is the source between its offsets. ``numbers``: the value of every
    numeral of the answer stands in what is cited, in the question, or in the computation, or is
    a year that words of what is cited count from a year in it (次年, 民国十二年).
    """
    nearest = answer.refusal.nearest if answer.refusal is not None else ()
    verbatim = all(
        one.quote and sources[one.document][one.start : one.end] == one.quote
        for one in (*answer.citations, *nearest)
    )
    if answer.refusal is not None:
        return {"verbatim": float(verbatim)}
    allowed = set(figures_of(answer.question))
    for one in answer.citations:
        allowed |= figures_of(one.text)
    allowed |= reckoned_years([one.text for one in answer.citations])
    if answer.items:
        allowed.add(str(len(answer.items)))
    if answer.computation is not None:
        values = [answer.computation.result, *(one.value for one in answer.computation.operands)]
        shown = [answer.computation.expression, *(f"{value:.10f}" for value in values)]
        for text in shown:
            allowed |= figures_of(text)
        allowed |= {format(by * value, ".10g") for value in values for by in (1, 10**4, 10**8)}
    said = figures_of(_MARKER.sub("", answer.answer)) | figures_of(answer.short_answer or "")
    return {"verbatim": float(verbatim), "numbers": float(said <= allowed)}


def _answer_grades(
    case: Case, grading: Grading, short: str | None, items: Sequence[str]
) -> dict[str, float | None]:
    measures: dict[str, float | None] = {
        "strict": float(strict_match(short, case.forms)),
        "exact_match": float(exact_match(short or "", case.forms)),
        "character_f1": character_f1(short or "", case.forms),
        "number_match": number_match(short, case.forms),
    }
    if grading is Grading.ITEMS:
        names = ("list_precision", "list_recall", "list_f1")
        measures |= dict(zip(names, item_grades(items, short, case), strict=True))
    if case.computation is not None:
        measures["computed"] = computed_match(short, case)
    if grading is Grading.VERDICT:
        measures["verdict"] = verdict_match(short, case)
        measures["correction"] = correction_match(short, case)
    return measures


def _citation_grades(case: Case, answer: Answer, refused: bool) -> dict[str, float | None]:
    every = [Span(one.start, one.end) for one in answer.citations]
    proof = [Span(c.start, c.end) for c in answer.citations if c.role is Role.EVIDENCE]
    golds = [one.span for one in case.evidence]
    if refused:
        every, proof = [], []
    return {
        "citation_precision": citation_precision(proof, golds),
        "citation_precision_with_context": citation_precision(every, golds),
        "citation_recall": citation_recall(every, case.proof),
        "cited_any": cited_any(every, case.proof),
    }
