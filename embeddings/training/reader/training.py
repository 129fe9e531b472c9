"""From arrays to weights: masked characters, then made, real, far-worded and natural questions."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch

from embeddings.reading.characters import Characters
from embeddings.training.reader.batches import Reading, Sorts
from embeddings.training.reader.finetune import (
    FAR_LAST,
    MADE_FIRST,
    NATURAL_LAST,
    REAL_THEN,
    Stage,
    finetune,
)
from embeddings.training.reader.measure import measure, read_bench
from embeddings.training.reader.network import Network, Shape
from embeddings.training.reader.optimising import Run
from embeddings.training.reader.pretrain import PretrainSettings, pretrain
from embeddings.training.reader.weights import load, save

_MEASURED_SLOWLY = 300
"""Questions measured where there is no GPU."""


@dataclass(frozen=True, slots=True)
class Training:
    """The sizes of a network and its stages; a stage of 0 seconds is left out.

    ``body`` names weights to begin with (see ``weights.load``), in the place of random ones of
    the given sizes.
    """

    layers: int = 6
    width: int = 384
    body: Path | None = None
    pretrain: PretrainSettings = field(default_factory=PretrainSettings)
    made: Stage = MADE_FIRST
    real: Stage = REAL_THEN
    far: Stage = FAR_LAST
    natural: Stage = NATURAL_LAST


def train(material: Path, out: Path, training: Training, run: Run) -> Network:
    """Train on the folder that ``material.prepare`` wrote; weights of each stage go to ``out``.

    Raises:
        EncoderError: the characters or the first weights cannot be read.
    """
    torch.manual_seed(run.seed)
    characters = Characters.load(material / "characters.txt")
    out.mkdir(parents=True, exist_ok=True)
    network = _first(training, characters).to(run.device)
    run.report(f"{sum(one.numel() for one in network.parameters()) / 1e6:.1f} M weights")
    store = material / "material.npz"
    if training.pretrain.seconds:
        pretrain(network, store, training.pretrain, run)
        save(network, out, "body")
    sorts = Sorts(characters.encode("。！？；，"), *characters.encode("()"))
    reading = Reading(store, sorts)
    asked = read_bench(material / "bench.json.gz", 0 if run.device == "cuda" else _MEASURED_SLOWLY)
    for stage in (training.made, training.real, training.far, training.natural):
        if stage.seconds:
            losses = finetune(network, reading, stage, run)
            exact, overlap = measure(network, asked, run.device)
            run.report(
                f"after {stage.name}: loss {np.mean(losses[-50:]):.3f}, "
                f"CMRC 2018 dev EM {exact:.1f} F1 {overlap:.1f}"
            )
            save(network, out, stage.name)
    return network


def _first(training: Training, characters: Characters) -> Network:
    if training.body:
        return load(training.body, characters.words())
    heads = max(1, training.width // 64)
    return Network(
        Shape(len(characters), training.layers, training.width, heads), characters.words()
    )
