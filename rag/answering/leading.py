"""The candidates that lead, told in words for ``explain``."""

from collections.abc import Sequence

from rag.answering.extraction import short_form
from rag.answering.features import Features
from rag.answering.ranker import Scored
from rag.question import Question


def leading(question: Question, scored: Sequence[Scored]) -> tuple[str, ...]:
    """The first candidates, a line each, with the features that weigh."""
    lines = []
    for one in scored[:5]:
        told = " ".join(f"{name}={value:.2f}" for name, value in _telling(one.features))
        short = short_form(question, one.candidate)
        lines.append(f"{one.share:.3f} {one.candidate.kind.value} {short[:40]} | {told}")
    return tuple(lines)


def _telling(values: Features) -> list[tuple[str, float]]:
    return sorted(
        ((name, value) for name, value in values.items() if value),
        key=lambda pair: (-abs(pair[1]), pair[0]),
    )[:8]
