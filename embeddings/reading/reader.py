"""The reader: where in a text the answer to a question stands, by a small network.

Runs an ONNX file with onnxruntime, which is imported here alone and when a reader is loaded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.errors import EncoderError
from embeddings.reading.characters import PAD, SEPARATOR, START, Characters

LONGEST_QUESTION = 80
LONGEST = 400
"""Characters read at once, question and marks included; it was taught on up to 320."""


@dataclass(frozen=True, slots=True)
class Read:
    """What the reader makes of one text.

    ``start`` and ``end`` (characters of the text that were read) say for each how likely the
    answer starts or ends (inclusive) there, as logits above those of "no answer"; ``verdict``
    is the chance of (nothing to decide, yes, no).
    """

    start: NDArray[np.float32]
    end: NDArray[np.float32]
    verdict: tuple[float, float, float]

    def score(self, first: int, last: int) -> float:
        """The logit of the stretch ``[first, last)`` above that of no answer; -30 outside."""
        if not 0 <= first < last <= len(self.start):
            return -30.0
        return float(self.start[first] + self.end[last - 1])


class Reader:
    """Reads texts for a question. Thread-safe: it only reads."""

    def __init__(self, session: Any, characters: Characters) -> None:
        self._session = session
        self._characters = characters

    @classmethod
    def load(cls, folder: Path, threads: int = 2) -> "Reader":
        """Open ``reader.onnx`` and ``characters.txt``.

        Raises:
            EncoderError: a file is missing or not what it should be.
        """
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            session = onnxruntime.InferenceSession(
                (folder / "reader.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
            )
        except (OSError, RuntimeError, ValueError) as error:
            raise EncoderError(
                f"{folder} holds no reader that can be opened.", "Install the package again."
            ) from error
        return cls(session, Characters.load(folder / "characters.txt"))

    def read(self, question: str, texts: Sequence[str]) -> list[Read]:
        """One ``Read`` a text; a text is read up to the room that the question leaves."""
        asked = self._characters.encode(question[:LONGEST_QUESTION])
        room = LONGEST - len(asked) - 3
        rows = [self._characters.encode(text[:room]) for text in texts]
        if not rows:
            return []
        base = len(asked) + 2
        length = base + max(map(len, rows)) + 1
        numbers = np.full((len(rows), length), PAD, np.int64)
        side = np.zeros((len(rows), length), np.int64)
        numbers[:, 0] = START
        numbers[:, 1 : base - 1] = asked
        numbers[:, base - 1] = SEPARATOR
        for at, row in enumerate(rows):
            numbers[at, base : base + len(row)] = row
            numbers[at, base + len(row)] = SEPARATOR
            side[at, base : base + len(row) + 1] = 1
        spans, verdicts = self._session.run(None, {"numbers": numbers, "side": side})
        return [
            Read(
                spans[at, base : base + len(row), 0] - spans[at, 0, 0],
                spans[at, base : base + len(row), 1] - spans[at, 0, 1],
                _chances(verdicts[at]),
            )
            for at, row in enumerate(rows)
        ]


def _chances(logits: NDArray[np.float32]) -> tuple[float, float, float]:
    mass = np.exp(logits - logits.max())
    none, yes, no = (mass / mass.sum()).tolist()
    return none, yes, no
