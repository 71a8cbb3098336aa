"""The plan in short: the actions of the plan exercises, a strand each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from visionwork.domain.days import short_day_and_month, stored_day
from visionwork.domain.method import Exercise
from visionwork.domain.progress import ExerciseStatus
from visionwork.domain.snapshot import WorkshopSnapshot
from visionwork.gui.widgets.buttons import HEIGHT_BAR, QuietButton
from visionwork.gui.widgets.card import Card
from visionwork.gui.widgets.labels import ElidedLabel, PlainLabel
from visionwork.gui.widgets.progress import StatusMark
from visionwork.gui.widgets.rule import Rule

if TYPE_CHECKING:
    from visionwork.gui.context import WorkshopContext

_SHOWN = 3
"""Actions a strand shows; the rest is counted, and one click away."""

_STATUS = {
    "not begun": ExerciseStatus.EMPTY,
    "in progress": ExerciseStatus.BEGUN,
    "done": ExerciseStatus.DONE,
}


def plan_exercises(exercises: tuple[Exercise, ...]) -> tuple[Exercise, ...]:
    """Return the grids that hold a plan: those with the columns action, owner, date and status."""
    wanted = {"action", "owner", "date", "status"}
    return tuple(e for e in exercises if wanted <= {column.id for column in e.columns})


class PlanOverview(Card):
    """Strands beside each other, each action with its owner, date and state.

    Args:
        context: The open workshop.
        parent: The widget it is in.

    Signals:
        exercise_requested: The id of the exercise whose actions are wanted.
    """

    exercise_requested = Signal(str)

    def __init__(self, context: WorkshopContext, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._strands = QHBoxLayout(self)
        self._strands.setContentsMargins(0, 0, 0, 0)
        self._strands.setSpacing(0)
        self._shown: object = None

    def reload(self) -> None:
        """Show the plan as the document has it."""
        snapshot = self._context.snapshot
        exercises = plan_exercises(self._context.method.exercises())
        fill = self._context.fill
        heads = {e.id: (fill(e.title), fill(e.headline)) for e in exercises}
        shown = [(e.id, heads[e.id], snapshot.rows_of(e.id), snapshot.participants) for e in exercises]
        if shown == self._shown:
            return
        self._shown = shown
        while (item := self._strands.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for place, exercise in enumerate(exercises):
            if place:
                self._strands.addWidget(Rule(Qt.Orientation.Vertical, "hair", parent=self))
            self._strands.addWidget(self._strand(exercise, snapshot), 1)

    def _strand(self, exercise: Exercise, snapshot: WorkshopSnapshot) -> QWidget:
        strand = QWidget(self)
        strand.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(strand)
        column.setContentsMargins(20, 16, 20, 12)
        column.setSpacing(4)
        title, headline = self._context.fill(exercise.title), self._context.fill(exercise.headline)
        column.addWidget(PlainLabel(title, role="heading", wrap=True, parent=strand))
        column.addWidget(PlainLabel(headline, role="caption", color="muted", wrap=True, parent=strand))
        rows = [row for row in snapshot.rows_of(exercise.id) if row.cells.get("action")]
        for row in rows[:_SHOWN]:
            column.addSpacing(4)
            column.addLayout(self._action(row.cells, snapshot, strand))
            column.addWidget(Rule(Qt.Orientation.Horizontal, "hair", parent=strand))
        more = len(rows) - _SHOWN
        label = f"{more} more, and add" if more > 0 else "Add an action"
        button = QuietButton(label, "plus", HEIGHT_BAR, parent=strand)
        button.setAccessibleName(f"{label}: {title}")
        button.setProperty("exercise", exercise.id)
        button.clicked.connect(self._on_clicked)
        column.addSpacing(4)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        return strand

    def _action(self, cells, snapshot: WorkshopSnapshot, strand: QWidget) -> QHBoxLayout:  # noqa: ANN001
        line = QHBoxLayout()
        line.setSpacing(10)
        status = _STATUS.get(str(cells.get("status") or ""), ExerciseStatus.EMPTY)
        line.addWidget(StatusMark(status, parent=strand), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(str(cells["action"]), role="cell", wrap=True, parent=strand))
        foot = QHBoxLayout()
        person = snapshot.participant(cells["owner"]) if isinstance(cells.get("owner"), int) else None
        foot.setSpacing(8)
        name = person.name if person else ""
        foot.addWidget(ElidedLabel(name, role="caption", color="muted", parent=strand), 1)
        foot.addWidget(
            PlainLabel(_day_words(cells.get("date")), role="caption", color="muted", parent=strand)
        )
        words.addLayout(foot)
        line.addLayout(words, 1)
        return line

    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.exercise_requested.emit(str(sender.property("exercise")))


def _day_words(value: object) -> str:
    """Return a stored day as "30 Mar", other values as they are, and nothing for nothing."""
    day = stored_day(value)
    return str(value or "") if day is None else short_day_and_month(day)
