"""What a sentence-transformers folder says about itself, read without importing torch."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from embeddings.errors import EncoderError

_MAX_JSON_BYTES = 1 << 20
PASSAGE_PROMPTS = ("document", "passage", "corpus")  # the names encode_document looks for


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A model folder.

    Attributes:
        path: the folder.
        modules: (class name without its package, folder of the module), in order.
        query_prompt: put before questions; "" for none.
        passage_prompt: put before passages; "" for none.
    """

    path: Path
    modules: tuple[tuple[str, Path], ...]
    query_prompt: str
    passage_prompt: str

    @property
    def is_static(self) -> bool:
        """Whether numpy alone gives this model's vectors."""
        names = [name for name, _ in self.modules]
        return names in (["StaticEmbedding"], ["StaticEmbedding", "Normalize"])


def read_model_folder(path: Path) -> ModelFolder:
    """Read modules.json and the prompts of a model folder.

    A folder without modules.json (a plain transformers model) has no modules here.

    Raises:
        EncoderError: a file is there but is not what the format says.
    """
    modules: list[tuple[str, Path]] = []
    if (path / "modules.json").is_file():
        listed = _json(path / "modules.json")
        if not isinstance(listed, list) or not listed:
            raise _broken(path / "modules.json", "lists no modules")
        modules = [_module(path, entry) for entry in listed]
    config = path / "config_sentence_transformers.json"
    prompts = _prompts(config) if config.is_file() else {}
    default = prompts.get("", "")
    passage = next((prompts[name] for name in PASSAGE_PROMPTS if name in prompts), default)
    return ModelFolder(path, tuple(modules), prompts.get("query", default), passage)


def _module(path: Path, entry: object) -> tuple[str, Path]:
    if not isinstance(entry, dict):
        raise _broken(path / "modules.json", "has an entry that is no object")
    kind, place = entry.get("type"), entry.get("path")
    if not isinstance(kind, str) or not isinstance(place, str):
        raise _broken(path / "modules.json", "has an entry without type or path")
    folder = (path / place).resolve()
    if not folder.is_relative_to(path.resolve()):
        raise _broken(path / "modules.json", "names a module outside the folder")
    return kind.rpartition(".")[2], folder


def _prompts(config: Path) -> dict[str, str]:
    """Read the prompts that are not empty; the default one stands under the name ""."""
    read = _json(config)
    prompts = read.get("prompts", {}) if isinstance(read, dict) else None
    if not isinstance(prompts, dict) or not all(isinstance(p, str) for p in prompts.values()):
        raise _broken(config, "has malformed prompts")
    default = prompts.get(str(read.get("default_prompt_name")), "")
    return {name: prompt for name, prompt in {**prompts, "": default}.items() if prompt}


def _json(path: Path) -> Any:  # noqa: ANN401  whatever the file holds
    try:
        if path.stat().st_size > _MAX_JSON_BYTES:
            raise _broken(path, f"is larger than {_MAX_JSON_BYTES} bytes")
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise _broken(path, "cannot be read as JSON") from error


def _broken(path: Path, fault: str) -> EncoderError:
    return EncoderError(f"{path} {fault}.", "Restore the model folder or name another one.")
