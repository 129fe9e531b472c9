"""A re-ranker: how well a text answers a question, both read together.

A sentence-transformers CrossEncoder by name or folder; torch and the library are imported on
loading only. As for encoders, only safetensors weights are read, no code from a model folder is
run, and a folder is read with no request to any host.
"""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from embeddings.errors import EncoderError
from embeddings.sentence_transformer import is_hub_name
from embeddings.texts import prepare

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_BATCH = 32


class Reranker(Protocol):
    """Says how well each text answers a question."""

    def scores(self, question: str, texts: Sequence[str], /) -> NDArray[np.float32]:
        """Return (n,) float32 from 0 (not at all) to 1. Thread-safe."""
        ...


class CrossEncoderReranker:
    """Scores of a cross-encoder with one output, between 0 and 1.

    Args:
        model: a loaded model; use `load` to get one.

    Raises:
        EncoderError: the model tells classes apart and gives no score.
    """

    def __init__(self, model: "CrossEncoder") -> None:
        labels = model.num_labels
        if labels != 1:
            raise EncoderError(
                f"The re-ranker has {labels} outputs; one score is wanted.",
                "Name a cross-encoder trained for ranking, such as a bge-reranker.",
            )
        self._model = model
        # A fast tokenizer keeps its limits between two calls and must not serve two at once.
        self._lock = threading.Lock()

    @classmethod
    def load(cls, name: str) -> Self:
        """Load a model folder, or a hub model by ``owner/name``.

        Raises:
            EncoderError: it cannot be found or read; the message says where to place it.
        """
        if Path(name).is_dir():
            return cls(_open(name, local=True))
        if not is_hub_name(name):
            raise EncoderError(
                f"There is no re-ranker folder {name!r}, and it is no hub name (owner/name).",
                "Name a folder saved by sentence-transformers' CrossEncoder, or a hub model.",
            )
        try:
            model = _open(name, local=True)
        except EncoderError:
            model = _open(name, local=False)
        return cls(model)

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (n,) float32 from 0 to 1.

        Raises:
            EncoderError: the model gave values that are not finite.
        """
        if not texts:
            return np.zeros(0, np.float32)
        import torch

        pairs = [(prepare(question), prepare(text)) for text in texts]
        with self._lock:
            raw = self._model.predict(
                pairs,
                batch_size=_BATCH,
                show_progress_bar=False,
                activation_fn=torch.nn.Sigmoid(),
                convert_to_numpy=True,
            )
        found = np.asarray(raw, dtype=np.float32).reshape(len(texts))
        if not np.isfinite(found).all():
            raise EncoderError(
                "The re-ranker gave values that are not finite.", "Restore or change it."
            )
        return found


def _open(name: str, *, local: bool) -> "CrossEncoder":
    try:
        from sentence_transformers import CrossEncoder
    except ImportError as error:
        raise EncoderError(
            f"Re-ranker {name!r} needs sentence-transformers and torch.",
            "Install them: pip install sentence-transformers torch",
        ) from error
    try:
        model: CrossEncoder = CrossEncoder(
            name,
            trust_remote_code=False,
            local_files_only=local,
            model_kwargs={"use_safetensors": True},
        )
        model.float()
        return model
    except Exception as error:  # whatever transformers, the hub client or a module raises
        raise EncoderError(
            f"Re-ranker {name!r} cannot be loaded ({type(error).__name__}).",
            "With no network, fetch it on another machine (huggingface-cli download NAME "
            "--local-dir FOLDER), copy the folder here and name the folder; it must hold "
            "safetensors weights.",
        ) from error
