"""Retrieval measures over ranked passages and gold spans. Pure arithmetic on source offsets.

A gold span counts as found when the passages hold at least half of its characters together, so
that the measure treats every way of cutting a text alike. Formulas: Manning, Raghavan and
Schütze, *Introduction to Information Retrieval* (2008), chapter 8; nDCG: Järvelin and Kekäläinen,
"Cumulated Gain-Based Evaluation of IR Techniques" (ACM TOIS 20(4), 2002), binary gains.
"""

from collections.abc import Sequence
from math import log2

from rag.types import Span

ENOUGH = 0.5


def overlap(first: Span, second: Span) -> int:
    """Characters that two spans share."""
    return max(0, min(first.end, second.end) - max(first.start, second.start))


def covered(gold: Span, spans: Sequence[Span]) -> float:
    """Share (0-1) of a gold span that the spans hold together; overlapping ones count once."""
    cuts = sorted(
        (max(gold.start, span.start), min(gold.end, span.end))
        for span in spans
        if overlap(gold, span)
    )
    total, reached = 0, gold.start
    for start, end in cuts:
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total / (gold.end - gold.start)


def found(gold: Span, spans: Sequence[Span]) -> bool:
    """Whether the spans hold enough of a gold span."""
    return covered(gold, spans) >= ENOUGH


def recall_any(golds: Sequence[Span], ranked: Sequence[Span], k: int) -> float:
    """1 if any gold span is found in the first ``k`` passages, else 0."""
    return float(any(found(gold, ranked[:k]) for gold in golds))


def recall_all(golds: Sequence[Span], ranked: Sequence[Span], k: int) -> float:
    """1 if every gold span is found in the first ``k`` passages, else 0."""
    return float(all(found(gold, ranked[:k]) for gold in golds))


def relevant(golds: Sequence[Span], passage: Span) -> bool:
    """Whether a passage alone holds enough of any gold span."""
    return any(found(gold, [passage]) for gold in golds)


def reciprocal_rank(golds: Sequence[Span], ranked: Sequence[Span]) -> float:
    """1 / rank of the first relevant passage, 0 where there is none; its mean is the MRR."""
    for rank, passage in enumerate(ranked, 1):
        if relevant(golds, passage):
            return 1 / rank
    return 0.0


def ndcg(golds: Sequence[Span], ranked: Sequence[Span], total: int, k: int = 10) -> float:
    """Discounted gain of the first ``k`` over that of the best order.

    Args:
        golds: what must be found.
        ranked: passages, best first.
        total: relevant passages in the whole collection.
        k: depth.
    """
    gain = sum(
        1 / log2(rank + 1) for rank, passage in enumerate(ranked[:k], 1) if relevant(golds, passage)
    )
    ideal = sum(1 / log2(rank + 1) for rank in range(1, min(total, k) + 1))
    return gain / ideal if ideal else 0.0
