"""Train the reader: ``python -m embeddings.training.reader STAGE``, from prepare to measure.

``prepare`` (CPU, minutes) turns the data folder into arrays; ``train`` (a GPU, minutes; a CPU,
days, or a trial with ``--device cpu --layers 2 --width 64 --pretrain-seconds 60``; its last stage
alone, ``--far-seconds``, 25 minutes on two cores) trains and measures; ``mix`` (CPU, seconds)
averages two weights; ``export`` (CPU, seconds) writes the ONNX file that is shipped; ``restore``
(CPU, seconds) takes its weights back; ``measure`` (CPU, minutes) measures that file.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from embeddings.errors import EncoderError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one stage; return the exit status."""
    options = _parser().parse_args(arguments)
    started = time.monotonic()
    stages = {
        "prepare": _prepare,
        "train": _train,
        "mix": _mix,
        "restore": _restore,
        "export": _export,
        "measure": _measure,
    }
    try:
        stages[options.stage](options)
    except EncoderError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    _say(f"{options.stage}: {time.monotonic() - started:.0f} s")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m embeddings.training.reader",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    stages = parser.add_subparsers(dest="stage", required=True)
    prepare = stages.add_parser("prepare", help="data folder -> arrays")
    prepare.add_argument("--data", type=Path, required=True)
    prepare.add_argument("--chronicles", type=Path, nargs="*", default=[])
    prepare.add_argument("--synonyms", type=Path)
    prepare.add_argument("--made", type=int, default=200_000)
    prepare.add_argument("--seed", type=int, default=7)
    prepare.add_argument("--characters", type=Path, help="of weights to be taught further")
    prepare.add_argument("--out", type=Path, required=True)
    _add_train(stages.add_parser("train", help="arrays -> weights"))
    mix = stages.add_parser("mix", help="two weights -> their average")
    mix.add_argument("weights", type=Path, nargs=2, help="folder/name, twice")
    mix.add_argument("--share", type=float, required=True, help="of the second, 0-1")
    mix.add_argument("--out", type=Path, required=True, help="folder/name")
    restore = stages.add_parser("restore", help="ONNX -> weights, to be taught further")
    restore.add_argument("--model", type=Path, required=True, help="folder")
    restore.add_argument("--out", type=Path, required=True, help="folder/name")
    export = stages.add_parser("export", help="weights -> ONNX")
    export.add_argument("--weights", type=Path, required=True, help="folder/name")
    export.add_argument("--characters", type=Path, required=True)
    export.add_argument("--out", type=Path, required=True)
    measure = stages.add_parser("measure", help="ONNX -> CMRC 2018 dev, the paragraph given")
    measure.add_argument("--material", type=Path, required=True)
    measure.add_argument("--model", type=Path, help="folder; the shipped one by default")
    measure.add_argument("--most", type=int, default=0, help="the first so many; 0 for all")
    return parser


def _add_train(train: argparse.ArgumentParser) -> None:
    train.add_argument("--material", type=Path, required=True)
    train.add_argument("--out", type=Path, required=True)
    train.add_argument("--body", type=Path, help="weights to begin with: folder/name")
    train.add_argument("--layers", type=int, default=6)
    train.add_argument("--width", type=int, default=384, help="a multiple of 64")
    train.add_argument("--pretrain-seconds", type=float, default=240)
    train.add_argument("--pretrain-rate", type=float, default=2e-3)
    train.add_argument("--pretrain-batch", type=int, default=512)
    train.add_argument("--pretrain-laws", type=float, default=0.5, help="share of laws, 0-1")
    train.add_argument("--pretrain-drop", type=float, default=0.0)
    train.add_argument("--made-seconds", type=float, default=90)
    train.add_argument("--made-epochs", type=int, default=2)
    train.add_argument("--real-seconds", type=float, default=120)
    train.add_argument("--real-epochs", type=int, default=4)
    train.add_argument("--far-seconds", type=float, default=0)
    train.add_argument("--far-epochs", type=int, default=1)
    train.add_argument("--far-rate", type=float, default=1e-4)
    train.add_argument("--far-batch", type=int, default=32)
    train.add_argument("--far-length", type=int, default=224)
    train.add_argument("--natural-seconds", type=float, default=0)
    train.add_argument("--natural-rate", type=float, default=1e-4)
    train.add_argument("--batch", type=int, default=256)
    train.add_argument("--workers", type=int, default=8)
    train.add_argument("--seed", type=int, default=7)
    train.add_argument("--device", default="cuda")
    train.add_argument("--half", action="store_true", help="bf16 on a CPU that has it")
    train.add_argument("--adam", action="store_true", help="no Muon: for a CPU without bf16")


def _prepare(options: argparse.Namespace) -> None:
    from embeddings.training.reader.material import Preparation, prepare

    options.out.mkdir(parents=True, exist_ok=True)
    given = Preparation(
        options.data,
        tuple(options.chronicles),
        options.synonyms,
        options.made,
        options.seed,
        options.characters,
    )
    for name, count in prepare(given, options.out).items():
        _say(f"{name}: {count} questions")


def _train(options: argparse.Namespace) -> None:
    from embeddings.training.reader.finetune import FAR_LAST, MADE_FIRST, NATURAL_LAST, REAL_THEN
    from embeddings.training.reader.optimising import Run
    from embeddings.training.reader.pretrain import PretrainSettings
    from embeddings.training.reader.training import Training, train

    pace = {"batch": options.batch, "workers": options.workers}
    training = Training(
        layers=options.layers,
        width=options.width,
        body=options.body,
        pretrain=PretrainSettings(
            seconds=options.pretrain_seconds,
            batch=options.pretrain_batch,
            rate=options.pretrain_rate,
            laws=options.pretrain_laws,
            drop=options.pretrain_drop,
        ),
        made=replace(MADE_FIRST, seconds=options.made_seconds, epochs=options.made_epochs, **pace),
        real=replace(REAL_THEN, seconds=options.real_seconds, epochs=options.real_epochs, **pace),
        far=replace(
            FAR_LAST,
            seconds=options.far_seconds,
            epochs=options.far_epochs,
            rate=options.far_rate,
            batch=options.far_batch,
            length=options.far_length,
            workers=options.workers,
        ),
        natural=replace(
            NATURAL_LAST,
            seconds=options.natural_seconds,
            rate=options.natural_rate,
            workers=options.workers,
        ),
    )
    train(
        options.material,
        options.out,
        training,
        Run(options.seed, options.device, _say, options.half, not options.adam),
    )


def _mix(options: argparse.Namespace) -> None:
    from embeddings.training.reader.weights import mix

    first, second = options.weights
    mix(first, second, options.share, options.out)


def _restore(options: argparse.Namespace) -> None:
    from embeddings.reading.files import NETWORK
    from embeddings.training.reader.restoring import restore

    restore(options.model / NETWORK, options.out)


def _export(options: argparse.Namespace) -> None:
    from embeddings.training.reader.export import export

    _say(f"{export(options.weights, options.characters, options.out)} bytes")


def _measure(options: argparse.Namespace) -> None:
    from embeddings.reading.characters import Characters
    from embeddings.reading.files import CHARACTERS
    from embeddings.reading.reader import SHIPPED, Reader
    from embeddings.training.reader.measure import measure_reader, read_bench

    folder = options.model or SHIPPED
    asked = read_bench(options.material / "bench.json.gz", options.most)
    characters = Characters.load(folder / CHARACTERS)
    exact, overlap = measure_reader(Reader.load(folder), characters, asked)
    _say(f"CMRC 2018 dev, {len(asked)} questions: EM {exact:.1f} F1 {overlap:.1f}")


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
