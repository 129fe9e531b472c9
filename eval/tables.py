"""What the commands print: compact tables of plain text."""

from collections.abc import Iterable, Sequence

from eval.compare import Change, MeasureChange
from eval.metrics import Estimate
from eval.rows import Row, Run, RunInfo
from eval.summary import grouped, latency, totals, trust

_RETRIEVAL = ("evidence_any@1", "evidence_any@5", "evidence_all@5", "mrr", "ndcg@10")
_FULL = (
    "score",
    "strict",
    "number_match",
    "list_f1",
    "computed",
    "verdict",
    "correction",
    "exact_match",
    "character_f1",
    "cited_any",
    "citation_precision",
    "citation_precision_with_context",
    "citation_recall",
    "refused",
    "false_refusal",
    "reason_match",
    "nearest_any",
    "standalone_score",
    "follow_up_loss",
    "verbatim",
    "numbers",
)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Columns as wide as they need, the first to the left, the others to the right."""
    lines = [list(header), *(list(row) for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(header))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def shown(value: Estimate | None) -> str:
    """A mean with its interval, blank where there is none."""
    return "" if value is None else f"{value.mean:.3f} [{value.low:.3f}, {value.high:.3f}]"


def run_report(run: Run, full: str = "full") -> str:
    """A whole run: variants, the full answers, their groups, confidence and time."""
    parts = [_head(run.info), _retrieval(run)]
    rows = run.of(full)
    if rows:
        parts += [_answers(rows), *(_groups(rows, by) for by in ("type", "register", "section"))]
        parts += [_trust(rows), _ablations(run, full)]
    return "\n\n".join(part for part in parts if part)


def compare_report(changes: Sequence[MeasureChange], questions: Sequence[Change]) -> str:
    """Two runs: each measure with its paired difference, then the questions that changed."""
    lines = table(
        ("variant / measure", "before", "after", "difference [95 %]", "p", "n"),
        [
            (
                f"{c.variant} / {c.measure}",
                f"{c.before:.3f}",
                f"{c.after:.3f}",
                f"{c.difference.mean:+.3f} [{c.difference.low:+.3f}, {c.difference.high:+.3f}]",
                f"{c.difference.p:.3f}",
                str(c.difference.count),
            )
            for c in changes
        ],
    )
    told = [f"{c.id}  {c.before:.2f} -> {c.after:.2f}  {c.question}" for c in questions]
    return "\n".join([lines, "", f"{len(told)} questions changed", *told])


def _head(info: RunInfo) -> str:
    return (
        f"{info.data}, {info.split}, {info.date}, commit {info.commit or '-'}, {info.machine}, "
        f"{info.cores} cores\n{info.passages} passages; ingest {info.ingest_ms:.0f} ms, open "
        f"{info.open_ms:.0f} ms, peak {info.peak_mib:.0f} MiB, whole run {info.run_s:.0f} s"
    )


def _retrieval(run: Run) -> str:
    rows = []
    for name in run.variants:
        if "-" in name:
            continue
        of = run.of(name)
        found, times = totals(of), latency(of)
        cells = [shown(found.get(measure)) for measure in _RETRIEVAL]
        rows.append((name, *cells, f"{times.p50:.1f}", f"{times.p95:.1f}", f"{times.p99:.1f}"))
    return table(("variant", *_RETRIEVAL, "p50 ms", "p95", "p99"), rows)


def _answers(rows: Sequence[Row]) -> str:
    found = totals(rows)
    lines = [(m, shown(found[m]), str(found[m].count)) for m in _FULL if m in found]
    return table(("full answers", "mean [95 %]", "n"), lines)


def _groups(rows: Sequence[Row], by: str) -> str:
    lines = [(name, shown(one), str(one.count)) for name, one in grouped(rows, by).items()]
    return table((f"score by {by}", "mean [95 %]", "n"), lines)


def _trust(rows: Sequence[Row]) -> str:
    found = trust(rows)
    bars = [
        (f"{b.low:.2f}-{b.high:.2f}", f"{b.confidence:.3f}", f"{b.accuracy:.3f}", str(b.count))
        for b in found.bins
    ]
    head = (
        f"confidence: ECE {found.ece:.3f}, area under risk-coverage {found.aurc:.3f} "
        f"(answers alone {found.aurc_answered:.3f})"
    )
    return head + "\n" + table(("bin", "confidence", "right", "n"), bars)


def _ablations(run: Run, full: str) -> str:
    names = [name for name in run.variants if name.startswith(f"{full}-")]
    if not names:
        return ""
    measures = ("score", "evidence_any@1", "cited_any", "false_refusal")
    lines = [
        (name, *(f"{found[m].mean:.3f}" if m in found else "" for m in measures))
        for name in (full, *names)
        for found in [totals(run.of(name))]
    ]
    return table(("switched off", *measures), lines)
