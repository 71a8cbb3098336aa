"""A small card that names one gap and suggests one act."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visionwork.domain.groups import GroupKind
from visionwork.gui.widgets.card import Card
from visionwork.gui.widgets.group_mark import GroupMark
from visionwork.gui.widgets.labels import PlainLabel


class NoteCard(Card):
    """A mark, a bold line and a sentence, such as "Managers have no view yet".

    Args:
        title: What is not there.
        text: What to do about it.
        kind: Kind of group the note is about, or None for no mark.
        parent: The widget it is in.
    """

    def __init__(
        self,
        title: str = "",
        text: str = "",
        kind: GroupKind | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._mark = GroupMark(parent=self)
        self._title = PlainLabel("", "button", wrap=True, parent=self)
        self._text = PlainLabel("", "cell", "ink2", wrap=True, parent=self)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._mark)
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._text)
        self.set_note(title, text, kind)

    def set_note(self, title: str, text: str, kind: GroupKind | None = None) -> None:
        """Say something else."""
        self._title.setText(title)
        self._text.setText(text)
        self._mark.setVisible(kind is not None)
        if kind is not None:
            self._mark.set_kind(kind)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
