"""A line edit in a cell, for values typed in one go, with a sentence when they do not fit."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLineEdit, QWidget

from visionwork.gui.views.grid.cell_painter import PAD_X, RULE, CellPainter, pad_y
from visionwork.gui.views.grid.editors.base import CellEditor, Opening
from visionwork.gui.widgets.icon_view import IconView
from visionwork.gui.widgets.labels import PlainLabel

_GAP = 4
_ICON_GAP, _ICON_FROM = 6, 200
"""Space behind the icon, and the width of cells it fits in, in pixels."""

_QT_MARGIN = 2
"""Space that Qt itself leaves before the words of a line edit, in pixels."""


class LineCellEditor(CellEditor):
    """A frameless line edit with room for a sentence below it.

    Args:
        painter: Knows where words go.
        name: What a screen reader calls the editor.
        role: Role of the words.
        parent: The viewport of the table.
    """

    def __init__(
        self, painter: CellPainter, name: str, *, role: str = "cell", parent: QWidget | None = None
    ) -> None:
        super().__init__(painter, role, parent=parent)
        self._edit = QLineEdit(self)
        self._edit.setFrame(False)
        self._edit.setAcceptDrops(False)  # files go on to the window
        self._edit.setFont(self._theme.font(role))
        self._edit.setAccessibleName(name)
        self._edit.setAutoFillBackground(False)
        self._edit.textEdited.connect(self._on_edited)
        self._complaint = PlainLabel(role="caption", color="danger", wrap=True, parent=self)
        self._complaint.setForegroundRole(QPalette.ColorRole.WindowText)  # or it would take the table's
        self._alert = IconView("circle-alert", "danger", parent=self)
        for part in (self._complaint, self._alert):
            part.hide()
        self._adopt(self._edit)

    def begin(self, opening: Opening) -> None:
        """Select everything, so that the first key replaces it."""
        self._edit.selectAll()

    def show_problem(self, sentence: str) -> None:
        """Say below the words what to type, or nothing any more."""
        self._complaint.setText(sentence)
        self._complaint.setVisible(bool(sentence))
        self._wrong = bool(sentence)
        self.update()
        self._edit.setAccessibleDescription(sentence)
        self._place_complaint()

    def _place_inner(self, text: QRect) -> None:
        height = self._theme.line_height(self._role) + 2
        self._edit.setGeometry(
            text.left() - _QT_MARGIN, text.top() - 1, text.width() + 2 * _QT_MARGIN - self._reserved(), height
        )
        self._place_complaint()

    def _reserved(self) -> int:
        """Return the width kept free at the right, in pixels."""
        return 0

    def _place_complaint(self) -> None:
        wide = self.width() >= self._theme.px(_ICON_FROM)
        self._alert.setVisible(self._wrong and wide)
        if not self._wrong:
            return
        left, top = self._edit.x() + _QT_MARGIN, self._edit.geometry().bottom() + 1 + _GAP
        if wide:
            side = self._alert.sizeHint().width()
            self._alert.setGeometry(left, top + 1, side, side)
            left += side + _ICON_GAP
        width = self.width() - left - PAD_X
        height = self._complaint.heightForWidth(width)
        self._complaint.setGeometry(left, top, width, height)
        self.height_wanted.emit(top + height + pad_y(self._theme) + RULE)

    def _on_edited(self) -> None:
        self.show_problem("")
        self.edited.emit()
