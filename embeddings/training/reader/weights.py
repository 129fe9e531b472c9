"""Weights on their way between machines: half precision, in files of at most 14 MB."""

from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

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


def load(network: Network, prefix: Path) -> None:
    """Read what ``save`` wrote; ``prefix`` is the folder and the name."""
    state: dict[str, Tensor] = {}
    for path in sorted(prefix.parent.glob(f"{prefix.name}-*.safetensors")):
        state.update(load_file(path))
    network.load_state_dict({key: weight.float() for key, weight in state.items()})


def shape_of(prefix: Path) -> Shape:
    """The sizes of a stored network, read from its arrays; heads are 64 wide."""
    state: dict[str, Tensor] = {}
    for path in sorted(prefix.parent.glob(f"{prefix.name}-*.safetensors")):
        state.update(load_file(path))
    vocabulary, width = state["characters.weight"].shape
    layers = len({key.split(".")[1] for key in state if key.startswith("blocks.")})
    return Shape(vocabulary, layers, width, max(1, width // 64))
