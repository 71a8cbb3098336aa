"""One of several: a choice, a person or a group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPixmap, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from visionwork.domain.cells import GONE
from visionwork.domain.entries import CellValue
from visionwork.domain.groups import GroupKind
from visionwork.domain.progress import ExerciseStatus
from visionwork.gui.theme import Theme
from visionwork.gui.views.grid.cell_painter import CellPainter
from visionwork.gui.views.grid.editors.base import CellEditor, Opening
from visionwork.gui.widgets.group_mark import paint_group_mark
from visionwork.gui.widgets.progress import paint_status_mark

_HEIGHT = 36
_TEXT_LEFT = 12
"""Where the style begins the words of a combo box, in pixels at text size 100."""

_ICON, _ICON_GAP = 12, 4
"""Side of a mark, and what is added to the space that Qt leaves behind an icon, in pixels."""

_SETUP = "setup"
_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Offer:
    """One of the values a cell can hold.

    Attributes:
        value: What is stored.
        text: What is shown.
        mark: A group's shape or a state, or None.
    """

    value: CellValue
    text: str
    mark: GroupKind | ExerciseStatus | None = None


class PickBox(QComboBox):
    """A combo box without a frame.

    Signals:
        picked: An entry of the open list was chosen.
    """

    picked = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._from_list = False
        self.setFrame(False)
        self.setMaxVisibleItems(12)
        self.activated.connect(self._on_activated)

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        """Open the list below the cell, and remember that what follows was chosen there."""
        self._from_list = True
        super().showPopup()
        popup, below = self.view().window(), self.mapToGlobal(QPoint(0, self.height()))
        if below.y() + popup.height() <= self.screen().availableGeometry().bottom():
            popup.move(popup.x(), below.y())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remember that what follows was chosen by a key in the closed box."""
        self._from_list = False
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the table scroll; the wheel changes no value."""
        event.ignore()

    def _on_activated(self) -> None:
        if self._from_list:
            self._from_list = False
            self.picked.emit()


class PickCellEditor(CellEditor):
    """Edits a value that is one of several; letters jump to it, arrows change it.

    Args:
        painter: Knows where words go.
        name: What a screen reader calls the editor.
        offers: The values in order; None among them draws a line.
        setup_text: What leads to the set-up when nothing is offered, or nothing.
        parent: The viewport of the table.
    """

    def __init__(
        self,
        painter: CellPainter,
        name: str,
        offers: Sequence[Offer | None],
        *,
        setup_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(painter, parent=parent)
        self._box = PickBox(parent=self)
        self._box.setFont(self._theme.font("cell"))
        side = self._theme.px(_ICON)
        self._box.setIconSize(QSize(side + _ICON_GAP, side))
        self._box.setAccessibleName(name)
        self._box.addItem("Not chosen", None)
        self._values: list[CellValue] = [None]
        for offer in offers:
            self._add(offer)
        if not offers and setup_text:
            self._box.addItem(setup_text, _SETUP)
        self._box.currentIndexChanged.connect(self._on_changed)
        self._box.picked.connect(self._on_picked)
        self._adopt(self._box)
        self._box.view().installEventFilter(self)

    def value(self) -> CellValue:
        """Return the value that is picked, or None."""
        place = self._box.currentIndex()
        return self._values[place] if 0 <= place < len(self._values) else None

    def set_value(self, value: CellValue) -> None:
        """Show a value; one that is not offered is offered as it stands."""
        if value not in self._values:
            text = value if isinstance(value, str) else GONE
            self._add(Offer(value, text))
        self._box.blockSignals(True)
        self._box.setCurrentIndex(self._values.index(value))
        self._box.blockSignals(False)

    def begin(self, opening: Opening) -> None:
        """Open the list for a click."""
        if opening is Opening.CLICKED:
            QTimer.singleShot(0, self, self._open)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the keys of the open list to the list."""
        if watched is self._box.view():
            return False
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._box.setCurrentIndex(0)
            return True
        return super()._take_key(event)

    def _place_inner(self, text: QRect) -> None:
        height, line = self._theme.px(_HEIGHT), self._theme.line_height("cell")
        left = text.left() - self._theme.px(_TEXT_LEFT)
        self._box.setGeometry(left, text.top() - (height - line) // 2, self.width() - left - 4, height)

    def _add(self, offer: Offer | None) -> None:
        if offer is None:
            self._box.insertSeparator(self._box.count())
            self._values.append(None)
            return
        self._box.addItem(_mark_icon(offer.mark, self._theme), offer.text)
        self._values.append(offer.value)

    def _open(self) -> None:
        if self.isVisible():
            self._box.showPopup()

    def _on_changed(self) -> None:
        if self._box.currentData(_ROLE) != _SETUP:
            self.edited.emit()

    def _on_picked(self) -> None:
        if self._box.currentData(_ROLE) == _SETUP:
            self.page_requested.emit("setup")
        else:
            self.kept.emit()


def _mark_icon(mark: GroupKind | ExerciseStatus | None, theme: Theme) -> QIcon:
    """Return a group's shape or a state as an icon; no icon for no mark."""
    if mark is None:
        return QIcon()
    side, ratio = theme.px(_ICON), 2
    picture = QPixmap((side + _ICON_GAP) * ratio, side * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    if isinstance(mark, GroupKind):
        paint_group_mark(painter, QRectF(0, 0, side, side), mark, theme)
    else:
        paint_status_mark(painter, QRectF(0, 0, side, side), mark, theme)
    painter.end()
    return QIcon(picture)
