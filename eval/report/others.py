"""The sections about others: peers on our questions, and CMRC 2018 beside published figures."""

from eval.cmrc.published import PUBLISHED
from eval.peers.outcome import HOME, STANDARD, System
from eval.peers.tables import home, ratios
from eval.provenance import Provenance
from eval.report.html import escape, interval, note, paragraph, section, table
from eval.report.material import Material
from eval.report.names import READERS, SET_ENGLISH, SET_NAMES, SYSTEMS, VARIANTS, both
from eval.report.plots import Dot, Strip, dot, strips

_LABELS = {**{k: both(SET_NAMES[k], SET_ENGLISH[k]) for k in ("dev", "test")}}
_FINDERS = {
    "bm25": "BM25（字与字对）",
    "lexical": "字词索引",
    "dense": "向量",
    "hybrid": "混合",
}


def peers(material: Material) -> str:
    """Retrieval quality and costs of each system."""
    run = material.peers
    if run is None:
        return ""
    base = home(run)
    rows = [
        (
            escape(SYSTEMS.get(one.name, one.name)),
            *(
                _cost(one, base[0] if base else None, key)
                for key in ("start_ms", "ingest_ms", "peak_mib")
            ),
            str(one.passages),
            f"{one.mean_chars:.0f}",
        )
        for one in run.systems
        if not one.error
    ]
    costs = table(
        ("", "启动 ms start", "建索引 ms ingest", "内存 MiB peak", "段数 passages", "每段字数"),
        rows,
        "括号内为有据的倍数 · in brackets: times Youju's",
    )
    notes = [f"{SYSTEMS.get(o.name, o.name)}：{'; '.join(o.notes)}" for o in run.systems if o.notes]
    failed = [
        f"{SYSTEMS.get(o.name, o.name)} 未能运行 · did not run: {o.error}"
        for o in run.systems
        if o.error
    ]
    return section(
        "peers",
        "同类软件",
        "Peers",
        paragraph(
            "同一次运行、同一文本、同一批问题、同一个向量模型，各用其默认设置；追问改成独立问句。",
            "Same run, text, questions and encoder, each package with its defaults; follow-ups are "
            "asked in full.",
        ),
        *(_quality(material, name) for name in run.questions),
        costs,
        *(note(text) for text in [*notes, *failed]),
        _made(run.made),
    )


def _quality(material: Material, name: str) -> str:
    run = material.peers
    assert run is not None
    plotted, rows = [], []
    for system in run.systems:
        for label, variant in system.variants.items():
            found = variant.measures[name]
            title = f"{SYSTEMS.get(system.name, system.name)} {VARIANTS.get(label, label)}"
            own = system.name == HOME
            figures = f"{100 * found['mrr'].mean:.1f}"
            plotted.append(Strip(escape(title), figures, (dot(found["mrr"], 0 if own else 1),)))
            ratio = ratios(run, system, variant, name)
            rows.append(
                (
                    escape(title) + (" *" if own and label == STANDARD else ""),
                    *(
                        interval(found[key])
                        for key in ("evidence_any@1", "evidence_any@5", "evidence_any@10")
                    ),
                    interval(found["within_budget"]),
                    f"{ratio.recall:.2f}" if ratio else "",
                    f"{variant.p50_ms:.2f}",
                    f"{variant.p95_ms:.2f}",
                    f"{ratio.p50:.2f}" if ratio else "",
                )
            )
    header = (
        f"{_LABELS.get(name, name)} <span class='n'>n = {run.questions[name]}</span>",
        "前 1 段",
        "前 5 段",
        "前 10 段",
        "前 2000 字",
        "MRR 比",
        "p50 ms",
        "p95 ms",
        "p50 比",
    )
    full = table(header, rows, "比：除以有据照常检索（*）· ratios to Youju as served (*)")
    if name != "test":
        return f"<details><summary>{_LABELS.get(name, name)}</summary>{full}</details>"
    return (
        f"<h3>MRR，{_LABELS[name]}</h3>"
        + strips(plotted, legend=("有据 · Youju", "其他 · peers"))
        + full
    )


def _cost(system: System, base: System | None, key: str) -> str:
    value = float(getattr(system, key))
    if base is None or system.name == HOME:
        return f"{value:.0f}"
    return f"{value:.0f} <span class='n'>({value / float(getattr(base, key)):.1f}×)</span>"


def cmrc(material: Material) -> str:
    """The outside benchmark."""
    found = material.cmrc
    if found is None:
        return ""
    rows = [
        Strip(
            escape(label),
            f"{100 * found.reading[name].em.mean:.1f} / {100 * found.reading[name].f1.mean:.1f}",
            (dot(found.reading[name].em, 1), dot(found.reading[name].f1, 0)),
        )
        for name, label in READERS.items()
        if name in found.reading
    ]
    rows += [
        Strip(
            f'<a href="{one.source}" rel="noreferrer">{escape(one.name)}</a> '
            f"<span class='n'>{one.part}</span>",
            f"{one.em:.1f} / {one.f1:.1f}",
            (
                Dot(one.em / 100, one.em / 100, one.em / 100, 1),
                Dot(one.f1 / 100, one.f1 / 100, one.f1 / 100, 0),
            ),
        )
        for one in PUBLISHED
    ]
    finding = table(
        ("找到那一段 · passage found", "R@1", "R@5", "MRR"),
        [
            (both(label, name), interval(one.at_1), interval(one.at_5), interval(one.mrr))
            for name, label in _FINDERS.items()
            for one in [found.retrieval[name]]
        ],
    )
    return section(
        "cmrc",
        "CMRC 2018 开发集",
        "an outside benchmark",
        paragraph(
            f"{found.questions} 题、{found.paragraphs} 段维基百科文字，不用于训练或调整；"
            "按官方脚本计分。",
            "Nothing is tuned on it; scored as the official script does.",
        ),
        finding,
        "<h3>给定段落作答 · answers from the paragraph</h3>",
        strips(rows, legend=("F1", "EM")),
        note(
            f"数字：EM / F1。照常回答时拒答 {100 * found.refused:.1f} %。"
            "已发表的模型都在该数据集的训练题上训练过。"
        ),
        _made(found.made),
    )


def _made(made: Provenance) -> str:
    return note(
        f"{made.date} · {made.commit or '-'} · {made.machine}，{made.cores} 核 cores，"
        f"负载 load {made.load:.1f}"
    )
