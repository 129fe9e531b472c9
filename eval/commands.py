"""The commands of ``python -m eval`` that compare: an outside benchmark, peers, the report."""

from pathlib import Path
from typing import Annotated

import typer

from eval.cases import Split, shipped
from eval.cmrc.outcome import write_outcome
from eval.cmrc.run import run as run_cmrc
from eval.cmrc.run import told
from eval.peers.outcome import write_peers
from eval.peers.run import PEERS
from eval.peers.run import run as run_peers
from eval.peers.tables import told as told_peers
from eval.report import build, in_place
from eval.report.material import PREVIOUS, SETS
from eval.risk import curve, write_curve
from eval.risk import told as told_risk
from eval.rows import info_path, write_run
from eval.runner import run as run_set

RESULTS = Path(__file__).parent / "results"


def cmrc(
    data: Annotated[Path, typer.Option(help="cmrc2018_dev.jsonl or .jsonl.gz")],
    limit: Annotated[int | None, typer.Option(min=1, help="only the first questions")] = None,
    ceiling: Annotated[
        bool, typer.Option("--ceiling", help="also score the best candidate (slow)")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(help="totals (.json) and rows (.jsonl); unset with --limit: none")
    ] = None,
) -> None:
    """CMRC 2018 dev: finding the paragraph, and answering from it, beside published figures."""
    command = f"python -m eval cmrc --data {data.name}"
    command += f" --limit {limit}" if limit else ""
    command += " --ceiling" if ceiling else ""
    totals, rows = run_cmrc(data, limit=limit, ceiling=ceiling, command=command, progress=_progress)
    typer.echo(told(totals))
    path = out or (None if limit else RESULTS / "cmrc.json")
    if path is not None:
        write_outcome(path, totals, rows)
        typer.echo(f"\n{path}", err=True)


def peers(
    python: Annotated[
        Path, typer.Option(help="the interpreter of the peers' environment (make peers)")
    ] = Path(".venv-peers/bin/python"),
    only: Annotated[str, typer.Option(help="names, comma-separated; then nothing is kept")] = "",
    rounds: Annotated[
        int, typer.Option(min=1, help="how often everybody runs; the least time is kept")
    ] = 2,
    out: Annotated[Path, typer.Option(help="totals (.json) and rows (.jsonl)")] = RESULTS
    / "peers.json",
) -> None:
    """LangChain, LlamaIndex, Haystack and txtai beside Youju: quality, time, memory."""
    names = tuple(only.split(",")) if only else PEERS
    done, rows = run_peers(
        python.absolute(),
        names,
        rounds=rounds,
        command="python -m eval peers",
        progress=lambda name: typer.echo(name, err=True),
    )
    typer.echo(told_peers(done))
    if not only:
        write_peers(out, done, rows)
        typer.echo(f"\n{out}", err=True)


def risk(
    out: Annotated[Path, typer.Option(help="the curve (.json)")] = RESULTS / "risk.json",
) -> None:
    """What each threshold for refusing (YOUJU_RISK) gives on the development questions."""
    points = curve(shipped(), Split.DEV)
    typer.echo(told_risk(points))
    write_curve(out, points)
    typer.echo(f"\n{out}", err=True)


def report(
    out: Annotated[Path, typer.Option(help="the page to write")] = RESULTS / "report.html",
    results: Annotated[Path, typer.Option(help="the folder of results to read")] = RESULTS,
    readme: Annotated[
        Path | None, typer.Option(help="also renew the table between this file's markers")
    ] = None,
) -> None:
    """One HTML page of everything that was measured; nothing in it asks the network."""
    out.write_text(build(results), encoding="utf-8")
    typer.echo(out)
    if readme is not None:
        text = readme.read_text(encoding="utf-8")
        readme.write_text(in_place(text, results), encoding="utf-8")
        typer.echo(readme)


def results(
    folder: Annotated[Path, typer.Option(help="where the results lie")] = RESULTS,
) -> None:
    """Run dev, test and the second text, keep the runs before as previous-*, write the report.

    The curve of thresholds on the development questions is renewed as well.
    """
    for name in SETS:
        own = name == "second"
        split = None if own else Split(name)
        done = run_set(
            shipped("second" if own else "beihai-union"),
            split,
            ablate=split is Split.DEV,
            command="python -m eval results",
        )
        path = folder / f"{name}.jsonl"
        for old in (path, info_path(path)):
            if old.exists():
                old.replace(old.with_name(PREVIOUS + old.name))
        write_run(path, done)
        typer.echo(path)
    write_curve(folder / "risk.json", curve(shipped(), Split.DEV))
    report(folder / "report.html", folder)


def _progress(done: int, whole: int) -> None:
    if done % 500 == 0:
        typer.echo(f"{done}/{whole}", err=True)


def register(app: typer.Typer) -> None:
    """Put these commands among those of ``app``."""
    for command in (cmrc, peers, risk, report, results):
        app.command()(command)
