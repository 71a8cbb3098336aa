"""Who is asked in a round, and how many people of each group."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSpinBox, QWidget

from visionwork.domain.groups import Group
from visionwork.domain.rounds import RoundGroup
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.choices import NumberBox
from visionwork.gui.widgets.elided_check_box import ElidedCheckBox
from visionwork.gui.widgets.group_mark import GroupMark
from visionwork.gui.widgets.labels import PlainLabel

_MOST_INVITED = 9_999_999
_ROW_HEIGHT = 30
"""A little lower than fields elsewhere, so that groups and questions are seen together."""


class InvitedEditor(QWidget):
    """A row a group of the workshop: whether it is asked, and how many people.

    Args:
        parent: The widget it is in.

    Signals:
        changed: A group or a number is different now.
    """

    changed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[int, tuple[QCheckBox, QSpinBox]] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)

    def set_groups(
        self, groups: Sequence[Group], invited: Sequence[RoundGroup], fixed: Collection[int] = ()
    ) -> None:
        """Show the groups; to be called once.

        Args:
            groups: Groups of the workshop.
            invited: Those that are asked.
            fixed: Ids of groups that are known to have answered, and stay.
        """
        asked = {group.group_id: group.invited for group in invited}
        self._grid.addWidget(PlainLabel("How many", "caption", "muted", parent=self), 0, 2)
        for row, group in enumerate(groups, 1):
            box = ElidedCheckBox(group.name, self)
            box.setChecked(group.id in asked)
            box.setEnabled(group.id not in fixed)
            if group.id in fixed:
                box.setToolTip("This group has answered already.")
            number = NumberBox(self)
            number.setMinimumWidth(Theme.of(self).px(112))
            number.setFixedHeight(Theme.of(self).px(_ROW_HEIGHT))
            number.setRange(0, _MOST_INVITED)
            number.setGroupSeparatorShown(True)
            number.setSpecialValueText("not said")
            number.setAccessibleName(f"How many of {group.name} are asked")
            number.setValue(asked.get(group.id, group.to_ask) or 0)
            number.setEnabled(box.isChecked())
            box.toggled.connect(number.setEnabled)
            box.toggled.connect(self.changed)
            number.valueChanged.connect(self.changed)
            self._grid.addWidget(GroupMark(group.kind, parent=self), row, 0)
            self._grid.addWidget(box, row, 1)
            self._grid.addWidget(number, row, 2)
            self._rows[group.id] = (box, number)

    def invited(self) -> list[RoundGroup]:
        """Return the groups that are asked, with how many people when somebody said."""
        return [
            RoundGroup(group_id, number.value() or None)
            for group_id, (box, number) in self._rows.items()
            if box.isChecked()
        ]
