"""The page: sections in order, one style, nothing from outside."""

from pathlib import Path

from eval.report import answers, changes, others
from eval.report.html import details, note
from eval.report.material import Material, gather
from eval.report.style import STYLE

_CONTENTS = (
    ("overview", "总览"),
    ("type", "题型"),
    ("register", "语体"),
    ("retrieval", "检索"),
    ("ablations", "逐项关闭"),
    ("confidence", "把握"),
    ("latency", "用时"),
    ("peers", "同类软件"),
    ("cmrc", "CMRC 2018"),
    ("changes", "变化"),
    ("failures", "答错的"),
)


def build(results: Path) -> str:
    """The report of a folder of results, as one HTML document.

    Raises:
        RunError: a file of the folder cannot be read.
    """
    material = gather(results)
    own = {
        "overview": answers.overview(material),
        "type": answers.by_kind(material, "type", "分题型得分", "Score by type"),
        "register": answers.by_kind(material, "register", "分语体得分", "Score by register"),
        "retrieval": answers.retrieval(material),
        "ablations": answers.ablations(material),
        "confidence": answers.confidence(material),
        "latency": answers.times(material),
    }
    sections = {
        **(own if material.runs else dict.fromkeys(own, "")),
        "peers": others.peers(material),
        "cmrc": others.cmrc(material),
        "changes": changes.changes(material),
        "failures": changes.failures(material),
    }
    links = "".join(
        f'<a href="#{anchor}">{label}</a>' for anchor, label in _CONTENTS if sections[anchor]
    )
    body = "".join(sections.values())
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">"
        f"<title>有据 · 评测报告</title><style>{STYLE}</style></head><body><main>"
        '<h1>有据 · 评测报告 <small lang="en">Youju, evaluation report</small></h1>'
        f"{answers.headline(material)}{_made(material)}<nav>{links}</nav>{body}</main></body></html>\n"
    )


def _made(material: Material) -> str:
    told = []
    for run in material.runs.values():
        info = run.info
        machine = f"{info.machine}，{info.cores} 核"
        told.append(note(f"{info.command} · {info.date} · {info.commit or '-'} · {machine}"))
    versions = {
        f"{name} {number}"
        for run in material.runs.values()
        for name, number in run.info.versions.items()
    }
    told.append(note("，".join(sorted(versions))))
    return details("怎样跑出来的 · how it was run", "".join(told))
