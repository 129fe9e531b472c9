"""Any other sentence-transformers model; torch and the library are imported on construction.

Only safetensors weights are read and no code from a model folder is run. A folder is read
with no request to any host; a hub name is looked for among the models already on this
machine first, and asked of the hub only when it is not there and the hub's own offline
switch (HF_HUB_OFFLINE) is not set.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from embeddings.errors import EncoderError
from embeddings.model_folder import PASSAGE_PROMPTS
from embeddings.texts import prepare

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

_HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*", re.ASCII)
_BATCH = 32


class SentenceTransformerEncoder:
    """Vectors of a sentence-transformers model, at unit length.

    Args:
        model: a loaded model; use `load` to get one.
        query_prompt: put before every query; "" takes the model's own, if it names one.
        passage_prompt: put before every passage; likewise.

    Raises:
        EncoderError: the model does not say how long its vectors are.
    """

    def __init__(
        self, model: "SentenceTransformer", query_prompt: str = "", passage_prompt: str = ""
    ) -> None:
        dim = model.get_embedding_dimension()
        if not dim:
            raise EncoderError("The model names no vector length.", "Choose a model for text.")
        own = {name: prompt for name, prompt in (model.prompts or {}).items() if prompt}
        default = own.get(model.default_prompt_name or "", "")
        self._model = model
        self._query_prompt = query_prompt or own.get("query", default)
        self._passage_prompt = passage_prompt or next(
            (own[name] for name in PASSAGE_PROMPTS if name in own), default
        )
        self.dim = int(dim)
        self.fingerprint = _fingerprint(model, self._query_prompt, self._passage_prompt)

    @classmethod
    def load(cls, name: str, query_prompt: str = "", passage_prompt: str = "") -> Self:
        """Load a model folder, or a hub model by ``owner/name``.

        Raises:
            EncoderError: it cannot be found or read; the message says where to place it.
        """
        if Path(name).is_dir():
            return cls(_open(name, local=True), query_prompt, passage_prompt)
        if not is_hub_name(name):
            raise EncoderError(
                f"There is no model folder {name!r}, and it is no hub name (owner/name).",
                "Name a folder saved by sentence-transformers, or a hub model.",
            )
        try:
            model = _open(name, local=True)
        except EncoderError:
            model = _open(name, local=False)
        return cls(model, query_prompt, passage_prompt)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Return (n, dim) float32 rows of unit length.

        Raises:
            EncoderError: the model gave values that are not finite.
        """
        return self._encode(texts, self._query_prompt)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return (n, dim) float32 rows of unit length.

        Raises:
            EncoderError: the model gave values that are not finite.
        """
        return self._encode(texts, self._passage_prompt)

    def _encode(self, texts: Sequence[str], prompt: str) -> Vectors:
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        # The library adds the prompt, since some models leave it out of their pooling.
        raw = self._model.encode(
            [prepare(text) for text in texts],
            prompt=prompt,
            batch_size=_BATCH,
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        vectors = np.asarray(raw, dtype=np.float32)
        if not np.isfinite(vectors).all():
            raise EncoderError(
                "The model gave values that are not finite.", "Restore or change it."
            )
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        units = np.zeros_like(vectors)
        np.divide(vectors, lengths, out=units, where=lengths > 0)
        return units


def is_hub_name(name: str) -> bool:
    """Whether a name may be asked of the hub."""
    # "models/mine" beside a folder "models" is a path mistyped, not a hub model to ask for.
    return bool(_HUB_NAME.fullmatch(name)) and not Path(name).parent.is_dir()


def _open(name: str, *, local: bool) -> "SentenceTransformer":
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise EncoderError(
            f"Encoder {name!r} needs sentence-transformers and torch.",
            "Install them: pip install sentence-transformers torch",
        ) from error
    try:
        model = SentenceTransformer(
            name,
            trust_remote_code=False,
            local_files_only=local,
            model_kwargs={"use_safetensors": True},
        )
        # In half precision the library's guard against division by zero rounds to zero.
        return model.float()
    except Exception as error:  # whatever transformers, the hub client or a module raises
        raise EncoderError(
            f"Encoder {name!r} cannot be loaded ({type(error).__name__}).",
            "With no network, fetch it on another machine (huggingface-cli download NAME "
            "--local-dir FOLDER), copy the folder here and name the folder; it must hold "
            "safetensors weights.",
        ) from error


def _fingerprint(model: "SentenceTransformer", *prompts: str) -> str:
    """Hash the weights, the tokenizer, each module's kind and options, and the prompts."""
    digest = hashlib.sha256(json.dumps(["sentence-transformers unit", *prompts]).encode())
    digest.update(f"{model.max_seq_length}".encode())
    for module in model:
        options: Any = getattr(module, "get_config_dict", dict)()
        digest.update(type(module).__name__.encode())
        digest.update(json.dumps(options, sort_keys=True, default=str).encode())
    for name, tensor in sorted(model.state_dict().items()):
        values = tensor.detach().cpu().contiguous()
        digest.update(f"{name} {values.dtype} {tuple(values.shape)}".encode())
        digest.update(values.flatten().view(_bytes_type()).numpy().tobytes())
    tokenizer: Any = model.tokenizer
    backend = getattr(tokenizer, "backend_tokenizer", tokenizer)
    digest.update(
        backend.to_str().encode() if hasattr(backend, "to_str") else repr(backend).encode()
    )
    return f"sentence-transformers:{digest.hexdigest()}"


def _bytes_type() -> Any:  # noqa: ANN401  torch.dtype, without importing torch at the top
    import torch

    return torch.uint8
