"""The parts of a questionnaire that is typed: two texts can change places, what follows them stays last."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from visionwork.domain.drafts import Draft
from visionwork.domain.rounds import Round
from visionwork.feedback.chapters import Chapter, ShownText, chapters, shown_texts
from visionwork.gui.widgets.labels import PlainLabel

PREFERENCES = ("Text A", "Text B", "Both", "Neither")
"""Answers to the question which of two texts speaks more to somebody, as facilitators read them."""


def round_chapters(asked: Round, drafts: Sequence[Draft]) -> tuple[Chapter, ...]:
    """Return what is asked about which text, in the order of the round."""
    wordings = {draft.id: draft.text for draft in drafts}
    texts = shown_texts([(shown.id, wordings.get(shown.id, "")) for shown in asked.drafts])
    return chapters(texts, asked.questions)


def text_title(text: ShownText, drafts: Sequence[Draft]) -> str:
    """Return what a facilitator calls one of two texts, such as "Text A, Draft 4"."""
    number = next(draft.number for draft in drafts if draft.id == text.draft_id)
    return f"Text {text.letter}, Draft {number}"


class ChapterStack(QWidget):
    """Parts below each other; the first two are about a text each, where there are three or two.

    Args:
        parent: The widget it is in.
    """

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self._parts: list[QWidget] = []
        self._turned = False

    def add_part(self, title: str) -> QVBoxLayout:
        """Add a part below the others and return the layout of its contents.

        Args:
            title: Which text it is about; empty when it needs no heading.
        """
        part = QWidget(self)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if title:
            column.addWidget(PlainLabel(title, "heading", parent=part))
        self._parts.append(part)
        self._column.addWidget(part)
        return column

    @property
    def turned(self) -> bool:
        """Whether the second text comes first."""
        return self._turned

    def set_turned(self, turned: bool) -> None:
        """Put the part about the second text first, or back."""
        if turned != self._turned and len(self._parts) > 1:
            self._turned = turned
            self._column.removeWidget(self._parts[1])
            self._column.insertWidget(0 if turned else 1, self._parts[1])


class ReadFirst(QComboBox):
    """Which of two texts people hear or read first; by itself the other one each time.

    Args:
        parent: The widget it is in.

    Signals:
        order_changed: Carries whether the second text comes first now.
    """

    order_changed = Signal(bool)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Which text is read first")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._turned = False
        self.addItem("in turn: A first", None)
        self.addItem("always Text A", False)
        self.addItem("always Text B", True)
        self.currentIndexChanged.connect(self._tell)

    def turned(self) -> bool:
        """Return whether the second text comes first now."""
        fixed = self.currentData()
        return self._turned if fixed is None else fixed

    def take_turns(self) -> None:
        """Begin with the other text from now on, where they take turns."""
        self._turned = not self._turned
        self.setItemText(0, f"in turn: {'B' if self._turned else 'A'} first")
        self._tell()

    def _tell(self) -> None:
        self.order_changed.emit(self.turned())
