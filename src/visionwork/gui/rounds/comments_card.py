"""What people wrote, in an order that tells nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from visionwork.domain.results import RoundResults, ShownComment
from visionwork.domain.rounds import QuestionKind
from visionwork.gui.rounds.flow_layout import FlowLayout
from visionwork.gui.widgets.buttons import HEIGHT_BAR, QuietButton
from visionwork.gui.widgets.card import Card
from visionwork.gui.widgets.filter_chip import FilterChip
from visionwork.gui.widgets.group_mark import GroupMark
from visionwork.gui.widgets.labels import ElidedLabel, PlainLabel
from visionwork.gui.widgets.rule import Rule

_FIRST, _MORE = 6, 12
_LONG = 700
_LONG_WORD = re.compile(r"\S{24}(?=\S)")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A comment with the question it answers."""

    comment: ShownComment
    question: str


class CommentsCard(Card):
    """Comments of a round with their groups, some at a time, filtered by question.

    Args:
        parent: The widget it is in.
    """

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._entries: dict[str, list[_Entry]] = {}
        self._texts: dict[str, str] = {}
        self._shown = _FIRST
        self._chosen = ""
        self._chips = QButtonGroup(self)
        self._chip_row = QWidget(self)
        self._chip_flow = FlowLayout(self._chip_row)
        self._question = PlainLabel("", "cell", "muted", wrap=True, parent=self)
        self._list = QWidget(self)
        self._list_column = QVBoxLayout(self._list)
        self._list_column.setContentsMargins(0, 0, 0, 0)
        self._list_column.setSpacing(0)
        self._scroll = QScrollArea(self)
        self._count = PlainLabel("", "cell", "muted", parent=self)
        self._more = QuietButton("Show more", "", HEIGHT_BAR, parent=self)
        self._lay_out()
        self._more.clicked.connect(self._show_more)
        self._chips.buttonClicked.connect(self._on_chip)

    def set_results(self, results: RoundResults) -> None:
        """Show the comments of a round."""
        open_questions = [item for item in results.questions if item.kind is QuestionKind.OPEN]
        numbers = {item.question_id: place for place, item in enumerate(results.questions, 1)}
        entries = {
            f"Question {numbers[item.question_id]}": [
                _Entry(comment, f"Question {numbers[item.question_id]}") for comment in item.comments
            ]
            for item in open_questions
        }
        texts = {f"Question {numbers[item.question_id]}": item.text for item in open_questions}
        if entries == self._entries and texts == self._texts:
            return
        self._entries, self._texts = entries, texts
        self._shown = _FIRST
        self._chosen = self._chosen if self._chosen in entries else ""
        self._fill_chips()
        self._fill()

    def count(self) -> int:
        """Return how many comments are shown in all."""
        return sum(len(entries) for entries in self._entries.values())

    def _lay_out(self) -> None:
        self._scroll.setWidget(self._list)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName("Comments")
        self._scroll.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        self._scroll.viewport().setAutoFillBackground(False)
        self._list.setBackgroundRole(QPalette.ColorRole.Window)  # or labels would take Text for their colour
        self._list.setAutoFillBackground(False)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 4, 0, 0)
        foot.addWidget(self._count, 1)
        foot.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 12)
        column.setSpacing(10)
        column.addWidget(PlainLabel("Comments", "heading", parent=self))
        column.addWidget(self._chip_row)
        column.addWidget(self._question)
        column.addWidget(Rule(parent=self))
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)

    def _fill_chips(self) -> None:
        for chip in self._chips.buttons():
            self._chips.removeButton(chip)
            chip.hide()
            chip.deleteLater()
        while (item := self._chip_flow.takeAt(0)) is not None:
            del item
        for key in ("", *self._entries):
            number = self.count() if not key else len(self._entries[key])
            chip = FilterChip(key or "All", number, parent=self._chip_row)
            chip.setProperty("key", key)
            chip.setChecked(key == self._chosen)
            self._chips.addButton(chip)
            self._chip_flow.addWidget(chip)
            chip.show()
        self._chip_row.setVisible(len(self._entries) > 1)

    def _wanted(self) -> list[_Entry]:
        """Return the comments of the chosen question, or of all of them in turn."""
        if self._chosen:
            return self._entries[self._chosen]
        columns = list(self._entries.values())
        longest = max(map(len, columns), default=0)
        return [column[place] for place in range(longest) for column in columns if place < len(column)]

    def _fill(self) -> None:
        while (item := self._list_column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        wanted = self._wanted()
        for place, entry in enumerate(wanted[: self._shown]):
            if place:
                self._list_column.addWidget(Rule(parent=self._list))
            self._list_column.addWidget(_CommentView(entry, not self._chosen, parent=self._list))
        if not wanted:
            self._list_column.addWidget(_nothing(self._list))
        self._list_column.addStretch(1)
        shown = min(self._shown, len(wanted))
        self._count.setText(f"{shown:,} of {len(wanted):,}" if wanted else "")
        self._more.setVisible(shown < len(wanted))
        self._question.setText(self._texts.get(self._chosen, ""))
        self._question.setVisible(bool(self._chosen))

    def _on_chip(self, chip: QAbstractButton) -> None:
        self._chosen = chip.property("key")
        self._shown = _FIRST
        self._fill()
        self._scroll.verticalScrollBar().setValue(0)

    def _show_more(self) -> None:
        self._shown += _MORE
        self._fill()


class _CommentView(QWidget):
    """One comment: the words in serif, the group below, the question at the right."""

    def __init__(self, entry: _Entry, with_question: bool, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._whole = entry.comment.text
        self._words = PlainLabel("", "comment", wrap=True, parent=self)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 10)
        column.setSpacing(4)
        column.addWidget(self._words)
        if len(self._whole) > _LONG:
            read_all = QuietButton("Read all of it", "", HEIGHT_BAR, parent=self)
            read_all.clicked.connect(self._read_all)
            read_all.clicked.connect(read_all.hide)
            column.addWidget(read_all, 0, Qt.AlignmentFlag.AlignLeft)
            self._words.setText(_breakable(self._whole[:_LONG].rstrip() + "…"))
        else:
            self._words.setText(_breakable(self._whole))
        line = QHBoxLayout()
        line.setSpacing(6)
        kind, name = entry.comment.kind, entry.comment.group
        if kind is not None and name is not None:
            line.addWidget(GroupMark(kind, size=10, parent=self))
            group = ElidedLabel(name, "caption_medium", parent=self)
            group.set_group_color(kind)
        else:
            group = ElidedLabel("From a group held back", "caption", "muted", parent=self)
        line.addWidget(group, 1)
        if with_question:
            line.addWidget(PlainLabel(entry.question, "caption", "muted", parent=self))
        column.addLayout(line)

    def _read_all(self) -> None:
        self._words.setText(_breakable(self._whole))


def _nothing(parent: QWidget) -> QWidget:
    label = PlainLabel("No comment can be shown yet.", "cell", "muted", wrap=True, parent=parent)
    label.setContentsMargins(0, 12, 0, 0)
    return label


def _breakable(text: str) -> str:
    """Return a text whose endless words may be broken, so that they do not widen the column."""
    return _LONG_WORD.sub("\\g<0>\u200b", text)
