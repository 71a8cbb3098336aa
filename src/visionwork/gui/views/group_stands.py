"""Where groups stand on an adopter curve, in words, group under group."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from visionwork.domain.groups import Group
from visionwork.gui.widgets.group_mark import GroupMark
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.rule import Rule

_SCROLL_ROOM = 8


class GroupStands(QScrollArea):
    """As high as its lines, or as it may be; then it scrolls, also with the keyboard.

    Args:
        parent: The widget it is in.
    """

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most: int | None = None
        self._host = QWidget()
        self._rows = QVBoxLayout(self._host)
        self._rows.setContentsMargins(0, 0, _SCROLL_ROOM, 0)
        self._rows.setSpacing(4)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Where groups stand")
        self.setWidget(self._host)
        for ground in (self.viewport(), self._host):
            ground.setAutoFillBackground(False)  # the card is the ground
        self.verticalScrollBar().rangeChanged.connect(self._on_range_changed)

    def show_groups(self, groups: Sequence[tuple[Group, str]]) -> None:
        """Show groups, each with where it stands in words."""
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for group, words in groups:
            self._rows.addWidget(Rule(Qt.Orientation.Horizontal, "hair", parent=self._host))
            self._rows.addWidget(_GroupStand(group, words, parent=self._host))
        self._rows.addStretch()
        self.updateGeometry()

    def set_most(self, most: int | None) -> None:
        """Take no more than so many pixels, or as many as there are lines for; measures the lines again."""
        self._most = most
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the height of the lines, as far as it may be taken."""
        width = max(self.width(), 200)
        needed = max(self._rows.heightForWidth(width), 0)
        return QSize(width, needed if self._most is None else min(needed, self._most))

    def minimumSizeHint(self) -> QSize:
        """Keep what is asked for."""
        return QSize(100, self.sizeHint().height())

    def _on_range_changed(self, _least: int, most: int) -> None:
        """Let the keyboard scroll, and pass by where everything is in sight."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if most else Qt.FocusPolicy.NoFocus)


class _GroupStand(QWidget):
    """A group and where it stands, in words."""

    def __init__(self, group: Group, words: str, *, parent: QWidget) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 4, 0, 4)
        line.setSpacing(10)
        line.addWidget(GroupMark(group.kind, beside="button", parent=self), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        name = PlainLabel(group.name, role="button", wrap=True, parent=self)
        name.set_group_color(group.kind)
        column.addWidget(name)
        column.addWidget(PlainLabel(words, role="cell", color="ink2", wrap=True, parent=self))
        line.addLayout(column, 1)
