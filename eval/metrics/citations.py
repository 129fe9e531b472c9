"""Citation precision and recall in the sense of ALCE, decided by spans and by no model.

Gao et al., "Enabling Large Language Models to Generate Text with Citations" (EMNLP 2023): recall
asks whether what is cited supports the answer, precision whether each citation contributes.
Support is decided by the gold quotations: a citation is right when it shares with one of them at
least half of the shorter of the two (a whole sentence around a gold clause is right, and so is
the deciding clause of a gold sentence); a gold quotation is covered when the citations hold at
least half of its characters.
"""

from collections.abc import Sequence

from eval.metrics.ranking import ENOUGH, found, overlap
from rag.types import Span


def supports(citation: Span, gold: Span) -> bool:
    """Whether a citation shares enough with a gold quotation."""
    shorter = min(citation.end - citation.start, gold.end - gold.start)
    return overlap(citation, gold) >= ENOUGH * shorter > 0


def citation_precision(citations: Sequence[Span], golds: Sequence[Span]) -> float | None:
    """Share of the citations that are right; None where nothing is cited."""
    if not citations:
        return None
    right = sum(any(supports(citation, gold) for gold in golds) for citation in citations)
    return right / len(citations)


def citation_recall(citations: Sequence[Span], golds: Sequence[Span]) -> float | None:
    """Share of the gold quotations that are covered; None where there are none."""
    if not golds:
        return None
    return sum(found(gold, citations) for gold in golds) / len(golds)


def cited_any(citations: Sequence[Span], golds: Sequence[Span]) -> float:
    """1 if a citation is right, else 0."""
    return float(any(supports(citation, gold) for citation in citations for gold in golds))
