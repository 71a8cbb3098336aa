"""The typefaces of the interface and the named roles they are used in."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtGui import QFont, QFontDatabase

from visionwork.assets import asset_dir

SANS = "Source Sans 3"
SERIF = "Source Serif 4"
HAN = "Droid Sans Fallback"

_FILES = (
    "SourceSans3_400Regular.ttf",
    "SourceSans3_400Regular_Italic.ttf",
    "SourceSans3_500Medium.ttf",
    "SourceSans3_600SemiBold.ttf",
    "SourceSerif4_400Regular.ttf",
)
"""The faces that the roles of the screen use; a report uses more. Each costs a start a millisecond."""

_HAN_FILE = "DroidSansFallback.ttf"
_log = logging.getLogger(__name__)


class TextRole(NamedTuple):
    """How one kind of text is set.

    Attributes:
        family: Typeface.
        size: Pixels at text size 100.
        weight: Weight of the letters.
        italic: Whether the letters lean.
    """

    family: str
    size: int
    weight: QFont.Weight = QFont.Weight.Normal
    italic: bool = False


_MEDIUM = QFont.Weight.Medium
_BOLD = QFont.Weight.DemiBold

ROLES: Mapping[str, TextRole] = {
    "caption": TextRole(SANS, 13),
    "caption_medium": TextRole(SANS, 13, _MEDIUM),
    "caption_bold": TextRole(SANS, 13, _BOLD),
    "cell": TextRole(SANS, 14),
    "cell_italic": TextRole(SANS, 14, italic=True),
    "cell_bold": TextRole(SANS, 14, _BOLD),
    "button": TextRole(SANS, 14, _BOLD),
    "body": TextRole(SANS, 15),
    "body_medium": TextRole(SANS, 15, _MEDIUM),
    "body_bold": TextRole(SANS, 15, _BOLD),
    "heading": TextRole(SANS, 16, _BOLD),
    "section": TextRole(SANS, 18, _BOLD),
    "figure": TextRole(SANS, 20, _BOLD),
    "timer": TextRole(SANS, 26, _BOLD),
    "comment": TextRole(SERIF, 16),
    "value": TextRole(SERIF, 18),
    "serif_body": TextRole(SERIF, 16),
    "serif_prompt": TextRole(SERIF, 19),
    "serif_list": TextRole(SERIF, 20),
    "serif_lead": TextRole(SERIF, 22),
    "serif_editor": TextRole(SERIF, 22),
    "serif_statement": TextRole(SERIF, 24),
    "title": TextRole(SERIF, 30),
    "home_title": TextRole(SERIF, 44),
}
"""Every role a text can have; sizes in pixels at text size 100."""

LINE_HEIGHTS: Mapping[str, int] = {
    "caption": 18,
    "cell": 20,
    "body": 22,
    "heading": 24,
    "comment": 24,
    "serif_body": 24,
    "value": 26,
    "serif_prompt": 26,
    "serif_list": 26,
    "serif_lead": 30,
    "serif_editor": 34,
    "serif_statement": 42,
    "title": 38,
    "home_title": 52,
}
"""Distance of the lines, in pixels at text size 100, for text set in blocks."""


def load_fonts() -> None:
    """Register the Latin, Greek and Cyrillic typefaces shipped with the app."""
    folder = asset_dir("resources") / "fonts"
    for name in _FILES:
        if QFontDatabase.addApplicationFont(str(folder / name)) < 0:
            _log.warning("Could not use the font %s", name)


def load_han_font() -> None:
    """Register the shipped font for Chinese, Japanese and Korean where the system has none.

    It costs tens of milliseconds, so call it after the first window is on screen.
    """
    if QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        return
    path = asset_dir("resources") / "fonts" / _HAN_FILE
    if QFontDatabase.addApplicationFont(str(path)) < 0:
        _log.warning("Could not use the font %s", path.name)


def make_font(role: str, percent: int = 100) -> QFont:
    """Build the font of a role.

    Args:
        role: A key of `ROLES`.
        percent: Text size, 100 to 130.

    Raises:
        KeyError: There is no such role.
    """
    spec = ROLES[role]
    font = QFont(spec.family)
    font.setPixelSize(round(spec.size * percent / 100))
    font.setWeight(spec.weight)
    font.setItalic(spec.italic)
    return font
