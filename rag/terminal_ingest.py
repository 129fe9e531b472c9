"""What the command line shows of an ingest: a progress bar and a report, on standard error."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from rag.ingest import IngestReport

_STAGES = {"read": "读取", "encode": "编码", "publish": "发布"}


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on standard error, fed with (stage, done, all)."""
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
    ) as bar:
        tasks: dict[str, TaskID] = {}

        def report(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(_STAGES.get(stage, stage), total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield report


def show_report(report: IngestReport) -> None:
    """What an ingest did."""
    console = Console(stderr=True, markup=False, highlight=False, soft_wrap=True)
    what = "已发布新索引" if report.published else "没有变化，索引照旧"
    console.print(
        f"{what} · {'published' if report.published else 'unchanged'}: {report.generation}"
        f"（文献 {report.documents}，段落 {report.passages}）"
    )
    for warning in report.warnings:
        console.print(f"注意：{warning}")
