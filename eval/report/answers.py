"""The sections about our own questions: the whole, by kind, retrieval, parts, confidence, time."""

from collections.abc import Sequence

from eval.compare import compare_variants
from eval.metrics import Estimate, percentile, risk_coverage
from eval.report.html import interval, note, paragraph, percent, section, table
from eval.report.material import Material
from eval.report.names import (
    MEASURES,
    PARTS,
    REGISTERS,
    SET_ENGLISH,
    SET_NAMES,
    TYPES,
    VARIANTS,
    both,
    named,
)
from eval.report.plots import Dot, Strip, dot, reliability_plot, risk_coverage_plot, strips
from eval.rows import Row, Run
from eval.runner import FULL
from eval.summary import grouped, latency, totals, trust

_HEAD = tuple(name for name in MEASURES if name not in ("evidence_any@1", "mrr"))
_RETRIEVAL = ("evidence_any@1", "evidence_any@5", "mrr")


def overview(material: Material) -> str:
    """Every measure on every set."""
    found = {name: totals(run.of(FULL)) for name, run in material.runs.items()}
    header = ["", *(_set(name, material.runs[name]) for name in found)]
    rows = [
        (named(MEASURES, measure), *(_cell(one.get(measure)) for one in found.values()))
        for measure in (*_HEAD, "evidence_any@1", "mrr")
        if any(measure in one for one in found.values())
    ]
    return section(
        "overview",
        "总览",
        "Overview",
        paragraph(
            "百分数，方括号内为 95 % 自助法区间，n 为题数。测试集只看总数。",
            "Per cent, 95 % bootstrap intervals in brackets; of the test side totals alone.",
        ),
        table(header, rows),
    )


def by_kind(material: Material, by: str, chinese: str, english: str) -> str:
    """The score by type or register, a colour a set."""
    names = TYPES if by == "type" else REGISTERS
    groups = {name: grouped(run.of(FULL), by) for name, run in material.runs.items()}
    keys = [key for key in names if any(key in group for group in groups.values())]
    rows = []
    for key in keys:
        shown = [(at, group[key]) for at, group in enumerate(groups.values()) if key in group]
        figures = " ".join(
            f'<b class="s{at}">{100 * one.mean:.0f}</b><span class="n">/{one.count}</span>'
            for at, one in shown
        )
        dots = tuple(dot(one, at) for at, one in shown)
        rows.append(Strip(named(names, key), figures, dots))
    legend = [both(SET_NAMES[name], SET_ENGLISH[name]) for name in groups]
    return section(
        by,
        chinese,
        english,
        strips(rows, legend=legend),
        note("数字：得分 / 题数。Figures: score / questions."),
    )


def retrieval(material: Material) -> str:
    """The retrieval variants: is a gold quotation found, and how early."""
    parts = []
    early: dict[str, list[tuple[int, Estimate]]] = {}
    for at, (name, run) in enumerate(material.runs.items()):
        variants = [v for v in run.variants if v != FULL and not v.startswith(f"{FULL}-")]
        found = {variant: totals(run.of(variant)) for variant in variants}
        for variant, one in found.items():
            early.setdefault(variant, []).append((at, one["mrr"]))
        rows = [
            (named(VARIANTS, variant), *(_cell(one.get(m), n=False) for m in _RETRIEVAL))
            for variant, one in found.items()
        ]
        header = [_set(name, run, "lexical"), *(named(MEASURES, m) for m in _RETRIEVAL)]
        parts.append(table(header, rows))
    drawn = [
        Strip(
            named(VARIANTS, variant),
            " ".join(f'<b class="s{at}">{100 * one.mean:.0f}</b>' for at, one in shown),
            tuple(dot(one, at) for at, one in shown),
        )
        for variant, shown in early.items()
    ]
    plot = strips(drawn, legend=[_short(name) for name in material.runs]) if drawn else ""
    caption = "<h3>MRR：首个含证据的段落排第几 · how early the first passage with evidence</h3>"
    return section("retrieval", "检索方式", "Retrieval variants", caption + plot, *parts)


def ablations(material: Material) -> str:
    """What each part of the ranking is worth, on the development questions."""
    run = material.runs.get("dev")
    names = [name for name in run.variants if name.startswith(f"{FULL}-")] if run else []
    if run is None or not names:
        return ""
    rows = []
    for name in names:
        change = next(c for c in compare_variants(run, FULL, name) if c.measure == "score")
        gain = change.difference
        label = named(PARTS, name.removeprefix(f"{FULL}-"))
        figures = f"{100 * gain.mean:+.1f} <span class='n'>p {gain.p:.2f}</span>"
        rows.append(Strip(label, figures, (Dot(gain.mean, gain.low, gain.high),)))
    reach = max(0.05, *(max(abs(row.dots[0].low), abs(row.dots[0].high)) for row in rows))
    return section(
        "ablations",
        "逐项关闭",
        "Each part switched off",
        paragraph(
            "开发集得分的变化（百分点，成对自助法）；在零线左边，说明这一部分有用。",
            "Change of the dev score in points, paired bootstrap; left of zero the part helps.",
        ),
        strips(rows, -reach, reach),
    )


