"""A static model folder made from another by changing its weights: written whole or not at all."""

import json
import shutil
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from embeddings.errors import EncoderError
from embeddings.model_folder import ModelFolder, read_model_folder
from embeddings.pieces import read_tokenizer
from embeddings.static import read_weights

_CARD = "README.md"


def shipped_folder() -> Path:
    """The folder of the model that comes with the package."""
    return Path(__file__).parent / "model"


def open_static(name: str | None) -> ModelFolder:
    """The folder of a static model; None or "" for the shipped one.

    Raises:
        EncoderError: it is no folder of static embeddings.
    """
    path = Path(name) if name else shipped_folder()
    folder = read_model_folder(path) if path.is_dir() else None
    if folder is None or not folder.is_static:
        raise EncoderError(
            f"{path} is no folder of static embeddings, and only such rows can be tuned here.",
            "Unset YOUJU_ENCODER to tune the shipped model, or name a folder whose modules.json "
            "lists StaticEmbedding.",
        )
    return folder


def read_parts(folder: ModelFolder) -> tuple[NDArray[np.float32], Tokenizer]:
    """The weights as float32, shape (pieces, dim), and the tokenizer. Raises EncoderError."""
    _, place = folder.modules[0]
    tokenizer = read_tokenizer(place / "tokenizer.json")
    tokenizer.no_padding()
    return np.array(read_weights(place / "model.safetensors"), np.float32), tokenizer


def check_out(out: Path, base: ModelFolder) -> None:
    """Refuse to write over the base itself, or over what is no model folder.

    Raises:
        EncoderError: says why.
    """
    if out.resolve() == base.path.resolve() or out.resolve() == shipped_folder().resolve():
        raise EncoderError(f"{out} is the model that is tuned.", "Name another folder.")
    if out.exists() and not (out / "modules.json").is_file():
        raise EncoderError(
            f"{out} exists and holds no model.", "Name a folder that does not exist yet."
        )


def write_adapted(
    base: ModelFolder,
    weights: NDArray[np.float32],
    prompts: tuple[str, str],
    card: str,
    out: Path,
) -> None:
    """Write the base with other weights, in half precision, in sentence-transformers' format.

    Args:
        base: its tokenizer and modules are copied.
        weights: (pieces, dim); scaled together so that the longest row has length one.
        prompts: before questions and before passages, named in the folder.
        card: what the README of the folder says.
        out: a model folder there is replaced; nothing else is (``check_out``).
    """
    check_out(out, base)
    partial = out.with_name(f"{out.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    try:
        shutil.copytree(base.path, partial)
        _, place = base.modules[0]
        file = partial / place.relative_to(base.path.resolve()) / "model.safetensors"
        file.unlink()
        longest = float(np.linalg.norm(weights, axis=1).max())
        half = (weights / max(longest, 1e-12)).astype(np.float16)
        save_file({"embedding.weight": half}, file)
        _name_prompts(partial / "config_sentence_transformers.json", prompts)
        (partial / _CARD).write_text(card, encoding="utf-8")
        for path in (partial, *partial.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        if out.exists():
            shutil.rmtree(out)
        partial.replace(out)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _name_prompts(config: Path, prompts: tuple[str, str]) -> None:
    if not any(prompts):
        return
    known = json.loads(config.read_text(encoding="utf-8")) if config.is_file() else {}
    known["prompts"] = {"query": prompts[0], "document": prompts[1]}
    config.write_text(json.dumps(known, ensure_ascii=False, indent=2), encoding="utf-8")
