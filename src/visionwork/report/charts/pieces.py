"""Where a chart of many rows is cut, so that no piece is taller than a page."""

from __future__ import annotations

import math
from collections.abc import Sequence


def cuts(heights: Sequence[float], most: float) -> list[slice]:
    """Return which rows stand in each piece of a chart, pieces of about one height.

    Args:
        heights: Height of each row.
        most: Most height of the rows of a piece; a row that is taller has a piece of its own.

    Returns:
        One piece with all rows where they fit one.
    """
    total = sum(heights)
    if total <= most:
        return [slice(0, len(heights))]
    wanted = total / math.ceil(total / most)
    found: list[slice] = []
    first, before, own = 0, 0.0, 0.0
    for place, height in enumerate(heights):
        full = before + own + height / 2 > wanted * (len(found) + 1)
        if place > first and (own + height > most or full):
            found.append(slice(first, place))
            first, before, own = place, before + own, 0.0
        own += height
    return [*found, slice(first, len(heights))]
