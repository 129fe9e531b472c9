"""Train an encoder: ``python -m embeddings.training --data DIR --out DIR``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from embeddings.errors import EncoderError
from embeddings.training.fit import FitSettings
from embeddings.training.recipe import Recipe, train


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    options = _parser().parse_args(arguments)
    recipe = Recipe(
        licences=tuple(options.licence),
        pieces=options.pieces,
        text_chars=options.text_chars,
        tokenizer=options.tokenizer,
        chronicles=tuple(options.chronicles),
        synonyms=options.synonyms,
        made=options.made,
        fit=FitSettings(
            dim=options.dim,
            epochs=options.epochs,
            batch=options.batch,
            rate=options.rate,
            seed=options.seed,
        ),
    )
    try:
        train(options.data, options.out, recipe, _command(recipe), _say)
    except EncoderError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    recipe, fit = Recipe(), FitSettings()
    parser = argparse.ArgumentParser(
        prog="python -m embeddings.training",
        description="Train a static sentence encoder and write it as a model folder.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with train/ and text/")
    parser.add_argument("--out", type=Path, required=True, help="model folder to write")
    parser.add_argument(
        "--licence",
        nargs="+",
        choices=["A", "B"],
        default=list(recipe.licences),
        help="classes to learn from; weights from B are not to be passed on",
    )
    parser.add_argument("--seed", type=int, default=fit.seed, help="first weights and order")
    parser.add_argument("--pieces", type=int, default=recipe.pieces, help="vocabulary size")
    parser.add_argument(
        "--text-chars", type=int, default=recipe.text_chars, help="running text in the vocabulary"
    )
    parser.add_argument(
        "--tokenizer", type=Path, help="tokenizer.json to take instead of a new vocabulary"
    )
    parser.add_argument(
        "--chronicles",
        type=Path,
        nargs="*",
        default=[],
        help="folders of chronicles with questions (NAME.txt beside NAME.jsonl)",
    )
    parser.add_argument(
        "--synonyms", type=Path, help="lines of weight TAB everyday words TAB a text's words"
    )
    parser.add_argument(
        "--made", type=int, default=recipe.made, help="questions to make from running text"
    )
    parser.add_argument("--dim", type=int, default=fit.dim, help="length of a vector")
    parser.add_argument("--epochs", type=int, default=fit.epochs, help="passes over the pairs")
    parser.add_argument("--batch", type=int, default=fit.batch, help="pairs a step")
    parser.add_argument("--rate", type=float, default=fit.rate, help="peak learning rate")
    return parser


def _command(recipe: Recipe) -> str:
    """Spell out every option, so that the card outlives a change of defaults."""
    fit = recipe.fit
    return (
        f"python -m embeddings.training --data DIR --out DIR --licence {' '.join(recipe.licences)}"
        f" --seed {fit.seed} --pieces {recipe.pieces} --text-chars {recipe.text_chars}"
        f" --dim {fit.dim} --epochs {fit.epochs} --batch {fit.batch} --rate {fit.rate:g}"
        f" --made {recipe.made}"
        + (f" --chronicles{' DIR' * len(recipe.chronicles)}" if recipe.chronicles else "")
        + (" --synonyms FILE" if recipe.synonyms else "")
        + (" --tokenizer FILE" if recipe.tokenizer else "")
    )


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
