"""Charts as reportlab drawings: vector in the PDF, SVG on screen.

Every chart takes a palette and sizes, so that one drawing serves paper and both looks of the screen, and has
a `describe_…` function whose sentences serve as alternative text.
"""

from visionwork.report.charts.comparison import (
    comparison_pieces,
    describe_draft_comparison,
    draft_comparison,
)
from visionwork.report.charts.curve import (
    CurveGeometry,
    adopter_curve,
    curve_geometry,
    describe_adopter_curve,
)
from visionwork.report.charts.diverging import (
    Extent,
    describe_diverging_bars,
    diverging_bars,
    extent,
    in_pieces,
)
from visionwork.report.charts.palette import (
    COMPACT,
    PAPER,
    PRINT,
    ChartPalette,
    ChartSizes,
    palette_from,
    screen_sizes,
)
from visionwork.report.charts.preference import (
    describe_preference_bars,
    preference_bars,
    preference_extent,
)
from visionwork.report.charts.svg import to_svg
from visionwork.report.charts.timeline import (
    DraftMark,
    TimelineDraft,
    describe_draft_timeline,
    draft_timeline,
    timeline_pieces,
)
from visionwork.report.charts.triangle import COMPLETE, Relations, describe_triangle, sign, triangle

__all__ = [
    "COMPACT",
    "COMPLETE",
    "PAPER",
    "PRINT",
    "ChartPalette",
    "ChartSizes",
    "CurveGeometry",
    "DraftMark",
    "Extent",
    "Relations",
    "TimelineDraft",
    "adopter_curve",
    "comparison_pieces",
    "curve_geometry",
    "describe_adopter_curve",
    "describe_diverging_bars",
    "describe_draft_comparison",
    "describe_draft_timeline",
    "describe_preference_bars",
    "describe_triangle",
    "diverging_bars",
    "draft_comparison",
    "draft_timeline",
    "extent",
    "in_pieces",
    "palette_from",
    "preference_bars",
    "preference_extent",
    "screen_sizes",
    "sign",
    "timeline_pieces",
    "to_svg",
    "triangle",
]
