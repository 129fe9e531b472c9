"""The peers as plain tables, and their figures as ratios to Youju's."""

from dataclasses import dataclass

from eval.peers.outcome import HOME, STANDARD, PeersRun, System, Variant
from eval.tables import shown, table

MEASURES = ("evidence_any@1", "evidence_any@5", "evidence_any@10", "within_budget", "mrr")


@dataclass(frozen=True, slots=True)
class Ratios:
    """Figures of a system divided by Youju's in the same run; 1 is equal.

    ``recall`` compares MRR over the test questions, so more is better; for the others less is.
    """

    recall: float
    ingest: float
    p50: float
    memory: float
    start: float


def home(run: PeersRun) -> tuple[System, Variant] | None:
    """Youju and the variant it serves with; None where it failed."""
    system = next((one for one in run.systems if one.name == HOME), None)
    if system is None or STANDARD not in system.variants:
        return None
    return system, system.variants[STANDARD]


def ratios(run: PeersRun, system: System, variant: Variant, on: str = "test") -> Ratios | None:
    """One variant of a system against Youju as it serves; None where there is no Youju."""
    base = home(run)
    if base is None or on not in variant.measures:
        return None
    own, best = base
    return Ratios(
        variant.measures[on]["mrr"].mean / best.measures[on]["mrr"].mean,
        system.ingest_ms / own.ingest_ms,
        variant.p50_ms / best.p50_ms,
        system.peak_mib / own.peak_mib,
        system.start_ms / own.start_ms,
    )


def told(run: PeersRun) -> str:
    """The whole run: costs of each system, then quality on each set of questions."""
    parts = [f"{run.made.date}, commit {run.made.commit or '-'}, {run.made.machine}", _costs(run)]
    for name, count in run.questions.items():
        lines = [
            (
                f"{system.name} / {label}",
                *(shown(variant.measures[name][measure]) for measure in MEASURES),
                f"{variant.p50_ms:.2f}",
                f"{variant.p95_ms:.2f}",
                _ratio(run, system, variant, name),
            )
            for system in run.systems
            for label, variant in system.variants.items()
        ]
        header = (f"{name}, {count}", *MEASURES, "p50 ms", "p95", "MRR ratio")
        parts.append(table(header, lines))
    failed = [f"{one.name}: {one.error}" for one in run.systems if one.error]
    return "\n\n".join([*parts, *failed])


def _costs(run: PeersRun) -> str:
    base = home(run)
    own = base[0] if base else None

    def cell(system: System, name: str) -> str:
        value = float(getattr(system, name))
        return f"{value:.0f} ({value / float(getattr(own, name)):.2f}x)" if own else f"{value:.0f}"

    lines = [
        (
            one.name,
            *(cell(one, name) for name in ("start_ms", "ingest_ms", "peak_mib")),
            str(one.passages),
            f"{one.mean_chars:.0f}",
        )
        for one in run.systems
        if not one.error
    ]
    return table(("system", "start ms", "ingest ms", "peak MiB", "passages", "characters"), lines)


def _ratio(run: PeersRun, system: System, variant: Variant, on: str) -> str:
    found = ratios(run, system, variant, on)
    return f"{found.recall:.2f}" if found else ""
