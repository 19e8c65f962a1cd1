"""Drawing: curves and the reliability diagram, as SVG that stands alone.

Rules:

- Black and two colours on white, so that a drawing reads the same on a dark page.
- Each has a title and a description in words for those who do not see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias
from xml.sax.saxutils import escape

from seedlib.model import value
from seedlib.training.scoring import Bin, calibration_error

__all__ = ["Curve", "curves", "reliability_diagram"]

#: (x, y)
Point: TypeAlias = tuple[float, float]

#: The sizes of a panel: its drawing, and what is left free for words to its left and below it.
_WIDTH, _HEIGHT, _LEFT, _BELOW, _ABOVE = 460, 260, 60, 44, 28

_COLOURS = ("#0b6", "#c40", "#06c", "#939", "#660", "#555")


@value(kw_only=True)
class Curve:
    """A named line."""

    name: str
    points: tuple[Point, ...]


@value(kw_only=True)
class _Panel:
    """A rectangle of the drawing, and which numbers its sides stand for."""

    top: float
    low: Point
    high: Point

    def at(self, point: Point) -> Point:
        """Return where a point stands in the drawing."""
        x, y = ((held - low) / ((high - low) or 1) for held, low, high in zip(point, self.low, self.high, strict=True))
        return round(_LEFT + x * _WIDTH, 1), round(self.top + (1 - y) * _HEIGHT, 1)

    def frame(self, title: str, x: str, y: str) -> list[str]:
        """Return the frame with its words: the title above, the names of the sides, the first and last number of each."""
        right, bottom = _LEFT + _WIDTH, self.top + _HEIGHT
        return [
            f'<rect x="{_LEFT}" y="{self.top}" width="{_WIDTH}" height="{_HEIGHT}" fill="none" stroke="#999"/>',
            f'<text x="{_LEFT}" y="{self.top - 8}" font-weight="bold">{escape(title)}</text>',
            _text(_LEFT, bottom + 16, f"{self.low[0]:g}", "start"),
            _text(right, bottom + 16, f"{self.high[0]:g}", "end"),
            _text(_LEFT + _WIDTH / 2, bottom + 16, x, "middle"),
            _text(_LEFT - 6, bottom, f"{self.low[1]:.3g}", "end"),
            _text(_LEFT - 6, self.top + 12, f"{self.high[1]:.3g}", "end"),
            _text(_LEFT - 6, self.top + _HEIGHT / 2, y, "end"),
        ]


def _text(x: float, y: float, words: str, anchor: str, fill: str = "#000") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{fill}">{escape(words)}</text>'


def _svg(height: float, title: str, description: str, parts: Iterable[str]) -> str:
    width = _LEFT + _WIDTH + 20
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:g}" width="{width}" role="img" '
        'font-family="sans-serif" font-size="12">'
    )
    return "\n".join(
        [
            head,
            f"<title>{escape(title)}</title>",
            f"<desc>{escape(description)}</desc>",
            f'<rect width="{width}" height="{height:g}" fill="#fff"/>',
            *parts,
            "</svg>\n",
        ]
    )


def curves(title: str, panels: Sequence[tuple[str, str, str, Sequence[Curve]]]) -> str:
    """Return curves, a panel below the other.

    Args:
        title: of all.
        panels: title, names of the x and y side, and curves of each; a panel without points is left out.
    """
    parts, said = [], []
    top = float(_ABOVE)
    for name, x, y, lines in panels:
        points = [point for line in lines for point in line.points]
        if not points:
            continue
        low = min(a for a, _ in points), min(b for _, b in points)
        panel = _Panel(top=top, low=low, high=(max(a for a, _ in points), max(b for _, b in points)))
        parts += panel.frame(name, x, y)
        for number, line in enumerate(lines):
            colour = _COLOURS[number % len(_COLOURS)]
            path = " ".join(f"{a},{b}" for a, b in map(panel.at, line.points))
            parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
            parts += [f'<circle cx="{a}" cy="{b}" r="2.5" fill="{colour}"/>' for a, b in map(panel.at, line.points)]
            if len(lines) > 1:
                low_right = top + _HEIGHT - 10 - 15 * (len(lines) - 1 - number)  # where scores that rise leave room
                parts.append(_text(_LEFT + _WIDTH - 8, low_right, line.name, "end", colour))
            if line.points:
                said.append(f"{line.name}: from {line.points[0][1]:.4g} to {line.points[-1][1]:.4g}.")
        top += _HEIGHT + _BELOW + _ABOVE
    return _svg(top, title, " ".join(said), parts)


def reliability_diagram(bins: Sequence[Bin]) -> str:
    """Return how often claims are right (upwards) that are said to be so sure (to the right); on the line both are one."""
    panel = _Panel(top=float(_ABOVE), low=(0.0, 0.0), high=(1.0, 1.0))
    parts = panel.frame("Is confidence what it says?", "confidence", "right")
    (a, b), (c, d) = panel.at((0.0, 0.0)), panel.at((1.0, 1.0))
    parts.append(f'<line x1="{a}" y1="{b}" x2="{c}" y2="{d}" stroke="#999" stroke-dasharray="4 4"/>')
    points = [panel.at((held.said, held.right)) for held in bins]
    parts.append(f'<polyline points="{" ".join(f"{x},{y}" for x, y in points)}" fill="none" stroke="{_COLOURS[0]}" stroke-width="2"/>')
    parts += [f'<circle cx="{x}" cy="{y}" r="4" fill="{_COLOURS[0]}"/>' for x, y in points]
    claims = sum(held.claims for held in bins)
    said = f"{claims} claims in {len(bins)} bins of equal count; expected calibration error {calibration_error(bins):.3f}."
    parts.append(_text(_LEFT, _ABOVE + _HEIGHT + 36, said, "start"))
    words = " ".join(f"Confidence {held.said:.2f}: {held.right:.2f} are right." for held in bins)
    return _svg(_ABOVE + _HEIGHT + _BELOW, "Reliability diagram", f"{said} {words}", parts)
