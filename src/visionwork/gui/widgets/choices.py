"""Choices and numbers on pages that scroll: the wheel moves the page and changes no value in passing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSpinBox, QStyleOptionComboBox, QToolTip, QWidget

from visionwork.gui.style.fields import words_room
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.app_locale import app_locale
from visionwork.gui.widgets.labels import plain_tooltip

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
    """A combo box that leaves the wheel to the page it stands on, and tells words that are cut in a tooltip.

    Args:
        parent: Parent widget.
    """

    def keep_narrow(self, letters: int = 10) -> None:
        """Ask for no more than some letters; longer words are cut."""
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(letters)

    def event(self, event: QEvent) -> bool:
        """Tell the whole of what is chosen where it is cut and nothing else is to be told."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and not self.toolTip():
            QToolTip.showText(
                event.globalPos(), plain_tooltip(self.currentText() if self._is_cut() else ""), self
            )
            return True
        return super().event(event)

    def _is_cut(self) -> bool:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        words = option.fontMetrics.horizontalAdvance(option.currentText)
        return words > words_room(Theme.of(self), option)


class NumberBox(_LeavesWheel, QSpinBox):
    """A spin box that leaves the wheel to the page it stands on.

    A click selects the number, so that typing replaces it. Where a text stands for "nobody said", typing
    replaces that, too, and an emptied field means it. What was typed is the field's own to undo until the
    keyboard leaves it, as until Enter.

    Args:
        parent: Parent widget.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(app_locale())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the number for the mouse as Qt does for Tab."""
        super().focusInEvent(event)
        if event.reason() is Qt.FocusReason.MouseFocusReason:
            QTimer.singleShot(0, self, self.selectAll)  # the press comes after the focus and would deselect

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """End the line's own undo, which Qt would keep: the number is said now."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.lineEdit().setText(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Replace the text that stands for no number, which Qt would take for part of one."""
        if self.specialValueText() and self.text() == self.specialValueText():
            self.lineEdit().selectAll()
        super().keyPressEvent(event)

    def validate(self, input: str, pos: int) -> tuple[QValidator.State, str, int]:
        """Take an empty field for no number, where there is a text for that."""
        if self.specialValueText() and not input.strip():
            return QValidator.State.Acceptable, input, pos
        return super().validate(input, pos)

    def valueFromText(self, text: str) -> int:  # noqa: N802
        """Return the number; nothing is the least, which stands for none."""
        if self.specialValueText() and not text.strip():
            return self.minimum()
        return super().valueFromText(text)
