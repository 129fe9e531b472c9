"""Fusion of ranked lists: a convex combination of normalised scores. Pure arithmetic.

Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval" (ACM TOIS 42(1),
2023): a convex combination of min-max normalised scores beats reciprocal rank fusion and needs
one weight, which a few questions suffice to set.
"""

from collections.abc import Mapping


def normalise_scores(scores: Mapping[int, float], floor: float) -> dict[int, float]:
    """Scale scores to 0-1, where ``floor`` (the score of a row that matches nothing) is 0.

    The theoretical floor instead of the observed minimum keeps the last candidate of a list
    from being treated as a non-match.
    """
    top = max(scores.values(), default=floor)
    if top <= floor:
        return dict.fromkeys(scores, 0.0)
    return {row: max(0.0, (score - floor) / (top - floor)) for row, score in scores.items()}


def fuse(
    lexical: Mapping[int, float], dense: Mapping[int, float], dense_weight: float
) -> list[tuple[int, float]]:
    """Rows of either list with their fused score (0-1), best first; ties by row.

    Args:
        lexical: normalised scores by row; a row that is absent scores 0.
        dense: likewise.
        dense_weight: 0-1; the lexical side gets the rest.
    """
    fused = {
        row: (1 - dense_weight) * lexical.get(row, 0.0) + dense_weight * dense.get(row, 0.0)
        for row in lexical.keys() | dense.keys()
    }
    return sorted(fused.items(), key=lambda item: (-item[1], item[0]))
