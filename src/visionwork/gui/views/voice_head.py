"""The head of a view's card: who speaks, what they are asked, and where they stand in the triangle."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from visionwork.domain.groups import GroupKind, HouseWord
from visionwork.gui.widgets.group_mark import GroupMark
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.triangle import Node, RelationshipTriangle, TriangleSize, TriangleState

_NODES = {
    GroupKind.CUSTOMERS: Node.CUSTOMERS,
    GroupKind.EMPLOYEES: Node.EMPLOYEES,
    GroupKind.MANAGERS: Node.ORGANISATION,
    GroupKind.EXECUTIVES: Node.ORGANISATION,
}


class VoiceHead(QWidget):
    """Mark and voice in the group's colour, the question below, the small triangle at the right.

    Args:
        parent: The widget it is in.
    """

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = GroupMark(size=10, parent=self)
        self._voice = PlainLabel("", "button", wrap=True, parent=self)
        self._question = PlainLabel("", "body", "ink2", wrap=True, parent=self)
        self._triangle = RelationshipTriangle(TriangleSize.SMALL, parent=self)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self._mark)
        first.addWidget(self._voice, 1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(first)
        words.addWidget(self._question)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addLayout(words, 1)
        row.addWidget(self._triangle, 0, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_voice(self, kind: GroupKind, voice: str, question: str) -> None:
        """Let another group speak.

        Args:
            kind: Kind of the group.
            voice: Whose voice it is, such as "As a customer".
            question: What they are asked.
        """
        self._mark.set_kind(kind)
        self._voice.setText(voice)
        self._voice.set_group_color(kind)
        self._question.setText(question)
        self._question.setVisible(bool(question))
        node = _NODES.get(kind)
        self._triangle.setVisible(node is not None)
        if node is not None:
            self._triangle.set_state(TriangleState(frozenset((node,)), frozenset()))
            self._triangle.setAccessibleName(
                f"{voice}, in the triangle of organisation, employees and customers"
            )

    def voice(self) -> str:
        """Return whose voice it is."""
        return self._voice.text()

    def question(self) -> str:
        """Return what they are asked."""
        return self._question.text()


def voice_words(kind: GroupKind, word: HouseWord, group: str = "") -> str:
    """Return whose voice a view speaks in, such as "As a client" or "As an employee: Night shift".

    Args:
        kind: Kind of the group.
        word: The house's word for one of them.
        group: Name of the group where there are several of the kind.
    """
    if kind is GroupKind.COMMUNITY:
        voice = "As one of the community"
    elif kind is GroupKind.OTHER:
        return f"As {group}" if group else "As one of the others"
    else:
        article = "an" if word.singular[:1].lower() in "aeio" else "a"
        voice = f"As {article} {word.singular}"
    return f"{voice}: {group}" if group else voice
