"""Promises as a list that can be confirmed, edited, given to groups, removed and added to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from visionwork.domain.groups import NO_WORDS, HouseWords
from visionwork.domain.stakeholders import Stakeholder
from visionwork.gui.coach.group_toggle import GroupToggle
from visionwork.gui.rounds.flow_layout import FlowLayout
from visionwork.gui.widgets.buttons import IconButton
from visionwork.gui.widgets.edited_rows import EditedRow, EditedRows
from visionwork.gui.widgets.growing_text import GrowingText
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.rule import Rule

PromiseDraft = tuple[str, tuple[Stakeholder, ...]]
"""Words of a promise and to whom it is made."""

BegunPromise = tuple[str, tuple[Stakeholder, ...], bool]
"""A promise that is being worked on: its words, to whom it is made, and whether it is to be kept."""

_MARGIN = 8
_EMPTY = "No clause of this draft reads like a promise. Add the ones you mean, or go on without."


class PromiseEditor(QWidget):
    """A row a promise: whether it counts, its words, to whom it is made.

    Args:
        parent: The widget it is in.

    Signals:
        changed: A promise is different now.
    """

    changed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = NO_WORDS
        self._empty = PlainLabel(_EMPTY, "cell", "muted", wrap=True, parent=self)
        column = QVBoxLayout()
        column.setSpacing(0)
        self._rows: EditedRows[PromiseRow] = EditedRows(column, parent=self)
        self._rows.changed.connect(self.changed)
        self._rows.renumbered.connect(self._on_renumbered)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 12, 0)
        outer.addWidget(self._empty)
        outer.addLayout(column)
        outer.addStretch(1)

    def set_words(self, words: HouseWords) -> None:
        """Name groups in the words of a house, from the next promise on."""
        self._words = words

    def set_promises(self, promises: Sequence[PromiseDraft]) -> None:
        """Show promises, all of them to be kept."""
        self.set_begun([(text, who, True) for text, who in promises])

    def set_begun(self, promises: Sequence[BegunPromise]) -> None:
        """Show promises as they stood while somebody worked on them."""
        rows = [PromiseRow(text, who, self._words, parent=self) for text, who, _ in promises]
        for row, (_, _, kept) in zip(rows, promises, strict=True):
            row.keep.setChecked(kept)
        self._rows.replace(rows)

    def begun(self) -> list[BegunPromise]:
        """Return every row as it stands."""
        return [(*row.promise(), row.is_kept()) for row in self.rows()]

    def promises(self) -> list[PromiseDraft]:
        """Return the promises that are to be kept and have words, in order."""
        return [row.promise() for row in self.rows() if row.is_kept() and row.promise()[0]]

    def rows(self) -> tuple[PromiseRow, ...]:
        """Return the rows that are shown."""
        return self._rows.all()

    def add_promise(self) -> None:
        """Add an empty promise and put the keyboard there."""
        self._rows.add(PromiseRow("", (), self._words, parent=self))
        self.changed.emit()

    def _on_renumbered(self) -> None:
        self._empty.setVisible(not self.rows())


class PromiseRow(EditedRow):
    """One promise.

    Args:
        text: Its words.
        who: To whom it is made.
        words: The house's words.
        parent: The widget it is in.
    """

    def __init__(self, text: str, who: Sequence[Stakeholder], words: HouseWords, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.keep = QCheckBox(self)
        self.keep.setChecked(True)
        self.edit = GrowingText(text, "serif_body", _MARGIN, parent=self)
        self.edit.setPlaceholderText("What will people be able to count on?")
        self._remove = IconButton("x", framed=False, parent=self)
        shown = [one for one in Stakeholder if one is not Stakeholder.SHAREHOLDERS or one in who]
        self.toggles = tuple(GroupToggle(one, words, one in who, parent=self) for one in shown)
        self.keep.toggled.connect(self._on_kept)
        self.edit.textChanged.connect(self.changed)
        self._remove.clicked.connect(self._on_remove)
        for toggle in self.toggles:
            toggle.toggled.connect(self.changed)
        self._lay_out()

    def promise(self) -> PromiseDraft:
        """Return its words, on one line, and its groups."""
        return self.edit.line(), tuple(toggle.stakeholder for toggle in self.toggles if toggle.isChecked())

    def is_kept(self) -> bool:
        """Return whether it counts."""
        return self.keep.isChecked()

    def focus_text(self) -> None:
        """Put the keyboard on its words."""
        self.edit.setFocus(Qt.FocusReason.TabFocusReason)

    def set_place(self, number: int, of: int) -> None:
        """Say which of the promises it is; how many there are does not matter."""
        self.keep.setAccessibleName(f"Keep promise {number}")
        self.edit.setAccessibleName(f"Promise {number}")
        self._remove.set_name(f"Remove promise {number}")

    def _on_kept(self, kept: bool) -> None:
        for widget in (self.edit, *self.toggles):
            widget.setEnabled(kept)
        self.changed.emit()

    def _on_remove(self) -> None:
        self.remove_requested.emit(self)

    def _lay_out(self) -> None:
        chips = FlowLayout()
        for toggle in self.toggles:
            chips.addWidget(toggle)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(self.edit)
        words.addLayout(chips)
        row = QHBoxLayout()
        row.setContentsMargins(2, 10, 0, 12)
        row.setSpacing(10)
        self.keep.setMinimumHeight(self.edit.first_line_height())
        row.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(Rule(parent=self))
