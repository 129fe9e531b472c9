"""Windows to read, drawn anew in every round.

Two sorts: a stretch of a paragraph, as a passage is read; and sentences from
several places side by side, as the best ranked ones are read for an answer, each led by the time
that an earlier sentence states for it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.reading.characters import PAD, SEPARATOR, START
from embeddings.training.reader.arrays import COMPUTED

Numbers = NDArray[np.int64]
Draw = np.random.Generator
_LED = 0.85
_NOTHING = np.zeros(0, np.int64)
_NEIGHBOUR = 0.2


@dataclass(frozen=True, slots=True)
class Windows:
    """A batch; shapes (batch, length) and (batch,). Position 0 stands for no answer.

    ``figures`` (batch, length) is 1 where an operand begins.
    """

    numbers: Numbers
    side: Numbers
    start: Numbers
    end: Numbers
    verdict: Numbers
    figures: Numbers

    def by_length(self, size: int) -> "Iterator[Windows]":
        """The same in parts of ``size``, the shortest first, each without needless padding."""
        length = (self.numbers != PAD).sum(1)
        order = np.argsort(length, kind="stable")
        for first in range(0, len(order), size):
            part = order[first : first + size]
            most = int(length[part[-1]])
            yield Windows(
                self.numbers[part, :most],
                self.side[part, :most],
                self.start[part],
                self.end[part],
                self.verdict[part],
                self.figures[part, :most],
            )


@dataclass(frozen=True, slots=True)
class Sorts:
    """Characters with a part to play: where clauses end, and the brackets around a time."""

    ends: Sequence[int]
    opening: int
    closing: int


@dataclass(frozen=True, slots=True)
class Answer:
    """Where an answer stands: ``[first, last)`` of paragraph ``home``; -1 for none."""

    home: int
    first: int
    last: int


Window = tuple[list[int], int, int]
"""The text of a window and the answer's first and last (exclusive) place in it, -1 for none."""


