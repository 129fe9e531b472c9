"""Weights on their way between machines: half precision, in files of at most 14 MB."""

from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from embeddings.errors import EncoderError
from embeddings.training.reader.network import Network, Shape

_MOST = 14_000_000


def save(network: Network, folder: Path, name: str) -> None:
    """Write ``NAME-1.safetensors``, ``NAME-2.safetensors`` … into the folder."""
    parts: list[dict[str, Tensor]] = [{}]
    size = 0
    for key, weight in network.state_dict().items():
        half = weight.detach().to("cpu", torch.float16).contiguous()
        if size + half.numel() * 2 > _MOST and parts[-1]:
            parts.append({})
            size = 0
        parts[-1][key] = half
        size += half.numel() * 2
    for number, part in enumerate(parts, start=1):
        save_file(part, folder / f"{name}-{number}.safetensors")


def load(prefix: Path, words: list[bool]) -> Network:
    """The network that ``save`` wrote; ``prefix`` is the folder and the name.

    Args:
        prefix: as in ``folder/real`` for ``folder/real-1.safetensors`` and those after it.
        words: see ``Characters.words``.

    Raises:
        EncoderError: there are no such files, or other characters were learned.
    """
    state: dict[str, Tensor] = {}
    for path in sorted(prefix.parent.glob(f"{prefix.name}-*.safetensors")):
        state.update(load_file(path))
    if not state:
        raise EncoderError(f"{prefix}-1.safetensors is not there.", "Name folder and name.")
    shape = _shape(state)
    if shape.vocabulary != len(words):
        raise EncoderError(
            f"{prefix} was learned with {shape.vocabulary} characters, not {len(words)}.",
            "Take the characters.txt that stood beside its material.",
        )
    network = Network(shape, words)
    network.load_state_dict({key: weight.float() for key, weight in state.items()})
    return network


def _shape(state: dict[str, Tensor]) -> Shape:
    """The sizes, read from the arrays; heads are 64 wide."""
    vocabulary, width = state["characters.weight"].shape
    layers = len({key.split(".")[1] for key in state if key.startswith("blocks.")})
    return Shape(vocabulary, layers, width, max(1, width // 64))
