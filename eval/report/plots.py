"""Plots as inline SVG, made of a few shapes. Colours and type come from the page's style.

Strips (one row of dots with intervals) have no text inside, so they stretch to any width; curves
keep a fixed shape small enough for a telephone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from eval.metrics import Bin, CurvePoint, Estimate

_STRIP = 30
_LEFT, _TOP, _WIDE, _HIGH = 40, 24, 300, 220


@dataclass(frozen=True, slots=True)
class Dot:
    """A value with its interval; ``series`` (0, 1, 2 …) picks the colour."""

    value: float
    low: float
    high: float
    series: int = 0


@dataclass(frozen=True, slots=True)
class Strip:
    """One row of a dot plot: label and figures are HTML, the dots are drawn."""

    label: str
    figures: str
    dots: tuple[Dot, ...]


def dot(value: Estimate, series: int = 0) -> Dot:
    """The dot of an estimate."""
    return Dot(value.mean, value.low, value.high, series)


def strips(
    rows: Sequence[Strip], low: float = 0.0, high: float = 1.0, legend: Sequence[str] = ()
) -> str:
    """A dot plot: a row a label, all on one scale from ``low`` to ``high``."""
    drawn = "".join(
        f'<div class="strip"><span class="label">{row.label}</span>{_strip(row.dots, low, high)}'
        f'<span class="figures">{row.figures}</span></div>'
        for row in rows
    )
    axis = (
        f'<div class="strip axis"><span></span><span class="ends"><i>{_tick(low)}</i>'
        f"<i>{_tick((low + high) / 2)}</i><i>{_tick(high)}</i></span><span></span></div>"
    )
    return f'<div class="strips">{legend_of(legend)}{drawn}{axis}</div>'


def legend_of(names: Sequence[str]) -> str:
    """Which colour is which; nothing for a single series without a name."""
    items = "".join(f'<li class="s{at}">{escape(name)}</li>' for at, name in enumerate(names))
    return f'<ul class="legend">{items}</ul>' if items else ""


def risk_coverage_plot(series: Sequence[tuple[str, Sequence[CurvePoint]]]) -> str:
    """Share wrong among the surest answers, against the share of questions answered."""
    lines = "".join(
        f'<polyline class="line s{at}" points="'
        + " ".join(f"{_x(p.coverage):.1f},{_y(p.risk):.1f}" for p in points)
        + '"/>'
        for at, (_, points) in enumerate(series)
    )
    names = [name for name, _ in series]
    return legend_of(names) + _frame("回答的比例 coverage", "其中答错 risk", lines)


def reliability_plot(series: Sequence[tuple[str, Sequence[Bin]]]) -> str:
    """Share right against mean confidence; on the diagonal confidence is honest."""
    diagonal = f'<line class="guide" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}"/>'
    marks = "".join(
        f'<circle class="mark s{at}" cx="{_x(b.confidence):.1f}" cy="{_y(b.accuracy):.1f}" r="4"/>'
        for at, (_, bins) in enumerate(series)
        for b in bins
    )
    lines = "".join(
        f'<polyline class="line thin s{at}" points="'
        + " ".join(f"{_x(b.confidence):.1f},{_y(b.accuracy):.1f}" for b in bins)
        + '"/>'
        for at, (_, bins) in enumerate(series)
    )
    names = [name for name, _ in series]
    return legend_of(names) + _frame("自报把握 confidence", "答对 right", diagonal + lines + marks)


def _strip(dots: Sequence[Dot], low: float, high: float) -> str:
    step = _STRIP / (len(dots) + 1) if dots else 0
    shapes = "".join(
        f'<line class="bar s{one.series}" x1="{_at(one.low, low, high)}" '
        f'x2="{_at(one.high, low, high)}" y1="{y:.1f}" y2="{y:.1f}"/>'
        f'<circle class="dot s{one.series}" cx="{_at(one.value, low, high)}" cy="{y:.1f}" r="4"/>'
        for number, one in enumerate(dots, 1)
        for y in [number * step]
    )
    guides = "".join(
        f'<line class="grid" x1="{x}%" x2="{x}%" y1="0" y2="{_STRIP}"/>'
        for x in (0, 25, 50, 75, 100)
    )
    zero = (
        f'<line class="zero" x1="{_at(0, low, high)}" x2="{_at(0, low, high)}" '
        f'y1="0" y2="{_STRIP}"/>'
        if low < 0 < high
        else ""
    )
    return f'<svg class="dots" height="{_STRIP}" aria-hidden="true">{guides}{zero}{shapes}</svg>'


def _at(value: float, low: float, high: float) -> str:
    share = (value - low) / (high - low)
    return f"{100 * min(1.0, max(0.0, share)):.2f}%"


def _tick(value: float) -> str:
    return f"{100 * value:.0f}"


def _frame(across: str, up: str, content: str) -> str:
    ticks = "".join(
        f'<line class="grid" x1="{_x(0)}" x2="{_x(1)}" y1="{_y(share)}" y2="{_y(share)}"/>'
        f'<text x="{_LEFT - 6}" y="{_y(share) + 4}" text-anchor="end">{100 * share:.0f}</text>'
        f'<text x="{_x(share)}" y="{_y(0) + 16}" text-anchor="middle">{100 * share:.0f}</text>'
        for share in (0, 0.25, 0.5, 0.75, 1)
    )
    label = escape(f"{up} / {across}")
    return (
        f'<svg class="plot" viewBox="0 0 {_LEFT + _WIDE + 12} {_TOP + _HIGH + 40}" role="img" '
        f'aria-label="{label}">{ticks}{content}'
        f'<text class="axis" x="{_LEFT + _WIDE / 2}" y="{_TOP + _HIGH + 34}" '
        f'text-anchor="middle">{escape(across)} %</text>'
        f'<text class="axis" x="{_LEFT - 30}" y="12">{escape(up)} %</text></svg>'
    )


def _x(share: float) -> float:
    return _LEFT + share * _WIDE


def _y(share: float) -> float:
    return _TOP + (1 - share) * _HIGH
