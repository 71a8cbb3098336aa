"""The keyboard's place in a cell whose contents the editor around it paints."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class CellFace(QWidget):
    """Takes keys and nothing else: it paints nothing and lets the mouse through.

    Args:
        parent: The editor.
    """

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setProperty("noFocusRing", True)
