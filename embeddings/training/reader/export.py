"""The network as one ONNX file with weights of eight bits, and nothing of torch in it."""

import tempfile
from pathlib import Path

import torch
from torch import Tensor, nn

from embeddings.reading.characters import Characters
from embeddings.training.reader.finetune import allowed_places
from embeddings.training.reader.network import Network
from embeddings.training.reader.weights import load, shape_of

_OPSET = 18
_OUT_OF_PLACE = -1e4


class Reads(nn.Module):
    """What is exported: logits of start and end, held out of the question, and the verdict."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, numbers: Tensor, side: Tensor) -> tuple[Tensor, Tensor]:
        """See ``Network.read``."""
        spans, verdict = self.network.read(numbers, side)
        allowed = allowed_places(numbers, side)[:, :, None]
        return torch.where(allowed, spans, torch.full_like(spans, _OUT_OF_PLACE)), verdict


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
    numbers = torch.randint(5, len(listed), (2, 40))
    side = torch.zeros_like(numbers)
    side[:, 12:] = 1
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        axes = {0: "batch", 1: "length"}
        torch.onnx.export(
            Reads(network), (numbers, side), str(plain),
            input_names=["numbers", "side"], output_names=["spans", "verdict"],
            dynamic_axes={"numbers": axes, "side": axes, "spans": axes, "verdict": {0: "batch"}},
            dynamo=False, opset_version=_OPSET,
        )
        quantize_dynamic(plain, out / "reader.onnx", weight_type=QuantType.QInt8, per_channel=True)
    listed.save(out / "characters.txt")
    return (out / "reader.onnx").stat().st_size

