"""Pairs that are made and not given: of chronicles with questions, of answers within their
paragraphs, and of running text.

What is found is mostly a sentence, so that the vectors learn to tell the sentences of one
paragraph apart; the others of the paragraph are the wrong texts. A sentence that states no time
is led by the words that date it, as it is when a text is searched.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from embeddings.training.data import Document, Pair, is_held_out, read_records, shingles
from embeddings.training.reader.chronicles import read_chronicles
from embeddings.training.reader.cloze import ClozeMaker
from embeddings.training.reader.sentences import Line, lines_of
from embeddings.training.reader.words import read_synonyms, rjieba_tag

SOURCES: Mapping[str, str] = {
    "chronicle_sentence": "questions to invented chronicles and their sentences, own work",
    "chronicle_paragraph": "the same questions and their whole paragraphs",
    "answer_sentence": "the sentence of the answer, from the class A questions above",
    "made_question": "questions made by rules from class A running text and the chronicles",
    "synonym": "words and other words for them, own work",
}
"""What is made here and of what, for the card."""

REPEATS: Mapping[str, int] = {
    "chronicle_sentence": 6,
    "chronicle_paragraph": 3,
    "made_question": 1,
    "synonym": 6,
}
"""How often a pair of a source is seen in an epoch; `OFTEN` for what is not named."""

OFTEN = 3
_LEAST = 40
_MOST = 1500
_SHORTEST_QUESTION = 6


def of_chronicles(folder: Path) -> list[Pair]:
    """Each question with the sentence that answers it, and with that sentence's paragraph.

    Raises:
        EncoderError: a line is not as `read_chronicles` wants it.
    """
    found = []
    for text, asked in read_chronicles(folder):
        paragraphs = [p for p in text.split("\n") if len(p) > _SHORTEST_QUESTION]
        for one in asked:
            if one.start < 0:
                continue
            first = text.rfind("\n", 0, one.start) + 1
            paragraph = text[first:].split("\n", 1)[0]
            found += _of_sentence(one.question, paragraph, one.start - first, "chronicle_sentence")
            others = tuple(p for p in paragraphs if p != paragraph)
            found.append(Pair(one.question, paragraph, "chronicle_paragraph", "A", others))
    return found


def of_answers(data: Path, licences: Iterable[str], benchmark: Sequence[Pair]) -> list[Pair]:
    """The questions of train/qa.jsonl.gz with the sentence of their answer."""
    wanted = frozenset(licences)
    seen = {stretch for pair in benchmark for stretch in shingles(pair.passage)}
    found = []
    keys = ("question", "context", "source", "licence")
    for record in read_records(data / "train" / "qa.jsonl.gz", keys):
        context, start = record["context"], record.get("answer_start")
        if (
            record["licence"] in wanted
            and isinstance(start, int)
            and not is_held_out(context.strip())
            and seen.isdisjoint(shingles(context))
        ):
            found += _of_sentence(record["question"], context, start, "answer_sentence")
    return found


def of_running_text(
    documents: Sequence[Document], synonyms: Path | None, most: int, seed: int
) -> list[Pair]:
    """At most ``most`` questions made from sentences of running text, drawn evenly.

    Args:
        documents: no held-out one among them is asked about.
        synonyms: lines of weight TAB everyday words TAB a text's words; None for none.
        most: 0 for none.
        seed: of what is asked and how.
    """
    lines = synonyms.read_text(encoding="utf-8").splitlines() if synonyms else []
    paragraphs = [
        paragraph
        for document in documents
        if not is_held_out(document.title or "".join(document.paragraphs[:1]))
        for paragraph in document.paragraphs
        if _LEAST <= len(paragraph) <= _MOST and not is_held_out(paragraph)
    ]
    pick = random.Random(seed)  # noqa: S311  no secret
    pick.shuffle(paragraphs)
    maker = ClozeMaker(rjieba_tag(), read_synonyms(lines), seed)
    found: list[Pair] = []
    for paragraph in paragraphs:
        if len(found) >= most:
            break
        for made in maker.of_paragraph(paragraph, 1 + len(paragraph) // 60):
            # What is denied is asked in words that the sentence does not have.
            if made.verdict != 2 and len(made.question) >= _SHORTEST_QUESTION:
                found += _of_sentence(made.question, paragraph, made.start, "made_question")
    return found[:most]


def of_synonyms(path: Path) -> list[Pair]:
    """Every word of a line with each word that the text may have for it."""
    others = read_synonyms(path.read_text(encoding="utf-8").splitlines())
    return [
        Pair(asked, word, "synonym", "A")
        for word, many in others.items()
        for asked in dict.fromkeys(many)
    ]


def repeated(pairs: Iterable[Pair]) -> list[Pair]:
    """Each pair as often as `REPEATS` says, next to itself."""
    return [pair for pair in pairs for _ in range(REPEATS.get(pair.source, OFTEN))]


def _of_sentence(question: str, paragraph: str, at: int, source: str) -> list[Pair]:
    """The pair of a question and the sentence at an offset; none where no sentence is there."""
    lines = lines_of(paragraph)
    home = next((line for line in lines if line.start <= at < line.end), None)
    if home is None or not question.strip():
        return []
    wrong = tuple(_dated(paragraph, line) for line in lines if line is not home)
    return [Pair(question.strip(), _dated(paragraph, home), source, "A", wrong)]


def _dated(paragraph: str, line: Line) -> str:
    text = paragraph[line.start : line.end]
    if line.time_start < 0:
        return text
    return f"{paragraph[line.time_start : line.time_end]} {text}"
