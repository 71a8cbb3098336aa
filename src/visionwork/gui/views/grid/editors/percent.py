"""A share from 0 to 100."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QValidator
from PySide6.QtWidgets import QWidget

from visionwork.domain.cells import WHOLE, is_whole
from visionwork.domain.entries import CellValue
from visionwork.gui.views.grid.cell_painter import CellPainter
from visionwork.gui.views.grid.editors.line import LineCellEditor

TOO_MUCH = f"A share is at most {WHOLE}."
_MOST_DIGITS = 6
_STEPS = {Qt.Key.Key_Up: 5, Qt.Key.Key_Down: -5}


class ShareValidator(QValidator):
    """Lets nothing be typed but digits."""

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Accept a few digits, or nothing."""
        fits = not text or (text.isdecimal() and len(text) <= _MOST_DIGITS)
        return (QValidator.State.Acceptable if fits else QValidator.State.Invalid), text, position


class PercentCellEditor(LineCellEditor):
    """Edits a share; only digits can be typed, and the arrows up and down change it by 5.

    More than 100 is refused with a word; until it is mended, or the cell is left, the share stays as it was.

    Args:
        painter: Knows where words go.
        name: What a screen reader calls the editor.
        parent: The viewport of the table.
    """

    def __init__(self, painter: CellPainter, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(painter, name, role="heading", parent=parent)
        self._edit.setValidator(ShareValidator(self))
        self._known: CellValue = None
        self._foreign: CellValue = None

    def value(self) -> CellValue:
        """Return the share, None, or what was found in the cell and not touched or cannot be replaced."""
        text = self._edit.text().strip()
        if self._too_much():
            return self._known
        return int(text) if text.isdecimal() else self._foreign

    def set_value(self, value: CellValue) -> None:
        """Show a share; a value of another type stays until something is typed."""
        fits = is_whole(value, WHOLE)
        self._known = value
        self._foreign = None if fits else value
        self._edit.setText(str(value) if fits else "")
        self._edit.setPlaceholderText("" if fits or value is None else str(value))
        self.show_problem("")

    def complain(self) -> bool:
        """Say that a share is at most 100 when more was typed."""
        self.show_problem(TOO_MUCH if self._too_much() else "")
        return self._too_much()

    def _take_key(self, event: QKeyEvent) -> bool:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            return super()._take_key(event)
        text = self._edit.text()
        share = int(text) if text.isdecimal() else 0
        self._edit.setText(str(min(max(share + step, 0), WHOLE)))
        self._edit.selectAll()
        self._on_edited()
        return True

    def _on_edited(self) -> None:
        self._foreign = None
        super()._on_edited()
        self.complain()

    def _too_much(self) -> bool:
        text = self._edit.text().strip()
        return text.isdecimal() and int(text) > WHOLE
