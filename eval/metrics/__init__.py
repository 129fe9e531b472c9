"""The measures: pure functions, each with the source of its formula."""

from eval.metrics.answers import (
    Grading,
    computed_match,
    correction_match,
    grading_of,
    is_right,
    item_grades,
    number_match,
    score,
    strict_match,
    verdict_match,
)
from eval.metrics.calibration import Bin, CurvePoint, aurc, ece, reliability, risk_coverage
from eval.metrics.citations import citation_precision, citation_recall, cited_any
from eval.metrics.ranking import ndcg, recall_all, recall_any, reciprocal_rank, relevant
from eval.metrics.statistics import (
    Difference,
    Estimate,
    estimate,
    paired_difference,
    percentile,
)
from eval.metrics.wording import character_f1, exact_match

__all__ = [
    "Bin",
    "CurvePoint",
    "Difference",
    "Estimate",
    "Grading",
    "aurc",
    "character_f1",
    "citation_precision",
    "citation_recall",
    "cited_any",
    "computed_match",
    "correction_match",
    "ece",
    "estimate",
    "exact_match",
    "grading_of",
    "is_right",
    "item_grades",
    "ndcg",
    "number_match",
    "paired_difference",
    "percentile",
    "recall_all",
    "recall_any",
    "reciprocal_rank",
    "relevant",
    "reliability",
    "risk_coverage",
    "score",
    "strict_match",
    "verdict_match",
]
