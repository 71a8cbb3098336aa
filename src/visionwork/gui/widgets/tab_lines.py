"""The words of a tab on two lines, for a row of tabs that is too narrow for one."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics

from visionwork.domain.records import record

_GAP = 6


@record
class TabLines:
    """A name on two lines at most; the count follows it on the last line.

    Attributes:
        first: What stands above.
        second: What stands below; "" where the name has one line.
        count: Muted words below, after the rest of the name.
        width: Width of the wider line in pixels.
    """

    first: str
    second: str
    count: str
    width: int


def two_lines(
    name: str, count: str, bold: QFontMetrics, muted: QFontMetrics, *, whole: bool = False
) -> TabLines:
    """Return the narrowest way to set a name and its count on two lines.

    Args:
        name: Broken between its words only.
        count: Kept in one piece; "" where there is none.
        bold: Measures the name.
        muted: Measures the count.
        whole: Whether the name stays on its line, as that of a question does.
    """
    words = name.split()
    breaks = range(len(words) if whole else min(1, len(words)), len(words) + 1)

    def below(second: str) -> int:
        both = _GAP if second and count else 0
        return bold.horizontalAdvance(second) + both + muted.horizontalAdvance(count)

    ways = [(" ".join(words[:place]), " ".join(words[place:])) for place in breaks]
    lines = [
        TabLines(first, second, count, max(bold.horizontalAdvance(first), below(second)))
        for first, second in ways
    ]
    return min(lines, key=lambda way: way.width)
