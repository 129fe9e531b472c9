"""``python -m eval run | compare | validate | retrieval40 | paraphrase | cmrc | report …``."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from eval import gate
from eval.cases import DATA, Dataset, Split, read_cases, shipped
from eval.commands import register
from eval.compare import compare as compare_runs
from eval.errors import CaseError, EvaluationError, RunError
from eval.paraphrase import paraphrase as run_paraphrase
from eval.retrieval40 import retrieval40 as run_retrieval40
from eval.rows import read_run, write_run
from eval.runner import FULL
from eval.runner import run as run_dataset
from eval.shares import describe, shares
from eval.split import frozen_digest
from eval.tables import compare_report, run_report, shown, table
from eval.validate import problems
from rag.corpus import read_document
from rag.errors import YoujuError

SETS = ("beihai-union", "second")

app = typer.Typer(
    name="eval",
    help="The quality of Youju, measured.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.command()
def run(
    split: Annotated[str, typer.Option(help="dev, test, held or all")] = "",
    data: Annotated[
        str, typer.Option(help="beihai-union, second, or a folder with questions and text")
    ] = SETS[0],
    out: Annotated[Path | None, typer.Option(help="write rows to this .jsonl")] = None,
    ablate: Annotated[
        bool | None, typer.Option(help="switch each part off in turn; on by default for dev")
    ] = None,
    update_floors: Annotated[
        bool, typer.Option("--update-floors", help="put the figures of dev in force as floors")
    ] = False,
) -> None:
    """Run every variant over the questions and print the measures with their intervals.

    Of the test side totals alone are printed and kept.
    """
    dataset = _dataset(data)
    split = split or ("dev" if data == SETS[0] else "all")
    if split not in {*Split, "all"}:
        raise RunError(f"There is no split {split}.", "Use dev, test, held or all.")
    chosen = None if split == "all" else Split(split)
    if update_floors and (chosen is not Split.DEV or data != SETS[0]):
        raise RunError("Floors are set on the development questions.", "Use --split dev.")
    done = run_dataset(
        dataset,
        chosen,
        ablate=chosen is Split.DEV if ablate is None else ablate,
        command=f"python -m eval run --split {split} --data {dataset.name}",
    )
    typer.echo(run_report(done))
    if out is not None:
        write_run(out, done)
        typer.echo(f"\n{out}", err=True)
    if update_floors:
        gate.write_floors(gate.measure(done.of(FULL)))
        typer.echo(f"\n{gate.FLOORS.name} set", err=True)


@app.command()
def compare(before: Path, after: Path) -> None:
    """Two runs: paired differences with their significance, and the questions that changed."""
    typer.echo(compare_report(*compare_runs(read_run(before), read_run(after))))


@app.command()
def validate() -> None:
    """Check the shipped questions and print what they cover."""
    found: list[str] = []
    for name in SETS:
        dataset = shipped(name)
        document = read_document(dataset.text)
        found += problems(dataset.cases, document)
        typer.echo(f"{name}\n{describe(shares(dataset.cases, document))}\n")
    if frozen_digest(shipped().cases) != frozen():
        found.append("beihai-union: the test questions are not the frozen ones")
    if found:
        raise CaseError("\n".join([*found, f"{len(found)} problems."]), "Mend the questions.")
    typer.echo("no problems")


@app.command()
def retrieval40() -> None:
    """The small retrieval set, with plain BM25 beside the system."""
    outcome = run_retrieval40()
    rows = [
        (name, shown(recall), ", ".join(outcome.missed[name]))
        for name, recall in outcome.recall.items()
    ]
    typer.echo(table(("recall@5", "mean [95 %]", "missed"), rows))


@app.command()
def paraphrase() -> None:
    """Questions that share no words with their evidence: what the dense side adds."""
    outcome = run_paraphrase()
    measures = list(outcome.gains)
    rows = [
        (name, *(shown(own[measure]) for measure in measures))
        for name, own in outcome.measures.items()
    ]
    gains = [f"{one.mean:+.3f} [{one.low:+.3f}, {one.high:+.3f}]" for one in outcome.gains.values()]
    typer.echo(table(("mean [95 %]", *measures), [*rows, ("hybrid - lexical", *gains)]))


register(app)


def frozen() -> str:
    """The digest that freezes the test side."""
    return (DATA / SETS[0] / "test.sha256").read_text(encoding="utf-8").strip()


def _dataset(data: str) -> Dataset:
    if data in SETS:
        return shipped(data)
    folder = Path(data)
    if not (folder / "questions.jsonl").is_file() or not (folder / "text.txt").is_file():
        raise RunError(
            f"{data} is no data set.",
            f"Name {' or '.join(SETS)}, or a folder with questions.jsonl and text.txt.",
        )
    return Dataset(folder.name, folder / "text.txt", read_cases(folder / "questions.jsonl"))


def main() -> None:
    """Entry point of ``python -m eval``."""
    try:
        app()
    except (EvaluationError, YoujuError) as error:
        typer.echo(str(error), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
