"""The network as one ONNX file with weights of eight bits, and nothing of torch in it.

Attention and rotation are written as onnxruntime's own operators, and the activation in the form
that it fuses: half the time of the plain graph. What the exporter and the quantiser make of the
rest is tidied up.
"""

import tempfile
import warnings
from pathlib import Path
from typing import Protocol, cast

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.onnx.utils import register_custom_op_symbolic

from embeddings.reading.characters import SPECIAL, Characters
from embeddings.reading.files import CHARACTERS, NETWORK, write_sums
from embeddings.training.reader.finetune import OUT_OF_PLACE, allowed_places
from embeddings.training.reader.network import Block, Network
from embeddings.training.reader.tidying import write_tidied
from embeddings.training.reader.weights import load

_OPSET = 18


@torch.library.custom_op("youju::attend", mutates_args=())
def _attend(query: Tensor, key: Tensor, value: Tensor) -> Tensor:
    """Stands for ``com.microsoft::MultiHeadAttention``; only its place in the graph is wanted."""
    return query + key + value


@torch.library.custom_op("youju::turn", mutates_args=())
def _turn(x: Tensor, place: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
    """Stands for ``com.microsoft::RotaryEmbedding``; only its place in the graph is wanted."""
    return x + 0 * (place.sum() + cosine.sum() + sine.sum())


class _Graph(Protocol):
    """What is called of the exporter's graph."""

    def op(self, name: str, /, *inputs: torch.Value, **attributes: int) -> torch.Value:
        """Add an operator with its inputs; names of integer attributes end in ``_i``."""
        ...


def _register(heads: int) -> None:
    """Tell the exporter what stands for what."""

    def attend(
        graph: _Graph, query: torch.Value, key: torch.Value, value: torch.Value
    ) -> torch.Value:
        made = graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads)
        return made.setType(query.type())

    def turn(graph: _Graph, x: torch.Value, *places: torch.Value) -> torch.Value:
        made = graph.op(
            "com.microsoft::RotaryEmbedding", x, *places, num_heads_i=heads, interleaved_i=0
        )
        return made.setType(x.type())

    register_custom_op_symbolic("youju::attend", attend, _OPSET)
    register_custom_op_symbolic("youju::turn", turn, _OPSET)


class Reads(nn.Module):
    """What is exported, for one window: logits of start, end and operand, and the verdict."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, numbers: Tensor, side: Tensor) -> tuple[Tensor, Tensor]:
        """Args: numbers and side (1, length), as ``Network.read`` takes them."""
        network = self.network
        x = network.characters(numbers) + network.side(side)
        x = x + network.match(network.matches(numbers, side))
        place = torch.zeros(1, dtype=torch.int64)
        for block in network.blocks:
            x = self._block(cast(Block, block), x, place)
        held = network.last(x)
        spans = network.places(held)
        allowed = allowed_places(side)[:, :, None]
        spans = torch.where(allowed, spans, torch.full_like(spans, OUT_OF_PLACE))
        return spans, network.verdict(held[:, 0])

    def _block(self, block: Block, x: Tensor, place: Tensor) -> Tensor:
        cosine, sine = cast(Tensor, self.network.cosine), cast(Tensor, self.network.sine)
        query, key, value = block.mixed(block.before(x)).chunk(3, dim=-1)
        query = _turn(query, place, cosine, sine)
        key = _turn(key, place, cosine, sine)
        x = x + block.out(_attend(query, key, value))
        return cast(Tensor, x + block.down(functional.gelu(block.up(block.between(x)))))


def export(weights: Path, characters: Path, out: Path) -> int:
    """Write ``reader.onnx``, ``characters.txt`` and their sums into ``out``.

    Args:
        weights: folder and name of ``embeddings.training.reader.weights.save``.
        characters: the list of characters that the weights were learned with.
        out: the folder; made where it is not there.

    Returns:
        The size of the network in bytes.

    Raises:
        EncoderError: the weights or the characters cannot be read, or do not fit each other.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    listed = Characters.load(characters)
    network = load(weights, listed.words())
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain, small = Path(folder) / "plain.onnx", Path(folder) / "small.onnx"
        _write_plain(network.eval(), plain)
        quantize_dynamic(plain, small, weight_type=QuantType.QInt8, per_channel=True)
        write_tidied(small, out / NETWORK)
    listed.save(out / CHARACTERS)
    write_sums(out)
    return (out / NETWORK).stat().st_size


def _write_plain(network: Network, path: Path) -> None:
    """The network with its weights in full."""
    _register(network.shape.heads)
    numbers = torch.full((1, 40), len(SPECIAL))
    side = torch.zeros_like(numbers)
    side[:, 12:] = 1
    with warnings.catch_warnings():
        # The exporter by tracing, deprecated in all its parts, is the one that knows operators
        # of other domains.
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.filterwarnings("ignore", "Constant folding - Only steps=1")
        torch.onnx.export(
            Reads(network),
            (numbers, side),
            str(path),
            input_names=["numbers", "side"],
            output_names=["spans", "verdict"],
            dynamic_axes={name: {1: "length"} for name in ("numbers", "side", "spans")},
            dynamo=False,
            opset_version=_OPSET,
            custom_opsets={"com.microsoft": 1},
        )
