"""The whole benchmark in one call, and the tables it prints."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path

from embeddings.encoder import Encoder, load_encoder
from eval.cmrc.items import digest, pool_of, read_items
from eval.cmrc.outcome import Row, Totals, reading_totals, retrieval_totals, row_of
from eval.cmrc.published import PUBLISHED
from eval.cmrc.reading import open_reader
from eval.cmrc.retrieval import ranks
from eval.errors import CaseError
from eval.provenance import provenance
from eval.tables import shown, table

LABELS = {
    "bm25": "BM25, characters and pairs",
    "lexical": "lexical index",
    "dense": "encoder alone",
    "hybrid": "hybrid",
    "served": "Youju, as served",
    "forced": "Youju, made to answer",
    "sentence": "baseline: best sentence",
    "clause": "baseline: best clause, question's words removed",
    "ceiling": "best of Youju's candidates (ceiling)",
}
_PACKAGES = ("faiss-cpu", "numpy", "tantivy", "tokenizers", "opencc")


def run(
    path: Path,
    *,
    limit: int | None = None,
    ceiling: bool = False,
    encoder: Encoder | None = None,
    command: str = "",
    progress: Callable[[int, int], None] = lambda done, whole: None,
) -> tuple[Totals, tuple[Row, ...]]:
    """Every question through retrieval and reading.

    Args:
        path: the questions, JSON lines, plain or gzipped.
        limit: only the first questions, and the pool of their paragraphs.
        ceiling: also look for the best candidate of each question (slow).
        encoder: None for the shipped one.
        command: how the run was started, for the record.
        progress: called with questions done and all questions.

    Raises:
        CaseError: the file is no question file.
        YoujuError: the paragraphs cannot be indexed.
    """
    begun = time.perf_counter()
    items = read_items(path, limit)
    if not items:
        raise CaseError(f"{path} holds no question.", "Name the JSON lines of CMRC 2018 dev.")
    encoder = encoder or load_encoder()
    found = ranks(items, encoder)
    rows = []
    with open_reader(items, encoder) as reader:
        for at, (item, rank) in enumerate(zip(items, found, strict=True)):
            progress(at, len(items))
            reading = reader.read(item, ceiling=ceiling)
            rows.append(
                row_of(item.id, rank, reading.answers, item.answers, refused=reading.refused)
            )
    totals = Totals(
        made=provenance(command, _PACKAGES),
        data_sha256=digest(path),
        questions=len(items),
        paragraphs=len(pool_of(items)),
        retrieval=retrieval_totals(rows),
        reading=reading_totals(rows),
        refused=sum(row.refused for row in rows) / len(rows),
        seconds=round(time.perf_counter() - begun, 1),
    )
    return totals, tuple(rows)


def told(totals: Totals) -> str:
    """The totals as plain tables, the published figures beside them."""
    finding = table(
        ("paragraph found", "R@1 [95 %]", "R@5 [95 %]", "MRR [95 %]"),
        [
            (label, *(shown(one) for one in (totals.retrieval[name].at_1,
                                             totals.retrieval[name].at_5,
                                             totals.retrieval[name].mrr)))
            for name, label in _labelled(totals.retrieval)
        ],
    )  # fmt: skip
    reading = table(
        ("answer from the paragraph", "EM [95 %]", "F1 [95 %]"),
        [
            (label, shown(totals.reading[name].em), shown(totals.reading[name].f1))
            for name, label in _labelled(totals.reading)
        ]
        + [(f"{p.name}, {p.part}", f"{p.em / 100:.3f}", f"{p.f1 / 100:.3f}") for p in PUBLISHED],
    )
    head = (
        f"CMRC 2018 dev, {totals.questions} questions, {totals.paragraphs} paragraphs, "
        f"{totals.made.date}, commit {totals.made.commit or '-'}, {totals.seconds:.0f} s; "
        f"refused {totals.refused:.1%}"
    )
    return "\n\n".join((head, finding, reading))


def _labelled(found: Mapping[str, object]) -> list[tuple[str, str]]:
    return [(name, label) for name, label in LABELS.items() if name in found]
