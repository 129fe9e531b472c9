"""Text to vectors: the interface, and the one place that chooses who implements it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from embeddings.model_folder import read_model_folder
from embeddings.sentence_transformer import SentenceTransformerEncoder
from embeddings.static import StaticEncoder

__all__ = ["Encoder", "SentenceTransformerEncoder", "StaticEncoder", "load_encoder"]


class Encoder(Protocol):
    """Turns texts into vectors whose inner product says how near they are.

    Any string is accepted; rows have unit length, or are zero for a text in which nothing is
    known. The same text gives the same row, whatever stands beside it in the call, up to the
    rounding of the library underneath.
    """

    @property
    def dim(self) -> int:
        """Length of a vector."""
        ...

    @property
    def fingerprint(self) -> str:
        """Changes whenever the vectors may; an index remembers it."""
        ...

    def encode_queries(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        """Return (n, dim) float32."""
        ...

    def encode_passages(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        """Return (n, dim) float32."""
        ...


def load_encoder(
    name: str | None = None, query_prompt: str = "", passage_prompt: str = ""
) -> Encoder:
    """Load an encoder.

    Args:
        name: None or "" for the shipped model; else a folder, or a hub model as ``owner/name``. A
            folder of static embeddings is read by numpy, anything else by
            sentence-transformers, which imports torch.
        query_prompt: put before every query; "" takes the model's own, if it names one.
        passage_prompt: put before every passage; likewise.

    Raises:
        EncoderError: it cannot be found or read.
    """
    path = Path(name) if name else Path(__file__).parent / "model"
    if not name or path.is_dir():
        folder = read_model_folder(path)
        if not name or folder.is_static:
            return StaticEncoder.load(folder, query_prompt, passage_prompt)
    return SentenceTransformerEncoder.load(name, query_prompt, passage_prompt)
