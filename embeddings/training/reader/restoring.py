"""Weights back out of an exported file, to be taught further: eight bits are all that is kept.

Teaching and exporting again round them a second time; what is taught on evens out the first.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from embeddings.errors import EncoderError
from embeddings.training.reader.weights import write

if TYPE_CHECKING:
    from onnx import GraphProto

_PREFIX = "network."
_LEAST = 1e-30
"""A scale of eight bits that is smaller belongs to weights that are all 0."""


def restore(exported: Path, out: Path) -> None:
    """Write the weights of a file that ``export`` made, as ``weights.save`` does.

    Args:
        exported: the ``.onnx`` file.
        out: folder and name to write.

    Raises:
        EncoderError: the file is not there, or not one that ``export`` made.
    """
    import onnx

    try:
        arrays = dict(_arrays(onnx.load(exported).graph))
    except Exception as error:  # onnx's errors and protobuf's share no base of their own
        raise EncoderError(f"{exported} cannot be read.", "Name an exported reader.") from error
    state = {name.removeprefix(_PREFIX): torch.tensor(array) for name, array in arrays.items()}
    if "characters.weight" not in state or "verdict.weight" not in state:
        raise EncoderError(f"{exported} holds no reader.", "Name a file that export wrote.")
    out.parent.mkdir(parents=True, exist_ok=True)
    write(_named(state), out.parent, out.name)


def _named(state: dict[str, Tensor]) -> dict[str, Tensor]:
    return {name: state[name] for name in sorted(state)}


def _arrays(graph: "GraphProto") -> Iterator[tuple[str, NDArray[np.float32]]]:
    """Every array by the name that the network has for it."""
    from onnx import numpy_helper

    stored = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    takers = {name: node for node in graph.node for name in node.input}
    for name, array in stored.items():
        if name.endswith((".weight", ".bias")):
            yield name, array
        elif name.endswith(".weight_quantized") and name.startswith(_PREFIX):
            yield name.removesuffix("_quantized"), _in_full(stored, name.removesuffix("_quantized"))
    for node in graph.node:
        if node.op_type != "MatMulInteger":
            continue
        # The product's name is lost in exporting: it is told by the bias that is added to it.
        follower = takers[node.output[0]]
        while follower.op_type != "Add":
            follower = takers[follower.output[0]]
        bias = next(name for name in follower.input if name.endswith(".bias"))
        weight = _in_full(stored, node.input[1].removesuffix("_quantized"))
        yield bias.removesuffix("bias") + "weight", np.ascontiguousarray(weight.T)


def _in_full(stored: dict[str, NDArray[np.generic]], name: str) -> NDArray[np.float32]:
    eight = stored[f"{name}_quantized"].astype(np.float32)
    zero = stored[f"{name}_zero_point"].astype(np.float32)
    scale = stored[f"{name}_scale"].astype(np.float32)
    return np.where(scale > _LEAST, (eight - zero) * scale, 0).astype(np.float32)
