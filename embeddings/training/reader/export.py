"""The network as one ONNX file with weights of eight bits, and nothing of torch in it.

Attention and rotation are written as onnxruntime's own operators, and the activation in the form
that it fuses: half the time of the plain graph.
"""

import tempfile
from pathlib import Path
from typing import Any, cast

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.onnx.symbolic_helper import parse_args

from embeddings.reading.characters import Characters
from embeddings.training.reader.finetune import allowed_places
from embeddings.training.reader.network import Block, Network
from embeddings.training.reader.weights import load, shape_of

_OPSET = 18
_OUT_OF_PLACE = -1e4


@torch.library.custom_op("youju::attend", mutates_args=())
def _attend(query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
    """Stands for ``com.microsoft::MultiHeadAttention``; only its place in the graph is wanted."""
    return (query + key + value) * heads


@torch.library.custom_op("youju::turn", mutates_args=())
def _turn(x: Tensor, place: Tensor, cosine: Tensor, sine: Tensor, heads: int) -> Tensor:
    """Stands for ``com.microsoft::RotaryEmbedding``; only its place in the graph is wanted."""
    return x * heads + 0 * (place.sum() + cosine.sum() + sine.sum())


@parse_args("v", "v", "v", "i")
def _attend_symbol(graph: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
    return graph.op(
        "com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads
    ).setType(query.type())


@parse_args("v", "v", "v", "v", "i")
def _turn_symbol(graph: Any, x: Any, place: Any, cosine: Any, sine: Any, heads: int) -> Any:
    return graph.op(
        "com.microsoft::RotaryEmbedding", x, place, cosine, sine, num_heads_i=heads, interleaved_i=0
    ).setType(x.type())


class Reads(nn.Module):
    """What is exported, for one window: logits of start and end, and the verdict."""

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
        spans = network.span(held)
        allowed = allowed_places(numbers, side)[:, :, None]
        return torch.where(allowed, spans, torch.full_like(spans, _OUT_OF_PLACE)), network.verdict(
            held[:, 0]
        )

    def _block(self, block: Block, x: Tensor, place: Tensor) -> Tensor:
        cosine, sine = cast(Tensor, self.network.cosine), cast(Tensor, self.network.sine)
        query, key, value = block.mixed(block.before(x)).chunk(3, dim=-1)
        query = _turn(query, place, cosine, sine, block.heads)
        key = _turn(key, place, cosine, sine, block.heads)
        x = x + block.out(_attend(query, key, value, block.heads))
        return cast(Tensor, x + block.down(functional.gelu(block.up(block.between(x)))))


def export(weights: Path, characters: Path, out: Path) -> int:
    """Write ``reader.onnx`` and ``characters.txt`` into ``out``; return the size in bytes.

    ``weights`` is the folder and name of ``embeddings.training.reader.weights.save``.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    listed = Characters.load(characters)
    network = Network(shape_of(weights), listed.words())
    load(network, weights)
    network.eval()
    out.mkdir(parents=True, exist_ok=True)
    numbers = torch.randint(5, len(listed), (1, 40))
    side = torch.zeros_like(numbers)
    side[:, 12:] = 1
    torch.onnx.register_custom_op_symbolic("youju::attend", _attend_symbol, _OPSET)
    torch.onnx.register_custom_op_symbolic("youju::turn", _turn_symbol, _OPSET)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            Reads(network),
            (numbers, side),
            str(plain),
            input_names=["numbers", "side"],
            output_names=["spans", "verdict"],
            dynamic_axes={name: {1: "length"} for name in ("numbers", "side", "spans")},
            dynamo=False,
            opset_version=_OPSET,
            custom_opsets={"com.microsoft": 1},
        )
        quantize_dynamic(plain, out / "reader.onnx", weight_type=QuantType.QInt8, per_channel=True)
    listed.save(out / "characters.txt")
    return (out / "reader.onnx").stat().st_size
