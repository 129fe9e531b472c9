"""Train the reader: ``python -m embeddings.training.reader prepare | train | export``.

``prepare`` (CPU, minutes) turns the data folder into arrays; ``train`` (a GPU, minutes; a CPU,
days, or a trial with ``--layers 2 --width 64 --pretrain-seconds 60``) trains and measures;
``export`` (CPU, seconds) writes the ONNX file that is shipped.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one stage; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m embeddings.training.reader",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    stages = parser.add_subparsers(dest="stage", required=True)
    first = stages.add_parser("prepare", help="data folder -> arrays")
    first.add_argument("--data", type=Path, required=True)
    first.add_argument("--chronicles", type=Path, nargs="*", default=[])
    first.add_argument("--synonyms", type=Path)
    first.add_argument("--made", type=int, default=200_000)
    first.add_argument("--seed", type=int, default=7)
    first.add_argument("--out", type=Path, required=True)
    second = stages.add_parser("train", help="arrays -> weights")
    second.add_argument("--material", type=Path, required=True)
    second.add_argument("--out", type=Path, required=True)
    second.add_argument("--body", type=Path, help="weights to begin with")
    second.add_argument("--layers", type=int, default=6)
    second.add_argument("--width", type=int, default=384)
    second.add_argument("--heads", type=int, default=6)
    second.add_argument("--pretrain-seconds", type=float, default=240)
    second.add_argument("--pretrain-rate", type=float, default=2e-3)
    second.add_argument("--pretrain-batch", type=int, default=512)
    second.add_argument("--made-seconds", type=float, default=90)
    second.add_argument("--made-epochs", type=int, default=2)
    second.add_argument("--real-seconds", type=float, default=120)
    second.add_argument("--real-epochs", type=int, default=4)
    second.add_argument("--batch", type=int, default=256)
    second.add_argument("--workers", type=int, default=8)
    second.add_argument("--seed", type=int, default=7)
    second.add_argument("--device", default="cuda")
    third = stages.add_parser("export", help="weights -> ONNX")
    third.add_argument("--weights", type=Path, required=True)
    third.add_argument("--characters", type=Path, required=True)
    third.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    started = time.monotonic()
    {"prepare": _prepare, "train": _train, "export": _export}[options.stage](options)
    _say(f"{options.stage}: {time.monotonic() - started:.0f} s")
    return 0


def _prepare(options: argparse.Namespace) -> None:
    from embeddings.training.reader.material import prepare

    options.out.mkdir(parents=True, exist_ok=True)
    counts = prepare(
        options.data, options.chronicles, options.synonyms, options.out, options.made, options.seed
    )
    _say(f"questions by kind: {counts}")


def _train(options: argparse.Namespace) -> None:
    import numpy as np
    import torch

    from embeddings.reading.characters import Characters
    from embeddings.training.reader.batches import Reading, Sorts
    from embeddings.training.reader.finetune import MADE_FIRST, REAL_THEN, finetune
    from embeddings.training.reader.measure import cmrc
    from embeddings.training.reader.network import Network, Shape
    from embeddings.training.reader.pretrain import PretrainSettings, pretrain
    from embeddings.training.reader.weights import load, save

    torch.manual_seed(options.seed)
    characters = Characters.load(options.material / "characters.txt")
    shape = Shape(len(characters), options.layers, options.width, options.heads)
    network = Network(shape, characters.words()).to(options.device)
    _say(f"{sum(p.numel() for p in network.parameters()) / 1e6:.1f} M weights")
    store = options.material / "material.npz"
    bench = options.material / "bench.json.gz"
    options.out.mkdir(parents=True, exist_ok=True)
    if options.body:
        load(network, options.body)
    if options.pretrain_seconds:
        pretrain(
            network,
            store,
            PretrainSettings(
                seconds=options.pretrain_seconds,
                batch=options.pretrain_batch,
                rate=options.pretrain_rate,
                seed=options.seed,
            ),
            options.device,
            _say,
        )
        save(network, options.out, "body")
    sorts = Sorts(characters.encode("。！？；，"), *characters.encode("()"))
    reading = Reading(store, sorts)
    small = 0 if options.device == "cuda" else 300
    for stage, seconds, epochs in (
        (MADE_FIRST, options.made_seconds, options.made_epochs),
        (REAL_THEN, options.real_seconds, options.real_epochs),
    ):
        if not seconds:
            continue
        stage = replace(
            stage, seconds=seconds, epochs=epochs, batch=options.batch, workers=options.workers
        )
        losses = finetune(network, reading, stage, options.seed, options.device, _say)
        exact, overlap = cmrc(network, bench, options.device, most=small)
        _say(
            f"after {stage.name}: loss {np.mean(losses[-50:]):.3f}, CMRC 2018 dev EM {exact:.1f} F1 {overlap:.1f}"
        )
        save(network, options.out, stage.name)


def _export(options: argparse.Namespace) -> None:
    from embeddings.training.reader.export import export

    _say(f"{export(options.weights, options.characters, options.out)} bytes")


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
