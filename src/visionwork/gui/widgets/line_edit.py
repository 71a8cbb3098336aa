"""A line to type in, with the room around its words that the design asks for."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from visionwork.gui.style.fields import PADDING

_INDENT = PADDING - 3
"""Room at both ends of the text; Qt itself adds two pixels and the width of the frame."""


class LineEdit(QLineEdit):
    """A framed line edit; every QLineEdit of a form is one.

    The style could leave the room when it polishes a widget, as long as it is asked about every widget of
    the app; that alone makes PySide build a hundred classes before the first window (see
    `visionwork.gui.widgets.viewport`).

    Args:
        text: The text it starts with.
        parent: The widget it is in.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextMargins(_INDENT, 0, _INDENT, 0)