def confidence(material: Material) -> str:
    """Risk-coverage and reliability."""
    kept = {name: run for name, run in material.runs.items() if name in ("dev", "test")}
    judged = {
        name: [(row.confidence, row.right) for row in run.of(FULL)] for name, run in kept.items()
    }
    trusts = {name: trust(run.of(FULL)) for name, run in kept.items()}
    if not judged:
        return ""
    curves = [(_short(name), risk_coverage(pairs)) for name, pairs in judged.items()]
    bins = [(_short(name), one.bins) for name, one in trusts.items()]
    rows = [
        (_short(name), f"{one.ece:.3f}", f"{one.aurc:.3f}", f"{one.aurc_answered:.3f}")
        for name, one in trusts.items()
    ]
    header = ("", "校准误差 ECE", "风险覆盖面积 AURC", "只计回答 answers alone")
    return section(
        "confidence",
        "把握与对错",
        "Confidence",
        '<div class="pair"><figure>'
        + risk_coverage_plot(curves)
        + "<figcaption>只答最有把握的那些，会错多少 · risk-coverage</figcaption></figure><figure>"
        + reliability_plot(bins)
        + "<figcaption>自报把握与实际对错 · reliability, ten bins of equal size</figcaption>"
        + "</figure></div>",
        table(header, rows),
        _thresholds(material),
    )


def _thresholds(material: Material) -> str:
    """What each threshold for refusing gives on the development questions."""
    header = (
        "YOUJU_RISK",
        "作答 answered",
        "误拒 false refusals",
        "答错 wrong",
        "该拒而拒 refused",
    )
    rows = [
        (
            f"{one.threshold:.2f}",
            interval(one.answered),
            interval(one.false_refusals),
            interval(one.wrong),
            interval(one.refused),
        )
        for one in material.risk
    ]
    caption = "把握低于此数即拒答，开发集，% · answers less likely right than this are refused"
    return table(header, rows, caption) if rows else ""


def times(material: Material) -> str:
    """Milliseconds a question, and what it took to get ready."""
    parts = []
    for name, run in material.runs.items():
        rows: list[tuple[str, ...]] = []
        for variant in run.variants:
            if variant.startswith(f"{FULL}-"):
                continue
            of = run.of(variant)
            one = latency(of)
            rows.append(
                (named(VARIANTS, variant), f"{one.p50:.2f}", f"{one.p95:.2f}", f"{one.p99:.2f}")
            )
        rows += _stages(run.of(FULL))
        parts.append(table([_set(name, run), "p50", "p95", "p99"], rows))
        parts.append(
            note(
                f"{run.info.passages} 段；建索引 ingest {run.info.ingest_ms:.0f} ms，打开 open "
                f"{run.info.open_ms:.0f} ms，峰值内存 peak {run.info.peak_mib:.0f} MiB，"
                f"整轮 whole run {run.info.run_s:.0f} s"
            )
        )
    return section("latency", "用时（毫秒）", "Milliseconds a question", *parts)


def _stages(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    told = []
    for key, label in (
        ("retrieval", "其中检索 · retrieval"),
        ("answering", "其中作答 · answering"),
    ):
        spent = [row.timings[key] for row in rows if key in row.timings]
        if spent:
            shares = (percentile(spent, share) for share in (0.5, 0.95, 0.99))
            told.append((label, *(f"{value:.2f}" for value in shares)))
    return told


def _set(name: str, run: Run, variant: str = FULL) -> str:
    return f"{_short(name)} <span class='n'>n = {len(run.of(variant))}</span>"


def _short(name: str) -> str:
    return both(SET_NAMES[name], SET_ENGLISH[name])


def _cell(value: Estimate | None, *, n: bool = True) -> str:
    if value is None:
        return "—"
    return interval(value) + (f" <span class='n'>n {value.count}</span>" if n else "")


def headline(material: Material) -> str:
    """The few figures that matter first."""
    run = material.runs.get("test") or next(iter(material.runs.values()), None)
    if run is None:
        return ""
    found = totals(run.of(FULL))
    tiles = [
        (label, percent(found[name].mean, digits))
        for name, label, digits in (
            ("score", "得分 · score", 1),
            ("refused", "文中没有的拒答 · refused", 1),
            ("false_refusal", "有而误拒 · false refusals", 1),
            ("cited_any", "引对出处 · right source cited", 1),
            ("verbatim", "引文逐字 · verbatim quotes", 0),
            ("numbers", "数字有据 · numbers hold", 0),
        )
        if name in found
    ]
    tiles.append(("每题中位用时 · median ms", f"{latency(run.of(FULL)).p50:.1f}"))
    name = next(key for key, one in material.runs.items() if one is run)
    cells = "".join(f"<div><b>{value}</b><span>{label}</span></div>" for label, value in tiles)
    told = note(f"{_short(name)}，{len(run.of(FULL))} 题 · questions")
    return f'<div class="tiles">{cells}</div>{told}'
