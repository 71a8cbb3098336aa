"""The columns of a file with what they hold and what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from visionwork.domain.quoting import shortened
from visionwork.domain.rounds import Question
from visionwork.feedback.answer_table import AnswerTable
from visionwork.feedback.column_map import ColumnMap, Proposal
from visionwork.feedback.two_drafts import labelled
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.choices import ChoiceBox
from visionwork.gui.widgets.labels import ElidedLabel, PlainLabel

GROUP = "group"
LEAVE_OUT = ""
_SAMPLES, _SAMPLE_LENGTH, _QUESTION_LENGTH = 4, 60, 52


class ColumnList(QWidget):
    """A row a column; a question or the group can be taken by one column only.

    Args:
        parent: The widget it is in.

    Signals:
        changed: A column is for something else now.
    """

    changed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._combos: dict[int, ChoiceBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._content: QWidget | None = None

    def clear(self) -> None:
        """Show nothing."""
        self._combos.clear()
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
            self._content = None

    def show_table(self, table: AnswerTable, proposal: Proposal, questions: Sequence[Question]) -> None:
        """Show the columns of a file with a proposal.

        Args:
            table: The file.
            proposal: What its columns are likely for.
            questions: Questions of the round.
        """
        self.clear()
        self._content = content = QWidget(self)
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 5)
        for place, head in enumerate(("Column in the file", "First rows", "Becomes")):
            grid.addWidget(PlainLabel(head, "caption", "muted", parent=content), 0, place)
        for index, header in enumerate(table.headers):
            name = QWidget(content)
            words = QVBoxLayout(name)
            words.setContentsMargins(0, 0, 0, 0)
            words.setSpacing(0)
            words.addWidget(ElidedLabel(header, "button", parent=name))
            remark, color = _remark(index, proposal)
            if remark:
                words.addWidget(PlainLabel(remark, "caption", color, parent=name))
            grid.addWidget(name, index + 1, 0)
            grid.addWidget(ElidedLabel(_samples(table, index), "cell", "ink2", parent=content), index + 1, 1)
            grid.addWidget(self._make_combo(index, header, proposal, questions), index + 1, 2)
        self._column.addWidget(content)
        self.set_mapping(proposal.mapping)

    def set_mapping(self, mapping: ColumnMap) -> None:
        """Choose what a map says."""
        wanted: dict[int, str] = dict(mapping.questions)
        if mapping.group_column is not None:
            wanted[mapping.group_column] = GROUP
        for index, combo in self._combos.items():
            with QSignalBlocker(combo):
                combo.setCurrentIndex(max(0, combo.findData(wanted.get(index, LEAVE_OUT))))

    def group_column(self) -> int | None:
        """Return the column that tells the group, or None."""
        return next((index for index, combo in self._combos.items() if combo.currentData() == GROUP), None)

    def questions(self) -> Mapping[int, str]:
        """Return question ids by column."""
        return {
            index: combo.currentData()
            for index, combo in self._combos.items()
            if combo.currentData() not in (GROUP, LEAVE_OUT)
        }

    def _make_combo(
        self, index: int, header: str, proposal: Proposal, questions: Sequence[Question]
    ) -> ChoiceBox:
        combo = ChoiceBox(self._content)
        combo.setAccessibleName(f"What becomes of {header}")
        combo.setMinimumWidth(Theme.of(self).px(300))
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.addItem("Dropped, never stored" if index in proposal.personal else "Left out", LEAVE_OUT)
        if index in proposal.locked:
            combo.setEnabled(False)
        else:
            combo.addItem("The group", GROUP)
            for number, question in enumerate(labelled(questions), 1):
                combo.addItem(f"{number}. {shortened(question.text, _QUESTION_LENGTH)}", question.id)
        combo.currentIndexChanged.connect(self._on_chosen)
        self._combos[index] = combo
        return combo

    def _on_chosen(self) -> None:
        """Take what a column is for from the column that had it before."""
        chosen = self.sender()
        assert isinstance(chosen, QComboBox)
        for combo in self._combos.values():
            if combo is not chosen and combo.currentData() == chosen.currentData() != LEAVE_OUT:
                with QSignalBlocker(combo):
                    combo.setCurrentIndex(0)
        self.changed.emit()


def _remark(index: int, proposal: Proposal) -> tuple[str, str]:
    """Return what to say under a column's name, and the colour token."""
    if index in proposal.personal:
        return f"Looks like: {proposal.personal[index].value}", "muted"
    if index in proposal.guessed:
        return "Guessed by its place. Is it right?", "warn"
    return "", "muted"


def _samples(table: AnswerTable, index: int) -> str:
    filled = (" ".join(cell.split()) for cell in table.column(index) if cell.strip())
    return "  ·  ".join(text[:_SAMPLE_LENGTH] for text in islice(filled, _SAMPLES)) or "empty"
