"""What changed since the run before, and what is still wrong: development questions only."""

from collections.abc import Iterator, Sequence

from eval.cases import Case, Split
from eval.compare import MeasureChange, changed, compare_rows
from eval.report.html import details, escape, note, paragraph, section, table
from eval.report.material import Material
from eval.report.names import (
    MEASURES,
    REASONS,
    REGISTERS,
    SET_ENGLISH,
    SET_NAMES,
    TYPES,
    both,
    named,
)
from eval.rows import Row
from eval.runner import FULL

_MOVED = 1e-9


def changes(material: Material) -> str:
    """Measures that moved on each set, and the development questions that moved them."""
    parts = []
    for name, before in material.before.items():
        after = material.runs[name]
        moved = [
            one
            for one in compare_rows(before.of(FULL), after.of(FULL))
            if one.measure in MEASURES and abs(one.after - one.before) > _MOVED
        ]
        title = (
            f"{both(SET_NAMES[name], SET_ENGLISH[name])}："
            f"{before.info.date} {before.info.commit} → {after.info.date} {after.info.commit}"
        )
        if moved:
            header = ("", "前 before", "后 after", "差 difference [95 %]", "p")
            parts.append(table(header, map(_moved, moved), escape(title)))
        else:
            parts.append(note(f"{title}：没有变化 · nothing changed"))
    if "dev" in material.before:
        parts.append(_questions(material))
    return section("changes", "与上次相比", "Since the run before", *parts)


def _moved(one: MeasureChange) -> tuple[str, ...]:
    gain = one.difference
    sign = "up" if gain.low > 0 else "down" if gain.high < 0 else "even"
    return (
        named(MEASURES, one.measure),
        f"{100 * one.before:.1f}",
        f"{100 * one.after:.1f}",
        f'<b class="{sign}">{100 * gain.mean:+.1f}</b> '
        f'<span class="ci">[{100 * gain.low:+.1f}, {100 * gain.high:+.1f}]</span>',
        f"{gain.p:.3f}",
    )


def _questions(material: Material) -> str:
    found = changed(material.before["dev"].of(FULL), material.runs["dev"].of(FULL))
    worse = [one for one in found if one.after < one.before]
    better = [one for one in found if one.after > one.before][::-1]
    parts = []
    for label, ones in (("变差 · worse", worse), ("变好 · better", better)):
        rows = [
            (escape(one.id), f"{one.before:.2f}", f"{one.after:.2f}", escape(one.question))
            for one in ones
        ]
        if rows:
            parts.append(details(f"{label}：{len(rows)}", table(("", "前", "后", "问题"), rows)))
    return "".join(parts)


def failures(material: Material) -> str:
    """The development questions that went wrong, each with all that is needed to see why."""
    run = material.runs.get("dev")
    if run is None:
        return ""
    wrong = [row for row in run.of(FULL) if not row.right and row.split == Split.DEV]
    groups = []
    for kind, label in TYPES.items():
        rows = sorted(
            (row for row in wrong if row.type == kind),
            key=lambda row: (row.measures["score"], row.id),
        )
        if rows:
            cards = "".join(_card(row, material) for row in rows)
            groups.append(f"<h3>{both(label, kind)}：{len(rows)}</h3>{cards}")
    return section(
        "failures",
        "答错的问题",
        "Failures",
        paragraph(
            f"开发集 {len(run.of(FULL))} 题里没有答对的 {len(wrong)} 题；测试集不展示。",
            "Development questions only; none of the test side is shown.",
        ),
        *groups,
    )


def _card(row: Row, material: Material) -> str:
    case = material.cases.get(row.id)
    summary = (
        f'<span class="id">{escape(row.id)}</span> {escape(row.question)} '
        f'<span class="n">{row.measures["score"]:.2f}</span>'
    )
    lines = "".join(
        f"<dt>{label}</dt><dd>{told}</dd>" for label, told in _lines(row, case, material)
    )
    return details(summary, f"<dl>{lines}</dl>")


def _lines(row: Row, case: Case | None, material: Material) -> Iterator[tuple[str, str]]:
    if case and case.history:
        turns = "；".join(f"{turn.question} → {turn.answer}" for turn in case.history)
        yield "上文 history", escape(turns)
    yield "应答 gold", escape(row.gold) or f"（应拒答 refuse：{_reason(row.gold_reason)}）"
    if row.status == "refused":
        yield "所答 answer", f"（拒答 refused：{_reason(row.reason)}）"
    else:
        yield "所答 answer", f"<b>{escape(row.short_answer or '—')}</b><br>{escape(row.answer)}"
        if row.items:
            yield "成员 items", escape("；".join(row.items))
    cited = [(one.role, material.source[one.start : one.end]) for one in row.citations]
    if cited:
        yield "所引 cited", _quotes(cited)
    places = case.places if case else ()
    if places:
        yield "证据 evidence", _quotes([(one.role.value, one.quote) for one in places])
    yield "题型 kind", f"{named(REGISTERS, row.register)}；把握 confidence {row.confidence:.2f}"


def _quotes(quotes: Sequence[tuple[str, str]]) -> str:
    roles = {"context": "（背景）"}
    return "<br>".join(
        f"{roles.get(role, '')}「{escape(' '.join(quote.split()))}」" for role, quote in quotes
    )


def _reason(reason: str) -> str:
    return escape(both(REASONS.get(reason, reason), reason))
