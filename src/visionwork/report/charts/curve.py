"""The adopter curve: how a group spreads over four bands, today and as a target."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from visionwork.domain.adoption import BANDS
from visionwork.domain.records import record
from visionwork.report.charts.drawing import Point, put_area, put_dot, put_line, put_path, put_text
from visionwork.report.charts.palette import PAPER, PRINT, ChartPalette, ChartSizes
from visionwork.report.engine import Drawing
from visionwork.report.fonts import Face
from visionwork.report.text import text_width

Shares = Sequence[int]

_PIECES = 16
_LEAST_TOP = 45


@record
class CurveGeometry:
    """Where the parts of a curve stand in its drawing; y grows upwards.

    Attributes:
        width: Width of the drawing.
        height: Height of the drawing.
        base: Height of the axis.
        top: Height of the highest share of the scale.
        most: Share at `top`, in percent.
    """

    width: float
    height: float
    base: float
    top: float
    most: int

    def x(self, band: int) -> float:
        """Return the middle of a band, 0 to 3."""
        return self.width * (2 * band + 1) / 8

    def y(self, share: float) -> float:
        """Return the height of a share in percent."""
        return self.base + (self.top - self.base) * share / self.most

    def share_at(self, y: float) -> int:
        """Return the share at a height, 0 to 100 (where a handle was dragged to)."""
        share = (y - self.base) / (self.top - self.base) * self.most
        return max(0, min(100, round(share)))


def curve_geometry(
    width: float,
    height: float,
    today: Shares | None,
    target: Shares | None,
    sizes: ChartSizes = PAPER,
    most: int | None = None,
    *,
    legend: bool = True,
) -> CurveGeometry:
    """Return where a curve's parts stand, for whoever draws handles over it.

    Args:
        width: Width of the drawing.
        height: Height of the drawing.
        today: Four shares, or None.
        target: Four shares, or None.
        sizes: Type and distances.
        most: Share at the top of the scale; found from the shares when None. Keep it while a handle is
            dragged, or the curve moves under the hand.
        legend: Whether there is a legend above the curve.
    """
    highest = max((*(today or ()), *(target or ()), _LEAST_TOP))
    foot = sizes.caption * 5.6
    head = sizes.caption * (2.4 if legend else 0.9)
    return CurveGeometry(width, height, foot, height - head, most or min(100, highest + 3))


def adopter_curve(
    today: Shares | None,
    target: Shares | None,
    width: float,
    height: float,
    *,
    palette: ChartPalette = PRINT,
    sizes: ChartSizes = PAPER,
    target_label: str = "Target",
    most: int | None = None,
    legend: bool = True,
) -> Drawing:
    """Draw the shares of today as a broken grey line and the target as a solid one over a pale ground.

    Args:
        today: Four percentages in the order of `BANDS`, or None.
        target: The same for the target.
        width: Width of the drawing.
        height: Height of the drawing.
        palette: Colours.
        sizes: Type and distances; `PAPER` in points or `screen_sizes()` in pixels.
        target_label: What the target is called, such as "Target, March next year".
        most: Share at the top of the scale, see `curve_geometry`.
        legend: Whether the two lines are explained above the curve.
    """
    drawing = Drawing(width, height)
    place = curve_geometry(width, height, today, target, sizes, most, legend=legend)
    if target is not None:
        outline = smooth(_points(place, target))
        put_area(drawing, [(0.0, place.base), *outline, (width, place.base)], palette.area)
    for edge in (1, 2, 3):
        x = width * edge / 4
        put_line(drawing, (x, place.base), (x, place.top), palette.hair, 0.7 if sizes.body < 12 else 1)
    thick = sizes.stroke
    if today is not None:
        line = smooth(_points(place, today))
        put_path(drawing, line, palette.line, thick, dash=sizes.caption * 0.45)
    if target is not None:
        put_path(drawing, smooth(_points(place, target)), palette.ink, thick * 1.4)
    put_line(drawing, (0, place.base), (width, place.base), palette.line, max(0.7, thick * 0.7))
    for shares, fill, outline_colour in (
        (today, palette.ground, palette.line),
        (target, palette.ink, palette.ink),
    ):
        for band, share in enumerate(shares or ()):
            put_dot(drawing, place.x(band), place.y(share), sizes.dot * 1.1, fill, outline_colour, thick)
    if legend:
        _legend(drawing, today, target, target_label, palette, sizes)
    _bands(drawing, place, today, target, palette, sizes)
    return drawing


def smooth(points: Sequence[Point]) -> list[Point]:
    """Return a smooth line through points that never swings beyond them.

    A cubic Hermite spline with the slopes of Fritsch and Carlson (1980), so that a share never seems
    higher than the highest one that was given.
    """
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    steps = [(ys[i + 1] - ys[i]) / (xs[i + 1] - xs[i]) for i in range(len(points) - 1)]
    slopes = [steps[0]]
    for before, after in pairwise(steps):
        slopes.append(0.0 if before * after <= 0 else 2 * before * after / (before + after))
    slopes.append(steps[-1])
    line: list[Point] = []
    for i in range(len(points) - 1):
        wide = xs[i + 1] - xs[i]
        for piece in range(_PIECES):
            t = piece / _PIECES
            y = (
                (1 + 2 * t) * (1 - t) ** 2 * ys[i]
                + t * (1 - t) ** 2 * wide * slopes[i]
                + t * t * (3 - 2 * t) * ys[i + 1]
                + t * t * (t - 1) * wide * slopes[i + 1]
            )
            line.append((xs[i] + wide * t, y))
    line.append((xs[-1], ys[-1]))
    return line


def _points(place: CurveGeometry, shares: Shares) -> list[Point]:
    first, last = shares[0] * 0.28, shares[3] * 0.28
    middle = [(place.x(band), place.y(share)) for band, share in enumerate(shares)]
    return [(0.0, place.y(first)), *middle, (place.width, place.y(last))]


def _legend(
    drawing: Drawing,
    today: Shares | None,
    target: Shares | None,
    target_label: str,
    palette: ChartPalette,
    sizes: ChartSizes,
) -> None:
    size, x = sizes.caption, drawing.width
    y = drawing.height - size * 1.1
    for label, wanted, colour, dash, thick in (
        (target_label, target, palette.ink, 0.0, sizes.stroke * 1.4),
        ("Today", today, palette.line, size * 0.45, sizes.stroke),
    ):
        if wanted is None:
            continue
        x -= text_width(label, Face.SANS, size)
        put_text(drawing, x, y, label, size, palette.ink2)
        x -= size * 0.7
        middle = y + size * 0.33
        put_line(drawing, (x - size * 2, middle), (x, middle), colour, thick, dash)
        x -= size * 3.4


def _bands(
    drawing: Drawing,
    place: CurveGeometry,
    today: Shares | None,
    target: Shares | None,
    palette: ChartPalette,
    sizes: ChartSizes,
) -> None:
    size = sizes.body
    big = size + (2 if sizes.body < 12 else 4)
    name_y = place.base - size * 1.75
    share_y = name_y - big * 1.45
    for band, name in enumerate(BANDS):
        x = place.x(band)
        label = name[:1].upper() + name[1:]
        put_text(drawing, x, name_y, label, size, palette.ink2, anchor="middle")
        before = None if today is None else f"{today[band]}%"
        after = None if target is None else f"{target[band]}%"
        if before and after:
            arrow = size * 1.1
            put_text(drawing, x - arrow, share_y, before, big, palette.muted, anchor="end")
            _arrow(drawing, x, share_y + big * 0.33, arrow * 0.55, palette, sizes)
            put_text(drawing, x + arrow, share_y, after, big, palette.ink, Face.SANS_BOLD)
        elif before or after:
            face, colour = (Face.SANS_BOLD, palette.ink) if after else (Face.SANS, palette.muted)
            put_text(drawing, x, share_y, before or after or "", big, colour, face, "middle")


def _arrow(
    drawing: Drawing, x: float, y: float, half: float, palette: ChartPalette, sizes: ChartSizes
) -> None:
    thick, head = sizes.stroke * 0.8, half * 0.55
    put_path(drawing, [(x - half, y), (x + half, y)], palette.muted, thick)
    put_path(
        drawing,
        [(x + half - head, y + head), (x + half, y), (x + half - head, y - head)],
        palette.muted,
        thick,
    )


def describe_adopter_curve(today: Shares | None, target: Shares | None) -> str:
    """Return what the chart shows in sentences, for whoever cannot see it."""
    parts = []
    for name, shares in (("Today", today), ("Target", target)):
        if shares is not None:
            spread = ", ".join(f"{b} {s} percent" for b, s in zip(BANDS, shares, strict=True))
            parts.append(f"{name}: {spread}")
    return "Adopter curve. " + ". ".join(parts or ["Nothing recorded yet"]) + "."
