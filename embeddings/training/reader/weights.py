"""Weights on their way between machines: half precision, in files of at most 14 MB."""

from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from embeddings.errors import EncoderError
from embeddings.training.reader.network import HEADS, Network, Shape, grown

_MOST = 14_000_000


def save(network: Network, folder: Path, name: str) -> None:
    """Write ``NAME-1.safetensors``, ``NAME-2.safetensors`` … into the folder."""
    write(network.state_dict(), folder, name)


def write(state: Mapping[str, Tensor], folder: Path, name: str) -> None:
    """Write arrays as ``save`` does those of a network."""
    parts: list[dict[str, Tensor]] = [{}]
    size = 0
    for key, weight in state.items():
        half = weight.detach().to("cpu", torch.float16).contiguous()
        if size + half.numel() * 2 > _MOST and parts[-1]:
            parts.append({})
            size = 0
        parts[-1][key] = half
        size += half.numel() * 2
    for number, part in enumerate(parts, start=1):
        save_file(part, folder / f"{name}-{number}.safetensors")


def mix(first: Path, second: Path, share: float, out: Path) -> None:
    """Write the average of two networks of one shape, ``share`` (0-1) of it the second.

    Where the second was taught on from the first, the average has most of what was new to it and
    of what the first knew (Wortsman et al., "Robust fine-tuning of zero-shot models", 2022). A head
    with more outputs than the first one's, or that the first has not, is the second's.

    Args:
        first: folder and name, as for ``load``; so is ``second``.
        share: of the second.
        out: folder and name to write.

    Raises:
        EncoderError: a network is not there, or they have not the same arrays.
    """
    one, other = _state(first), _state(second)
    apart = {
        key
        for key in one.keys() | other.keys()
        if key not in one or key not in other or one[key].shape != other[key].shape
    }
    if any(key not in other or not key.startswith(HEADS) for key in apart):
        raise EncoderError(f"{first} and {second} are of two shapes.", "Mix two of one shape.")
    mixed = {
        key: array if key in apart else torch.lerp(one[key].float(), array.float(), share)
        for key, array in other.items()
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    write(mixed, out.parent, out.name)


def load(prefix: Path, words: list[bool]) -> Network:
    """The network that ``save`` wrote; ``prefix`` is the folder and the name.

    Args:
        prefix: as in ``folder/real`` for ``folder/real-1.safetensors`` and those after it.
        words: see ``Characters.words``.

    Raises:
        EncoderError: there are no such files, or other characters were learned.
    """
    state = _state(prefix)
    shape = _shape(state)
    if shape.vocabulary != len(words):
        raise EncoderError(
            f"{prefix} was learned with {shape.vocabulary} characters, not {len(words)}.",
            "Take the characters.txt that stood beside its material.",
        )
    network = Network(shape, words)
    network.load_state_dict(grown({key: weight.float() for key, weight in state.items()}, shape))
    return network


def _state(prefix: Path) -> dict[str, Tensor]:
    state: dict[str, Tensor] = {}
    for path in sorted(prefix.parent.glob(f"{prefix.name}-*.safetensors")):
        state.update(load_file(path))
    if not state:
        raise EncoderError(f"{prefix}-1.safetensors is not there.", "Name folder and name.")
    return state


def _shape(state: dict[str, Tensor]) -> Shape:
    """The sizes, read from the arrays; heads are 64 wide."""
    vocabulary, width = state["characters.weight"].shape
    layers = len({key.split(".")[1] for key in state if key.startswith("blocks.")})
    return Shape(vocabulary, layers, width, max(1, width // 64))
