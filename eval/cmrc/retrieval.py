"""Finding the paragraph: one passage a paragraph, whatever its length."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from embeddings.encoder import Encoder
from embeddings.vector_index import VectorIndex
from eval.cmrc.items import Item, pool_of
from eval.retrieval40 import PlainBm25
from rag.fusion import fuse, normalise_scores
from rag.lexical import LexicalIndex
from rag.question import read_question
from rag.retrieval import OVER_FETCH, RankingWeights

DEPTH = OVER_FETCH
"""How far down a paragraph is looked for; below it the reciprocal rank counts as 0."""

VARIANTS = ("bm25", "lexical", "dense", "hybrid")
"""Textbook BM25 over characters and pairs of them; the shipped lexical index; the shipped
encoder; their fusion as the service does it."""


def ranks(items: Sequence[Item], encoder: Encoder) -> list[dict[str, int]]:
    """The rank of each question's own paragraph by variant: 1 the best, 0 not found."""
    pool = pool_of(items)
    place = {context: row for row, context in enumerate(pool)}
    plain = PlainBm25(pool)
    vectors = VectorIndex.build(encoder.encode_passages(pool))
    asked = [read_question(item.question) for item in items]
    scores, rows = vectors.search(
        encoder.encode_queries([one.standalone for one in asked]), min(DEPTH, len(pool))
    )
    found = []
    with tempfile.TemporaryDirectory(prefix="youju-cmrc-") as folder:
        LexicalIndex.build(Path(folder) / "lexical", pool)
        index = LexicalIndex.open(Path(folder) / "lexical")
        for at, (item, question) in enumerate(zip(items, asked, strict=True)):
            lexical = dict(index.search(question.tokens, DEPTH))
            dense = {int(r): float(s) for r, s in zip(rows[at], scores[at], strict=True) if r >= 0}
            orders = {
                "bm25": plain.search(item.question, DEPTH),
                "lexical": list(lexical),
                "dense": list(dense),
                "hybrid": fused(lexical, dense),
            }
            gold = place[item.context]
            found.append({name: rank_of(gold, order) for name, order in orders.items()})
    return found


def fused(lexical: Mapping[int, float], dense: Mapping[int, float]) -> list[int]:
    """Rows in the order of the service's own fusion, the best ``DEPTH``."""
    near, alike = normalise_scores(lexical, 0.0), normalise_scores(dense, 0.0)
    return [row for row, _ in fuse(near, alike, RankingWeights().dense)[:DEPTH]]


def rank_of(gold: int, order: Sequence[int]) -> int:
    """The place of a row, from 1; 0 where it is not in the order."""
    return order.index(gold) + 1 if gold in order else 0
