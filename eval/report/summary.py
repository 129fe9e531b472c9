"""The table of the README: the committed results in a few lines of Markdown."""

import re
from collections.abc import Mapping
from pathlib import Path

from eval.metrics import Estimate
from eval.peers.tables import home
from eval.report.material import Material, gather
from eval.report.names import MEASURES, SET_NAMES, SYSTEMS, both
from eval.runner import FULL
from eval.summary import latency, totals

_MARKED = re.compile(r"(<!-- results:begin.*?-->\n).*?(<!-- results:end -->)", re.DOTALL)
_SHOWN = (
    "score",
    "strict",
    "number_match",
    "list_f1",
    "computed",
    "verdict",
    "refused",
    "false_refusal",
    "cited_any",
    "evidence_any@5",
    "verbatim",
    "numbers",
)


def summary(results: Path) -> str:
    """Markdown lines without the markers; the same results give the same lines.

    Raises:
        RunError: a file of results cannot be read.
    """
    material = gather(results)
    return "\n\n".join(part for part in (_own(material), _peers(material), _cmrc(material)) if part)


def in_place(readme: str, results: Path) -> str:
    """The README with the table between its markers made anew; as it is where it has none.

    The markers are the comments ``results:begin`` (words may follow) and ``results:end``.
    """
    return _MARKED.sub(lambda match: f"{match[1]}{summary(results)}\n{match[2]}", readme)


def _own(material: Material) -> str:
    found = {name: totals(run.of(FULL)) for name, run in material.runs.items()}
    if not found:
        return ""
    lines = [
        "| % | " + " | ".join(f"{SET_NAMES[name]} {name}" for name in found) + " |",
        "|---" * (len(found) + 1) + "|",
        "| 题数 · questions | "
        + " | ".join(str(len(run.of(FULL))) for run in material.runs.values())
        + " |",
    ]
    lines += [
        f"| {both(MEASURES[name], name)} | "
        + " | ".join(_mean(one.get(name)) for one in found.values())
        + " |"
        for name in _SHOWN
    ]
    times = " | ".join(f"{latency(run.of(FULL)).p50:.1f}" for run in material.runs.values())
    return "\n".join([*lines, f"| 每题中位毫秒 · median ms | {times} |"])


def _peers(material: Material) -> str:
    run = material.peers
    base = home(run) if run else None
    if run is None or base is None:
        return ""
    lines = [
        "| 检索，测试集 · retrieval, test | MRR | 前 5 段 % | p50 ms | 启动 s | 内存 MiB |",
        "|---|---|---|---|---|---|",
    ]
    for system in run.systems:
        if system.error:
            lines.append(f"| {SYSTEMS.get(system.name, system.name)} | — | — | — | — | — |")
            continue
        label, best = max(
            system.variants.items(), key=lambda one: one[1].measures["test"]["mrr"].mean
        )
        measures: Mapping[str, Estimate] = best.measures["test"]
        lines.append(
            f"| {SYSTEMS.get(system.name, system.name)} ({label}) | {measures['mrr'].mean:.3f} | "
            f"{100 * measures['evidence_any@5'].mean:.1f} | {best.p50_ms:.1f} | "
            f"{system.start_ms / 1000:.1f} | {system.peak_mib:.0f} |"
        )
    return "\n".join(lines)


def _cmrc(material: Material) -> str:
    found = material.cmrc
    if found is None:
        return ""
    hybrid, served = found.retrieval["hybrid"], found.reading["served"]
    return (
        f"CMRC 2018 dev（{found.questions} 题）：找到段落 R@1 {100 * hybrid.at_1.mean:.1f} %、"
        f"R@5 {100 * hybrid.at_5.mean:.1f} %；给定段落作答 EM {100 * served.em.mean:.1f} / "
        f"F1 {100 * served.f1.mean:.1f}（人 92.4 / 97.9）。"
    )


def _mean(value: Estimate | None) -> str:
    return "—" if value is None else f"{100 * value.mean:.1f}"
