"""Questions and running text as the arrays of ``material.npz``, which ``batches`` reads.

Texts stand end to end in one array, with the place of each in a second one (``…_at``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from embeddings.reading.characters import SEPARATOR, Characters
from embeddings.training.reader.sentences import Line, lines_of
from embeddings.training.reader.similar import shared
from embeddings.training.reader.words import Tag

WORD_START = 0x8000
"""Set in a number of the running text where a word begins."""

REAL, CHRONICLE, MADE, MADE_MISSED, REAL_MISSED, FAR, COMPUTED, NATURAL = range(8)
"""Where a question comes from; "missed" ones stand beside a paragraph that does not answer, "far"
ones are of chronicles, in other words than these; "computed" ones are answered by reckoning;
"natural" ones are of chronicles, as people ask who have not read them."""
KINDS = ("real", "chronicle", "made", "made missed", "real missed", "far", "computed", "natural")

LONGEST_QUESTION = 80
_NEGATIVES = 3
_RIVALS = 8

Arrays = dict[str, NDArray[np.generic]]


@dataclass(frozen=True, slots=True)
class Taught:
    """A question to learn from, and ``[start, end)`` of its paragraph: the answer.

    Both are -1 where the paragraph does not answer; ``verdict`` is a number of ``VERDICTS``.
    ``operands`` are the figures to reckon the answer from, each a paragraph and its stretch.
    """

    question: str
    context: str
    start: int
    end: int
    kind: int
    verdict: int = 0
    operands: "tuple[Operand, ...]" = ()


Operand = tuple[str, int, int]


@dataclass(slots=True)
class Material:
    """Questions on their way to arrays; paragraphs are stored once and named by number."""

    characters: Characters
    contexts: list[list[int]] = field(default_factory=list)
    known: dict[str, int] = field(default_factory=dict)
    questions: list[list[int]] = field(default_factory=list)
    rows: list[tuple[int, int, int, int, int]] = field(default_factory=list)
    sentences: list[list[Line]] = field(default_factory=list)
    rivals: list[list[tuple[int, int]]] = field(default_factory=list)
    operands: list[list[tuple[int, int, int]]] = field(default_factory=list)

    def context(self, text: str) -> int:
        """The number of a paragraph."""
        if text not in self.known:
            self.known[text] = len(self.contexts)
            self.contexts.append(self.characters.encode(text))
            self.sentences.append(lines_of(text))
        return self.known[text]

    def add(self, one: Taught, negatives: Sequence[str] = ()) -> None:
        """Take in a question.

        Its rivals are sentences beside the answer that share most with the question, of its own
        paragraph and of ``negatives``.
        """
        home = self.context(one.context)
        operands = [(self.context(text), start, end) for text, start, end in one.operands]
        answering = [(home, one.start, one.end), *operands]
        others = [(home, one.context)]
        others += [(self.context(text), text) for text in negatives[:_NEGATIVES]]
        rivals = [
            (shared(one.question, text[line.start : line.end]), number, at)
            for number, text in others
            for at, line in enumerate(self.sentences[number])
            if not any(
                number == held and line.start < end and start < line.end
                for held, start, end in answering
            )
        ]
        rivals.sort(reverse=True)
        self.rivals.append([(number, at) for _, number, at in rivals[:_RIVALS]])
        self.operands.append(operands)
        self.questions.append(self.characters.encode(one.question)[:LONGEST_QUESTION])
        self.rows.append((home, one.start, one.end, one.verdict, one.kind))

    def arrays(self) -> Arrays:
        """``rows`` holds (paragraph, start, end, verdict, kind) a question."""
        return {
            "contexts": _end_to_end(self.contexts),
            "context_at": _places(self.contexts),
            "questions": _end_to_end(self.questions),
            "question_at": _places(self.questions),
            "rows": np.array(self.rows, np.int32),
            "words": np.array(self.characters.words()),
            **self._lines_and_rivals(),
        }

    def _lines_and_rivals(self) -> Arrays:
        """Sentences of all paragraphs, and for each question the numbers of its rivals."""
        first = _places(self.sentences)
        lines = [
            (line.start, line.end, line.time_start, line.time_end)
            for many in self.sentences
            for line in many
        ]
        rivals = [[int(first[number]) + at for number, at in many] for many in self.rivals]
        homes = np.repeat(np.arange(len(self.sentences)), [len(many) for many in self.sentences])
        return {
            "lines": np.array(lines, np.int32),
            "line_home": homes.astype(np.int32),
            "line_at": first,
            "rivals": np.array([one for many in rivals for one in many], np.int32),
            "rival_at": _places(rivals),
            "operands": np.array(
                [one for many in self.operands for one in many] or np.zeros((0, 3)), np.int32
            ),
            "operand_at": _places(self.operands),
        }


def stream(paragraphs: Iterable[str], characters: Characters, tag: Tag) -> NDArray[np.uint16]:
    """Paragraphs end to end with a separator before each; word starts are marked."""
    parts = []
    for paragraph in paragraphs:
        numbers = np.array([SEPARATOR, *characters.encode(paragraph)], np.uint16)
        at = 1
        numbers[0] |= WORD_START
        for word, _ in tag(paragraph):
            numbers[at] |= WORD_START
            at += len(word)
        parts.append(numbers)
    return np.concatenate(parts) if parts else np.zeros(0, np.uint16)


def _end_to_end(many: Sequence[Sequence[int]]) -> NDArray[np.uint16]:
    return np.array([number for one in many for number in one], np.uint16)


def _places(many: Sequence[Sequence[object]]) -> NDArray[np.int32]:
    return np.cumsum([0, *map(len, many)]).astype(np.int32)
