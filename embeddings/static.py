"""Static embeddings by numpy: a text's vector is the mean of its tokens' rows, at unit length.

Reads what sentence-transformers' StaticEmbedding module saves, without importing torch, and
gives the same vectors. It does not read other pooling, bfloat16 or quantised weights, nor
model2vec's token mapping; such folders go through `SentenceTransformerEncoder`.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open

from embeddings.errors import EncoderError
from embeddings.mapped import as_needed, let_go
from embeddings.model_folder import ModelFolder
from embeddings.pieces import REMEDY, Pieces, read_pieces
from embeddings.texts import prepare

Vectors = NDArray[np.float32]

_TENSOR = "embedding.weight"
_DTYPES = ("F16", "F32")
_MAX_WEIGHT_BYTES = 1 << 32
_SMOOTHING = 0.02  # of 0.003 to 0.02 the best for the development split and seven chronicles
_HELD = 256  # rows of the mapped file that may stay in memory for the next texts
_BATCH = 256  # texts whose rows are gathered at once; bounds memory, changes no result


class StaticEncoder:
    """Mean of token rows.

    Args:
        pieces: gives numbers below the number of rows.
        weights: (pieces, dim) float16 or float32, finite; rows are widened as they are used.
        fingerprint: says which weights, tokenizer and prompts these are.
        query_prompt: put before every query.
        passage_prompt: put before every passage.
        rates: (pieces,) what each piece counts, or None where all count alike.

    Raises:
        EncoderError: the weights do not fit the tokenizer.
    """

    def __init__(
        self,
        pieces: Pieces,
        weights: NDArray[np.float16] | NDArray[np.float32],
        fingerprint: str,
        query_prompt: str = "",
        passage_prompt: str = "",
        *,
        rates: Vectors | None = None,
    ) -> None:
        if weights.ndim != 2 or weights.shape[1] == 0 or weights.shape[0] < max(pieces.count, 1):
            raise EncoderError(
                f"Weights of shape {weights.shape} do not fit a vocabulary of {pieces.count}.",
                REMEDY,
            )
        self._pieces = pieces
        self._weights = weights
        self._rows = weights.view(np.ndarray)  # without the file behind it: faster to take from
        self._query_prompt = query_prompt
        self._passage_prompt = passage_prompt
        self._rates = rates
        self._touched = 0
        self.dim = int(weights.shape[1])
        self.fingerprint = fingerprint

    @classmethod
    def load(cls, folder: ModelFolder, query_prompt: str = "", passage_prompt: str = "") -> Self:
        """Read a static model folder; prompts given here replace the folder's own.

        Raises:
            EncoderError: a file is missing, damaged, or of a kind this reader does not know.
        """
        if not folder.is_static:
            raise EncoderError(f"{folder.path} is no folder of static embeddings.", REMEDY)
        _, place = folder.modules[0]
        prompts = (query_prompt or folder.query_prompt, passage_prompt or folder.passage_prompt)
        pieces = read_pieces(place / "tokenizer.json")
        weights = read_weights(place / "model.safetensors")
        digest = hashlib.sha256(json.dumps(["static mean unit", *prompts]).encode())
        for name in ("model.safetensors", "tokenizer.json"):
            with (place / name).open("rb") as file:  # by parts: it need not be in memory at once
                digest.update(hashlib.file_digest(file, "sha256").digest())
        return cls(pieces, weights, f"static:{digest.hexdigest()}", *prompts)

    def weighed_by(self, texts: Sequence[str]) -> "StaticEncoder":
        """The same encoder, to which the pieces that these texts repeat count less.

        In a book about a trade union every sentence has 工会, and it tells none from another.
        A piece of relative frequency p counts a / (a + p): smooth inverse frequency (Arora,
        Liang, Ma 2017, "A simple but tough-to-beat baseline for sentence embeddings"), taken
        over the texts that are searched instead of a language at large. The fingerprint stays:
        what was encoded before may be compared with what is encoded now.
        """
        counts = np.zeros(self._pieces.count, np.float32)
        for numbers in self._pieces.numbers(texts):
            np.add.at(counts, numbers, 1.0)
        rates = _SMOOTHING / (_SMOOTHING + counts / max(1.0, float(counts.sum())))
        prompts = (self._query_prompt, self._passage_prompt)
        return StaticEncoder(self._pieces, self._weights, self.fingerprint, *prompts, rates=rates)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Return (n, dim) float32 rows of unit length, or zero for a text of no known token."""
        return self._encode([prepare(text, self._query_prompt) for text in texts])

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return (n, dim) float32 rows of unit length, or zero for a text of no known token."""
        return self._encode([prepare(text, self._passage_prompt) for text in texts])

    def _encode(self, texts: list[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for start in range(0, len(texts), _BATCH):
            part = self._pieces.numbers(texts[start : start + _BATCH])
            self._touched += sum(map(len, part))
            for row, numbers in enumerate(part, start=start):
                if numbers:
                    # The sum points where the mean does, and only the direction is kept.
                    rows = self._rows.take(numbers, axis=0).astype(np.float32, copy=False)
                    if self._rates is not None:
                        rows = rows * self._rates[numbers][:, None]
                    np.add.reduce(rows, axis=0, out=vectors[row])
        if self._touched > _HELD:
            self._touched = 0
            let_go(self._weights.base)
        lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))[:, None]
        np.divide(vectors, lengths, out=vectors, where=lengths > 0)
        return vectors


def read_weights(path: Path) -> NDArray[np.float16] | NDArray[np.float32]:
    """The one matrix of the file, mapped: only the rows that texts use become memory.

    Shape and type are checked before the values are read, and these before they are mapped.
    """
    try:
        size = path.stat().st_size
        if size > _MAX_WEIGHT_BYTES:
            raise EncoderError(f"{path} is larger than {_MAX_WEIGHT_BYTES} bytes.", REMEDY)
        with safe_open(path, framework="numpy") as tensors:
            names = sorted(tensors.keys())
            if names != [_TENSOR]:
                raise EncoderError(f"{path} holds {names}, not only {_TENSOR}.", REMEDY)
            header = tensors.get_slice(_TENSOR)
            kind, shape = header.get_dtype(), header.get_shape()
            if kind not in _DTYPES or len(shape) != 2:
                raise EncoderError(
                    f"{path} holds {kind} of shape {shape}; a {' or '.join(_DTYPES)} matrix is "
                    "wanted.",
                    REMEDY,
                )
            weights: NDArray[np.float16] | NDArray[np.float32] = tensors.get_tensor(_TENSOR)
            if not np.isfinite(weights).all():
                raise EncoderError(f"{path} holds values that are not finite.", REMEDY)
        # The values of the only tensor are the end of the file (the format of safetensors).
        mapped = np.memmap(path, weights.dtype, "r", size - weights.nbytes, weights.shape)
        as_needed(mapped.base)
        return mapped
    except (OSError, SafetensorError) as error:
        raise EncoderError(f"{path} is missing or damaged.", REMEDY) from error
