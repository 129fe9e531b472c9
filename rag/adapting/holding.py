"""Which part of an index is held back, and what the rest gives to learn from.

Held back is by paragraph: nothing that is learned from, question or text, stands in a paragraph
that is asked about afterwards.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from embeddings.tuning import Example
from rag.adapting.making import Kind, Made
from rag.analysis import Analyses
from rag.language.tokens import tokenize
from rag.store import Index
from rag.store.contents import indexed_text
from rag.types import Document, Passage

FOLDS = 4
"""Parts that are held back in turn."""

_ALIKE = 8
_WRONG = 4

Block = str
"""Paragraphs that share a passage, by the id of their first passage."""


def blocks(
    passages: Sequence[Passage], documents: Mapping[str, Document]
) -> dict[tuple[str, int], Block]:
    """The block of each sentence, by document and number. Passages stand in text order."""
    found: dict[tuple[str, int], Block] = {}
    of_paragraph: dict[tuple[str, int], Block] = {}
    for passage in passages:
        sentences = documents[passage.document].sentences
        own = {(passage.document, sentences[n - 1].paragraph) for n in passage.sentences}
        block = next((of_paragraph[one] for one in sorted(own) if one in of_paragraph), passage.id)
        of_paragraph.update(dict.fromkeys(own, block))
        found.update(((passage.document, number), block) for number in passage.sentences)
    return found


def fold(block: Block, seed: int) -> int:
    """The part a block is dealt into: by a checksum, so that other texts change nothing here."""
    return int.from_bytes(sha256(f"{seed} {block}".encode()).digest()[:4]) % FOLDS


def examples(
    made: Sequence[Made], index: Index, analyses: Analyses, of: Mapping[tuple[str, int], Block]
) -> list[Example]:
    """Each question with its passage and with its sentence, and wrong texts for both.

    Args:
        made: questions of what is not held back.
        index: of the texts.
        analyses: of the same documents.
        of: the block of each sentence that may be learned from; no other text is shown.
    """
    holder = {
        (passage.document, number): passage
        for passage in index.passages
        for number in passage.sentences
    }
    found = []
    for one in made:
        key = (one.document, one.sentences[0])
        passage = holder[key]
        text = indexed_text(passage)
        sentence = analyses.of(*key).text
        right = text.replace(one.text, "") if one.kind is Kind.CLAUSE else text
        wrong = _alike(one, index, of, of[key])
        found.append(Example(one.text, right, wrong, of[key]))
        if one.kind not in (Kind.CLAUSE, Kind.TITLE):
            beside = [analyses.of(passage.document, n).text for n in passage.sentences]
            others = tuple(text for text in beside if text != sentence)
            found.append(Example(one.text, sentence, others, of[key]))
    return found


def _alike(
    one: Made, index: Index, of: Mapping[tuple[str, int], Block], own: Block
) -> tuple[str, ...]:
    """Passages of other blocks that share most with the question's words."""
    hits = index.lexical.search(tokenize(one.text), _ALIKE)
    passages = [index.passages[row] for row, _ in hits]
    return tuple(
        indexed_text(passage)
        for passage in passages
        if of.get((passage.document, passage.sentences[0]), own) != own
    )[:_WRONG]
