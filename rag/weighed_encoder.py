"""An encoder that knows which words the searched texts repeat."""

from collections.abc import Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Encoder, StaticEncoder
from rag.types import Document

SAMPLE = 20_000
"""Characters from which frequencies are told: enough for what one word in a hundred is."""


class WeighedEncoder:
    """The encoder of one index; what its texts repeat counts less, where it can weigh words.

    Frequencies are counted on first need. Thread-safe.

    Args:
        encoder: a static one is weighed (see ``StaticEncoder.weighed_by``), any other used as is.
        documents: the texts of the index.
    """

    def __init__(self, encoder: Encoder, documents: Sequence[Document]) -> None:
        self._encoder = encoder
        self._documents = documents
        self._weighed: Encoder | None = None
        self._lock = Lock()

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return self._encoder.dim

    @property
    def fingerprint(self) -> str:
        """That of the encoder: the vectors of the index may be compared with its own."""
        return self._encoder.fingerprint

    def encode_queries(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        """See ``Encoder``."""
        return self._made().encode_queries(texts)

    def encode_passages(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        """See ``Encoder``."""
        return self._made().encode_passages(texts)

    def _made(self) -> Encoder:
        if self._weighed is None:
            with self._lock:
                if self._weighed is None:
                    self._weighed = self._weigh()
        return self._weighed

    def _weigh(self) -> Encoder:
        if not isinstance(self._encoder, StaticEncoder):
            return self._encoder
        return self._encoder.weighed_by(sample([one.reading for one in self._documents]))


def sample(texts: Sequence[str], most: int = SAMPLE) -> list[str]:
    """Paragraphs from all over the texts, of about ``most`` characters together."""
    total = sum(map(len, texts))
    paragraphs = [line for text in texts for line in text.split("\n") if line]
    step = max(1, round(total / most))
    return paragraphs[::step]
