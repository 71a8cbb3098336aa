"""Choices and numbers on pages that scroll: the wheel moves the page and changes no value in passing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

if TYPE_CHECKING:
    _Field = QWidget
else:
    _Field = object  # a second class of Qt among the bases is none that PySide can make


class _LeavesWheel(_Field):
    """What a field of Qt leaves to the page it stands on; comes before the field among the bases."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel does not take the keyboard, either

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let what is around scroll."""
        event.ignore()


class ChoiceBox(_LeavesWheel, QComboBox):
    """A combo box that leaves the wheel to the page it stands on.

    Args:
        parent: Parent widget.
    """


class NumberBox(_LeavesWheel, QSpinBox):
    """A spin box that leaves the wheel to the page it stands on.

    Args:
        parent: Parent widget.
    """