class Reading:
    """The questions of ``material.npz``; see ``embeddings.training.reader.material``."""

    def __init__(self, path: Path, sorts: Sorts) -> None:
        self._sorts = sorts
        with np.load(path) as stored:
            self._of: dict[str, NDArray[Any]] = {
                name: stored[name] for name in stored.files if name not in ("laws", "rest", "words")
            }
        self.rows = self._of["rows"]

    def context(self, number: int) -> NDArray[Any]:
        """The characters of a paragraph."""
        at = self._of["context_at"]
        return self._of["contexts"][at[number] : at[number + 1]]

    def question(self, row: int) -> NDArray[Any]:
        """The characters of a question."""
        at = self._of["question_at"]
        return self._of["questions"][at[row] : at[row + 1]]

    def batch(
        self,
        rows: Sequence[int] | Numbers,
        length: int,
        elsewhere: float,
        draw: Draw,
        beside: float,
    ) -> Windows:
        """One window a row.

        Args:
            rows: which questions.
            length: characters of a window, question and marks included.
            elsewhere: how often a window does not hold the answer.
            draw: source of chance.
            beside: how often sentences stand side by side.
        """
        count = len(rows)
        numbers = np.full((count, length), PAD, np.int64)
        side, figures = (np.zeros((count, length), np.int64) for _ in range(2))
        start, end, verdict = (np.zeros(count, np.int64) for _ in range(3))
        for at, row in enumerate(rows):
            question = self.question(row)
            room = length - len(question) - 3
            away = draw.random() < elsewhere
            make = self._side_by_side if draw.random() < beside else self._stretch
            first = -1
            begun = _NOTHING
            if self.rows[row][4] == COMPUTED:
                text, begun = self._reckoned(row, away, room, draw)
            else:
                text, first, last = make(row, away, room, draw)
            base = len(question) + 2
            if len(begun):
                figures[at, base + begun] = 1
                verdict[at] = self.rows[row][3]
            numbers[at, 0] = START
            numbers[at, 1 : base - 1] = question
            numbers[at, base - 1] = SEPARATOR
            numbers[at, base : base + len(text)] = text
            numbers[at, base + len(text)] = SEPARATOR
            side[at, base : base + len(text) + 1] = 1
            if first >= 0:
                start[at], end[at] = base + first, base + last - 1
                verdict[at] = self.rows[row][3]
        return Windows(numbers, side, start, end, verdict, figures)

    def answer(self, row: int) -> Answer:
        """Where the answer to a question stands."""
        home, first, last, _, _ = (int(one) for one in self.rows[row])
        return Answer(home, first, last)

    def operands(self, row: int) -> list[Answer]:
        """The figures that the answer to a question is reckoned from."""
        at = self._of["operand_at"]
        return [Answer(*map(int, one)) for one in self._of["operands"][at[row] : at[row + 1]]]

    def rivals(self, row: int) -> NDArray[Any]:
        """The numbers of the sentences beside the answer that look most like it, best first."""
        at = self._of["rival_at"]
        return self._of["rivals"][at[row] : at[row + 1]]

    def _side_by_side(self, row: int, away: bool, room: int, draw: Draw) -> Window:
        """The answer's sentence among rivals, in any order; ``away`` leaves it out."""
        answer = self.answer(row)
        wide = int(draw.integers(min(90, room), room + 1))
        parts: list[Window] = []
        if answer.first >= 0 and not away:
            parts.append(self._answering(answer, wide, draw))
        rivals = self.rivals(row)
        order = np.argsort(np.arange(len(rivals)) + draw.exponential(2.0, len(rivals)))
        for one in rivals[order]:
            part = self._line(int(one), draw)
            if sum(len(p[0]) + 1 for p in parts) + len(part[0]) <= wide:
                parts.append(part)
        if not parts:
            return self._stretch(row, away, room, draw)
        text, first, last = _joined([parts[int(which)] for which in draw.permutation(len(parts))])
        return (text[:room], first, last) if last <= room else (text[:room], -1, -1)

    def _reckoned(self, row: int, away: bool, room: int, draw: Draw) -> tuple[list[int], Numbers]:
        """The sentences of the operands among rivals, and where operands begin; ``away`` leaves
        out one of the sentences. No stretch of them is the answer."""
        wide = int(draw.integers(min(120, room), room + 1))
        groups: dict[int, list[Answer]] = {}
        for one in self.operands(row):
            groups.setdefault(self._line_of(one), []).append(one)
        many = [list(group) for group in groups.values()]
        if away:
            many.pop(int(draw.integers(len(many))))
        parts: list[tuple[list[int], list[int]]] = []
        for group in many:
            left = (wide - sum(len(text) + 1 for text, _ in parts)) // (len(many) - len(parts))
            first = min(one.first for one in group)
            span = Answer(group[0].home, first, max(one.last for one in group))
            text, begin, _ = self._answering(span, max(20, left - 1), draw, alone=True)
            begun = [begin + one.first - first for one in group]
            parts.append((text, [at for at in begun if at < len(text)]))
        rivals = self.rivals(row)
        order = np.argsort(np.arange(len(rivals)) + draw.exponential(2.0, len(rivals)))
        for other in rivals[order]:
            text, _, _ = self._line(int(other), draw)
            if sum(len(part) + 1 for part, _ in parts) + len(text) <= wide:
                parts.append((text, []))
        together: list[int] = []
        begun = []
        for which in draw.permutation(len(parts)):
            text, places = parts[int(which)]
            together += [SEPARATOR] if together else []
            begun += [len(together) + place for place in places]
            together += text
        return together[:room], np.array([at for at in begun if at < room], np.int64)

    def _line_of(self, one: Answer) -> int:
        """The number of the sentence that a figure stands in; its paragraph's first for none."""
        at, stored = self._of["line_at"], self._of["lines"]
        lines = range(int(at[one.home]), int(at[one.home + 1]))
        return next((n for n in lines if stored[n][0] <= one.first < stored[n][1]), lines[0])

    def _answering(self, answer: Answer, room: int, draw: Draw, *, alone: bool = False) -> Window:
        """The sentences that hold the answer, cut to the room; if not ``alone`` now and then with
        a neighbour."""
        at, stored = self._of["line_at"], self._of["lines"]
        lines = range(int(at[answer.home]), int(at[answer.home + 1]))
        held = [n for n in lines if stored[n][0] < answer.last and answer.first < stored[n][1]]
        if not held:
            return self._cut(answer, (0, len(self.context(answer.home))), room, draw)
        low, high = held[0], held[-1]
        if not alone and draw.random() < _NEIGHBOUR:
            if draw.random() < 0.5:
                low = max(lines[0], low - 1)
            else:
                high = min(lines[-1], high + 1)
        lead = self._lead(low, draw)
        bounds = int(stored[low][0]), int(stored[high][1])
        text, first, last = self._cut(answer, bounds, max(20, room - len(lead)), draw)
        return [*lead, *text], first + len(lead), last + len(lead)

    def _cut(self, answer: Answer, bounds: tuple[int, int], room: int, draw: Draw) -> Window:
        """What is between the bounds, or what fits of it around the answer."""
        begin, end = bounds
        first, last = answer.first, min(answer.last, answer.first + room)
        if end - begin > room:
            low, high = max(begin, last - room), min(first, end - room)
            begin = int(draw.integers(low, high + 1)) if high > low else low
            end = begin + room
        return self.context(answer.home)[begin:end].tolist(), first - begin, last - begin

    def _line(self, number: int, draw: Draw) -> Window:
        start, end, _, _ = self._of["lines"][number]
        text = self.context(int(self._of["line_home"][number]))[start:end].tolist()
        return [*self._lead(number, draw), *text], -1, -1

    def _lead(self, number: int, draw: Draw) -> list[int]:
        """The time stated earlier for a sentence, in brackets."""
        _, _, start, end = self._of["lines"][number]
        if start < 0 or draw.random() > _LED:
            return []
        words = self.context(int(self._of["line_home"][number]))[start:end].tolist()
        return [self._sorts.opening, *words, self._sorts.closing]

    def _stretch(self, row: int, away: bool, room: int, draw: Draw) -> Window:
        """A stretch of the paragraph around the answer, or one that does not hold it."""
        answer = self.answer(row)
        text = self.context(answer.home)
        if answer.first < 0:
            place = int(draw.integers(0, len(text)))
            return self._around(text, (place, place), room, draw)[0], -1, -1
        if away:
            return self._without(row, room, draw), -1, -1
        last = min(answer.last, answer.first + room)
        return self._around(text, (answer.first, last), room, draw)

    def _around(self, text: NDArray[Any], held: tuple[int, int], room: int, draw: Draw) -> Window:
        """A stretch of a text that holds a part of it; mostly it begins behind a mark."""
        first, last = held
        least = last - first
        wide = min(room, len(text), int(draw.integers(max(60, least), max(room, least, 60) + 1)))
        low, high = max(0, last - wide), min(first, len(text) - wide)
        begin = int(draw.integers(low, high + 1)) if high > low else max(0, low)
        if draw.random() < 0.7:
            ends = np.flatnonzero(np.isin(text[begin:first], self._sorts.ends))
            begin = begin + int(ends[0]) + 1 if begin and len(ends) else begin
        return text[begin : begin + wide].tolist(), first - begin, last - begin

    def _without(self, row: int, room: int, draw: Draw) -> list[int]:
        """A stretch of the same paragraph beside the answer, or of one that a rival stands in."""
        answer, rivals = self.answer(row), self.rivals(row)
        text = self.context(answer.home)
        before, after = text[: max(0, answer.first - 8)], text[answer.last + 8 :]
        beside = [part for part in (before, after) if len(part) >= 50]
        if beside and (not len(rivals) or draw.random() < 0.4):
            part = beside[int(draw.integers(len(beside)))]
        elif len(rivals):
            other = int(self._of["line_home"][rivals[int(draw.integers(len(rivals)))]])
            part = self.context(other) if other != answer.home or not beside else beside[0]
        else:
            part = self.context(int(draw.integers(len(self._of["context_at"]) - 1)))
        if len(part) == len(text):
            behind = len(text) - answer.last > answer.first
            part = text[answer.last + 1 :] if behind else text[: max(1, answer.first - 1)]
        wide = min(len(part), int(draw.integers(min(60, room), room + 1)))
        begin = int(draw.integers(0, len(part) - wide + 1))
        return [int(one) for one in part[begin : begin + wide]]


def _joined(parts: Sequence[Window]) -> Window:
    """The windows side by side, and where the one answer among them stands."""
    text: list[int] = []
    found = (-1, -1)
    for words, first, last in parts:
        if text:
            text.append(SEPARATOR)
        if first >= 0:
            found = (len(text) + first, len(text) + last)
        text.extend(words)
    return text, *found
