"""The reader: where in a few sentences the answer to a question stands, by a small network.

Runs an ONNX file with onnxruntime, which is imported here when a reader is loaded, and nowhere
else in the service.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from embeddings.reading.characters import SEPARATOR, START, Characters
from embeddings.reading.files import CHARACTERS, NETWORK, unusable, verify

if TYPE_CHECKING:
    from onnxruntime import RunOptions

SHIPPED = Path(__file__).with_name("model")
LONGEST_QUESTION = 80
_LONG = 200
"""Characters above which giving memory back is worth a tenth more time."""
LONGEST = 420
"""Characters read at once, question and marks included; it was taught on up to 288."""
_AWAKE = "50"
"""Microseconds that a thread waits awake: what one alone does between two parts takes less."""

VERDICTS = ("none", "yes", "no", "sum", "difference", "ratio")
"""What the sentences say to a yes or no question, or what is to be reckoned from their figures;
"none" where neither."""

Logits = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Read:
    """What the reader makes of texts side by side.

    ``starts`` and ``ends`` hold an array a text: for each of its characters, how likely the
    answer starts or ends (inclusive) there, as logits above that of "no answer"; shorter than
    the text where not all of it was read. ``figures`` holds for each character the logit that a
    figure begins there which the answer is to be reckoned from. ``verdict`` holds the chance of
    each of ``VERDICTS``.
    """

    starts: tuple[Logits, ...]
    ends: tuple[Logits, ...]
    figures: tuple[Logits, ...]
    verdict: tuple[float, ...]


class Session(Protocol):
    """What is called of ``onnxruntime.InferenceSession``."""

    def run(
        self, outputs: None, inputs: dict[str, NDArray[np.int64]], how: "RunOptions | None", /
    ) -> Sequence[Logits]:
        """All outputs: logits of start, end and operand (1, length, 3), and of the verdict."""
        ...


class Reads(Protocol):
    """What reads; see ``Reader.read``."""

    def read(self, question: str, texts: Sequence[str]) -> Read:
        """Read the texts side by side for one question."""
        ...


class Reader:
    """Reads texts for a question. Thread-safe: it only reads."""

    def __init__(
        self, session: Session, characters: Characters, frugally: "RunOptions | None" = None
    ) -> None:
        """``frugally`` is how long texts are read, so that what they need is not kept."""
        self._session = session
        self._characters = characters
        self._frugally = frugally

    @classmethod
    def load(cls, folder: Path = SHIPPED, threads: int = 2) -> Self:
        """Open ``reader.onnx`` and ``characters.txt``, once ``SHA256SUMS`` says they are whole.

        Raises:
            EncoderError: a file is missing or not what it should be.
        """
        import onnxruntime

        verify(folder)
        characters = Characters.load(folder / CHARACTERS)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # A plan of memory for each length of text would be kept; asking each time is as fast.
        options.enable_mem_pattern = False
        options.log_severity_level = 4  # what is wrong is raised; it is not also printed
        # Threads wait awake for each other's part of a reading, not for the next question; and not
        # for long: where others need the processors too, who waits awake keeps the one he waits
        # for from being done. On two that are shared a reading takes half the time so.
        options.add_session_config_entry("session.force_spinning_stop", "1")
        options.add_session_config_entry("session.intra_op.spin_duration_us", _AWAKE)
        try:
            session = onnxruntime.InferenceSession(
                str(folder / NETWORK), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime's errors share no base of their own
            raise unusable(folder / NETWORK) from error
        frugally = onnxruntime.RunOptions()
        frugally.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
        return cls(session, characters, frugally)

    def read(self, question: str, texts: Sequence[str]) -> Read:
        """Read the texts side by side; what has no room is left out at the end."""
        row = [START, *self._characters.encode(question[:LONGEST_QUESTION]), SEPARATOR]
        base, places = len(row), []
        for text in texts:
            room = LONGEST - len(row) - 1
            numbers = self._characters.encode(text[: max(0, room)])
            places.append((len(row), len(row) + len(numbers)))
            row += [*numbers, SEPARATOR] if room >= 0 else []
        numbers_in = np.array([row], np.int64)
        side = np.ones_like(numbers_in)
        side[:, :base] = 0
        how = self._frugally if len(row) > _LONG else None
        spans, verdict = self._session.run(None, {"numbers": numbers_in, "side": side}, how)
        figures = spans[0, :, 2]
        spans = spans[0] - spans[0, 0]
        return Read(
            tuple(spans[first:last, 0] for first, last in places),
            tuple(spans[first:last, 1] for first, last in places),
            tuple(figures[first:last] for first, last in places),
            _chances(verdict[0]),
        )


class LateReader:
    """A reader loaded when something is first read. Thread-safe.

    Args:
        folder: where its files are.
        load: how it is loaded from there.
    """

    def __init__(self, folder: Path = SHIPPED, load: Callable[[Path], Reads] = Reader.load) -> None:
        self._folder = folder
        self._load = load
        self._lock = threading.Lock()
        self._reader: Reads | None = None

    def check(self) -> None:
        """Tell now whether the files are whole, without loading them. Raises EncoderError."""
        verify(self._folder)

    def read(self, question: str, texts: Sequence[str]) -> Read:
        """See ``Reader.read``. Raises EncoderError where the reader cannot be loaded."""
        return self.loaded().read(question, texts)

    def loaded(self) -> Reads:
        """The reader, loaded now if it was not. Raises EncoderError."""
        with self._lock:
            if self._reader is None:
                self._reader = self._load(self._folder)
            return self._reader


def _chances(logits: Logits) -> tuple[float, ...]:
    mass = np.exp(logits - logits.max())
    return tuple((mass / mass.sum()).tolist())
