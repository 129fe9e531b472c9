"""Small pieces of HTML. Everything that comes from a text or a run is escaped here."""

from collections.abc import Iterable, Sequence
from html import escape

from eval.metrics import Estimate

__all__ = ["details", "escape", "interval", "note", "paragraph", "percent", "section", "table"]


def percent(value: float, digits: int = 1) -> str:
    """0.8765 as 87.7 %."""
    return f"{100 * value:.{digits}f} %"


def interval(value: Estimate | None) -> str:
    """A mean in per cent with its interval, a dash where there is none."""
    if value is None:
        return "—"
    return (
        f"{100 * value.mean:.1f} "
        f'<span class="ci">[{100 * value.low:.1f}, {100 * value.high:.1f}]</span>'
    )


def table(header: Sequence[str], rows: Iterable[Sequence[str]], caption: str = "") -> str:
    """A table that scrolls sideways by itself on a narrow screen. Cells are HTML."""
    head = "".join(f'<th scope="col">{cell}</th>' for cell in header)
    body = "".join(
        "<tr>"
        + "".join(
            f'<th scope="row">{cell}</th>' if at == 0 else f"<td>{cell}</td>"
            for at, cell in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    told = f"<caption>{caption}</caption>" if caption else ""
    return (
        f'<div class="wide" tabindex="0"><table>{told}<thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def section(anchor: str, chinese: str, english: str, *parts: str) -> str:
    """A section with its heading; nothing where it has no content."""
    content = "".join(part for part in parts if part)
    if not content:
        return ""
    return (
        f'<section id="{anchor}"><h2>{escape(chinese)} <small lang="en">{escape(english)}</small>'
        f"</h2>{content}</section>"
    )


def paragraph(chinese: str, english: str = "") -> str:
    """A sentence or two in both languages. Plain text."""
    told = f'<span lang="en">{escape(english)}</span>' if english else ""
    return f"<p>{escape(chinese)} {told}</p>"


def note(text: str) -> str:
    """Small print. Plain text."""
    return f'<p class="note">{escape(text)}</p>'


def details(summary: str, content: str) -> str:
    """Something to expand. Both are HTML."""
    return f"<details><summary>{summary}</summary>{content}</details>"
