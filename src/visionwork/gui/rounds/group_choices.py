"""What the texts of a group column stand for, where they are no group's name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from visionwork.domain.counting import counted
from visionwork.domain.groups import Group
from visionwork.feedback.column_map import group_text
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.choices import ChoiceBox
from visionwork.gui.widgets.labels import ElidedLabel, PlainLabel

_LEAVE_OUT = -1


class GroupChoices(QWidget):
    """A row a text: the group it means, or its rows are left out.

    Args:
        parent: The widget it is in.

    Signals:
        changed: A text means something else now.
    """

    changed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._combos: dict[str, ChoiceBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._content: QWidget | None = None

    def show_texts(
        self, texts: Mapping[str, int], groups: Sequence[Group], proposed: Mapping[str, int | None]
    ) -> None:
        """Show texts that are no group.

        Args:
            texts: The texts as written, with how many rows have them.
            groups: Groups of the workshop.
            proposed: Group ids by text, folded; texts without one are left out.
        """
        self._combos.clear()
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = content = QWidget(self)
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        for row, (text, rows) in enumerate(sorted(texts.items())):
            key = group_text(text)
            combo = ChoiceBox(content)
            combo.setAccessibleName(f"Group meant by {text}")
            combo.setMinimumWidth(Theme.of(self).px(300))
            combo.addItem("Leave these rows out", _LEAVE_OUT)
            for group in groups:
                combo.addItem(group.name, group.id)
            wanted = proposed.get(key)
            combo.setCurrentIndex(max(0, combo.findData(wanted)) if wanted is not None else 0)
            combo.currentIndexChanged.connect(self.changed)
            self._combos[key] = combo
            grid.addWidget(ElidedLabel(f"“{text}”", "cell", parent=content), row, 0)
            grid.addWidget(
                PlainLabel(counted(rows, "row", "rows"), "caption", "muted", parent=content), row, 1
            )
            grid.addWidget(combo, row, 2)
        self._column.addWidget(content)

    def choices(self) -> dict[str, int | None]:
        """Return group ids by text, folded; None leaves the rows out."""
        return {
            key: None if combo.currentData() == _LEAVE_OUT else combo.currentData()
            for key, combo in self._combos.items()
        }
